//! What is known of one ticket, as far as conditions may ask; and of the one who looks.

use super::{Custom, Field, Selves};
use crate::Event;
use crate::form::{Cell, FieldId, Shape};
use crate::object::ObjectTypeId;
use crate::people::{PersonId, Tier};
use crate::sla::Door;
use crate::ticket::{Relation, Snooze, Ticket};
use base::Moment;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Facts<'f> {
    pub ticket: &'f Ticket,
    pub participants: &'f [PersonId],
    pub followers: &'f [PersonId],
    /// Who has put a star on it.
    pub starred: &'f [PersonId],
    pub requester_name: &'f str,
    pub requester_addresses: &'f [String],
    pub organization_name: Option<&'f str>,
    pub tier: Tier,
    /// What stands in the fields that people define: the ticket's, and those of whoever and whatever belongs to it.
    pub cells: &'f [Cell],
    /// What is known of the items that stand there: `cost_centre=4711`.
    pub properties: &'f [(FieldId, String)],
    /// The types of the objects that are linked to it, each once.
    pub objects: &'f [ObjectTypeId],
    pub hanging: &'f Hanging,
    /// Every calendar as it stands at the moment one looks.
    pub doors: &'f [Door],
    /// Organizations and people that are one since they were merged, whatever the ticket.
    pub selves: &'f Selves,
    /// What its requester said when they rated it.
    pub rating_comment: Option<&'f str>,
    /// Open tickets of its team.
    pub queue: i64,
    /// What has just happened to it, for rules.
    pub event: Option<&'f Event>,
}

/// What hangs on a ticket.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hanging {
    pub open_task: bool,
    pub open_side: bool,
    pub files: bool,
    pub minutes: i64,
    /// Another ticket must be done before it, and is not.
    pub blocked: bool,
    /// What other tickets are to it.
    pub relations: Vec<Relation>,
}

/// Who looks, when, and from where.
#[derive(Clone, Debug, PartialEq)]
pub struct Viewer {
    pub person: PersonId,
    pub now: Moment,
    /// IANA name.
    pub zone: String,
}

