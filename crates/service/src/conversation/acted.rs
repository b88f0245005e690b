//! What macros do with what is sent. It follows from the letter and is taken back with it; what could not be taken back is not
//! done again when the same goes out anew.

use super::macros::{carry_out, used};
use super::take_back::gone_out;
use crate::ticket::{stands, visible};
use desk::automation::Step;
use desk::channel::LetterState;
use desk::conversation::{Acted, Deed, Dispatch, Macro, MacroId, MessageId};
use desk::ticket::{Act, Ticket, TicketNumber};
use desk::{Done, Error, Event};
use store::channel::{guards, letters, outbox};
use store::conversation::messages;
use store::{Read, Tx, events};

/// With the sending, in one transaction. `instead`: what came back, and goes out anew with it.
pub fn act_with(
    tx: &mut Tx,
    number: TicketNumber,
    said: MessageId,
    macros: &[MacroId],
    instead: Option<MessageId>,
) -> Done<()> {
    if macros.is_empty() {
        return Ok(());
    }
    let ticket = visible(tx, number)?;
    let before = match instead {
        Some(message) => still_done(tx, &ticket, message)?,
        None => Vec::new(),
    };
    let letter = gone_out(tx, ticket.id, said)?.map(|sent| sent.place.position);
    let mut acted = before.clone();
    for id in macros {
        let ticket = match visible(tx, number) {
            // One of them has moved it out of sight: no other is for it any more.
            Err(Error::Missing) => break,
            ticket => ticket?,
        };
        let Some(prepared) = used(tx, &ticket, *id)? else { continue };
        for deed in prepared.acts.deeds(tx.actor().person()) {
            if before.iter().any(|one| one.prepared == *id && one.deed == deed) {
                continue;
            }
            if set_later(tx, said, &ticket, &deed)? {
                continue;
            }
            match letter {
                Some(sent) => acted.extend(follow(tx, sent, &ticket, &prepared, deed)?),
                // Nothing takes a note back.
                None => carry_out(tx, &ticket, &prepared, &deed)?,
            }
        }
    }
    if acted.is_empty() { Ok(()) } else { remember(tx, said, acted) }
}

/// A status comes when the letter has left. False: it leaves in a moment, or this is another deed.
pub(crate) fn set_later(tx: &mut Tx, said: MessageId, ticket: &Ticket, deed: &Deed) -> Done<bool> {
    let (Deed::Act(Act::SetStatus(to)) | Deed::Step(Step::SetStatus(to))) = deed else { return Ok(false) };
    let Some(letter) = letters::of_message(tx, said)? else { return Ok(false) };
    let (dispatch, sets) = (letter.dispatch(), (ticket.status, *to));
    let (waits, leaves_later) = (letter.state == LetterState::Awaiting, dispatch.leaves_later());
    if waits {
        guards::set_with(tx, letter.id, sets)?;
    }
    if leaves_later {
        outbox::save(tx, &letter.dispatched(&Dispatch { sets: Some(sets), ..dispatch })?)?;
    }
    Ok(waits || leaves_later)
}

/// None: it changed nothing, or was refused.
fn follow(tx: &mut Tx, sent: i64, ticket: &Ticket, prepared: &Macro, deed: Deed) -> Done<Option<Acted>> {
    let last = events::of_this(tx, sent)?.last().map_or(sent, |one| one.place.position);
    tx.because_of(sent, |tx| carry_out(tx, ticket, prepared, &deed))?;
    let mut told = events::of_this(tx, last)?;
    told.retain(|one| one.cause == Some(sent));
    if told.iter().any(|one| matches!(one.event, Event::MacroFailed { .. })) {
        return Ok(None);
    }
    // Whoever is added to a ticket may have become known by it.
    let place = told.iter().find(|one| one.event.is_reversible()).or(told.first());
    let position = place.map(|one| one.place.position);
    Ok(position.map(|position| Acted { prepared: prepared.id, deed, position }))
}

/// The letter as it is by now: what was done may have kept it back.
fn remember(tx: &mut Tx, said: MessageId, acted: Vec<Acted>) -> Done<()> {
    let Some(letter) = letters::of_message(tx, said)? else { return Ok(()) };
    let dispatch = letter.dispatch();
    Ok(outbox::save(tx, &letter.dispatched(&Dispatch { acted, ..dispatch })?)?)
}

/// What was done with what came back, and was not taken back with it.
fn still_done(read: &mut Read, ticket: &Ticket, message: MessageId) -> Done<Vec<Acted>> {
    let came_back = messages::load(read, message)?.is_some_and(|said| said.ticket == ticket.id && said.taken_back);
    let Some(letter) = letters::of_message(read, message)?.filter(|_| came_back) else { return Ok(Vec::new()) };
    let mut standing = Vec::new();
    for one in letter.dispatch().acted {
        if stands(read, one.position)? {
            standing.push(one);
        }
    }
    Ok(standing)
}
