//! How long people worked in a span of days.

use super::Frame;
use crate::Shell;
use askama::Template;
use desk::ticket::WorkedBy;

const fn key(by: WorkedBy) -> &'static str {
    match by {
        WorkedBy::Person => "times-person",
        WorkedBy::Activity => "times-activity",
        WorkedBy::Organization => "field-organization",
        WorkedBy::Requester => "field-requester",
        WorkedBy::Team => "field-team",
        WorkedBy::Ticket => "times-ticket",
        WorkedBy::Month => "times-month",
    }
}

#[derive(Template)]
#[template(path = "agent/report.html")]
pub struct TimeReport<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// Days: `2026-03-01`.
    pub from: String,
    pub to: String,
    pub by: WorkedBy,
    /// The longest first; months one after the other.
    pub sums: Vec<Sum>,
    /// With those that are not shown.
    pub all: usize,
    pub minutes: i64,
    pub entries: i64,
}

pub struct Sum {
    pub name: String,
    /// Empty: it has no page.
    pub path: String,
    pub minutes: i64,
    pub entries: i64,
}

/// `1:05`.
pub fn lasted(minutes: i64) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

impl TimeReport<'_> {
    fn title(&self) -> &str {
        self.shell.say("times-report")
    }

    fn ways(&self) -> [(&'static str, &'static str); 7] {
        WorkedBy::ALL.map(|by| (by.name(), key(by)))
    }

    fn is_by(&self, way: &str) -> bool {
        self.by.name() == way
    }

    fn what(&self) -> &str {
        self.shell.say(key(self.by))
    }

    fn lasted(&self, minutes: &i64) -> String {
        lasted(*minutes)
    }

    fn total(&self) -> String {
        lasted(self.minutes)
    }

    fn is_cut(&self) -> bool {
        self.sums.len() < self.all
    }

    /// Hundredths of the longest, for its bar.
    fn share(&self, sum: &Sum) -> i64 {
        let longest = self.sums.iter().map(|sum| sum.minutes).max().unwrap_or(1).max(1);
        sum.minutes * 100 / longest
    }
}
