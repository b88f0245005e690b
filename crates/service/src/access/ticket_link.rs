//! The link in each of our letters: signed, for one person and one ticket, without an end.

use desk::people::PersonId;
use desk::ticket::TicketNumber;
use desk::{Actor, Done, Error};
use store::ticket::tickets;
use store::{Read, Signer};

const CONTEXT: &str = "ticket-link";

/// What stands behind the ticket's number in the link: `PERSON.TAG`.
pub fn ticket_link(signer: &dyn Signer, number: TicketNumber, person: PersonId) -> String {
    format!("{person}.{}", signer.sign(CONTEXT, &signed(number, person)))
}

/// Whoever holds the link is that person, as long as the person takes part in the ticket. The actor is good for this one
/// ticket; the door must not open others for it.
pub fn open_ticket_link(read: &mut Read, number: TicketNumber, link: &str) -> Done<Actor> {
    let (person, tag) = link.split_once('.').ok_or(Error::Missing)?;
    let person: PersonId = person.parse().map_err(|_| Error::Missing)?;
    if !read.signer().verify(CONTEXT, &signed(number, person), tag) {
        return Err(Error::Missing);
    }
    let ticket = tickets::load(read, number)?.ok_or(Error::Missing)?;
    let tie = crate::ticket::tie(read, &ticket, person)?;
    let actor = Actor::Requester(person);
    actor.may_follow(&ticket, tie)?;
    Ok(actor)
}

fn signed(number: TicketNumber, person: PersonId) -> String {
    format!("{number}.{person}")
}
