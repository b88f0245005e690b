//! One colour of a view: when it holds, what it says, and where it stands.

use super::Frame;
use super::builder::{Group, Marked};
use crate::Shell;
use crate::admin::{Choice, Form};
use askama::Template;
use desk::ticket::Tone;

#[derive(Template)]
#[template(path = "agent/view/highlight.html")]
pub struct HighlightPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// What the view is called, and where it is changed.
    pub view: String,
    pub view_path: String,
    /// None: one to be made.
    pub id: Option<i64>,
    /// For whom it may be; empty: nobody chooses.
    pub audiences: Vec<Choice>,
    /// Those it may mark instead of the whole row.
    pub columns: Vec<(Choice, bool)>,
    pub form: Form,
    pub root: Group<'a>,
}

impl HighlightPage<'_> {
    fn title(&self) -> &str {
        self.shell.say(if self.id.is_some() { "highlight-edit" } else { "highlight-new" })
    }

    fn action(&self) -> String {
        match self.id {
            Some(id) => format!("{}/highlights/{id}", self.view_path),
            None => format!("{}/highlights", self.view_path),
        }
    }

    fn tones(&self) -> &'static [Tone] {
        Tone::ALL
    }
}

/// The colours of a list that every desk has.
#[derive(Template)]
#[template(path = "agent/view/colours.html")]
pub struct Colours<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// What the list is called.
    pub name: String,
    pub path: String,
    /// The list itself.
    pub back: String,
    pub lines: Vec<Coloured>,
}

pub struct Coloured {
    pub mark: Marked,
    /// Who sees it.
    pub whose: String,
    pub editable: bool,
}

impl Colours<'_> {
    fn title(&self) -> &str {
        self.shell.say("highlights-title")
    }
}
