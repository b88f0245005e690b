//! What a requester sees, shown to an agent: somebody else's page, so it is written down.

use super::list::After;
use super::requester::{Mine, PublicPage, public_page, requests};
use super::visible;
use desk::people::{Askers, PersonId};
use desk::ticket::TicketNumber;
use desk::{Actor, Done, Error, Event};
use store::Tx;
use store::people::{agents, persons};
use store::ticket::tickets;

/// Pages of a list that are read to find one with a ticket that is shown.
const MOST_PAGES: usize = 20;

/// Through whose eyes an agent looks.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenAs {
    pub person: PersonId,
    pub name: String,
    /// They have lists in the portal, which agents have not.
    pub lists: bool,
}

impl SeenAs {
    fn of(tx: &mut Tx, person: PersonId) -> Done<Self> {
        let name = persons::load(tx, person)?.ok_or(Error::Missing)?.shown().to_owned();
        Ok(Self { person, name, lists: agents::load(tx, person)?.is_none() })
    }
}

/// A ticket one may read, as somebody sees it who finds it in the portal: its requester, where nobody is named.
pub fn as_requester(tx: &mut Tx, number: TicketNumber, whom: Option<PersonId>) -> Done<(PublicPage, SeenAs)> {
    let ticket = visible(tx, number)?;
    tx.actor().must_be_agent()?;
    if let Some(person) = whom {
        crate::people::must_find(tx, person)?;
    }
    let person = whom.unwrap_or(ticket.requester);
    let seen_as = SeenAs::of(tx, person)?;
    let page = tx.act_as(Actor::Requester(person), |tx| public_page(tx, ticket.number))?;
    tx.record(Event::SeenAsRequester { person, number: Some(ticket.number) })?;
    Ok((page, seen_as))
}

/// One of somebody's lists of requests, as they see it: of the tickets one may not read oneself, nothing.
pub fn list_as_requester(
    tx: &mut Tx,
    person: PersonId,
    of: Askers,
    after: Option<After>,
    limit: usize,
) -> Done<(Mine, SeenAs)> {
    crate::people::must_find(tx, person)?;
    let seen_as = SeenAs::of(tx, person)?;
    if !seen_as.lists {
        return Err(Error::Missing);
    }
    let mut found = theirs(tx, person, of, after, limit)?;
    for _ in 1..MOST_PAGES {
        if found.next.is_none() || !found.lines.is_empty() {
            break;
        }
        found = theirs(tx, person, of, found.next, limit)?;
    }
    tx.record(Event::SeenAsRequester { person, number: None })?;
    Ok((found, seen_as))
}

/// A page of it, without what one may not read oneself.
fn theirs(tx: &mut Tx, person: PersonId, of: Askers, after: Option<After>, limit: usize) -> Done<Mine> {
    let mut found = tx.act_as(Actor::Requester(person), |tx| requests(tx, of, after, limit))?;
    let mut lines = Vec::with_capacity(found.lines.len());
    for line in found.lines {
        let ticket = tickets::load(tx, line.number)?;
        if ticket.is_some_and(|ticket| tx.actor().may_read(&ticket).is_ok()) {
            lines.push(line);
        }
    }
    found.lines = lines;
    Ok(found)
}
