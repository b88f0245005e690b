//! Changing one property of a ticket: each change is an event that says from what to what, and nothing when nothing changed.

use super::{Kind, MOST_TAGS, Priority, Status, TagId, Ticket};
use crate::form::TopicId;
use crate::people::{OrganizationId, PersonId, TeamId};
use crate::{Event, Refusal};
use base::Moment;

/// A subject somebody typed or sent: one line of 1 to 250 characters.
pub fn subject(text: &str) -> Result<String, Refusal> {
    let line = base::seen_line(text);
    match line.chars().count() {
        0 => Err(Refusal::SubjectEmpty),
        1..=250 => Ok(line),
        _ => Err(Refusal::SubjectTooLong),
    }
}

/// The subject of a mail, which nobody can be asked to better: cut where it is too long; the text's beginning, or a dash,
/// where it is empty.
pub fn any_subject(text: &str, body: &str) -> String {
    let found = beginning(text, 249);
    let found = if found.is_empty() { beginning(body, 60) } else { found };
    if found.is_empty() { "–".to_owned() } else { found }
}

/// What a text says on one line of so many characters: cut where it is longer.
pub fn beginning(text: &str, most: usize) -> String {
    let line = base::seen_line(text);
    match line.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// A letter's subject: the ticket's own, marked as an answer or a forward, and only once.
pub fn letter_subject(forward: bool, subject: &str) -> String {
    let prefix = if forward { "Fwd:" } else { "Re:" };
    match subject.get(..prefix.len()) {
        Some(start) if start.eq_ignore_ascii_case(prefix) => subject.to_owned(),
        Some(_) | None => format!("{prefix} {subject}"),
    }
}

impl Ticket {
    pub fn rename(&mut self, text: &str) -> Result<Option<Event>, Refusal> {
        let to = subject(text)?;
        self.not_trashed()?;
        Ok(changed(&mut self.subject, to).map(|(from, to)| Event::SubjectChanged { ticket: self.id, from, to }))
    }

    /// Solving and closing are noted with their moment; opening again forgets it and ends a snooze with it.
    pub fn set_status(&mut self, status: &Status, now: Moment) -> Result<Option<Event>, Refusal> {
        self.not_trashed()?;
        let was_done = self.category.is_done();
        self.category = status.category;
        if !self.category.is_done() {
            self.solved_at = None;
        } else if !was_done {
            self.solved_at = Some(now);
        }
        Ok(changed(&mut self.status, status.id).map(|(from, to)| Event::StatusChanged { ticket: self.id, from, to }))
    }

    pub fn set_priority(&mut self, to: Priority) -> Result<Option<Event>, Refusal> {
        self.not_trashed()?;
        Ok(changed(&mut self.priority, to).map(|(from, to)| Event::PriorityChanged { ticket: self.id, from, to }))
    }

    pub fn set_kind(&mut self, to: Kind) -> Result<Option<Event>, Refusal> {
        self.not_trashed()?;
        Ok(changed(&mut self.kind, to).map(|(from, to)| Event::KindChanged { ticket: self.id, from, to }))
    }

    pub fn set_topic(&mut self, to: Option<TopicId>) -> Result<Option<Event>, Refusal> {
        self.not_trashed()?;
        Ok(changed(&mut self.topic, to).map(|(from, to)| Event::TopicChanged { ticket: self.id, from, to }))
    }

    pub fn set_tags(&mut self, mut to: Vec<TagId>) -> Result<Option<Event>, Refusal> {
        self.not_trashed()?;
        to.sort_unstable();
        to.dedup();
        if to.len() > MOST_TAGS {
            return Err(Refusal::TooManyTags);
        }
        Ok(changed(&mut self.tags, to).map(|(from, to)| Event::TagsChanged { ticket: self.id, from, to }))
    }

    /// The caller has made sure that the assignee may answer in the ticket's team.
    pub fn assign(&mut self, to: Option<PersonId>) -> Result<Option<Event>, Refusal> {
        self.not_trashed()?;
        Ok(changed(&mut self.assignee, to).map(|(from, to)| Event::AssigneeChanged { ticket: self.id, from, to }))
    }

    pub fn move_to_team(&mut self, to: TeamId) -> Result<Option<Event>, Refusal> {
        self.not_trashed()?;
        Ok(changed(&mut self.team, to).map(|(from, to)| Event::TeamChanged { ticket: self.id, from, to }))
    }

    pub fn set_requester(
        &mut self,
        to: PersonId,
        organization: Option<OrganizationId>,
    ) -> Result<Option<Event>, Refusal> {
        self.not_trashed()?;
        let Some((from, to)) = changed(&mut self.requester, to) else { return Ok(None) };
        let before = std::mem::replace(&mut self.organization, organization);
        Ok(Some(Event::RequesterChanged { ticket: self.id, from, to, organization: before }))
    }

    /// For whom it is asked. The caller has made sure that there is such an organisation.
    pub fn set_organization(&mut self, to: Option<OrganizationId>) -> Result<Option<Event>, Refusal> {
        self.not_trashed()?;
        let changed = changed(&mut self.organization, to);
        Ok(changed.map(|(from, to)| Event::OrganizationChanged { ticket: self.id, from, to }))
    }

    pub fn trash(&mut self, now: Moment) -> Result<Event, Refusal> {
        self.not_trashed()?;
        self.trashed_at = Some(now);
        Ok(Event::TicketTrashed { ticket: self.id })
    }

    pub fn restore(&mut self) -> Result<Event, Refusal> {
        match self.trashed_at.take() {
            Some(_) => Ok(Event::TicketRestored { ticket: self.id }),
            None => Err(Refusal::NotTrashed),
        }
    }

    pub fn mark_spam(&mut self) -> Result<Event, Refusal> {
        self.not_trashed()?;
        if self.spam {
            Err(Refusal::AlreadySpam)
        } else {
            self.spam = true;
            Ok(Event::TicketMarkedSpam { ticket: self.id })
        }
    }

    pub fn mark_not_spam(&mut self) -> Result<Event, Refusal> {
        self.not_trashed()?;
        if self.spam {
            self.spam = false;
            Ok(Event::TicketMarkedNotSpam { ticket: self.id })
        } else {
            Err(Refusal::NotSpam)
        }
    }

    /// Nothing that waits leaves from the trash or the spam.
    pub fn lets_go(&self) -> Result<(), Refusal> {
        self.not_trashed()?;
        if self.spam { Err(Refusal::TicketSpam) } else { Ok(()) }
    }

    pub(crate) fn not_trashed(&self) -> Result<(), Refusal> {
        if self.trashed_at.is_some() { Err(Refusal::TicketTrashed) } else { Ok(()) }
    }
}

/// Puts the new value in place; the old and the new one, if they differ.
fn changed<T: PartialEq + Clone>(place: &mut T, to: T) -> Option<(T, T)> {
    (*place != to).then(|| (std::mem::replace(place, to.clone()), to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ticket::a_ticket;

    #[test]
    fn a_change_to_the_same_is_no_event() {
        let mut ticket = a_ticket();
        assert_eq!(ticket.set_priority(ticket.priority), Ok(None));
    }

    #[test]
    fn an_event_says_from_what_to_what() {
        let mut ticket = a_ticket();
        let event = ticket.set_priority(Priority::Urgent);
        assert_eq!(
            event,
            Ok(Some(Event::PriorityChanged { ticket: ticket.id, from: Priority::Normal, to: Priority::Urgent }))
        );
    }

    #[test]
    fn a_trashed_ticket_stays_as_it_is() {
        let mut ticket = a_ticket();
        ticket.trash(Moment(5)).unwrap();
        assert_eq!(ticket.rename("x"), Err(Refusal::TicketTrashed));
        assert_eq!(ticket.mark_spam(), Err(Refusal::TicketTrashed));
        assert_eq!(ticket.trash(Moment(6)), Err(Refusal::TicketTrashed));
    }

    #[test]
    fn a_subject_is_one_line() {
        assert_eq!(subject("  Two\r\n words　here "), Ok("Two words here".into()));
        assert_eq!(subject(" \n "), Err(Refusal::SubjectEmpty));
        assert_eq!(subject("\u{200b}\u{2066}"), Err(Refusal::SubjectEmpty));
        assert_eq!(any_subject("\u{200b}", "\u{202e}Leak"), "Leak");
        assert_eq!(subject(&"x".repeat(251)), Err(Refusal::SubjectTooLong));
    }

    #[test]
    fn a_letter_is_marked_as_an_answer_once() {
        assert_eq!(letter_subject(false, "返金"), "Re: 返金");
        assert_eq!(letter_subject(true, "Re: 返金"), "Fwd: Re: 返金");
        assert_eq!(letter_subject(false, "RE: 返金"), "RE: 返金");
    }

    #[test]
    fn a_mail_always_has_a_subject() {
        for (text, body) in [("Leak", ""), ("", "返金を\nお願いします"), ("", " "), (&*"長".repeat(900), "")]
        {
            assert!(subject(&any_subject(text, body)).is_ok(), "{text} {body}");
        }
        assert_eq!(any_subject(" ", "返金を\nお願いします"), "返金を お願いします");
    }
}
