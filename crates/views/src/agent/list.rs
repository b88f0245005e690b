//! A view's list of tickets, alone or beside the ticket that is open.

use super::board::Board;
use super::queues::title;
use super::ticket::happened::kind_key;
use super::ticket::relations;
use super::{Frame, Row, Standing};
use crate::Shell;
use askama::Template;
use desk::conversation::MacroId;
use desk::form::{FieldId, TopicId};
use desk::people::PersonId;
use desk::people::TeamId;
use desk::ticket::{Column, Kind, Order, Priority, Shown, Sorting, View};

#[derive(Template)]
#[template(path = "agent/list.html")]
pub struct ListPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// What the view is called: a team by its name.
    pub heading: String,
    /// In the whole view.
    pub tickets: i64,
    /// How many of them are shown; none: all.
    pub narrowed: Option<Narrowed>,
    /// Why what the list should be narrowed to was not understood.
    pub why: Option<String>,
    /// Why something was not done.
    pub notice: Option<String>,
    pub list: List<'a>,
    /// By what it can be sorted, each with its word.
    pub orders: Vec<(String, String)>,
    /// By what it can be grouped, each with its word; and by what it is; empty: by nothing.
    pub groupings: Vec<(String, String)>,
    pub grouping: String,
    /// As what board it can be shown, and as what it is; empty: as a list.
    pub boards: Vec<(String, String)>,
    pub board: String,
    /// Where the view is changed by those who may.
    pub edit: Option<String>,
}

/// How many tickets a narrowed list has.
pub struct Narrowed {
    pub tickets: i64,
    /// There are more, which were not counted.
    pub more: bool,
}

/// The rows themselves with what can be done to those that are ticked.
pub struct List<'a> {
    pub view: View,
    /// The view's word in addresses.
    pub word: String,
    /// The same with what the list is narrowed to, as an address says it.
    pub query: String,
    /// To what it is narrowed, as it was typed; empty: to nothing.
    pub filter: &'a str,
    /// The same without the order.
    pub unordered: String,
    pub order: Sorting,
    pub columns: &'a [Shown],
    /// Fields that people have defined.
    pub own_columns: Vec<OwnColumn>,
    /// The names of the columns stand above it.
    pub headed: bool,
    /// Under headings; none: one ticket after the other.
    pub groups: Option<Groups<'a>>,
    /// Side by side, instead of rows.
    pub board: Option<Board<'a>>,
    /// The one heading whose tickets these are, and where all of them are shown; the same as an address says it.
    pub under: Option<(Label, String)>,
    pub heading: Option<(String, String)>,
    /// It was not understood, so that there are no rows to speak of.
    pub misunderstood: bool,
    pub rows: Vec<Row<'a>>,
    /// Where this page begins and where the next one does, as in the address.
    pub after: Option<String>,
    pub next: Option<String>,
    /// None: the one who looks may change nothing.
    pub bulk: Option<Bulk<'a>>,
}

/// A page of headings.
pub struct Groups<'a> {
    /// By what, as an address says it.
    pub grouping: String,
    pub groups: Vec<Group<'a>>,
    /// There are more tickets than were looked at.
    pub cut: bool,
    /// Where the headings after these are shown, and from the first one on.
    pub next: Option<String>,
    pub first: Option<String>,
    /// Where they are fetched again.
    pub source: String,
}

pub struct Group<'a> {
    /// In ids of the page.
    pub id: String,
    /// As an address says it.
    pub bucket: String,
    pub label: Label,
    pub standing: Option<Standing<'a>>,
    pub tickets: i64,
    pub folded: bool,
    /// Where its rows are asked for, which lie beyond what was looked at.
    pub expand: Option<String>,
    pub rows: Vec<Row<'a>>,
    /// Its tickets alone, as an address says it.
    pub query: String,
}

/// What a heading says.
#[derive(Clone)]
pub enum Label {
    Text(String),
    /// A word of the page.
    Key(String),
    Priority(Priority),
    /// `2026-11-26`
    Day(String),
}

