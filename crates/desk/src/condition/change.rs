//! What an event has changed, field by field, in the terms of conditions: what was, and what is.

use super::{Fact, Field, Whose};
use crate::Event;
use crate::approval::ApprovalState;
use crate::channel::AnswerState;
use crate::form::{TopicId, Value};
use crate::people::{OrganizationId, PersonId};
use crate::ticket::{Snooze, Stars, TagId};

impl Event {
    /// None: it did not change this field. Of several values, only those that went and those that came.
    pub fn change_of(&self, field: Field) -> Option<(Fact<'_>, Fact<'_>)> {
        let id = |id: i64| Fact::Ids(vec![id]);
        let maybe = |person: &Option<PersonId>| Fact::Ids(person.iter().map(|id| id.0).collect());
        let gone = |from: &[TagId], to: &[TagId]| {
            Fact::Ids(from.iter().filter(|tag| !to.contains(tag)).map(|tag| tag.0).collect())
        };
        let none = || Fact::Ids(Vec::new());
        let pending = || Fact::Word(Some(ApprovalState::Pending.name()));
        let left = |to: AnswerState| Some((Fact::Word(Some(AnswerState::Queued.name())), Fact::Word(Some(to.name()))));
        match (field, self) {
            (Field::Status, Self::StatusChanged { from, to, .. }) => Some((id(from.0), id(to.0))),
            (Field::Priority, Self::PriorityChanged { from, to, .. }) => {
                Some((Fact::Word(Some(from.name())), Fact::Word(Some(to.name()))))
            }
            (Field::Kind, Self::KindChanged { from, to, .. }) => {
                Some((Fact::Word(Some(from.name())), Fact::Word(Some(to.name()))))
            }
            (Field::Tags, Self::TagsChanged { from, to, .. }) => Some((gone(from, to), gone(to, from))),
            (Field::Team, Self::TeamChanged { from, to, .. }) => Some((id(from.0), id(to.0))),
            (Field::Assignee, Self::AssigneeChanged { from, to, .. }) => Some((maybe(from), maybe(to))),
            (Field::Requester, Self::RequesterChanged { from, to, .. }) => Some((id(from.0), id(to.0))),
            (Field::Organization, Self::OrganizationChanged { from, to, .. }) => {
                let one = |id: &Option<OrganizationId>| Fact::Ids(id.iter().map(|id| id.0).collect());
                Some((one(from), one(to)))
            }
            (Field::Subject, Self::SubjectChanged { from, to, .. }) => {
                Some((Fact::Texts(vec![from]), Fact::Texts(vec![to])))
            }
            (Field::Snoozed, Self::TicketSnoozed { from, .. }) => {
                Some((Fact::Flag(*from != Snooze::Awake), Fact::Flag(true)))
            }
            (Field::Snoozed, Self::TicketWoken { .. }) => Some((Fact::Flag(true), Fact::Flag(false))),
            (Field::Followers, Self::FollowerAdded { person, .. })
            | (Field::Participants, Self::ParticipantAdded { person, .. }) => Some((none(), id(person.0))),
            (Field::Followers, Self::FollowerRemoved { person, .. })
            | (Field::Participants, Self::ParticipantRemoved { person, .. }) => Some((id(person.0), none())),
            (Field::Objects, Self::ObjectLinked { of, .. }) => Some((none(), id(of.0))),
            (Field::Objects, Self::ObjectUnlinked { of, .. }) => Some((id(of.0), none())),
            (Field::Approval, Self::ApprovalAsked { .. }) => {
                Some((Fact::Word(None), Fact::Word(Some(ApprovalState::Pending.name()))))
            }
            (Field::Approval, Self::ApprovalDecided { to, .. }) => Some((pending(), Fact::Word(Some(to.name())))),
            (Field::Approval, Self::ApprovalWithdrawn { .. }) => {
                Some((pending(), Fact::Word(Some(ApprovalState::Withdrawn.name()))))
            }
            (Field::Delivery, Self::MessageSent { .. }) => {
                Some((Fact::Word(None), Fact::Word(Some(AnswerState::Queued.name()))))
            }
            (Field::Delivery, Self::LetterSent { answer: Some(true), .. }) => left(AnswerState::Sent),
            (
                Field::Delivery,
                Self::LetterFailed { answer: Some(true), .. } | Self::LetterUncertain { answer: Some(true), .. },
            ) => left(AnswerState::Failed),
            (Field::Delivery, Self::LetterBounced { answer: Some(true), .. }) => {
                Some((Fact::Word(Some(AnswerState::Sent.name())), Fact::Word(Some(AnswerState::Bounced.name()))))
            }
            (Field::Rating, Self::TicketRated { from, to, .. }) => {
                Some((Fact::Amount(from.map(Stars::number)), Fact::Amount(Some(to.number()))))
            }
            (Field::TeamQueue, Self::QueueCrossed { from, to, .. }) => Some((Fact::Number(*from), Fact::Number(*to))),
            (Field::Topic, Self::TopicChanged { from, to, .. }) => {
                let topic = |topic: &Option<TopicId>| Fact::Ids(topic.iter().map(|id| id.0).collect());
                Some((topic(from), topic(to)))
            }
            (Field::Deadline, Self::DeadlineChanged { from, to, .. }) => Some((Fact::Moment(*from), Fact::Moment(*to))),
            (Field::Custom(custom), Self::FieldChanged { field, from, to, .. })
                if custom.whose == Whose::Ticket && custom.id == *field =>
            {
                Some((told(from.as_ref()), told(to.as_ref())))
            }
            // Every other pair of a field and a kind of event: it tells nothing of it.
            (_, _) => None,
        }
    }
}

