//! A snoozed ticket leaves the open queues and comes back by itself: at a moment, or when the requester writes.

use super::Ticket;
use crate::{Event, Refusal};
use base::Moment;
use serde::{Deserialize, Serialize};
use std::time::Duration;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Snooze {
    #[default]
    Awake,
    /// Until this moment or a message from outside, whichever comes first.
    Until(Moment),
    /// Until somebody from outside writes.
    UntilReply,
}

/// Nobody plans further ahead than this.
const FARTHEST: Duration = Duration::from_secs(5 * 366 * 24 * 3600);

impl Ticket {
    pub fn snooze(&mut self, to: Snooze, now: Moment) -> Result<Event, Refusal> {
        self.not_trashed()?;
        if self.category.is_done() {
            return Err(Refusal::TicketClosed);
        }
        match to {
            Snooze::Until(until) if until <= now => Err(Refusal::SnoozeInThePast),
            Snooze::Until(until) if until.since(now) > FARTHEST => Err(Refusal::SnoozeTooFar),
            Snooze::Awake => self.wake(),
            Snooze::Until(_) | Snooze::UntilReply => {
                let from = std::mem::replace(&mut self.snooze, to);
                Ok(Event::TicketSnoozed { ticket: self.id, from, to, then: None })
            }
        }
    }

    pub fn wake(&mut self) -> Result<Event, Refusal> {
        match std::mem::take(&mut self.snooze) {
            Snooze::Awake => Err(Refusal::NotSnoozed),
            from @ (Snooze::Until(_) | Snooze::UntilReply) => Ok(Event::TicketWoken { ticket: self.id, from }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ticket::{Category, Place, a_ticket};

    #[test]
    fn nobody_snoozes_into_the_past() {
        assert_eq!(a_ticket().snooze(Snooze::Until(Moment(10)), Moment(10)), Err(Refusal::SnoozeInThePast));
    }

    #[test]
    fn a_closed_ticket_does_not_sleep() {
        let mut ticket = a_ticket();
        ticket.category = Category::Closed;
        assert_eq!(ticket.snooze(Snooze::UntilReply, Moment(1)), Err(Refusal::TicketClosed));
    }

    #[test]
    fn a_snoozed_ticket_leaves_the_open_queues_and_comes_back() {
        let mut ticket = a_ticket();
        ticket.snooze(Snooze::UntilReply, Moment(1)).unwrap();
        assert_eq!(ticket.place(), Place::Snoozed);
        ticket.wake().unwrap();
        assert_eq!(ticket.place(), Place::Open);
        assert_eq!(ticket.wake(), Err(Refusal::NotSnoozed));
    }
}