impl Label {
    pub fn shown(&self, shell: &Shell) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Key(key) => shell.words.say(key).to_owned(),
            Self::Priority(priority) => shell.priority(*priority).to_owned(),
            Self::Day(day) => shell.calendar_day(day),
        }
    }
}

impl Group<'_> {
    /// Its rows, each with what its address carries.
    pub(super) fn placed(&self) -> Vec<(String, &Row<'_>)> {
        self.rows.iter().enumerate().map(|(place, row)| (format!("?{}&place={place}", self.query), row)).collect()
    }

    pub(super) fn has_more(&self) -> bool {
        !self.folded && self.expand.is_none() && self.tickets > self.rows.len() as i64
    }
}

pub struct Bulk<'a> {
    pub me: PersonId,
    pub agents: &'a [(PersonId, String)],
    pub statuses: Vec<Standing<'a>>,
    pub tags: Vec<&'a str>,
    /// Where tickets may be moved.
    pub teams: &'a [(TeamId, String)],
    /// Fields that people have defined.
    pub fields: Vec<(FieldId, &'a str)>,
    /// What tickets may be about.
    pub topics: Vec<(TopicId, &'a str)>,
    /// What macros there are that do something.
    pub macros: &'a [(MacroId, String)],
    /// Those that say something, which can be sent.
    pub answers: &'a [(MacroId, String)],
    /// There is more of the list than this page, which may be meant as well.
    pub beyond: bool,
    /// All of it is what the list is narrowed to.
    pub narrowed: bool,
    /// May trash and restore.
    pub discards: bool,
    /// In the trash, the way back is offered instead.
    pub trashed: bool,
    /// And the way that has none.
    pub erases: bool,
}

impl ListPage<'_> {
    fn title(&self) -> &str {
        &self.heading
    }

    fn is_order(&self, name: &str) -> bool {
        self.list.order.name() == name
    }

    fn is_grouping(&self, name: &str) -> bool {
        self.grouping == name
    }

    fn is_board(&self, name: &str) -> bool {
        self.board == name
    }
}

/// A column of a field that people have defined.
pub struct OwnColumn {
    pub id: FieldId,
    pub label: String,
    /// Which field that is, where a list can be sorted by it.
    pub sorts: Option<FieldId>,
}

/// The heading of a column: what it is called, and how the list is sorted by it.
pub struct Head {
    pub class: &'static str,
    pub key: &'static str,
    pub icon: Option<&'static str>,
    /// None: nobody sorts by that.
    pub sort: Option<Sort>,
}

pub struct Sort {
    pub path: String,
    pub key: &'static str,
    /// The list is sorted by it already.
    pub current: bool,
    pub falling: bool,
}

