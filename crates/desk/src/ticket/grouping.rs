//! By what the tickets of a list stand together under headings, and which of them belong under one.

use super::Priority;
use crate::condition::{Condition, Custom, Field, Operand, Operator, Test, When, Whom, Whose};
use crate::form::{FieldId, Shape};
use crate::people::Tier;
use crate::ticket::{Kind, Origin, Stars};
use base::Moment;
use serde::{Deserialize, Serialize};

/// Headings one person may keep folded in one list.
pub const MOST_FOLDED: usize = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Grouping {
    Status,
    Assignee,
    Team,
    Priority,
    Kind,
    Topic,
    Requester,
    Organization,
    /// By how much its requester matters.
    Tier,
    Tag,
    Channel,
    Mailbox,
    Brand,
    /// By how many stars its requester gave.
    Rating,
    /// By the day something that was promised is due.
    DueDay,
    /// By the day of the due date that somebody has set.
    DeadlineDay,
    CreatedDay,
    /// By one of the items of a field that people have defined.
    Field(FieldId),
}

/// What the tickets under one heading have in common: an id, a word, or a day such as `2026-11-26`; empty: nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bucket(pub String);

impl Grouping {
    /// Those that every desk has.
    pub const FIXED: [Self; 17] = [
        Self::Status,
        Self::Assignee,
        Self::Team,
        Self::Priority,
        Self::Kind,
        Self::Topic,
        Self::Requester,
        Self::Organization,
        Self::Tier,
        Self::Tag,
        Self::Channel,
        Self::Mailbox,
        Self::Brand,
        Self::Rating,
        Self::DueDay,
        Self::DeadlineDay,
        Self::CreatedDay,
    ];

    /// Whose headings may stand side by side: a ticket is put from one to another by one change.
    pub const BOARDS: [Self; 4] = [Self::Status, Self::Priority, Self::Assignee, Self::Team];

    pub fn makes_a_board(self) -> bool {
        Self::BOARDS.contains(&self)
    }

    /// The word in addresses and columns.
    pub fn name(self) -> String {
        match self {
            Self::Status => "status".into(),
            Self::Assignee => "assignee".into(),
            Self::Team => "team".into(),
            Self::Priority => "priority".into(),
            Self::Kind => "kind".into(),
            Self::Topic => "topic".into(),
            Self::Requester => "requester".into(),
            Self::Organization => "organization".into(),
            Self::Tier => "tier".into(),
            Self::Tag => "tag".into(),
            Self::Channel => "channel".into(),
            Self::Mailbox => "mailbox".into(),
            Self::Brand => "brand".into(),
            Self::Rating => "rating".into(),
            Self::DueDay => "due_day".into(),
            Self::DeadlineDay => "deadline_day".into(),
            Self::CreatedDay => "created_day".into(),
            Self::Field(field) => format!("field-{field}"),
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        match name.strip_prefix("field-") {
            Some(field) => field.parse().ok().map(|id| Self::Field(FieldId(id))),
            None => Self::FIXED.into_iter().find(|one| one.name() == name),
        }
    }

    /// The Fluent key of its name; none: it is called what its field is called.
    pub const fn key(self) -> Option<&'static str> {
        match self {
            Self::Status => Some("field-status"),
            Self::Assignee => Some("field-assignee"),
            Self::Team => Some("field-team"),
            Self::Priority => Some("field-priority"),
            Self::Kind => Some("field-kind"),
            Self::Topic => Some("field-topic"),
            Self::Requester => Some("field-requester"),
            Self::Organization => Some("field-organization"),
            Self::Tier => Some("field-tier"),
            Self::Tag => Some("field-tags"),
            Self::Channel => Some("field-channel"),
            Self::Mailbox => Some("field-mailbox"),
            Self::Brand => Some("field-brand"),
            Self::Rating => Some("column-rating"),
            Self::DueDay => Some("group-due-day"),
            Self::DeadlineDay => Some("group-deadline-day"),
            Self::CreatedDay => Some("group-created-day"),
            Self::Field(_) => None,
        }
    }

    /// The headings under which a ticket stands, from what the database says of it.
    pub fn buckets(self, said: Option<&str>, zone: &str) -> Vec<Bucket> {
        let Some(said) = said else { return vec![Bucket::default()] };
        match self {
            Self::DueDay | Self::DeadlineDay | Self::CreatedDay => match said.parse() {
                Ok(moment) => vec![Bucket(Moment(moment).in_zone(zone).strftime("%Y-%m-%d").to_string())],
                Err(_) => vec![Bucket::default()],
            },
            // The list of ids as a ticket carries it: `[3,7]`.
            Self::Tag => {
                let ids: Vec<Bucket> =
                    said.trim_matches(['[', ']']).split(',').filter(|id| !id.is_empty()).map(Bucket::from).collect();
                if ids.is_empty() { vec![Bucket::default()] } else { ids }
            }
            Self::Status | Self::Assignee | Self::Team | Self::Priority | Self::Kind | Self::Requester => {
                vec![Bucket::from(said)]
            }
            Self::Topic | Self::Organization | Self::Tier | Self::Channel | Self::Mailbox | Self::Brand => {
                vec![Bucket::from(said)]
            }
            Self::Rating | Self::Field(_) => vec![Bucket::from(said)],
        }
    }

