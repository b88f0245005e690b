//! Panels beside tickets: set up by those who configure, seen by whoever sees the ticket.

use crate::ticket;
use desk::panel::{MOST_PANELS, Panel, PanelId, PanelValues, PanelWish};
use desk::people::Person;
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error, Event, Permission, Refusal};
use store::people::{organizations, persons};
use store::{Read, Tx, panels as table};

/// What becomes of the secret when a panel is changed.
#[derive(Clone, PartialEq)]
pub enum SecretWish {
    Keep,
    /// Sealed; empty: there is none any more.
    Put(String),
}

pub fn panels(read: &mut Read) -> Done<Vec<Panel>> {
    read.actor().may(Permission::Configure)?;
    Ok(table::all(read)?)
}

pub fn panel(read: &mut Read, id: PanelId) -> Done<Panel> {
    read.actor().may(Permission::Configure)?;
    table::load(read, id)?.ok_or(Error::Missing)
}

pub fn create_panel(tx: &mut Tx, wish: PanelWish, sealed_secret: &str) -> Done<PanelId> {
    tx.actor().may(Permission::Configure)?;
    let wish = wish.sound()?;
    if table::all(tx)?.len() >= MOST_PANELS {
        return Err(Refusal::TooManyPanels.into());
    }
    let id = table::add(tx, &wish, sealed_secret)?;
    tx.record(Event::PanelCreated { panel: id, name: wish.name })?;
    Ok(id)
}

/// `version` is the one the page was drawn from.
pub fn change_panel(tx: &mut Tx, id: PanelId, wish: PanelWish, secret: SecretWish, version: i64) -> Done<()> {
    let before = panel(tx, id)?;
    let wish = wish.sound()?;
    let sealed_secret = match secret {
        SecretWish::Put(sealed) => sealed,
        SecretWish::Keep => kept_secret(&before, &wish)?,
    };
    let name = wish.name.clone();
    table::save(tx, &Panel { id, wish, sealed_secret, version })?;
    tx.record(Event::PanelChanged { panel: id, name })?;
    Ok(())
}

pub fn remove_panel(tx: &mut Tx, id: PanelId) -> Done<()> {
    let before = panel(tx, id)?;
    table::remove(tx, id)?;
    tx.record(Event::PanelRemoved { panel: id, name: before.wish.name })?;
    Ok(())
}

/// Those beside a ticket, by name.
pub(crate) fn panels_of(read: &mut Read, ticket: &Ticket) -> Done<Vec<(PanelId, String)>> {
    read.actor().must_be_agent()?;
    let shown = table::all(read)?.into_iter().filter(|panel| panel.wish.is_for(ticket.team));
    Ok(shown.map(|panel| (panel.id, panel.wish.name)).collect())
}

/// One of them, with what is to be asked.
pub fn panel_of(read: &mut Read, number: TicketNumber, id: PanelId) -> Done<(Panel, PanelValues)> {
    let values = panel_values(read, number)?;
    let ticket = ticket::visible(read, number)?;
    let panel = table::load(read, id)?.filter(|panel| panel.wish.is_for(ticket.team)).ok_or(Error::Missing)?;
    Ok((panel, values))
}

/// What an address may say of a ticket.
pub fn panel_values(read: &mut Read, number: TicketNumber) -> Done<PanelValues> {
    let ticket = ticket::visible(read, number)?;
    read.actor().must_be_agent()?;
    let requester = persons::load(read, ticket.requester)?;
    let organization = match ticket.organization {
        Some(id) => organizations::load(read, id)?.map(|one| one.name).unwrap_or_default(),
        None => String::new(),
    };
    let email = requester.as_ref().and_then(|person: &Person| person.email.as_ref());
    Ok(PanelValues {
        number: ticket.number.to_string(),
        subject: ticket.subject.clone(),
        requester: ticket.requester.to_string(),
        name: requester.as_ref().map(|person| person.name.clone()).unwrap_or_default(),
        email: email.map(ToString::to_string).unwrap_or_default(),
        organization,
    })
}

/// The sealed secret a panel goes on with. Another host does not get it: it was meant for the one before.
pub fn kept_secret(before: &Panel, wish: &PanelWish) -> Done<String> {
    if before.sealed_secret.is_empty() || origin(&wish.url) == origin(&before.wish.url) {
        Ok(before.sealed_secret.clone())
    } else {
        Err(Refusal::SecretAgain.into())
    }
}

/// Scheme and host.
fn origin(url: &str) -> String {
    url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/").split(['?', '#']).next().unwrap_or_default().to_lowercase()
}
