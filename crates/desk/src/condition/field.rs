//! Every field that can be asked for, in one list: its name, its type, where its words are.
//!
//! A new field is a line here, its fact in `facts.rs`, its column in `store/ticket/filter.rs`, and its word in
//! `locales/*/condition.ftl`; the builder, the JSON and the checks know it then. Fields that people define are one variant
//! with an id, typed by their shape (`docs/adr/0070-custom-fields.md`); what an event changed will be operators of a rule,
//! not of a view. What a message says before there is a ticket is another ([`Feature`]).

use super::Feature;
use crate::form::{FieldId, Holder, Shape};

/// What kind of value a field has, which decides its operators and its operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// One of a fixed list of words.
    Word(&'static [&'static str]),
    /// The same, or none.
    MaybeWord(&'static [&'static str]),
    /// One of ours, by its id.
    One(Kin),
    /// The same, or none.
    MaybeOne(Kin),
    /// Any number of ours.
    Many(Kin),
    /// One or several texts; upper and lower case of ASCII letters are the same.
    Text,
    /// The same, or none.
    MaybeText,
    Number,
    /// A number with so many digits behind the point, or none.
    Amount(u8),
    Moment,
    Flag,
}

/// What an id is an id of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kin {
    Status,
    Team,
    Tag,
    Agent,
    Person,
    Organization,
    Brand,
    Mailbox,
    Topic,
    /// Of the list that a field offers.
    Item,
    ObjectType,
    Object,
    Calendar,
}

/// Whose field it is: the ticket's, that of somebody or something it belongs to, or of any object that is linked to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whose {
    Ticket,
    Requester,
    Organization,
    Team,
    Object,
}

/// A field that people define.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Custom {
    pub whose: Whose,
    pub id: FieldId,
    pub shape: Shape,
}

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $word:literal $key:literal $type:expr;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $($(#[$doc])* $name,)*
            /** One that people define. */
            Custom(Custom),
            /** Of a message that arrives: mail filters alone ask for it. */
            Mail(Feature),
        }

        impl Field {
            /// All of a ticket but those that people define.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* Self::Custom(_) => "custom", Self::Mail(feature) => feature.word() }
            }

            /// The Fluent key of its name.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* Self::Custom(_) => "field-custom", Self::Mail(feature) => feature.key() }
            }

            pub const fn kind(self) -> Type {
                match self { $(Self::$name => $type,)* Self::Custom(custom) => custom.kind(), Self::Mail(feature) => feature.kind() }
            }
        }
    };
}

const CATEGORIES: &[&str] = &["new", "open", "pending", "on_hold", "solved", "closed"];
const PLACES: &[&str] = &["open", "snoozed", "closed", "spam", "trash", "merged"];
const PRIORITIES: &[&str] = &["emergency", "critical", "urgent", "high", "raised", "normal", "low", "lowest"];
const KINDS: &[&str] = &["question", "incident", "problem", "task"];
const ORIGINS: &[&str] = &["mail", "form", "portal", "phone", "chat", "api", "agent"];
pub(super) const LANGUAGES: &[&str] = &["en", "ja"];
const APPROVALS: &[&str] = &["pending", "approved", "rejected", "withdrawn"];
const TIERS: &[&str] = &["standard", "important", "vip"];
const ANSWERS: &[&str] = &["queued", "sent", "failed", "bounced"];
const SLA: &[&str] = &["breached", "running", "paused", "met"];

