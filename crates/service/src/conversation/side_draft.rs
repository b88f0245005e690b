//! Drafts of side conversations: kept on the server while somebody writes, as those of answers are.

use crate::ticket::visible;
use desk::conversation::{SideDraft, SideId, SidePlace};
use desk::people::PersonId;
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error};
use store::conversation::{side_drafts as table, sides};
use store::ticket::tickets;
use store::{Read, Tx};

/// Where somebody writes, as the address names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// To begin one beside a ticket.
    Ticket(TicketNumber),
    Side(SideId),
}

/// What the acting person has begun there.
pub fn side_draft(read: &mut Read, beside: Beside) -> Done<Option<SideDraft>> {
    let (person, place) = place(read, beside)?;
    Ok(table::load(read, person, place)?)
}

/// Keeps it. False: a newer revision is there already, and stays. An empty draft is none.
pub fn save_side_draft(tx: &mut Tx, beside: Beside, draft: SideDraft) -> Done<bool> {
    let (person, place) = place(tx, beside)?;
    let draft = SideDraft { updated_at: tx.now(), ..draft.sound()? };
    let saved = table::save(tx, person, place, &draft)?;
    if saved && draft.is_empty() {
        table::remove(tx, person, place)?;
    }
    Ok(saved)
}

/// What was begun is said.
pub(super) fn said(tx: &mut Tx, place: SidePlace) -> Done<()> {
    match tx.actor().person() {
        Some(person) => Ok(table::remove(tx, person, place)?),
        None => Ok(()),
    }
}

fn place(read: &mut Read, beside: Beside) -> Done<(PersonId, SidePlace)> {
    let (ticket, place) = match beside {
        Beside::Ticket(number) => {
            let ticket = visible(read, number)?;
            let id = ticket.id;
            (ticket, SidePlace::New(id))
        }
        Beside::Side(id) => (of_side(read, id)?, SidePlace::In(id)),
    };
    read.actor().may_reply(&ticket)?;
    Ok((read.actor().person().ok_or(Error::Missing)?, place))
}

fn of_side(read: &mut Read, id: SideId) -> Done<Ticket> {
    let side = sides::load(read, id)?.ok_or(Error::Missing)?;
    tickets::by_id(read, side.ticket)?.ok_or(Error::Missing)
}
