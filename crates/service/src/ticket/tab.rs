//! Tickets that an agent keeps open: pinned by hand, or because they have begun to write. Nobody else's affair, as drafts
//! are, and without an event (`docs/adr/0184-tabs.md`).

use super::load::{home, visible};
use desk::people::PersonId;
use desk::ticket::{MOST_TABS, Tab, Ticket, TicketId, TicketNumber};
use desk::{Done, Error, Refusal};
use store::conversation::drafts;
use store::ticket::{tabs as table, tickets};
use store::{Read, Tx};

/// Those of the acting agent that they may see, in the order in which they were opened. What was merged is the one it went
/// into.
pub fn tabs(read: &mut Read) -> Done<Vec<Tab>> {
    read.actor().must_be_agent()?;
    let Some(person) = read.actor().person() else { return Ok(Vec::new()) };
    let scope = read.actor().scope();
    let mut open: Vec<Tab> = Vec::new();
    for tab in table::of(read, person, &scope)? {
        let tab = if tab.merged_into.is_some() { led_on(read, person, tab)? } else { Some(tab) };
        let Some(tab) = tab else { continue };
        match open.iter_mut().find(|one| one.ticket == tab.ticket) {
            Some(one) => one.opened_at = one.opened_at.min(tab.opened_at),
            None => open.push(tab),
        }
    }
    open.sort_by_key(|tab| (tab.opened_at, tab.ticket));
    Ok(open)
}

/// A tab of a ticket that was merged; none: the one it went into is out of reach.
fn led_on(read: &mut Read, person: PersonId, tab: Tab) -> Done<Option<Tab>> {
    let Some(source) = tickets::by_id(read, tab.ticket)? else { return Ok(None) };
    let ticket = home(read, source)?;
    if read.actor().may_read(&ticket).is_err() {
        return Ok(None);
    }
    let begun = drafts::load(read, ticket.id, person)?.is_some_and(|draft| !draft.is_empty());
    let (ticket, number, subject, language) = (ticket.id, ticket.number, ticket.subject, ticket.language);
    Ok(Some(Tab { ticket, number, subject, language, merged_into: None, begun, news: false, ..tab }))
}

/// Keeps a ticket open until it is closed by hand.
pub fn pin(tx: &mut Tx, number: TicketNumber) -> Done<Ticket> {
    let ticket = visible(tx, number)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    if has_room(tx, person, ticket.id)? {
        let now = tx.now();
        table::open(tx, person, ticket.id, true, now)?;
        Ok(ticket)
    } else {
        Err(Refusal::TooManyTabs.into())
    }
}

/// What was begun there stays begun.
pub fn close_tab(tx: &mut Tx, number: TicketNumber) -> Done<Ticket> {
    let ticket = visible(tx, number)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    for id in table::all(tx, person)? {
        if leads_to(tx, id)? == Some(ticket.id) {
            table::close(tx, person, id)?;
        }
    }
    Ok(ticket)
}

/// The acting agent begins to write. Where there is no room, what they write is found at home, as ever.
pub(crate) fn begin_tab(tx: &mut Tx, ticket: TicketId) -> Done<()> {
    let Some(person) = tx.actor().person() else { return Ok(()) };
    if has_room(tx, person, ticket)? {
        let now = tx.now();
        table::open(tx, person, ticket, false, now)?;
    }
    Ok(())
}

/// What they began is sent, or thrown away.
pub(crate) fn end_tab(tx: &mut Tx, person: PersonId, ticket: TicketId) -> Done<()> {
    Ok(table::close_begun(tx, person, ticket)?)
}

/// They have the ticket before them.
pub(crate) fn look_at_tab(tx: &mut Tx, person: PersonId, ticket: TicketId) -> Done<()> {
    let now = tx.now();
    Ok(table::look(tx, person, ticket, now)?)
}

/// Tabs that nobody sees make room.
fn has_room(tx: &mut Tx, person: PersonId, ticket: TicketId) -> Done<bool> {
    let all = table::all(tx, person)?;
    if all.contains(&ticket) || all.len() < MOST_TABS {
        return Ok(true);
    }
    let seen: Vec<TicketId> = tabs(tx)?.into_iter().map(|tab| tab.ticket).collect();
    for id in all {
        if !leads_to(tx, id)?.is_some_and(|ticket| seen.contains(&ticket)) {
            table::close(tx, person, id)?;
        }
    }
    Ok(table::all(tx, person)?.len() < MOST_TABS)
}

fn leads_to(read: &mut Read, id: TicketId) -> Done<Option<TicketId>> {
    let Some(ticket) = tickets::by_id(read, id)? else { return Ok(None) };
    Ok(Some(home(read, ticket)?.id))
}