fields! {
    /// Where it lies; a view that does not ask leaves out spam and trash.
    Place = "place" "field-place" Type::Word(PLACES);
    Status = "status" "field-status" Type::One(Kin::Status);
    Category = "category" "field-category" Type::Word(CATEGORIES);
    Priority = "priority" "field-priority" Type::Word(PRIORITIES);
    Kind = "kind" "field-kind" Type::Word(KINDS);
    /// What it is about, as far as somebody has said.
    Topic = "topic" "field-topic" Type::MaybeOne(Kin::Topic);
    Tags = "tags" "field-tags" Type::Many(Kin::Tag);
    Team = "team" "field-team" Type::One(Kin::Team);
    Assignee = "assignee" "field-assignee" Type::MaybeOne(Kin::Agent);
    Followers = "followers" "field-followers" Type::Many(Kin::Agent);
    /// Whether the one who looks has put a star on it.
    Starred = "starred" "field-starred" Type::Flag;
    /// The last word was the requester's, and nobody has answered it.
    Unanswered = "unanswered" "field-unanswered" Type::Flag;
    Snoozed = "snoozed" "field-snoozed" Type::Flag;
    Requester = "requester" "field-requester" Type::One(Kin::Person);
    RequesterName = "requester_name" "field-requester-name" Type::Text;
    RequesterAddress = "requester_address" "field-requester-address" Type::Text;
    Participants = "participants" "field-participants" Type::Many(Kin::Person);
    Organization = "organization" "field-organization" Type::MaybeOne(Kin::Organization);
    OrganizationName = "organization_name" "field-organization-name" Type::Text;
    /// The higher of the requester's own and that of their main organisation.
    Tier = "tier" "field-tier" Type::Word(TIERS);
    Subject = "subject" "field-subject" Type::Text;
    /// The beginning of the last message that is no note.
    LastMessage = "last_message" "field-last-message" Type::Text;
    Number = "number" "field-number" Type::Number;
    Messages = "messages" "field-messages" Type::Number;
    Channel = "channel" "field-channel" Type::Word(ORIGINS);
    Mailbox = "mailbox" "field-mailbox" Type::MaybeOne(Kin::Mailbox);
    Brand = "brand" "field-brand" Type::One(Kin::Brand);
    Language = "language" "field-language" Type::MaybeWord(LANGUAGES);
    CreatedAt = "created_at" "field-created-at" Type::Moment;
    UpdatedAt = "updated_at" "field-updated-at" Type::Moment;
    /// The last message from outside.
    ReceivedAt = "received_at" "field-received-at" Type::Moment;
    RepliedAt = "replied_at" "field-replied-at" Type::Moment;
    FirstRepliedAt = "first_replied_at" "field-first-replied-at" Type::Moment;
    SolvedAt = "solved_at" "field-solved-at" Type::Moment;
    Deadline = "deadline" "field-deadline" Type::Moment;
    WakesAt = "wakes_at" "field-wakes-at" Type::Moment;
    /// The next promised time.
    DueAt = "due_at" "field-due-at" Type::Moment;
    Sla = "sla" "field-sla" Type::MaybeWord(SLA);
    /// How the newest question to approvers stands.
    Approval = "approval" "field-approval" Type::MaybeWord(APPROVALS);
    /// How far the last answer has come.
    Delivery = "delivery" "field-delivery" Type::MaybeWord(ANSWERS);
    /// How content its requester is: one to five.
    Rating = "rating" "field-rating" Type::Amount(0);
    RatedAt = "rated_at" "field-rated-at" Type::Moment;
    RatingComment = "rating_comment" "field-rating-comment" Type::Text;
    /// Open tickets of its team, this one among them: what rules alone can ask, because other tickets change it.
    TeamQueue = "team_queue" "field-team-queue" Type::Number;
    /// Of which types objects are linked to it.
    Objects = "objects" "field-objects" Type::Many(Kin::ObjectType);
    /// A task on it is to be done. This and what follows hangs on the ticket itself, not on one that went into it.
    OpenTask = "open_task" "field-open-task" Type::Flag;
    OpenSide = "open_side" "field-open-side" Type::Flag;
    /// Something was attached to a message or note; pictures within a text are none.
    HasFiles = "has_files" "field-has-files" Type::Flag;
    /// What people have entered, in minutes.
    MinutesWorked = "minutes_worked" "field-minutes-worked" Type::Number;
    HasProblem = "has_problem" "field-has-problem" Type::Flag;
    HasIncidents = "has_incidents" "field-has-incidents" Type::Flag;
    IsDuplicate = "is_duplicate" "field-is-duplicate" Type::Flag;
    HasParent = "has_parent" "field-has-parent" Type::Flag;
    HasChildren = "has_children" "field-has-children" Type::Flag;
    /// Another ticket must be done before it, and is not.
    Blocked = "blocked" "field-blocked" Type::Flag;
    /// Of which calendars it is working time at the moment one looks.
    WorkingHours = "working_hours" "field-working-hours" Type::Many(Kin::Calendar);
}

/// What is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Realm {
    Ticket,
    /// A message before there is a ticket.
    Mail,
}