    /// What holds for exactly the tickets under one heading; none: there is no such heading.
    pub fn holds(self, bucket: &Bucket) -> Option<Condition> {
        let field = self.field();
        let test = |operator, operand| Some(Condition::Test(Test { field, operator, operand }));
        if bucket.0.is_empty() {
            return match self {
                Self::Assignee | Self::Organization | Self::Tag | Self::Rating => {
                    test(Operator::Unset, Operand::Nothing)
                }
                Self::Topic | Self::Mailbox | Self::DueDay | Self::DeadlineDay | Self::Field(_) => {
                    test(Operator::Unset, Operand::Nothing)
                }
                Self::Tier | Self::Channel | Self::Brand => None,
                Self::Status | Self::Team | Self::Priority | Self::Kind | Self::Requester | Self::CreatedDay => None,
            };
        }
        match self {
            Self::Priority => {
                let word = Priority::named(&bucket.0)?;
                test(Operator::AnyOf, Operand::Words(vec![word.name().to_owned()]))
            }
            Self::Kind => test(Operator::AnyOf, Operand::Words(vec![Kind::named(&bucket.0)?.name().to_owned()])),
            Self::Tier => test(Operator::AnyOf, Operand::Words(vec![Tier::named(&bucket.0)?.name().to_owned()])),
            Self::Channel => test(Operator::AnyOf, Operand::Words(vec![Origin::named(&bucket.0)?.name().to_owned()])),
            Self::Rating => test(Operator::Equals, Operand::Number(Stars::read(&bucket.0)?.number())),
            Self::DueDay | Self::DeadlineDay | Self::CreatedDay => {
                let day = When::named(&format!("on {}", bucket.0)).filter(When::is_sound)?;
                test(Operator::When, Operand::When(day))
            }
            Self::Status | Self::Assignee | Self::Team | Self::Requester | Self::Organization | Self::Tag => {
                test(Operator::AnyOf, Operand::Ids(vec![Whom::Id(bucket.0.parse().ok()?)]))
            }
            Self::Topic | Self::Mailbox | Self::Brand | Self::Field(_) => {
                test(Operator::AnyOf, Operand::Ids(vec![Whom::Id(bucket.0.parse().ok()?)]))
            }
        }
    }

    /// What a condition says of it.
    pub const fn field(self) -> Field {
        match self {
            Self::Status => Field::Status,
            Self::Assignee => Field::Assignee,
            Self::Team => Field::Team,
            Self::Priority => Field::Priority,
            Self::Kind => Field::Kind,
            Self::Topic => Field::Topic,
            Self::Requester => Field::Requester,
            Self::Organization => Field::Organization,
            Self::Tier => Field::Tier,
            Self::Tag => Field::Tags,
            Self::Channel => Field::Channel,
            Self::Mailbox => Field::Mailbox,
            Self::Brand => Field::Brand,
            Self::Rating => Field::Rating,
            Self::DueDay => Field::DueAt,
            Self::DeadlineDay => Field::Deadline,
            Self::CreatedDay => Field::CreatedAt,
            Self::Field(id) => Field::Custom(Custom { whose: Whose::Ticket, id, shape: Shape::Item }),
        }
    }
}

impl From<&str> for Bucket {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<Grouping> for String {
    fn from(grouping: Grouping) -> Self {
        grouping.name()
    }
}

impl TryFrom<String> for Grouping {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Self::named(&name).ok_or(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_grouping_is_found_by_its_name() {
        for grouping in Grouping::FIXED.into_iter().chain([Grouping::Field(FieldId(4))]) {
            assert_eq!(Grouping::named(&grouping.name()), Some(grouping));
        }
        assert_eq!(Grouping::named("field-x"), None);
        assert_eq!(Grouping::named("none"), None);
    }

    #[test]
    fn a_ticket_with_two_tags_stands_under_both() {
        let under = |said| Grouping::Tag.buckets(said, "UTC").into_iter().map(|one| one.0).collect::<Vec<_>>();
        assert_eq!(under(Some("[3,7]")), ["3", "7"]);
        assert_eq!(under(Some("[]")), [""]);
    }

    #[test]
    fn a_day_is_that_of_who_looks() {
        // 2026-07-25 20:00 in London, the next morning in Tokyo.
        let said = "1785006000000";
        let day = |zone| Grouping::CreatedDay.buckets(Some(said), zone).remove(0).0;
        assert_eq!(day("Europe/London"), "2026-07-25");
        assert_eq!(day("Asia/Tokyo"), "2026-07-26");
    }

    #[test]
    fn a_heading_that_cannot_be_holds_nothing() {
        for (grouping, text) in [
            (Grouping::Priority, "hottest"),
            (Grouping::Status, "x"),
            (Grouping::Status, ""),
            (Grouping::DueDay, "2026-13-40"),
            (Grouping::DeadlineDay, "2026-13-40"),
            (Grouping::Rating, "6"),
            (Grouping::CreatedDay, ""),
            (Grouping::Tier, "gold"),
            (Grouping::Tier, ""),
            (Grouping::Channel, "pigeon"),
            (Grouping::Topic, "x"),
            (Grouping::Brand, ""),
        ] {
            assert_eq!(grouping.holds(&Bucket::from(text)), None, "{grouping:?} {text}");
        }
        assert!(Grouping::Assignee.holds(&Bucket::default()).is_some(), "nobody's");
        assert!(Grouping::Topic.holds(&Bucket::default()).is_some(), "about nothing in particular");
        assert!(Grouping::Mailbox.holds(&Bucket::default()).is_some(), "through none");
        assert!(Grouping::Rating.holds(&Bucket::default()).is_some(), "of whom nobody has said anything");
    }
}
