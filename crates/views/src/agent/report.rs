//! How long people worked in a span of days.

use super::Frame;
use crate::Shell;
use askama::Template;

/// What is summed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Person,
    Activity,
    Ticket,
}

impl By {
    pub const ALL: [Self; 3] = [Self::Person, Self::Activity, Self::Ticket];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Activity => "activity",
            Self::Ticket => "ticket",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.name() == name)
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Person => "times-person",
            Self::Activity => "times-activity",
            Self::Ticket => "times-ticket",
        }
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
    pub by: By,
    /// The longest first.
    pub sums: Vec<Sum>,
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

    fn ways(&self) -> [(&'static str, &'static str); 3] {
        By::ALL.map(|by| (by.name(), by.key()))
    }

    fn is_by(&self, way: &str) -> bool {
        self.by.name() == way
    }

    fn what(&self) -> &str {
        self.shell.say(self.by.key())
    }

    fn lasted(&self, minutes: &i64) -> String {
        lasted(*minutes)
    }

    fn total(&self) -> String {
        lasted(self.sums.iter().map(|sum| sum.minutes).sum())
    }

    /// Hundredths of the longest, for its bar.
    fn share(&self, sum: &Sum) -> i64 {
        let longest = self.sums.iter().map(|sum| sum.minutes).max().unwrap_or(1).max(1);
        sum.minutes * 100 / longest
    }
}
