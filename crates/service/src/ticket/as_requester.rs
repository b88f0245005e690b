//! What the requester sees, shown to an agent: somebody else's page, so it is written down.

use super::requester::{Mine, PublicPage, mine, public_page};
use super::visible;
use desk::people::PersonId;
use desk::ticket::TicketNumber;
use desk::{Actor, Done, Error, Event};
use store::Tx;
use store::people::{agents, persons};
use store::ticket::tickets;

/// Tickets of a list that are shown.
const MOST: usize = 100;

/// A ticket one may read, as its requester sees it; and who that is.
pub fn as_requester(tx: &mut Tx, number: TicketNumber) -> Done<(PublicPage, String)> {
    let ticket = visible(tx, number)?;
    tx.actor().must_be_agent()?;
    let person = ticket.requester;
    let page = tx.act_as(Actor::Requester(person), |tx| public_page(tx, ticket.number))?;
    tx.record(Event::SeenAsRequester { person, number: Some(ticket.number) })?;
    let name = persons::load(tx, person)?.map(|person| person.shown().to_owned()).unwrap_or_default();
    Ok((page, name))
}

/// Somebody's list of requests, as they see it: of the tickets one may not read oneself, nothing.
pub fn list_as_requester(tx: &mut Tx, person: PersonId) -> Done<(Mine, String)> {
    crate::people::must_find(tx, person)?;
    let whom = persons::load(tx, person)?.ok_or(Error::Missing)?;
    if agents::load(tx, person)?.is_some() {
        return Err(Error::Missing);
    }
    let mut found = tx.act_as(Actor::Requester(person), |tx| mine(tx, None, MOST))?;
    let mut lines = Vec::with_capacity(found.lines.len());
    for line in found.lines {
        let ticket = tickets::load(tx, line.number)?;
        if ticket.is_some_and(|ticket| tx.actor().may_read(&ticket).is_ok()) {
            lines.push(line);
        }
    }
    found.lines = lines;
    tx.record(Event::SeenAsRequester { person, number: None })?;
    Ok((found, whom.shown().to_owned()))
}
