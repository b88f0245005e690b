//! Until when somebody has promised a ticket: a person's own word, beside what a policy demands.

use super::Ticket;
use crate::{Event, Refusal};
use base::Moment;
use std::time::Duration;

/// Nobody promises further ahead than this.
const FARTHEST: Duration = Duration::from_secs(5 * 366 * 24 * 3600);

impl Ticket {
    /// None: it says that already.
    pub fn set_deadline(&mut self, to: Option<Moment>, now: Moment) -> Result<Option<Event>, Refusal> {
        if to == self.deadline {
            return Ok(None);
        }
        if to.is_some_and(|to| to <= now) {
            return Err(Refusal::DeadlineInThePast);
        }
        if to.is_some_and(|to| to.since(now) > FARTHEST) {
            return Err(Refusal::SnoozeTooFar);
        }
        Ok(self.put_deadline_back(to))
    }

    /// As it was once, whenever that is.
    pub fn put_deadline_back(&mut self, to: Option<Moment>) -> Option<Event> {
        let from = std::mem::replace(&mut self.deadline, to);
        (from != to).then_some(Event::DeadlineChanged { ticket: self.id, from, to })
    }

    /// What is done is late no more.
    pub fn is_late(&self, now: Moment) -> bool {
        !self.category.is_done() && self.deadline.is_some_and(|deadline| deadline <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ticket::{Category, a_ticket};

    const NOW: Moment = Moment(1_000);

    #[test]
    fn a_deadline_lies_ahead_and_can_be_taken_away() {
        let mut ticket = a_ticket();
        assert!(ticket.set_deadline(Some(Moment(2_000)), NOW).unwrap().is_some());
        assert_eq!(ticket.set_deadline(Some(Moment(2_000)), NOW), Ok(None));
        assert_eq!(ticket.set_deadline(Some(Moment(1_000)), NOW), Err(Refusal::DeadlineInThePast));
        assert_eq!(ticket.set_deadline(Some(Moment(i64::MAX)), NOW), Err(Refusal::SnoozeTooFar));
        assert!(ticket.set_deadline(None, NOW).unwrap().is_some());
    }

    #[test]
    fn what_is_done_is_not_late() {
        let late = Ticket { deadline: Some(Moment(5)), ..a_ticket() };
        assert!(late.is_late(NOW));
        assert!(!Ticket { category: Category::Solved, ..late }.is_late(NOW));
    }
}
