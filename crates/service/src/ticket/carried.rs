//! What an agent's browser keeps ready to be read without a network: their own open tickets, and where they have begun to
//! write.

use base::Moment;
use desk::ticket::{TicketId, TicketNumber, View};
use desk::{Done, Error};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use store::Read;
use store::conversation::drafts;
use store::ticket::lists;

/// Tickets at most.
const MOST: usize = 50;

/// Each with the moment since when it is as it is, what changed last first.
pub fn carried(read: &mut Read) -> Done<Vec<(TicketNumber, Moment)>> {
    let mine = super::list(read, View::Mine, None, MOST)?.lines;
    let person = read.actor().person().ok_or(Error::Missing)?;
    let written: BTreeMap<TicketId, Moment> = drafts::begun_by(read, person, MOST)?.into_iter().collect();
    let scope = read.actor().scope();
    let begun = lists::some(read, &scope, &written.keys().copied().collect::<Vec<_>>())?;
    let since = |ticket: &desk::ticket::Ticket| {
        written.get(&ticket.id).map_or(ticket.updated_at, |at| ticket.updated_at.max(*at))
    };
    let all: BTreeMap<TicketNumber, Moment> =
        mine.iter().chain(&begun).map(|line| (line.ticket.number, since(&line.ticket))).collect();
    let mut carried: Vec<_> = all.into_iter().collect();
    carried.sort_by_key(|(number, at)| Reverse((*at, *number)));
    carried.truncate(MOST);
    Ok(carried)
}
