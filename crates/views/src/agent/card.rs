//! A ticket at a glance, beside its line in a list.

use super::tier::{self, Mark};
use super::{Standing, due::Due};
use crate::Shell;
use askama::Template;
use base::Moment;
use desk::people::Tier;
use desk::ticket::Ticket;

#[derive(Template)]
#[template(path = "agent/card.html")]
pub struct Card<'a> {
    pub shell: Shell<'a>,
    pub ticket: &'a Ticket,
    pub status: Standing<'a>,
    pub requester: &'a str,
    pub tier: Tier,
    pub organization: Option<&'a str>,
    pub team: &'a str,
    pub assignee: Option<&'a str>,
    pub tags: Vec<&'a str>,
    pub said: Vec<CardLine>,
}

/// What somebody said last.
pub struct CardLine {
    pub author: String,
    pub at: Moment,
    pub note: bool,
    pub text: String,
}

impl Card<'_> {
    fn mark(&self) -> Option<Mark> {
        tier::mark(self.tier)
    }

    fn due(&self) -> Option<Due> {
        Due::first(self.ticket)
    }
}
