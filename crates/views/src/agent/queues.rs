//! The queue tree at the left: every view with the number of tickets in it.

use super::report::lasted;
use super::tabs::Tabs;
use crate::Shell;
use askama::Template;
use base::Moment;
use desk::object::{ObjectType, ObjectTypeId};
use desk::people::Team;
use desk::ticket::{SavedView, Tab, TicketNumber, View};

/// Where in the tree a page belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    Home,
    View(View),
    People,
    Organizations,
    Articles,
    Objects(ObjectTypeId),
    Views,
    Tasks,
    Referred,
    Drafts,
    Inbox,
    Activity,
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
    /// Each after the one it stands in.
    pub saved: Vec<SavedQueue>,
    pub rest: Vec<Queue>,
    /// One's own that are to be done.
    pub tasks: i64,
    /// Letters that wait for somebody's word; none: who looks has none to give.
    pub releases: Option<i64>,
    /// Questions that wait for one's own word.
    pub approvals: i64,
    /// What others referred to whoever looks and is not done.
    pub referred: i64,
    /// What the one who looks has begun to write and not sent.
    pub drafts: i64,
    /// Notifications one has not seen, counted to a hundred.
    pub unread: i64,
    pub objects: Vec<ObjectQueue>,
    /// The clock of the one who looks, where it runs.
    pub clock: Option<Clock>,
    /// Tickets that the one who looks keeps open.
    pub tabs: Tabs,
    /// Tickets are counted beside the queues.
    pub numbers: bool,
}

/// On which ticket it runs, and since when.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    pub number: TicketNumber,
    pub since: Moment,
}

impl Clock {
    pub(crate) fn lasted(&self, shell: &Shell) -> String {
        lasted(shell.now.since(self.since).as_secs() as i64 / 60)
    }
}

