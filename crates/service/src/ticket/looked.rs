//! Whoever asked sees our last answer on their page in the portal: noted where the mailbox that sent it wants to know.

use super::load::any;
use crate::conversation::may_say;
use desk::channel::LetterId;
use desk::people::PersonId;
use desk::ticket::TicketNumber;
use desk::{Actor, Done};
use store::channel::{looks, mailboxes};
use store::people::agents;
use store::{Read, Tx};

/// There is an answer that the acting person has not seen here before. Asked first, so that most looks change nothing.
pub fn looks_first(read: &mut Read, number: TicketNumber) -> Done<bool> {
    Ok(unseen(read, number)?.is_some())
}

/// The first look of each person at each last answer counts.
pub fn looked(tx: &mut Tx, number: TicketNumber) -> Done<()> {
    if let Some((letter, person)) = unseen(tx, number)? {
        looks::add(tx, letter, person)?;
    }
    Ok(())
}

/// Never of colleagues, as with the image in a letter.
fn unseen(read: &mut Read, number: TicketNumber) -> Done<Option<(LetterId, PersonId)>> {
    let ticket = any(read, number)?;
    may_say(read, &ticket)?;
    let Actor::Requester(person) = *read.actor() else { return Ok(None) };
    let Some((letter, mailbox)) = looks::first(read, ticket.id, person)? else { return Ok(None) };
    let tracks = mailboxes::writing(read, mailbox)?.is_some_and(|writing| writing.tracks);
    Ok((tracks && agents::load(read, person)?.is_none()).then_some((letter, person)))
}