impl Realm {
    /// The field of this name, where there is one.
    pub fn field(self, name: &str) -> Option<Field> {
        match self {
            Self::Ticket => Field::named(name),
            Self::Mail => Feature::named(name).map(Field::Mail),
        }
    }
}

impl Field {
    /// Of a ticket.
    pub fn named(name: &str) -> Option<Self> {
        let custom = || Custom::named(name).map(Self::Custom);
        Self::ALL.iter().copied().find(|field| field.word() == name).or_else(custom)
    }

    /// The word in JSON and forms.
    pub fn name(self) -> String {
        match self {
            Self::Custom(custom) => custom.name(),
            fixed => fixed.word().to_owned(),
        }
    }

    /// Some event tells what it was and what it became.
    pub const fn is_told_of(self) -> bool {
        if let Self::Custom(custom) = self {
            return matches!(custom.whose, Whose::Ticket);
        }
        matches!(
            self,
            Self::Status
                | Self::Priority
                | Self::Kind
                | Self::Tags
                | Self::Team
                | Self::Assignee
                | Self::Requester
                | Self::Organization
                | Self::Subject
                | Self::Snoozed
                | Self::Followers
                | Self::Participants
                | Self::Approval
                | Self::Objects
                | Self::Topic
                | Self::Deadline
                | Self::Delivery
                | Self::Rating
                | Self::TeamQueue
        )
    }

    /// It rests on what hangs on the ticket: tasks, side conversations, files, times, links.
    pub const fn hangs(self) -> bool {
        matches!(
            self,
            Self::OpenTask
                | Self::OpenSide
                | Self::HasFiles
                | Self::MinutesWorked
                | Self::HasProblem
                | Self::HasIncidents
                | Self::IsDuplicate
                | Self::HasParent
                | Self::HasChildren
                | Self::Blocked
        )
    }

    /// No list of tickets can be asked for it.
    pub const fn is_of_rules(self) -> bool {
        matches!(self, Self::TeamQueue)
    }

    /// The Fluent key of one of its words: `priority-high`.
    pub fn word_key(self, word: &str) -> String {
        let noun = match self {
            Self::Channel => "origin",
            Self::Mail(feature) => feature.noun(),
            other => other.word(),
        };
        format!("{noun}-{}", word.replace('_', "-"))
    }
}

impl Whose {
    pub const ALL: [Self; 5] = [Self::Ticket, Self::Requester, Self::Organization, Self::Team, Self::Object];

    /// Whose a field of such a holder is.
    pub const fn of(holder: Holder) -> Self {
        match holder {
            Holder::Ticket => Self::Ticket,
            Holder::Person => Self::Requester,
            Holder::Organization => Self::Organization,
            Holder::Team => Self::Team,
            Holder::Object(_) => Self::Object,
        }
    }

    /// The word before the id.
    const fn word(self) -> &'static str {
        match self {
            Self::Ticket => "field",
            Self::Requester => "requester",
            Self::Organization => "organization",
            Self::Team => "team",
            Self::Object => "object",
        }
    }

    /// The word of the search language before a point; a ticket's own fields have none.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word && *one != Self::Ticket && *one != Self::Object)
    }
}

impl Custom {
    pub fn of(field: &crate::form::Field) -> Self {
        Self { whose: Whose::of(field.holder), id: field.id, shape: field.nature.shape() }
    }

    /// Several objects have a number or a time each: one that fits is enough.
    pub(super) const fn may_be_many(self) -> bool {
        matches!((self.whose, self.shape), (Whose::Object, Shape::Amount(_) | Shape::Moment))
    }

    /// Of what is chosen in a field of items, as the list of items says it now: `cost_centre=4711`.
    pub fn properties_of(field: &crate::form::Field) -> Option<Self> {
        let known = field.nature.items().iter().any(|item| !item.properties.is_empty());
        known.then(|| Self { shape: Shape::Properties, ..Self::of(field) })
    }

    /// What can be asked of it.
    const fn kind(self) -> Type {
        match self.shape {
            Shape::Text | Shape::Properties => Type::MaybeText,
            Shape::Amount(digits) => Type::Amount(digits),
            Shape::Moment => Type::Moment,
            Shape::Flag => Type::Flag,
            Shape::Item => Type::MaybeOne(Kin::Item),
            Shape::Items => Type::Many(Kin::Item),
            Shape::Person => Type::MaybeOne(Kin::Person),
            Shape::Organization => Type::MaybeOne(Kin::Organization),
            Shape::Object => Type::MaybeOne(Kin::Object),
        }
    }

