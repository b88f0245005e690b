//! Panels beside tickets: set up by those who configure, seen by whoever sees the ticket.

use crate::form::{self, Filling};
use crate::ticket;
use desk::form::{Ask, Holder, Nature, Owner};
use desk::panel::{MOST_PANELS, Panel, PanelId, PanelValues, PanelWish};
use desk::people::{Person, PersonId};
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error, Event, Permission, Refusal};
use store::form::fields;
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
    fields_there(tx, &wish)?;
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
    fields_there(tx, &wish)?;
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

/// How many fields of the requester that answer would fill for the one who looks.
pub fn fillable(read: &mut Read, number: TicketNumber, said: &[(String, Vec<String>)]) -> Done<usize> {
    let requester = ticket::visible(read, number)?.requester;
    match empty(read, requester, said) {
        Ok(filling) => Ok(filling.typed.len()),
        Err(Error::Refused(Refusal::NotAllowed) | Error::Missing) => Ok(0),
        Err(error) => Err(error),
    }
}

/// Fills fields of the requester in which nothing stands with what another system says. What stands somewhere stays, and
/// what is no value of its field is left out.
pub fn fill_from_panel(tx: &mut Tx, number: TicketNumber, id: PanelId, said: &[(String, Vec<String>)]) -> Done<()> {
    let (panel, _) = panel_of(tx, number, id)?;
    let named = |key: &str| panel.wish.lines.iter().any(|line| line.fills == key);
    let said: Vec<_> = said.iter().filter(|(key, _)| named(key)).cloned().collect();
    let requester = ticket::visible(tx, number)?.requester;
    let filling = empty(tx, requester, &said)?;
    if filling.typed.is_empty() {
        return Err(Refusal::NothingToFill.into());
    }
    let version = persons::load(tx, requester)?.ok_or(Error::Missing)?.version;
    form::fill(tx, Owner::Person(requester), &filling, version)
}

/// What of it would be taken: for fields without a value that the one who looks may fill.
fn empty(read: &mut Read, requester: PersonId, said: &[(String, Vec<String>)]) -> Done<Filling> {
    let owner = Owner::Person(requester);
    let profile = form::profile(read, owner)?;
    let open = |key: &str| {
        let field = profile.book.keyed(key).filter(|field| !matches!(field.nature, Nature::File { .. }))?;
        let asked =
            profile.asks.iter().any(|(id, ask)| *id == field.id && matches!(ask, Ask::Optional | Ask::Required));
        (asked && !profile.answers.contains_key(&field.id)).then_some(field.id)
    };
    let typed = said.iter().filter_map(|(key, typed)| Some((open(key)?, typed.clone()))).collect();
    let mut filling = Filling { typed, ..Filling::default() };
    let wrong = form::wrong_with(read, owner, &filling)?;
    filling.typed.retain(|(id, _)| wrong.iter().all(|(other, _)| other != id));
    Ok(filling)
}

/// Each line that may fill a field names one of people.
fn fields_there(read: &mut Read, wish: &PanelWish) -> Done<()> {
    let keys: Vec<&str> = wish.lines.iter().map(|line| line.fills.as_str()).filter(|key| !key.is_empty()).collect();
    if keys.is_empty() {
        return Ok(());
    }
    let book = fields::book(read, Holder::Person)?;
    if keys.iter().all(|key| book.keyed(key).is_some()) { Ok(()) } else { Err(Refusal::PanelField.into()) }
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
