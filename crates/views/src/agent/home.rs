//! What needs me now.

use super::{Frame, Row};
use crate::Shell;
use askama::Template;

#[derive(Template)]
#[template(path = "agent/home.html")]
pub struct Home<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// Mine in which the requester had the last word.
    pub answers: Vec<Row<'a>>,
    /// How many those are, with what is not shown.
    pub answering: i64,
    pub mine: i64,
    pub unassigned: Vec<Row<'a>>,
    pub unassigned_count: i64,
    /// Mine that come back before the day ends.
    pub waking: Vec<Row<'a>>,
    /// On which something is written and not sent.
    pub begun: Vec<Row<'a>>,
    /// Letters that did not get through, for those whose affair that is.
    pub failed: i64,
    /// Letters that wait for a word of whoever looks.
    pub releases: i64,
}

impl Home<'_> {
    fn title(&self) -> &str {
        self.shell.say("home-title")
    }

    /// By the hour, with the name one is called by: the family name in Japanese, the given name elsewhere.
    fn greeting(&self) -> String {
        let key = match self.shell.now.in_zone(&self.shell.zone).hour() {
            5..=10 => "home-morning",
            11..=17 => "home-day",
            _ => "home-evening",
        };
        let name = self.shell.viewer_name().split([' ', '　']).next().unwrap_or_default();
        self.shell.with(key, name)
    }

    fn lead(&self) -> String {
        match self.answering {
            0 => self.shell.say("home-nothing").to_owned(),
            _ => self.shell.count("home-waiting", &self.answering),
        }
    }
}

/// Before the first set-up: where the one-time link is.
#[derive(Template)]
#[template(path = "agent/unset.html")]
pub struct Unset<'a> {
    pub shell: Shell<'a>,
}

impl Unset<'_> {
    fn title(&self) -> &str {
        self.shell.say("unset-title")
    }
}
