//! What somebody scheduled before the requester wrote again was not written for what the requester says now.

use super::take_back::come_back;
use desk::channel::{Letter, LetterState};
use desk::conversation::Dispatch;
use desk::ticket::Ticket;
use desk::{Done, Event};
use store::Tx;
use store::channel::letters;
use store::conversation::messages;

/// Scheduled letters that shall not leave past a new message are drafts again.
pub(super) fn hold_back(tx: &mut Tx, ticket: &mut Ticket) -> Done<Vec<Event>> {
    let mut held_back = Vec::new();
    for letter in letters::of_ticket(tx, ticket.id)?.into_iter().filter(waits_for_silence) {
        let message = letter.message.map(|id| messages::load(tx, id)).transpose()?.flatten();
        let Some((message, author)) = message.and_then(|message| message.author.map(|author| (message, author))) else {
            continue;
        };
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

fn waits_for_silence(letter: &Letter) -> bool {
    let dispatch: Dispatch = serde_json::from_str(&letter.details).unwrap_or_default();
    letter.state == LetterState::Held && letter.attempts == 0 && dispatch.scheduled && dispatch.unless_answered
}
