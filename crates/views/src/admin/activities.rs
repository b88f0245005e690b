//! Kinds of work, and one of them.

use super::Form;
use crate::Shell;
use crate::agent::Frame;
use crate::agent::builder::Group;
use askama::Template;
use desk::ticket::{Activity, ActivityId, Asks};

#[derive(Template)]
#[template(path = "admin/activities.html")]
pub struct Activities<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub activities: Vec<Activity>,
    pub asks: Asks,
}

#[derive(Template)]
#[template(path = "admin/activity.html")]
pub struct ActivityPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub id: Option<ActivityId>,
    pub form: Form,
}

/// On which tickets the composer asks.
#[derive(Template)]
#[template(path = "admin/time-asking.html")]
pub struct TimeAskingPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub form: Form,
    pub root: Group<'a>,
}

impl TimeAskingPage<'_> {
    fn title(&self) -> &str {
        self.shell.say("asking-time-title")
    }

    fn all(&self) -> &'static [Asks] {
        Asks::ALL
    }
}

impl Activities<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-activities")
    }

    fn shown<'s>(&self, activity: &'s Activity) -> &'s str {
        activity.shown(self.shell.words.language())
    }
}

impl ActivityPage<'_> {
    fn title(&self) -> &str {
        match self.id {
            Some(_) => self.form.text("name_en"),
            None => self.shell.say("admin-activity-new"),
        }
    }

    fn action(&self) -> String {
        self.id.map_or_else(|| "/admin/activities".into(), |id| format!("/admin/activities/{id}"))
    }
}
