//! A ticket as it was: what happened since is taken back, event by event.
//!
//! What the log tells from what to what is exact: status, priority, type, tags, team, assignee, requester, organisation,
//! subject, snooze, spam, trash, followers, people in copy, stars. What it does not tell (names, the last message, when it came) stays
//! as it is now; the page that shows a trial says so.

use crate::Event;
use crate::approval::ApprovalState;
use crate::channel::AnswerState;
use crate::people::PersonId;
use crate::ticket::{Category, Status, StatusId, Ticket};

/// A ticket with the people around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    pub ticket: Ticket,
    pub participants: Vec<PersonId>,
    pub followers: Vec<PersonId>,
}

impl Past {
    /// Takes back one event, the newest that was not taken back yet.
    pub fn before(&mut self, event: &Event, statuses: &[Status]) {
        let ticket = &mut self.ticket;
        match event {
            Event::StatusChanged { from, .. } => {
                ticket.status = *from;
                ticket.category = category(*from, statuses).unwrap_or(ticket.category);
            }
            Event::PriorityChanged { from, .. } => ticket.priority = *from,
            Event::KindChanged { from, .. } => ticket.kind = *from,
            Event::TagsChanged { from, .. } => ticket.tags.clone_from(from),
            Event::TeamChanged { from, .. } => ticket.team = *from,
            Event::AssigneeChanged { from, .. } => ticket.assignee = *from,
            Event::RequesterChanged { from, organization, .. } => {
                ticket.requester = *from;
                ticket.organization = organization.or(ticket.organization);
            }
            Event::OrganizationChanged { from, .. } => ticket.organization = *from,
            Event::SubjectChanged { from, .. } => ticket.subject.clone_from(from),
            Event::TicketSnoozed { from, .. } | Event::TicketWoken { from, .. } => ticket.snooze = *from,
            Event::TicketTrashed { .. } => ticket.trashed_at = None,
            Event::TicketRestored { .. } => ticket.trashed_at = Some(ticket.updated_at),
            Event::TicketMarkedSpam { .. } => ticket.spam = false,
            Event::TicketMarkedNotSpam { .. } => ticket.spam = true,
            Event::ParticipantAdded { person, .. } => self.participants.retain(|one| one != person),
            Event::ParticipantRemoved { person, .. } => self.participants.push(*person),
            Event::FollowerAdded { person, .. } => self.followers.retain(|one| one != person),
            Event::FollowerRemoved { person, .. } => self.followers.push(*person),
            Event::ApprovalAsked { .. } => ticket.approval = None,
            Event::ApprovalDecided { .. } | Event::ApprovalWithdrawn { .. } => {
                ticket.approval = Some(ApprovalState::Pending);
            }
            Event::LetterSent { answer: Some(true), .. }
            | Event::LetterFailed { answer: Some(true), .. }
            | Event::LetterUncertain { answer: Some(true), .. } => ticket.delivery = Some(AnswerState::Queued),
            Event::LetterBounced { answer: Some(true), .. } => ticket.delivery = Some(AnswerState::Sent),
            Event::TicketRated { from, .. } => {
                ticket.rating = *from;
                ticket.rated_at = ticket.rated_at.filter(|_| from.is_some());
            }
            Event::MessageReceived { .. } | Event::MessageSent { .. } | Event::NoteAdded { .. } => {
                ticket.messages = (ticket.messages - 1).max(1);
            }
            // Every other kind leaves the ticket as it was.
            _ => {}
        }
    }
}

fn category(status: StatusId, statuses: &[Status]) -> Option<Category> {
    statuses.iter().find(|one| one.id == status).map(|one| one.category)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ticket::{Priority, a_ticket};

    #[test]
    fn what_happened_since_is_taken_back() {
        let id = a_ticket().id;
        let now = Ticket { priority: Priority::Urgent, assignee: Some(PersonId(7)), ..a_ticket() };
        let mut past = Past { ticket: now, participants: vec![], followers: vec![PersonId(3)] };
        for event in [
            Event::FollowerAdded { ticket: id, person: PersonId(3) },
            Event::PriorityChanged { ticket: id, from: Priority::High, to: Priority::Urgent },
            Event::AssigneeChanged { ticket: id, from: None, to: Some(PersonId(7)) },
            Event::PriorityChanged { ticket: id, from: Priority::Normal, to: Priority::High },
        ] {
            past.before(&event, &[]);
        }
        assert_eq!((past.ticket.priority, past.ticket.assignee, past.followers), (Priority::Normal, None, vec![]));
    }
}
