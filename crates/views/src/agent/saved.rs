//! Every view of one's tree: in its order, with what may be done to each.

use super::Frame;
use crate::Shell;
use crate::admin::written;
use askama::Template;
use desk::ticket::{SavedView, ViewId};
use std::borrow::Cow;

#[derive(Template)]
#[template(path = "agent/view/index.html")]
pub struct Views<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub views: Vec<Line>,
}

pub struct Line {
    pub view: SavedView,
    /// 0: in none.
    pub depth: usize,
    /// A team's name; empty where it is not one team's.
    pub team: String,
    pub edits: bool,
}

impl Views<'_> {
    fn title(&self) -> &str {
        self.shell.say("views-title")
    }

    fn name<'l>(&self, line: &'l Line) -> &'l str {
        line.view.wish.shown(self.shell.words.language())
    }

    fn audience<'l>(&'l self, line: &'l Line) -> Cow<'l, str> {
        use desk::ticket::Audience::{Everyone, Mine, Roles, Team};
        match line.view.wish.audience {
            Mine => self.shell.say("view-audience-mine").into(),
            Team(_) => line.team.as_str().into(),
            Roles(roles) => roles.all().map(|role| self.shell.say(role.key())).collect::<Vec<_>>().join(" · ").into(),
            Everyone => self.shell.say("view-audience-everyone").into(),
        }
    }

    /// The order after a view has gone before the one above it, or after the one below, in the same view; empty where it cannot.
    fn moved(&self, at: &usize, down: bool) -> String {
        let here = &self.views[*at];
        let beside = |line: &&Line| line.view.parent == here.view.parent && line.depth == here.depth;
        let other =
            if down { self.views[at + 1..].iter().find(beside) } else { self.views[..*at].iter().rev().find(beside) };
        let Some(other) = other.map(|line| line.view.id) else { return String::new() };
        let mut order: Vec<ViewId> = self.views.iter().map(|line| line.view.id).collect();
        let to = order.iter().position(|id| *id == other).unwrap_or(*at);
        order.swap(*at, to);
        written(&order)
    }
}
