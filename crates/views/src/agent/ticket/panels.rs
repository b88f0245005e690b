//! What the panels beside the talk say of a ticket, and where the keys lead from it.

use super::TicketPage;
use crate::agent::report::lasted;
use base::Moment;
use desk::people::PersonId;

/// Where the keys j and k lead.
#[derive(Clone, Debug, Default)]
pub struct Steps {
    pub previous: Option<String>,
    pub next: Option<String>,
}

impl TicketPage<'_> {
    pub(super) fn is_late(&self) -> bool {
        self.ticket.is_late(self.shell.now)
    }

    pub(super) fn is_viewer(&self, person: &PersonId) -> bool {
        self.viewer() == Some(*person)
    }

    pub(super) fn lasted(&self, minutes: &i64) -> String {
        lasted(*minutes)
    }

    /// How long a clock has been running.
    pub(super) fn running(&self, since: &Moment) -> String {
        lasted(self.shell.now.since(*since).as_secs() as i64 / 60)
    }

    pub(super) fn today(&self) -> String {
        self.shell.now.in_zone(&self.shell.zone).strftime("%F").to_string()
    }

    pub(super) fn times_counted(&self) -> String {
        self.shell.count("times-counted", &(self.depth.times.len() as i64))
    }

    /// How much is to be done before it is solved.
    pub(super) fn to_do(&self) -> i64 {
        self.depth.open_tasks as i64 + self.depth.blockers
    }

    /// The same in words.
    pub(super) fn left_to_do(&self) -> String {
        let all = [("tasks-open", self.depth.open_tasks as i64), ("links-before", self.depth.blockers)];
        let told = all.iter().filter(|(_, many)| *many > 0).map(|(key, many)| self.shell.count(key, many));
        told.collect::<Vec<_>>().join(" · ")
    }

    pub(super) fn left_open(&self) -> String {
        self.shell.count("tasks-left-open", &(self.depth.open_tasks as i64))
    }

    /// As a field shows a moment and reads it again.
    pub(super) fn wall(&self, moment: &Option<Moment>) -> String {
        moment.map_or_else(String::new, |at| at.in_zone(&self.shell.zone).strftime("%F %H:%M").to_string())
    }
}
