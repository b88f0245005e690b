//! Statuses under their categories, and one of them.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use crate::category;
use askama::Template;
use desk::ticket::{Category, Status, StatusId};

#[derive(Template)]
#[template(path = "admin/statuses.html")]
pub struct Statuses<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// In their order.
    pub statuses: Vec<Status>,
    /// When what was solved is closed.
    pub closing: Form,
    /// What a mere thank-you does to what is solved.
    pub thanks: Form,
}

#[derive(Template)]
#[template(path = "admin/status.html")]
pub struct StatusPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub status: Option<Status>,
    pub form: Form,
}

impl Statuses<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-statuses")
    }

    fn categories(&self) -> &'static [Category] {
        Category::ALL
    }

    fn of(&self, category: &Category) -> Vec<&Status> {
        self.statuses.iter().filter(|status| status.category == *category).collect()
    }

    fn shown<'s>(&self, status: &'s Status) -> &'s str {
        status.shown(self.shell.words.language())
    }

    /// What it is called in the language that is not the reader's.
    fn elsewhere<'s>(&self, status: &'s Status) -> &'s str {
        let here = self.shown(status);
        [&status.name_en, &status.name_ja].into_iter().find(|name| *name != here).map_or("", String::as_str)
    }

    /// The order of all after one has changed places with its neighbour in the category; empty where it has none.
    fn moved(&self, status: &Status, down: bool) -> String {
        let category = self.of(&status.category);
        let at = category.iter().position(|other| other.id == status.id).unwrap_or_default();
        let other = if down { at + 1 } else { at.wrapping_sub(1) };
        let Some(other) = category.get(other).map(|other| other.id) else { return String::new() };
        let swapped = |id: StatusId| {
            if id == status.id {
                other
            } else if id == other {
                status.id
            } else {
                id
            }
        };
        super::order::written(&self.statuses.iter().map(|status| swapped(status.id)).collect::<Vec<_>>())
    }
}

impl StatusPage<'_> {
    fn title(&self) -> &str {
        match &self.status {
            Some(status) => status.shown(self.shell.words.language()),
            None => self.shell.say("admin-status-new"),
        }
    }

    fn categories(&self) -> Vec<Choice> {
        Category::ALL.iter().map(|category| Choice::new(category.name(), self.shell.say(category.key()))).collect()
    }
}

impl Statuses<'_> {
    fn shape(&self, category: &Category) -> &'static str {
        category::shape(*category)
    }

    fn icon(&self, category: &Category) -> &'static str {
        category::icon(*category)
    }
}
