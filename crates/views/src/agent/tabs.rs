//! Tickets that the one who looks keeps open: a row above every page; on a phone they stand in the menu of queues.

use crate::Shell;
use askama::Template;
use desk::ticket::{Tab, TicketNumber};

/// The row alone, as it is fetched again when something has come in.
#[derive(Template)]
#[template(path = "agent/tabs.html")]
pub struct Row<'a> {
    pub shell: Shell<'a>,
    pub open_tabs: Tabs,
}

#[derive(Clone, Debug, Default)]
pub struct Tabs {
    /// In the order in which they were opened.
    pub lines: Vec<Tab>,
    /// The ticket of the page.
    pub at: Option<TicketNumber>,
}

impl Tabs {
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub fn holds(&self, number: &TicketNumber) -> bool {
        self.lines.iter().any(|tab| tab.number == *number)
    }

    /// Something came in on the ticket of the page, which whoever looks has before them now.
    pub fn has_news(&self) -> bool {
        self.lines.iter().any(|tab| tab.news && Some(tab.number) == self.at)
    }

    pub(crate) fn is_current(&self, tab: &Tab) -> bool {
        self.at == Some(tab.number)
    }

    /// The one after that of the page; after the last, and from elsewhere, the first.
    pub(crate) fn is_next(&self, tab: &Tab) -> bool {
        let here = self.lines.iter().position(|one| Some(one.number) == self.at);
        let next = here.map_or(0, |at| (at + 1) % self.lines.len());
        self.lines.get(next).is_some_and(|one| one.number == tab.number) && !self.is_current(tab)
    }

    pub(crate) fn source(&self) -> String {
        self.at.map_or_else(|| "/tabs".to_owned(), |number| format!("/tabs?ticket={number}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Moment;
    use desk::ticket::TicketId;

    fn tab(number: i64, news: bool) -> Tab {
        Tab {
            ticket: TicketId(number),
            number: TicketNumber(number),
            subject: "A question".into(),
            language: None,
            merged_into: None,
            pinned: true,
            opened_at: Moment(number),
            begun: false,
            news,
        }
    }

    #[test]
    fn the_next_one_comes_after_that_of_the_page_and_then_the_first() {
        let next = |at: Option<i64>| {
            let tabs = Tabs { lines: [1, 2, 3].map(|number| tab(number, false)).into(), at: at.map(TicketNumber) };
            tabs.lines.iter().find(|tab| tabs.is_next(tab)).map(|tab| tab.number.0)
        };
        assert_eq!([None, Some(1), Some(3), Some(9)].map(next), [Some(1), Some(2), Some(1), Some(1)]);
        let alone = Tabs { lines: vec![tab(1, true)], at: Some(TicketNumber(1)) };
        assert!(!alone.is_next(&alone.lines[0]) && alone.has_news() && alone.holds(&TicketNumber(1)));
    }
}
