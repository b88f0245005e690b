//! Taking a list out of the house, page by page.

use super::found::Narrowing;
use super::grouped::every_heading;
use super::layout::list_in;
use super::list::{After, Line, Page};
use desk::form::{Book, Holder, Topic};
use desk::people::Team;
use desk::ticket::{Bucket, Grouping, Sorting, Status, Tag, View};
use desk::{Done, Event};
use store::form::{fields, topics};
use store::people::teams;
use store::ticket::{statuses, tags};
use store::{Read, Tx};

/// What the ids in the lines are called.
#[derive(Clone, Debug)]
pub struct Names {
    pub statuses: Vec<Status>,
    pub teams: Vec<Team>,
    pub tags: Vec<Tag>,
    pub book: Book,
    pub topics: Vec<Topic>,
}

/// Whoever may read a list may take it along; that they did stands in the audit.
pub fn begin_export(tx: &mut Tx, view: View, more: Option<&Narrowing>, format: &str) -> Done<Names> {
    super::narrowed(tx, view, more)?;
    tx.actor().must_be_agent()?;
    let tickets = match more {
        Some(more) => super::count_narrowed(tx, view, more)?,
        None => super::counts(tx)?.of(view),
    };
    tx.record(Event::TicketsExported { view: view.name(), format: format.to_owned(), tickets })?;
    let book = fields::book(tx, Holder::Ticket)?;
    let topics = topics::all(tx)?;
    Ok(Names { statuses: statuses::all(tx)?, teams: teams::all(tx)?, tags: tags::all(tx)?, book, topics })
}

/// One heading of a list, and what holds beneath it.
#[derive(Clone, Debug)]
pub struct Under {
    pub bucket: Bucket,
    /// What people, organisations, mailboxes and brands are called; empty for all else.
    pub name: String,
    pub more: Narrowing,
}

/// The headings of a list, one after the other: all of them, also those that somebody has folded.
pub fn export_headings(
    read: &mut Read,
    (view, more): (View, Option<&Narrowing>),
    order: Sorting,
    grouping: Grouping,
) -> Done<Vec<Under>> {
    let under = |(bucket, name): (Bucket, String)| {
        let beneath = Narrowing::from(grouping.holds(&bucket)?);
        let more = match more {
            Some(Narrowing { condition, these }) => {
                Narrowing { condition: beneath.condition.and(condition.clone()), these: these.clone() }
            }
            None => beneath,
        };
        Some(Under { bucket, name, more })
    };
    let headings = every_heading(read, (view, more), order, grouping)?;
    Ok(headings.into_iter().filter_map(under).collect())
}

/// The next lines in an order.
pub fn export_page(
    read: &mut Read,
    view: View,
    more: Option<&Narrowing>,
    order: Sorting,
    after: Option<After>,
) -> Done<(Vec<Line>, Option<After>)> {
    let Page { lines, next } = list_in(read, (view, more), order, after, usize::MAX)?;
    Ok((lines, next))
}
