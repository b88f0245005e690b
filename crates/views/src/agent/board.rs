//! A list as a board.

use super::list::Label;
use super::{Face, Row, Standing};
use desk::ticket::Priority;

pub struct Board<'a> {
    /// By what, as an address says it.
    pub grouping: String,
    pub columns: Vec<Column<'a>>,
    /// There are more tickets than were counted.
    pub cut: bool,
    /// There are more columns than are shown.
    pub beyond: bool,
    /// What its form carries of the address, so that one comes back to it as it was.
    pub pairs: Vec<(&'static str, String)>,
    /// Where it is fetched again.
    pub source: String,
}

pub struct Column<'a> {
    /// In ids of the page.
    pub id: String,
    /// As an address says it.
    pub bucket: String,
    pub label: Label,
    pub standing: Option<Standing<'a>>,
    pub face: Option<Face>,
    pub priority: Option<Priority>,
    /// The icon before its name, where it has nothing of these.
    pub icon: &'static str,
    pub tickets: i64,
    pub cards: Vec<Card<'a>>,
    /// Its tickets as a list like any other.
    pub list: String,
    /// More of it, and the first ones again; none where there are no others.
    pub more: Option<String>,
    pub first: Option<String>,
}

pub struct Card<'a> {
    pub row: Row<'a>,
    /// What its address carries, so that the ticket stays beside its column.
    pub suffix: String,
    /// The one who looks may put it into another column.
    pub movable: bool,
}

impl Board<'_> {
    pub(super) fn is_bare(&self) -> bool {
        self.columns.iter().all(|column| column.tickets == 0)
    }

    pub(super) fn is_movable(&self) -> bool {
        self.columns.iter().flat_map(|column| &column.cards).any(|card| card.movable)
    }

    pub(super) fn is_by(&self, grouping: &str) -> bool {
        self.grouping == grouping
    }
}
