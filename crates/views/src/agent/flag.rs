//! How urgent a ticket is, as the desk calls and colours it.

use crate::Shell;
use crate::admin::Choice;
use desk::ticket::{Priority, Ticket};

/// A priority as it is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flag<'s> {
    pub priority: Priority,
    pub icon: &'static str,
    /// The word of the desk's own colour; empty: as usual.
    pub color: &'static str,
    pub label: &'s str,
}

impl Flag<'_> {
    /// Its word in forms and addresses.
    pub fn name(&self) -> &'static str {
        self.priority.name()
    }
}

impl Shell<'_> {
    pub fn flag(&self, priority: Priority) -> Flag<'_> {
        let sign = sign(priority);
        Flag {
            priority,
            icon: sign,
            color: self.priorities.level(priority).color.map_or("", |color| color.name()),
            label: self.priorities.name(priority, self.words.language()).unwrap_or_else(|| self.words.say(sign)),
        }
    }

    /// Only what is unusual is shown in a list.
    pub fn unusual_flag(&self, ticket: &Ticket) -> Option<Flag<'_>> {
        (ticket.priority != Priority::Normal).then(|| self.flag(ticket.priority))
    }

    /// The most urgent first.
    pub fn used_flags(&self) -> Vec<Flag<'_>> {
        self.flags(|_| false)
    }

    /// Those to choose from, the most urgent first: what is used, and what is chosen already.
    pub fn flags(&self, chosen: impl Fn(Priority) -> bool) -> Vec<Flag<'_>> {
        self.priorities.to_choose(chosen).map(|priority| self.flag(priority)).collect()
    }

    /// Those a requester may choose from.
    pub fn offered_flags(&self) -> Vec<Flag<'_>> {
        self.priorities.for_requesters().into_iter().map(|priority| self.flag(priority)).collect()
    }

    /// The same for a field of a form.
    pub fn priority_choices(&self, chosen: impl Fn(Priority) -> bool) -> Vec<Choice> {
        self.flags(chosen).into_iter().map(|flag| Choice::new(flag.name(), flag.label)).collect()
    }

    /// What the desk calls a priority.
    pub fn priority(&self, priority: Priority) -> &str {
        self.flag(priority).label
    }
}

/// The key of Kippu's own name for it, and its icon.
const fn sign(priority: Priority) -> &'static str {
    match priority {
        Priority::Lowest => "priority-lowest",
        Priority::Low => "priority-low",
        Priority::Normal => "priority-normal",
        Priority::Raised => "priority-raised",
        Priority::High => "priority-high",
        Priority::Urgent => "priority-urgent",
        Priority::Critical => "priority-critical",
        Priority::Emergency => "priority-emergency",
    }
}
