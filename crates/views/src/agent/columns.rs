//! Which columns a list shows, and in which order its rows stand: for the one who looks alone.

use super::Frame;
use crate::Shell;
use crate::admin::Choice;
use askama::Template;
use desk::ticket::Sorting;

#[derive(Template)]
#[template(path = "agent/columns.html")]
pub struct ColumnsPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// What the view is called, and its word.
    pub heading: String,
    pub word: String,
    /// The list itself, and to what it is narrowed; empty: to nothing.
    pub back: String,
    pub filter: String,
    /// The chosen ones first, in their order: each with whether it is shown.
    pub columns: Vec<(Choice, bool)>,
    pub order: Sorting,
    /// By what it can be sorted, each with its word.
    pub orders: Vec<(String, String)>,
    /// By what it can be grouped, each with its word; and by what it is; empty: by nothing.
    pub groupings: Vec<(String, String)>,
    pub grouping: String,
}

impl ColumnsPage<'_> {
    fn title(&self) -> &str {
        self.shell.say("columns-title")
    }

    fn is_grouping(&self, name: &str) -> bool {
        self.grouping == name
    }

    fn is_order(&self, name: &str) -> bool {
        self.order.name() == name
    }
}