/// A type of objects that the one who looks may see.
#[derive(Clone, Debug)]
pub struct ObjectQueue {
    pub id: ObjectTypeId,
    pub name: String,
    pub glyph: &'static str,
    pub current: bool,
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

/// A view somebody has built.
#[derive(Clone, Debug)]
pub struct SavedQueue {
    pub id: i64,
    pub name: String,
    pub glyph: &'static str,
    pub tone: i64,
    /// Others stand in it.
    pub inner: bool,
    /// How many of those around it have no other after it.
    pub ends: usize,
    /// None: it is still being counted.
    pub tickets: Option<i64>,
    pub current: bool,
}

const MAIN: [View; 6] = [View::Mine, View::Starred, View::Unassigned, View::Waiting, View::Snoozed, View::AllOpen];
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
            saved: Vec::new(),
            rest: REST.map(|view| queue(view, None)).into(),
            releases: None,
            tasks: 0,
            approvals: 0,
            referred: 0,
            drafts: 0,
            unread: 0,
            objects: Vec::new(),
            clock: None,
            tabs: Tabs::default(),
            numbers: true,
        }
    }

    #[must_use]
    pub fn with_objects(self, types: &[ObjectType], language: base::Language) -> Self {
        let queue = |of: &ObjectType| ObjectQueue {
            id: of.id,
            name: of.plural(language).to_owned(),
            glyph: of.wish.glyph.name(),
            current: self.at == At::Objects(of.id),
        };
        Self { objects: types.iter().map(queue).collect(), ..self }
    }

    /// With the views of the one who looks, each after the one it stands in, in their order.
    #[must_use]
    pub fn with_saved(
        mut self,
        views: &[SavedView],
        language: base::Language,
        tickets: impl Fn(&SavedView) -> Option<i64>,
    ) -> Self {
        let depths: Vec<usize> = views.iter().map(|view| view.line(views).len() - 1).collect();
        let queue = |(at, view): (usize, &SavedView)| SavedQueue {
            id: view.id.0,
            name: view.wish.shown(language).to_owned(),
            glyph: view.wish.glyph.name(),
            tone: view.wish.tone,
            inner: depths.get(at + 1).is_some_and(|next| *next > depths[at]),
            ends: depths[at].saturating_sub(depths.get(at + 1).copied().unwrap_or(0)),
            tickets: tickets(view),
            current: self.at == At::View(View::Saved(view.id)),
        };
        self.saved = views.iter().enumerate().map(queue).collect();
        self
    }

    #[must_use]
    pub fn with_numbers(self, numbers: bool) -> Self {
        Self { numbers, ..self }
    }

    /// Whoever has starred nothing is spared the list of it.
    #[must_use]
    pub fn with_starred(mut self, any: bool) -> Self {
        self.main.retain(|queue| any || queue.current || queue.view != View::Starred);
        self
    }

    /// What it is fetched again for: without numbers only for what comes to whoever looks.
    pub(crate) fn hears(&self) -> &'static str {
        if self.numbers { "counter" } else { "inbox" }
    }

    #[must_use]
    pub fn with_tasks(self, tasks: i64, approvals: i64) -> Self {
        Self { tasks, approvals, ..self }
    }

    #[must_use]
    pub fn with_referred(self, referred: i64) -> Self {
        Self { referred, ..self }
    }

    /// Who has nothing to find there is spared it.
    pub(crate) fn has_referred(&self) -> bool {
        self.referred > 0 || self.at == At::Referred
    }

    pub(crate) fn is_referred(&self) -> bool {
        self.at == At::Referred
    }

    #[must_use]
    pub fn with_drafts(self, drafts: i64) -> Self {
        Self { drafts, ..self }
    }

    pub(crate) fn has_drafts(&self) -> bool {
        self.drafts > 0 || self.is_drafts()
    }

    pub(crate) fn is_drafts(&self) -> bool {
        self.at == At::Drafts
    }

    #[must_use]
    pub fn with_unread(self, unread: i64) -> Self {
        Self { unread, ..self }
    }

    pub(crate) fn is_inbox(&self) -> bool {
        self.at == At::Inbox
    }

    pub(crate) fn is_activity(&self) -> bool {
        self.at == At::Activity
    }

    /// `7`, `99+`.
    pub(crate) fn unread_told(&self) -> String {
        if self.unread > 99 { "99+".to_owned() } else { self.unread.to_string() }
    }

    #[must_use]
    pub fn with_releases(self, releases: Option<i64>) -> Self {
        Self { releases, ..self }
    }

    pub(crate) fn is_tasks(&self) -> bool {
        self.at == At::Tasks
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

    pub(crate) fn is_articles(&self) -> bool {
        self.at == At::Articles
    }

    pub(crate) fn is_views(&self) -> bool {
        self.at == At::Views
    }

    pub(crate) fn is_organizations(&self) -> bool {
        self.at == At::Organizations
    }

    #[must_use]
    pub fn with_clock(self, clock: Option<Clock>) -> Self {
        Self { clock, ..self }
    }

    #[must_use]
    pub fn with_tabs(mut self, lines: Vec<Tab>) -> Self {
        self.tabs.lines = lines;
        self
    }

    /// On the page of a ticket.
    #[must_use]
    pub fn beside(mut self, ticket: Option<TicketNumber>) -> Self {
        self.tabs.at = ticket;
        self
    }

    /// The address from which the tree is fetched again.
    pub fn source(&self) -> String {
        let of = self.source_of_tree();
        match self.tabs.at {
            Some(number) => format!("{of}{}ticket={number}", if of.contains('?') { '&' } else { '?' }),
            None => of,
        }
    }

    fn source_of_tree(&self) -> String {
        match self.at {
            At::View(view) => format!("/queues?view={}", view.name()),
            At::Home => "/queues?at=home".into(),
            At::People => "/queues?at=people".into(),
            At::Organizations => "/queues?at=organizations".into(),
            At::Objects(of) => format!("/queues?at=objects-{of}"),
            At::Articles => "/queues?at=articles".into(),
            At::Views => "/queues?at=views".into(),
            At::Tasks => "/queues?at=tasks".into(),
            At::Referred => "/queues?at=referred".into(),
            At::Drafts => "/queues?at=drafts".into(),
            At::Inbox => "/queues?at=inbox".into(),
            At::Activity => "/queues?at=activity".into(),
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
            View::Starred => "star",
            View::Unassigned => "person-off",
            View::AllOpen => "list",
            View::Waiting => "status-pending",
            View::Team(_) => "team",
            View::Snoozed => "snooze",
            View::Closed => "status-closed",
            View::Spam => "spam",
            View::Trash => "trash",
            View::Found => "search",
            View::Saved(_) => "view",
        }
    }

    /// The shortcut that leads there; empty: none.
    pub const fn shortcut(&self) -> &'static str {
        match self.view {
            View::Mine => "go-mine",
            View::Unassigned => "go-unassigned",
            View::AllOpen => "go-all",
            View::Waiting => "go-waiting",
            View::Snoozed => "go-snoozed",
            View::Closed => "go-closed",
            View::Starred | View::Team(_) | View::Spam | View::Trash | View::Found | View::Saved(_) => "",
        }
    }

    /// The tone of a team's square, 1 to 8; as with faces it stays the same.
    pub fn tone(&self) -> i64 {
        match self.view {
            View::Team(team) => (team.0 * 5).rem_euclid(8) + 1,
            View::Mine
            | View::Starred
            | View::Unassigned
            | View::AllOpen
            | View::Waiting
            | View::Snoozed
            | View::Closed
            | View::Spam
            | View::Trash
            | View::Found
            | View::Saved(_) => 0,
        }
    }

    /// What a ticket becomes that is dragged here, as the bulk bar's form says it; none: nothing is dropped here.
    pub fn drops(&self, shell: &Shell) -> Option<String> {
        match self.view {
            View::Mine => shell.viewer.as_ref().map(|viewer| format!("assignee={}", viewer.person)),
            View::Unassigned => Some("assignee=0".into()),
            View::Team(team) => Some(format!("team={team}")),
            View::Snoozed => Some("until=reply".into()),
            View::Spam => Some("act=spam".into()),
            View::Trash => Some("act=trash".into()),
            View::Starred | View::AllOpen | View::Waiting | View::Closed | View::Found | View::Saved(_) => None,
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
        View::Starred => "view-starred",
        View::Unassigned => "view-unassigned",
        View::AllOpen => "view-open",
        View::Waiting => "view-waiting",
        View::Team(_) => "view-team",
        View::Snoozed => "view-snoozed",
        View::Closed => "view-closed",
        View::Spam => "view-spam",
        View::Trash => "view-trash",
        View::Found => "view-found",
        View::Saved(_) => "view-saved",
    }
}
