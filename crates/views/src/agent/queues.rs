//! The queue tree at the left: every view with the number of tickets in it.

use crate::Shell;
use askama::Template;
use desk::people::Team;
use desk::ticket::View;

/// Where in the tree a page belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    Home,
    View(View),
    People,
    Organizations,
    Elsewhere,
}

/// The tree alone, as it is fetched again when its numbers change.
#[derive(Template)]
#[template(path = "agent/queues.html")]
pub struct Tree<'a> {
    pub shell: Shell<'a>,
    pub queues: Queues,
}

#[derive(Clone, Debug)]
pub struct Queues {
    pub at: At,
    pub main: Vec<Queue>,
    pub teams: Vec<Queue>,
    pub rest: Vec<Queue>,
}

#[derive(Clone, Debug)]
pub struct Queue {
    pub view: View,
    /// The word in its address.
    pub word: String,
    /// Only teams have a name of their own; the others have a key.
    pub name: Option<String>,
    pub tickets: i64,
    pub current: bool,
}

const MAIN: [View; 5] = [View::Mine, View::Unassigned, View::Waiting, View::Snoozed, View::AllOpen];
const REST: [View; 3] = [View::Closed, View::Spam, View::Trash];

impl Queues {
    /// `teams` are those the one who looks may see.
    pub fn new(at: At, teams: impl IntoIterator<Item = Team>, tickets: impl Fn(View) -> i64) -> Self {
        let queue = |view: View, name: Option<String>| Queue {
            view,
            word: view.name(),
            name,
            tickets: tickets(view),
            current: at == At::View(view),
        };
        Self {
            at,
            main: MAIN.map(|view| queue(view, None)).into(),
            teams: teams.into_iter().map(|team| queue(View::Team(team.id), Some(team.name))).collect(),
            rest: REST.map(|view| queue(view, None)).into(),
        }
    }

    /// The place is one of those that stay folded.
    pub(crate) fn is_deep(&self) -> bool {
        self.rest.iter().any(|queue| queue.current)
    }

    pub(crate) fn is_home(&self) -> bool {
        self.at == At::Home
    }

    pub(crate) fn is_people(&self) -> bool {
        self.at == At::People
    }

    pub(crate) fn is_organizations(&self) -> bool {
        self.at == At::Organizations
    }

    /// The address from which the tree is fetched again.
    pub fn source(&self) -> String {
        match self.at {
            At::View(view) => format!("/queues?view={}", view.name()),
            At::Home => "/queues?at=home".into(),
            At::People => "/queues?at=people".into(),
            At::Organizations => "/queues?at=organizations".into(),
            At::Elsewhere => "/queues".into(),
        }
    }
}

impl Queue {
    /// What it is called on the page.
    pub fn shown<'q>(&'q self, shell: &'q Shell) -> &'q str {
        self.name.as_deref().unwrap_or_else(|| shell.words.say(self.key()))
    }

    pub const fn key(&self) -> &'static str {
        title(self.view)
    }

    pub const fn icon(&self) -> &'static str {
        match self.view {
            View::Mine => "inbox",
            View::Unassigned => "person-off",
            View::AllOpen => "list",
            View::Waiting => "status-pending",
            View::Team(_) => "team",
            View::Snoozed => "snooze",
            View::Closed => "status-closed",
            View::Spam => "spam",
            View::Trash => "trash",
        }
    }

    /// The keys that lead there.
    pub const fn keys(&self) -> &'static str {
        match self.view {
            View::Mine => "g i",
            View::Unassigned => "g u",
            View::AllOpen => "g a",
            View::Waiting => "g w",
            View::Snoozed => "g z",
            View::Closed => "g d",
            View::Team(_) | View::Spam | View::Trash => "",
        }
    }

    /// The tone of a team's square, 1 to 8; as with faces it stays the same.
    pub fn tone(&self) -> i64 {
        match self.view {
            View::Team(team) => (team.0 * 5).rem_euclid(8) + 1,
            View::Mine
            | View::Unassigned
            | View::AllOpen
            | View::Waiting
            | View::Snoozed
            | View::Closed
            | View::Spam
            | View::Trash => 0,
        }
    }

    /// How many lie in the trash or are done interests nobody all day.
    pub const fn counted(&self) -> bool {
        self.tickets > 0 && !matches!(self.view, View::Closed | View::Trash)
    }

    pub const fn strong(&self) -> bool {
        matches!(self.view, View::Mine)
    }
}

/// The key of a view's name.
pub const fn title(view: View) -> &'static str {
    match view {
        View::Mine => "view-mine",
        View::Unassigned => "view-unassigned",
        View::AllOpen => "view-open",
        View::Waiting => "view-waiting",
        View::Team(_) => "view-team",
        View::Snoozed => "view-snoozed",
        View::Closed => "view-closed",
        View::Spam => "view-spam",
        View::Trash => "view-trash",
    }
}