impl List<'_> {
    /// Where the colours of a list are that every desk has; a saved view's stand with it.
    pub(super) fn colours(&self) -> Option<String> {
        (!matches!(self.view, View::Saved(_))).then(|| format!("/lists/{}", self.word))
    }

    fn sort(&self, first: Order) -> Sort {
        let key = match self.next(first.into()) {
            Sorting::By(order) => order.key(),
            Sorting::Field { .. } => first.key(),
        };
        self.sorted_by(first.into(), key)
    }

    /// Up first, and down the second time.
    pub(super) fn own_sort(&self, id: &FieldId) -> Sort {
        let first = Sorting::Field { id: *id, falling: false };
        self.sorted_by(first, own_key(self.next(first).is_falling()))
    }

    fn sorted_by(&self, first: Sorting, key: &'static str) -> Sort {
        Sort {
            path: format!("/tickets?{}&order={}", self.unordered, self.next(first).name()),
            key,
            current: self.goes_by(first),
            falling: self.order.is_falling(),
        }
    }

    /// One way or the other.
    fn goes_by(&self, first: Sorting) -> bool {
        self.order == first || self.order == first.turned()
    }

    fn next(&self, first: Sorting) -> Sorting {
        if self.goes_by(first) { self.order.turned() } else { first }
    }

    fn shows(&self, column: Column) -> bool {
        self.columns.contains(&Shown::Column(column))
    }

    /// Those that stand before the subject, the subject, and those after it.
    pub(super) fn heads(&self) -> Vec<Head> {
        let mut heads = Vec::new();
        for (column, class) in [(Column::Number, "row-number"), (Column::Requester, "row-from")] {
            if self.shows(column) {
                heads.push(self.head(column, class, None));
            }
        }
        heads.push(Head { class: "row-main", key: "field-subject", icon: None, sort: Some(self.sort(Order::Subject)) });
        heads
    }

    /// Those after the subject: of what each desk knows, or of a field that people have defined.
    pub(super) fn side_heads(&self) -> Vec<(Option<Head>, Option<&OwnColumn>)> {
        let head = |column: Column| {
            let (class, icon) = match column {
                Column::Tags => ("row-tags", None),
                Column::Priority => ("row-flag", Some("flag")),
                Column::Assignee => ("row-face", Some("person")),
                Column::Messages => ("row-count", Some("chat")),
                Column::Due | Column::Deadline | Column::Wakes => ("row-due", None),
                Column::Created | Column::Received | Column::Updated | Column::Solved => ("row-time", None),
                Column::Replied | Column::FirstReplied => ("row-time", None),
                Column::Organization | Column::Team | Column::Kind | Column::Channel => ("row-word", None),
                Column::Topic | Column::Mailbox | Column::Brand | Column::Tier | Column::Language => ("row-word", None),
                Column::Sla | Column::Approval | Column::Delivery | Column::Minutes => ("row-word", None),
                Column::Rating => ("row-word", Some("star")),
                Column::Number | Column::Requester => return None,
            };
            Some(self.head(column, class, icon))
        };
        let heads = self.columns.iter().map(|shown| match shown {
            Shown::Column(column) => (head(*column), None),
            Shown::Field(id) => (None, self.own_columns.iter().find(|own| own.id == *id)),
        });
        heads.collect()
    }

    fn head(&self, column: Column, class: &'static str, icon: Option<&'static str>) -> Head {
        Head { class, key: column.key(), icon, sort: Order::of_column(column).map(|order| self.sort(order)) }
    }

    /// There is nothing under any heading either.
    pub(super) fn is_bare(&self) -> bool {
        self.groups.as_ref().is_none_or(|groups| groups.groups.is_empty())
    }

    /// What a row's address carries so that the ticket stays beside this list.
    pub(super) fn suffix(&self) -> String {
        match &self.after {
            Some(after) => format!("?{}&after={after}", self.query),
            None => format!("?{}", self.query),
        }
    }

    /// Its rows, each with what its address carries: beside the list the place in which it stands, from 0.
    pub(super) fn placed(&self) -> Vec<(String, &Row<'_>)> {
        let suffix = self.suffix();
        self.rows.iter().enumerate().map(|(place, row)| (format!("{suffix}&place={place}"), row)).collect()
    }

    /// Where its rows are fetched again, with the open one marked.
    pub(super) fn source(&self) -> String {
        let open = self.rows.iter().find(|row| row.current).map(|row| row.ticket.number);
        match (open, self.bulk.is_some()) {
            (Some(number), false) => format!("/tickets{}&beside={number}", self.suffix()),
            (None, false) | (_, true) => format!("/tickets{}", self.suffix()),
        }
    }

    /// Each page of a list is one of its own, so that several may stand beneath each other.
    pub(super) fn id(&self) -> String {
        self.after.as_ref().map_or_else(|| "rows".to_owned(), |after| format!("rows-{after}"))
    }

    pub(super) fn is_paged(&self) -> bool {
        self.after.is_some() || self.next.is_some()
    }

    pub(super) fn empty_icon(&self) -> &'static str {
        match self.view {
            View::Mine | View::Team(_) | View::AllOpen => "inbox",
            View::Starred => "star",
            View::Unassigned => "success",
            View::Waiting => "status-pending",
            View::Snoozed => "snooze",
            View::Closed => "status-closed",
            View::Spam => "spam",
            View::Trash => "trash",
            View::Found => "search",
            View::Saved(_) => "view",
        }
    }

    pub(super) fn empty_title(&self) -> &'static str {
        if !self.filter.is_empty() {
            return "search-nothing";
        }
        match self.view {
            View::Mine => "empty-mine",
            View::Starred => "empty-starred",
            View::Unassigned => "empty-unassigned",
            View::AllOpen => "empty-open",
            View::Waiting => "empty-waiting",
            View::Team(_) => "empty-team",
            View::Snoozed => "empty-snoozed",
            View::Closed => "empty-closed",
            View::Spam => "empty-spam",
            View::Trash => "empty-trash",
            View::Found => "search-nothing",
            View::Saved(_) => "empty-saved",
        }
    }

    pub(super) fn empty_text(&self) -> &'static str {
        if !self.filter.is_empty() {
            return "list-filter-nothing";
        }
        match self.view {
            View::Mine => "empty-mine-text",
            View::Starred => "empty-starred-text",
            View::Unassigned => "empty-unassigned-text",
            View::AllOpen => "empty-open-text",
            View::Waiting => "empty-waiting-text",
            View::Team(_) => "empty-team-text",
            View::Snoozed => "empty-snoozed-text",
            View::Closed => "empty-closed-text",
            View::Spam => "empty-spam-text",
            View::Trash => "empty-trash-text",
            View::Found => "search-nothing-text",
            View::Saved(_) => "empty-saved-text",
        }
    }

    /// Where to go from a list with nothing in it.
    pub(super) fn empty_door(&self) -> Option<(&'static str, &'static str)> {
        if !self.filter.is_empty() {
            return None;
        }
        match self.view {
            View::Mine => Some(("/tickets?view=unassigned", "empty-mine-door")),
            View::AllOpen | View::Team(_) => Some(("/tickets/new", "new-title")),
            View::Unassigned => Some(("/tickets?view=mine", "empty-unassigned-door")),
            View::Starred | View::Waiting | View::Snoozed | View::Closed => None,
            View::Spam | View::Trash | View::Found | View::Saved(_) => None,
        }
    }
}

