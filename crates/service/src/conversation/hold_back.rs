//! What has not left yet stays where what was said, or done, since has made it another matter: it is a draft again.

use super::take_back::{come_back, gone_out, undo_what_followed};
use crate::ticket::keep;
use desk::channel::{Letter, LetterState};
use desk::conversation::{Message, MessageId};
use desk::people::PersonId;
use desk::ticket::Ticket;
use desk::{Done, Error, Event};
use store::channel::letters;
use store::conversation::messages;
use store::ticket::tickets;
use store::{Read, Tx};

/// Scheduled letters that shall not leave past a new message: they were not written for what the requester says now.
pub(super) fn hold_back(tx: &mut Tx, ticket: &mut Ticket) -> Done<Vec<Event>> {
    let mut held_back = Vec::new();
    for letter in letters::of_ticket(tx, ticket.id)?.into_iter().filter(waits_for_silence) {
        let Some((message, author)) = written(tx, &letter)? else { continue };
        if letters::cancel(tx, message.id)? {
            messages::take_back(tx, message.id)?;
            held_back.push(Event::MessageHeldBack { ticket: ticket.id, message: message.id });
            come_back(tx, ticket, author, message)?;
        }
    }
    if !held_back.is_empty() {
        ticket.remember(&messages::spoken(tx, ticket.id)?);
    }
    Ok(held_back)
}

/// A ticket is about to go into the trash or the spam, from where nothing leaves: what has not left yet stays with it, as if
/// its writer had taken it back. The ticket as it is then.
pub(crate) fn keep_back(tx: &mut Tx, mut ticket: Ticket) -> Done<Ticket> {
    for letter in letters::of_ticket(tx, ticket.id)?.into_iter().filter(waits) {
        let Some((message, author)) = written(tx, &letter)? else { continue };
        if !puts_away(tx, &letter, message.id)? && letters::cancel(tx, message.id)? {
            messages::take_back(tx, message.id)?;
            ticket.remember(&messages::spoken(tx, ticket.id)?);
            let kept = Event::MessageKept { ticket: ticket.id, message: message.id };
            ticket = keep(tx, ticket, [kept])?;
            undo_what_followed(tx, &ticket, message.id)?;
            come_back(tx, &ticket, author, message)?;
            ticket = tickets::by_id(tx, ticket.id)?.ok_or(Error::Missing)?;
        }
    }
    Ok(ticket)
}

fn written(read: &mut Read, letter: &Letter) -> Done<Option<(Message, PersonId)>> {
    let message = letter.message.map(|id| messages::load(read, id)).transpose()?.flatten();
    Ok(message.and_then(|message| message.author.map(|author| (message, author))))
}

fn waits(letter: &Letter) -> bool {
    letter.state == LetterState::Held && letter.attempts == 0
}

/// A macro of its own puts its ticket away: both were meant, and it leaves as soon as it can no longer be taken back.
fn puts_away(tx: &mut Tx, letter: &Letter, message: MessageId) -> Done<bool> {
    let (Some(ticket), Some(cause)) = (letter.ticket, tx.cause()) else { return Ok(false) };
    let sent = gone_out(tx, ticket, message)?.map(|sent| sent.place.position);
    Ok(sent == Some(cause) && !letter.dispatch().leaves_later())
}

fn waits_for_silence(letter: &Letter) -> bool {
    let dispatch = letter.dispatch();
    waits(letter) && dispatch.scheduled && dispatch.unless_answered
}