    /// `field_12_text`, `requester_12_amount2`: whose it is, and its shape, so that a condition can be read without
    /// knowing the fields.
    fn name(self) -> String {
        let shape = match self.shape {
            Shape::Text => "text",
            Shape::Amount(digits) => return format!("{}_{}_amount{digits}", self.whose.word(), self.id),
            Shape::Moment => "moment",
            Shape::Flag => "flag",
            Shape::Item => "item",
            Shape::Items => "items",
            Shape::Person => "person",
            Shape::Organization => "organization",
            Shape::Object => "object",
            Shape::Properties => "properties",
        };
        format!("{}_{}_{shape}", self.whose.word(), self.id)
    }

    fn named(name: &str) -> Option<Self> {
        let (whose, rest) = name.split_once('_')?;
        let whose = Whose::ALL.into_iter().find(|one| one.word() == whose)?;
        let (id, shape) = rest.split_once('_')?;
        let shape = match shape {
            "text" => Shape::Text,
            "moment" => Shape::Moment,
            "flag" => Shape::Flag,
            "item" => Shape::Item,
            "items" => Shape::Items,
            "person" => Shape::Person,
            "organization" => Shape::Organization,
            "object" => Shape::Object,
            "properties" => Shape::Properties,
            amount => Shape::Amount(amount.strip_prefix("amount")?.parse().ok().filter(|digits| *digits <= 6)?),
        };
        Some(Self { whose, id: id.parse().ok()?, shape })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::approval::ApprovalState;
    use crate::channel::AnswerState;
    use crate::ticket::{Category, Kind, Origin, Place, Priority};
    use base::{Language, words};

    #[test]
    fn every_field_and_word_is_said_in_every_language() {
        for words in Language::ALL.map(words::of) {
            for field in Field::ALL {
                assert!(words.knows(field.key()), "{} in {:?}", field.key(), words.language());
                if let Type::Word(list) | Type::MaybeWord(list) = field.kind() {
                    for word in list {
                        let key = field.word_key(word);
                        assert!(words.knows(&key), "{key} in {:?}", words.language());
                    }
                }
            }
        }
    }

    #[test]
    fn a_field_of_ones_own_is_named_with_its_shape() {
        for shape in [
            Shape::Text,
            Shape::Amount(2),
            Shape::Moment,
            Shape::Flag,
            Shape::Item,
            Shape::Items,
            Shape::Object,
            Shape::Properties,
        ] {
            for whose in Whose::ALL {
                let field = Field::Custom(Custom { whose, id: FieldId(12), shape });
                assert_eq!(Field::named(&field.name()), Some(field));
            }
        }
        assert_eq!(Field::named("requester_name"), Some(Field::RequesterName));
        for nonsense in ["field_x_text", "field_1_amount9", "field_1", "custom", "field_1_amount"] {
            assert_eq!(Field::named(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn the_words_are_those_of_the_ticket() {
        fn sorted(words: impl IntoIterator<Item = &'static str>) -> Vec<&'static str> {
            let mut words: Vec<_> = words.into_iter().collect();
            words.sort_unstable();
            words
        }
        let of = |list: &[&'static str]| sorted(list.iter().copied());
        assert_eq!(of(PLACES), sorted(Place::ALL.iter().map(|one| one.name())));
        assert_eq!(of(CATEGORIES), sorted(Category::ALL.iter().map(|one| one.name())));
        assert_eq!(of(PRIORITIES), sorted(Priority::ALL.iter().map(|one| one.name())));
        assert_eq!(of(APPROVALS), sorted(ApprovalState::ALL.iter().map(|one| one.name())));
        assert_eq!(of(TIERS), sorted(crate::people::Tier::ALL.iter().map(|one| one.name())));
        assert_eq!(of(ANSWERS), sorted(AnswerState::ALL.iter().map(|one| one.name())));
        assert_eq!(of(KINDS), sorted(Kind::ALL.iter().map(|one| one.name())));
        assert_eq!(of(ORIGINS), sorted(Origin::ALL.iter().map(|one| one.name())));
        assert_eq!(of(LANGUAGES), sorted(Language::ALL.iter().map(|one| one.tag())));
    }
}