/// A field's value, by the shape of its type.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact<'f> {
    Word(Option<&'static str>),
    Ids(Vec<i64>),
    Texts(Vec<&'f str>),
    Number(i64),
    Amount(Option<i64>),
    Moment(Option<Moment>),
    Flag(bool),
}

/// Upper and lower case of ASCII letters are one; that is what both databases can do alike.
pub fn folded(text: &str) -> String {
    text.to_ascii_lowercase()
}

impl Ticket {
    /// The last word was the requester's, and nobody has answered it.
    pub fn is_unanswered(&self) -> bool {
        let asked = self.received_at.is_some_and(|asked| self.replied_at.is_none_or(|answered| asked > answered));
        asked && !self.category.is_done()
    }
}

impl<'f> Facts<'f> {
    pub fn of(&self, field: Field, viewer: &Viewer) -> Fact<'f> {
        let ticket = self.ticket;
        let people = |people: &[PersonId]| Fact::Ids(people.iter().map(|person| person.0).collect());
        let linked = |relation| Fact::Flag(self.hanging.relations.contains(&relation));
        let wakes_at = match ticket.snooze {
            Snooze::Until(moment) => Some(moment),
            Snooze::Awake | Snooze::UntilReply => None,
        };
        match field {
            Field::Place => Fact::Word(Some(ticket.place().name())),
            Field::Category => Fact::Word(Some(ticket.category.name())),
            Field::Priority => Fact::Word(Some(ticket.priority.name())),
            Field::Kind => Fact::Word(Some(ticket.kind.name())),
            Field::Channel => Fact::Word(Some(ticket.origin.name())),
            Field::Language => Fact::Word(ticket.language.map(base::Language::tag)),
            Field::Status => Fact::Ids(vec![ticket.status.0]),
            Field::Team => Fact::Ids(vec![ticket.team.0]),
            Field::Brand => Fact::Ids(vec![ticket.brand.0]),
            Field::Requester => Fact::Ids(vec![ticket.requester.0]),
            Field::Assignee => Fact::Ids(ticket.assignee.iter().map(|id| id.0).collect()),
            Field::Organization => Fact::Ids(ticket.organization.iter().map(|id| id.0).collect()),
            Field::Mailbox => Fact::Ids(ticket.mailbox.iter().map(|id| id.0).collect()),
            Field::Topic => Fact::Ids(ticket.topic.iter().map(|id| id.0).collect()),
            Field::Tags => Fact::Ids(ticket.tags.iter().map(|id| id.0).collect()),
            Field::Participants => people(self.participants),
            Field::Followers => people(self.followers),
            Field::Starred => Fact::Flag(self.starred.contains(&viewer.person)),
            Field::Unanswered => Fact::Flag(ticket.is_unanswered()),
            Field::Snoozed => Fact::Flag(ticket.snooze != Snooze::Awake),
            Field::Subject => Fact::Texts(vec![&ticket.subject]),
            Field::LastMessage => Fact::Texts(vec![&ticket.preview]),
            Field::RequesterName => Fact::Texts(vec![self.requester_name]),
            Field::RequesterAddress => Fact::Texts(self.requester_addresses.iter().map(String::as_str).collect()),
            Field::Tier => Fact::Word(Some(self.tier.name())),
            Field::OrganizationName => Fact::Texts(self.organization_name.into_iter().collect()),
            Field::Number => Fact::Number(ticket.number.0),
            Field::Messages => Fact::Number(ticket.messages),
            Field::CreatedAt => Fact::Moment(Some(ticket.created_at)),
            Field::UpdatedAt => Fact::Moment(Some(ticket.updated_at)),
            Field::ReceivedAt => Fact::Moment(ticket.received_at),
            Field::RepliedAt => Fact::Moment(ticket.replied_at),
            Field::FirstRepliedAt => Fact::Moment(ticket.first_replied_at),
            Field::SolvedAt => Fact::Moment(ticket.solved_at),
            Field::Deadline => Fact::Moment(ticket.deadline),
            Field::WakesAt => Fact::Moment(wakes_at),
            Field::DueAt => Fact::Moment(ticket.due_at),
            Field::Approval => Fact::Word(ticket.approval.map(crate::approval::ApprovalState::name)),
            Field::Delivery => Fact::Word(ticket.delivery.map(crate::channel::AnswerState::name)),
            Field::Rating => Fact::Amount(ticket.rating.map(crate::ticket::Stars::number)),
            Field::RatedAt => Fact::Moment(ticket.rated_at),
            Field::RatingComment => Fact::Texts(self.rating_comment.into_iter().collect()),
            Field::TeamQueue => Fact::Number(self.queue),
            Field::Sla => Fact::Word(ticket.sla.map(crate::sla::SlaState::name)),
            Field::WorkingHours => {
                Fact::Ids(self.doors.iter().filter(|door| door.open).map(|door| door.calendar.0).collect())
            }
            Field::Objects => Fact::Ids(self.objects.iter().map(|id| id.0).collect()),
            Field::OpenTask => Fact::Flag(self.hanging.open_task),
            Field::OpenSide => Fact::Flag(self.hanging.open_side),
            Field::HasFiles => Fact::Flag(self.hanging.files),
            Field::MinutesWorked => Fact::Number(self.hanging.minutes),
            Field::HasProblem => linked(Relation::Problem),
            Field::HasIncidents => linked(Relation::Incident),
            Field::IsDuplicate => linked(Relation::Original),
            Field::HasParent => linked(Relation::Parent),
            Field::HasChildren => linked(Relation::Child),
            Field::Blocked => Fact::Flag(self.hanging.blocked),
            Field::Custom(custom) => self.custom(custom),
            // Refused where conditions of tickets are read.
            Field::Mail(_) => Fact::Texts(Vec::new()),
        }
    }

    /// A value for each of several objects that have one.
    pub(super) fn each(&self, custom: Custom) -> Vec<Fact<'f>> {
        let own = self.cells.iter().filter(|cell| cell.field == custom.id);
        let one = |number| {
            let moment = custom.shape == Shape::Moment;
            if moment { Fact::Moment(Some(Moment(number))) } else { Fact::Amount(Some(number)) }
        };
        own.filter_map(|cell| cell.number).map(one).collect()
    }

    fn custom(&self, Custom { id, shape, .. }: Custom) -> Fact<'f> {
        let own = self.cells.iter().filter(|cell| cell.field == id);
        let mut numbers = own.clone().filter_map(|cell| cell.number);
        match shape {
            Shape::Text => Fact::Texts(own.filter_map(|cell| cell.text.as_deref()).collect()),
            Shape::Properties => {
                let own = self.properties.iter().filter(|(field, _)| *field == id);
                Fact::Texts(own.map(|(_, property)| property.as_str()).collect())
            }
            Shape::Amount(_) => Fact::Amount(numbers.next()),
            Shape::Moment => Fact::Moment(numbers.next().map(Moment)),
            Shape::Flag => Fact::Flag(numbers.any(|number| number == 1)),
            Shape::Item | Shape::Items | Shape::Person | Shape::Organization | Shape::Object => {
                Fact::Ids(numbers.collect())
            }
        }
    }
}
