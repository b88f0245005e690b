//! A due time, and the calm colour that says how near it is.

use base::Moment;
use desk::ticket::Ticket;
use std::time::Duration;

/// From here on it is soon.
const SOON: Duration = Duration::from_secs(3600);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub at: Moment,
    /// Somebody has set the date; otherwise it was promised.
    pub set: bool,
}

impl Due {
    pub const fn new(at: Moment) -> Self {
        Self { at, set: false }
    }

    /// What comes first: what was promised, or the date that somebody has set for what is not done.
    pub fn first(ticket: &Ticket) -> Option<Self> {
        let set = ticket.deadline.filter(|_| !ticket.category.is_done()).map(|at| Self { at, set: true });
        ticket.due_at.map(Self::new).into_iter().chain(set).min_by_key(|due| due.at)
    }

    /// The Fluent key of what it is.
    pub const fn key(&self) -> &'static str {
        if self.set { "field-deadline" } else { "field-due-at" }
    }

    pub const fn icon(&self) -> &'static str {
        if self.set { "calendar" } else { "clock" }
    }

    /// As the browser keeps it while time goes by.
    pub fn state(&self, now: &Moment) -> &'static str {
        if self.at < *now {
            "breached"
        } else if self.at < now.plus(SOON) {
            "soon"
        } else {
            "ok"
        }
    }
}
