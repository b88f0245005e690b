//! A view's list of tickets, alone or beside the ticket that is open.

use super::queues::title;
use super::row::{priority_icon, priority_key};
use super::{Frame, Row, Standing};
use crate::Shell;
use askama::Template;
use desk::form::FieldId;
use desk::people::PersonId;
use desk::people::TeamId;
use desk::ticket::{Priority, View};

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
    pub list: List<'a>,
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
    /// It was not understood, so that there are no rows to speak of.
    pub misunderstood: bool,
    pub rows: Vec<Row<'a>>,
    /// Where this page begins and where the next one does, as in the address.
    pub after: Option<String>,
    pub next: Option<String>,
    /// None: the one who looks may change nothing.
    pub bulk: Option<Bulk<'a>>,
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
    /// There is more of the list than this page, which may be meant as well.
    pub beyond: bool,
    /// May trash and restore.
    pub discards: bool,
    /// In the trash, the way back is offered instead.
    pub trashed: bool,
}

impl ListPage<'_> {
    fn title(&self) -> &str {
        &self.heading
    }
}

impl List<'_> {
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
            View::Unassigned => "success",
            View::Waiting => "status-pending",
            View::Snoozed => "snooze",
            View::Closed => "status-closed",
            View::Spam => "spam",
            View::Trash => "trash",
            View::Saved(_) => "view",
        }
    }

    pub(super) fn empty_title(&self) -> &'static str {
        if !self.filter.is_empty() {
            return "search-nothing";
        }
        match self.view {
            View::Mine => "empty-mine",
            View::Unassigned => "empty-unassigned",
            View::AllOpen => "empty-open",
            View::Waiting => "empty-waiting",
            View::Team(_) => "empty-team",
            View::Snoozed => "empty-snoozed",
            View::Closed => "empty-closed",
            View::Spam => "empty-spam",
            View::Trash => "empty-trash",
            View::Saved(_) => "empty-saved",
        }
    }

    pub(super) fn empty_text(&self) -> &'static str {
        if !self.filter.is_empty() {
            return "list-filter-nothing";
        }
        match self.view {
            View::Mine => "empty-mine-text",
            View::Unassigned => "empty-unassigned-text",
            View::AllOpen => "empty-open-text",
            View::Waiting => "empty-waiting-text",
            View::Team(_) => "empty-team-text",
            View::Snoozed => "empty-snoozed-text",
            View::Closed => "empty-closed-text",
            View::Spam => "empty-spam-text",
            View::Trash => "empty-trash-text",
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
            View::Waiting | View::Snoozed | View::Closed | View::Spam | View::Trash | View::Saved(_) => None,
        }
    }
}

impl Bulk<'_> {
    pub(super) fn priorities(&self) -> Vec<(&'static str, &'static str, &'static str)> {
        let most_urgent_first = Priority::ALL.iter().rev();
        most_urgent_first.map(|one| (one.name(), priority_icon(*one), priority_key(*one))).collect()
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

/// What a view is called on the page.
pub fn heading(shell: &Shell, frame: &Frame, view: View) -> String {
    if let View::Saved(id) = view {
        let saved = frame.queues.saved.iter().find(|queue| queue.id == id.0);
        return saved.map(|queue| queue.name.clone()).unwrap_or_default();
    }
    let team = frame.queues.teams.iter().find(|queue| queue.view == view).and_then(|queue| queue.name.clone());
    team.unwrap_or_else(|| shell.words.say(title(view)).to_owned())
}
