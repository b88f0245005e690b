//! What an event has changed, field by field, in the terms of conditions: what was, and what is.

use super::{Fact, Field};
use crate::Event;
use crate::approval::ApprovalState;
use crate::people::PersonId;
use crate::ticket::{Snooze, TagId};

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
            // Every other pair of a field and a kind of event: it tells nothing of it.
            (_, _) => None,
        }
    }
}