impl Bulk<'_> {
    pub(super) fn kinds(&self) -> impl Iterator<Item = (Kind, &'static str)> {
        Kind::ALL.iter().map(|one| (*one, kind_key(*one)))
    }

    pub(super) fn relations(&self) -> Vec<(&'static str, &'static str)> {
        relations()
    }

    pub(super) fn has_macros(&self) -> bool {
        !self.macros.is_empty() || !self.answers.is_empty()
    }

    pub(super) fn discard_word(&self) -> &'static str {
        if self.trashed { "restore" } else { "trash" }
    }

    pub(super) fn discard_icon(&self) -> &'static str {
        if self.trashed { "undo" } else { "trash" }
    }

    pub(super) fn discard_key(&self) -> &'static str {
        if self.trashed { "ticket-restore" } else { "ticket-trash" }
    }
}

/// What the order of a field is called, with the field's name in it.
pub const fn own_key(falling: bool) -> &'static str {
    if falling { "order-last-field" } else { "order-field" }
}

/// What a view is called on the page.
pub fn heading(shell: &Shell, frame: &Frame, view: View) -> String {
    if let View::Saved(id) = view {
        let saved = frame.queues.saved.iter().find(|queue| queue.id == id.0);
        return saved.map(|queue| queue.name.clone()).unwrap_or_default();
    }
    let team = frame.queues.teams.iter().find(|queue| queue.view == view).and_then(|queue| queue.name.clone());
    team.unwrap_or_else(|| shell.words.say(title(view)).to_owned())
}
