//! What somebody from outside has to do with a ticket. Whoever is shown a ticket, writes to it or is heard on it for
//! everybody from outside is asked about here.

use desk::Done;
use desk::access::Tie;
use desk::people::PersonId;
use desk::ticket::{Origin, Ticket};
use store::Read;
use store::people::{memberships, oversight};
use store::ticket::people;

/// In copy, a colleague with whom its organisation shares its tickets, or somebody who oversees whoever asked. Who has left
/// the organisation, and whoever it does not share with, has nothing to do with it.
pub(crate) fn tie(read: &mut Read, ticket: &Ticket, person: PersonId) -> Done<Tie> {
    if people::takes_part(read, ticket.id, person)? {
        return Ok(Tie::TakesPart);
    }
    let shared = match ticket.organization {
        Some(organization) => memberships::shared_with(read, person)?.iter().any(|(id, _)| *id == organization),
        None => false,
    };
    let sees = shared || oversight::oversees(read, person, ticket.requester)?;
    Ok(if sees { Tie::Colleague } else { Tie::None })
}

/// What they write there is for everybody from outside to read. A colleague speaks so in the portal alone: what they answer
/// by mail may answer what an agent asked of them behind the requester's back.
pub(crate) fn speaks(read: &mut Read, ticket: &Ticket, person: PersonId, origin: Origin) -> Done<bool> {
    if person == ticket.requester {
        return Ok(true);
    }
    Ok(match tie(read, ticket, person)? {
        Tie::TakesPart => true,
        Tie::Colleague => origin == Origin::Portal,
        Tie::None => false,
    })
}
