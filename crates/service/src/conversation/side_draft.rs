//! Drafts of side conversations: kept on the server while somebody writes, as those of answers are.

use super::add::may_attach;
use super::draft::unusual;
use super::drafts::{put_back, remember, set_aside};
use super::loose::at_hand_again;
use super::redact::forget_later;
use super::sent_draft::known;
use crate::ticket::{leave_lock, take_lock, visible};
use desk::conversation::{Draft, DraftVersion, Mode, SideDraft, SideId, SidePlace, Talk};
use desk::people::PersonId;
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error};
use store::conversation::{drafts, side_drafts as table, sides, versions};
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
    let (_, person, place) = place(read, beside)?;
    Ok(table::load(read, person, place)?)
}

/// Keeps it. False: a newer revision is there already, and stays; this one is among what was written before. An empty draft is
/// none.
pub fn save_side_draft(tx: &mut Tx, beside: Beside, draft: SideDraft) -> Done<bool> {
    let (ticket, person, place) = place(tx, beside)?;
    let mut draft = SideDraft { updated_at: tx.now(), ..draft.sound()? };
    may_attach(tx, &draft.attachments)?;
    draft.name = known(draft.name);
    draft.chosen.from = unusual(tx, &ticket, draft.chosen.from)?;
    let (before, now) = (table::load(tx, person, place)?, draft.on(ticket.id, person, place));
    if let Some(before) = before.filter(|before| before.revision < draft.revision) {
        remember(tx, &before.on(ticket.id, person, place), &now)?;
    }
    let saved = table::save(tx, person, place, &draft)?;
    if !saved {
        set_aside(tx, &now)?;
    }
    if saved && draft.is_empty() {
        table::remove(tx, person, place)?;
    }
    // Two who ask a supplier the same are two who answer a customer the same.
    if draft.is_empty() {
        let_go(tx, &ticket, person)?
    } else {
        take_lock(tx, &ticket)?
    }
    Ok(saved)
}

/// What one was before is in hand again, with its files.
pub(super) fn restore(tx: &mut Tx, beside: Beside, version: DraftVersion) -> Done<()> {
    let (ticket, person, place) = place(tx, beside)?;
    let now = table::load(tx, person, place)?.map(|draft| draft.on(ticket.id, person, place));
    let empty = Draft::empty(ticket.id, person, tx.now());
    let draft = put_back(tx, version, now, empty)?;
    draft.attachments.iter().try_for_each(|file| at_hand_again(tx, file))?;
    table::save(tx, person, place, &draft.into())?;
    Ok(())
}

/// What was begun is said.
pub(super) fn said(tx: &mut Tx, ticket: &Ticket, place: SidePlace) -> Done<()> {
    let Some(person) = tx.actor().person() else { return Ok(()) };
    let begun = table::load(tx, person, place)?;
    table::remove(tx, person, place)?;
    forget_later(tx, &begun.map(|draft| draft.attachments).unwrap_or_default())?;
    if let SidePlace::In(side) = place {
        versions::written_anew(tx, (ticket.id, person), &Talk::Side(side), Mode::Forward)?;
    }
    let_go(tx, ticket, person)
}

/// Unless they have begun an answer there as well.
fn let_go(tx: &mut Tx, ticket: &Ticket, person: PersonId) -> Done<()> {
    let begun = drafts::load(tx, ticket.id, person)?.filter(|draft| !draft.text.trim().is_empty());
    match begun.map(|draft| draft.mode) {
        Some(Mode::Reply | Mode::ReplyAll | Mode::Forward) => Ok(()),
        Some(Mode::Note) | None => leave_lock(tx, ticket),
    }
}

fn place(read: &mut Read, beside: Beside) -> Done<(Ticket, PersonId, SidePlace)> {
    let (ticket, place) = match beside {
        Beside::Ticket(number) => {
            let ticket = visible(read, number)?;
            let id = ticket.id;
            (ticket, SidePlace::New(id))
        }
        Beside::Side(id) => (of_side(read, id)?, SidePlace::In(id)),
    };
    read.actor().may_reply(&ticket)?;
    let person = read.actor().person().ok_or(Error::Missing)?;
    Ok((ticket, person, place))
}

fn of_side(read: &mut Read, id: SideId) -> Done<Ticket> {
    let side = sides::load(read, id)?.ok_or(Error::Missing)?;
    tickets::by_id(read, side.ticket)?.ok_or(Error::Missing)
}