/// What stood in a field that people define.
fn told(value: Option<&Value>) -> Fact<'_> {
    match value {
        None => Fact::Ids(Vec::new()),
        Some(Value::Text(text)) => Fact::Texts(vec![text]),
        Some(Value::Number(number)) => Fact::Amount(Some(*number)),
        Some(Value::Moment(moment)) => Fact::Moment(Some(*moment)),
        Some(Value::Yes) => Fact::Flag(true),
        Some(Value::Items(ids)) => Fact::Ids(ids.iter().map(|id| id.0).collect()),
        Some(Value::Person(id)) => Fact::Ids(vec![id.0]),
        Some(Value::Organization(id)) => Fact::Ids(vec![id.0]),
        Some(Value::Ticket(number)) => Fact::Number(number.0),
        Some(Value::Object(id)) => Fact::Ids(vec![id.0]),
        Some(Value::Files(files)) => Fact::Texts(files.iter().map(|file| file.name.as_str()).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channel::LetterId;
    use crate::condition::{Condition, Selves};
    use crate::form::{FieldId, ItemId};
    use crate::people::TeamId;
    use crate::ticket::TicketId;

    fn tells(condition: &str, event: &Event) -> bool {
        let condition = Condition::read(condition).unwrap();
        condition.tests()[0].is_told_by(Some(event), &Selves::default())
    }

    #[test]
    fn a_queue_crosses_a_bound_once_and_an_answer_has_just_come_back() {
        let crossed = |from, to| Event::QueueCrossed { ticket: TicketId(1), team: TeamId(1), from, to };
        let asked = |operator: &str, event: &Event| {
            tells(&format!(r#"{{"all":[{{"field":"team_queue","operator":"{operator}","value":10}}]}}"#), event)
        };
        assert!(asked("reached", &crossed(9, 10)) && asked("reached", &crossed(3, 40)));
        assert!(!asked("reached", &crossed(10, 11)) && !asked("reached", &crossed(10, 9)));
        assert!(asked("fell", &crossed(11, 10)) && !asked("fell", &crossed(10, 9)) && !asked("fell", &crossed(9, 10)));
        let bounced = |answer| Event::LetterBounced {
            letter: LetterId(3),
            ticket: Some(TicketId(1)),
            address: String::new(),
            reason: String::new(),
            answer,
        };
        let became = r#"{"all":[{"field":"delivery","operator":"became","value":["bounced"]}]}"#;
        assert!(tells(became, &bounced(Some(true))));
        // Another letter than the last answer, or one of which the log does not say it.
        assert!(!tells(became, &bounced(Some(false))) && !tells(became, &bounced(None)));
        // Nobody can ask a list how long queues are.
        let length = Condition::read(r#"{"all":[{"field":"team_queue","operator":"least","value":10}]}"#).unwrap();
        assert!(length.for_lists().is_err());
    }

    #[test]
    fn a_rating_has_just_become_so_many_stars() {
        let rated = |from: Option<i64>, to: i64| Event::TicketRated {
            ticket: TicketId(1),
            from: from.and_then(Stars::of),
            to: Stars::of(to).unwrap(),
            comment: String::new(),
            agent: None,
        };
        let asked = |operator: &str, event: &Event| {
            tells(&format!(r#"{{"all":[{{"field":"rating","operator":"{operator}","value":1}}]}}"#), event)
        };
        assert!(
            asked("became", &rated(None, 1)) && asked("became", &rated(Some(5), 1)) && asked("was", &rated(Some(1), 2))
        );
        assert!(!asked("became", &rated(None, 2)) && !asked("was", &rated(None, 1)));
        assert!(tells(r#"{"all":[{"field":"rating","operator":"changed"}]}"#, &rated(None, 3)));
    }

    #[test]
    fn a_field_of_ones_own_has_just_become_something() {
        let items = |id: i64| Some(Value::Items(vec![ItemId(id)]));
        let event = Event::FieldChanged { ticket: TicketId(1), field: FieldId(7), from: items(1), to: items(2) };
        let asked = |operator: &str, value: &str| {
            tells(&format!(r#"{{"all":[{{"field":"field_7_item","operator":"{operator}"{value}}}]}}"#), &event)
        };
        assert!(asked("changed", "") && asked("became", r#","value":[2]"#) && asked("was", r#","value":[1]"#));
        assert!(!asked("became", r#","value":[1]"#));
        assert!(!tells(r#"{"all":[{"field":"field_8_item","operator":"changed"}]}"#, &event));
        assert!(!tells(r#"{"all":[{"field":"topic","operator":"changed"}]}"#, &event));
        let emptied = Event::FieldChanged { ticket: TicketId(1), field: FieldId(7), from: items(1), to: None };
        assert!(tells(r#"{"all":[{"field":"field_7_item","operator":"was","value":[1]}]}"#, &emptied));
        // What others own is told of by no event of the ticket.
        assert!(Condition::read(r#"{"all":[{"field":"requester_7_item","operator":"changed"}]}"#).is_err());
    }
}
