//! Panels beside tickets: set up by those who configure, seen by whoever sees the ticket.

use crate::form::Called;
use crate::people::{known, must_find};
use crate::{house, ticket};
use desk::form::{Holder, Shape, Value};
use desk::panel::{Fills, MOST_PANELS, PHONE, Panel, PanelId, PanelValues, PanelWish, Said};
use desk::people::{OrganizationId, Person, PersonId};
use desk::ticket::{Ticket, TicketNumber};
use desk::{Actor, Done, Error, Event, Level, Permission, Refusal};
use store::form::{fields, values as field_values};
use store::people::{organizations, persons, ways};
use store::{Read, Tx, askings, panels as table};

mod by_itself;
mod fill;

pub use by_itself::{
    Asking, Askings, ENRICH, Filled, READER, ask_again, asked, askings_of, filled_of, follow, given_up, is_due,
    next_asking,
};
pub(crate) use by_itself::{enrich_due, leave_out};
use fill::{Kept, Whom};

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
    if wish.asks_by_itself() {
        askings::from_here(tx, id)?;
    }
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
    if !wish.asks_by_itself() {
        askings::forget_waiting(tx, id)?;
    }
    let name = wish.name.clone();
    let begins = wish.asks_by_itself() && !before.wish.asks_by_itself();
    table::save(tx, &Panel { id, wish, sealed_secret, version })?;
    if begins {
        askings::from_here(tx, id)?;
    }
    tx.record(Event::PanelChanged { panel: id, name })?;
    Ok(())
}

pub fn remove_panel(tx: &mut Tx, id: PanelId) -> Done<()> {
    let before = panel(tx, id)?;
    askings::forget_all(tx, id)?;
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
    let ticket = ticket::visible(read, number)?;
    let panel = table::load(read, id)?.filter(|panel| panel.wish.is_for(ticket.team)).ok_or(Error::Missing)?;
    let values = panel_values(read, number, &panel.wish)?;
    Ok((panel, values))
}

/// Those on the page of a person, by name, for whoever reads tickets of one of their teams.
pub fn panels_with(read: &mut Read, person: PersonId) -> Done<Vec<(PanelId, String)>> {
    must_find(read, person)?;
    let actor = read.actor().clone();
    let shown = table::all(read)?.into_iter().filter(|panel| stands_with_people(panel, &actor));
    Ok(shown.map(|panel| (panel.id, panel.wish.name)).collect())
}

/// One of them, with what is to be asked.
pub fn panel_with(read: &mut Read, person: PersonId, id: PanelId) -> Done<(Panel, PanelValues)> {
    let person = found(read, person)?;
    let actor = read.actor().clone();
    let panel = table::load(read, id)?.filter(|panel| stands_with_people(panel, &actor)).ok_or(Error::Missing)?;
    let values = values_of(read, &panel.wish, &person, person.organization)?;
    Ok((panel, values))
}

fn found(read: &mut Read, person: PersonId) -> Done<Person> {
    must_find(read, person)?;
    persons::load(read, person)?.ok_or(Error::Missing)
}

fn stands_with_people(panel: &Panel, actor: &Actor) -> bool {
    let wish = &panel.wish;
    let theirs = || wish.teams.is_empty() || wish.teams.iter().any(|team| actor.level(*team) >= Level::Read);
    wish.active && wish.with_person && theirs()
}

/// What an address may say of a ticket.
pub fn panel_values(read: &mut Read, number: TicketNumber, wish: &PanelWish) -> Done<PanelValues> {
    let ticket = ticket::visible(read, number)?;
    read.actor().must_be_agent()?;
    let requester = persons::load(read, ticket.requester)?.ok_or(Error::Missing)?;
    let mut values = values_of(read, wish, &requester, ticket.organization)?;
    fields_said(read, wish, (Holder::Ticket, ticket.id.0), &mut values)?;
    Ok(PanelValues { number: ticket.number.to_string(), subject: ticket.subject, ..values })
}

/// What it may say of somebody, as they are written down: an address, a number, `#42`.
pub fn panel_values_with(read: &mut Read, whom: &desk::people::Whom, wish: &PanelWish) -> Done<PanelValues> {
    read.actor().must_be_agent()?;
    let person = known(read, whom)?.ok_or(Refusal::PersonUnknown)?;
    must_find(read, person.id)?;
    values_of(read, wish, &person, person.organization)
}

/// What it may say of somebody without a ticket.
fn values_of(
    read: &mut Read,
    wish: &PanelWish,
    person: &Person,
    organization: Option<OrganizationId>,
) -> Done<PanelValues> {
    let called = match organization {
        Some(id) => organizations::load(read, id)?.map(|one| one.name).unwrap_or_default(),
        None => String::new(),
    };
    let phone = match wish.speaks_of(PHONE) {
        true => ways::phones(read, person.id)?.into_iter().next().map(|phone| phone.number),
        false => None,
    };
    let mut values = PanelValues {
        requester: person.id.to_string(),
        name: person.name.clone(),
        email: person.email.as_ref().map(ToString::to_string).unwrap_or_default(),
        phone: phone.unwrap_or_default(),
        organization: called,
        fields: wish.fields().map(|field| (field.name.to_owned(), String::new())).collect(),
        ..PanelValues::default()
    };
    fields_said(read, wish, (Holder::Person, person.id.0), &mut values)?;
    if let Some(id) = organization {
        fields_said(read, wish, (Holder::Organization, id.0), &mut values)?;
    }
    Ok(values)
}

/// What stands in the fields of one of them, as other systems write it: numbers bare.
fn fields_said(read: &mut Read, wish: &PanelWish, of: (Holder, i64), values: &mut PanelValues) -> Done<()> {
    let asked: Vec<_> = wish.fields().filter(|field| field.holder == of.0).collect();
    if asked.is_empty() {
        return Ok(());
    }
    let book = fields::book(read, of.0)?;
    let answers = field_values::answers(read, &book, of.0, of.1)?;
    let called = Called::of(read, [&answers].into_iter())?;
    let house = house::load(read)?;
    for one in asked {
        let Some(field) = book.keyed(one.key) else { continue };
        let said = answers.get(&field.id).map(|value| match (value, field.nature.shape()) {
            (Value::Number(number), Shape::Amount(digits)) => desk::form::plain(*number, digits),
            (_, _) => field.shown(value, called.eyes(house.language, &house.time_zone)),
        });
        values.fields.insert(one.name.to_owned(), said.unwrap_or_default());
    }
    Ok(())
}

/// How much that answer would fill for the one who looks.
pub fn fillable(read: &mut Read, number: TicketNumber, said: &Said) -> Done<usize> {
    let whom = Whom::of(&ticket::visible(read, number)?);
    would_fill(read, whom, said)
}

/// The same on the page of a person.
pub fn fillable_with(read: &mut Read, person: PersonId, said: &Said) -> Done<usize> {
    let whom = Whom::alone(&found(read, person)?);
    would_fill(read, whom, said)
}

fn would_fill(read: &mut Read, whom: Whom, said: &Said) -> Done<usize> {
    match fill::empty(read, whom, said, &Kept::default()) {
        Ok(found) => Ok(found.fields()),
        Err(Error::Refused(Refusal::NotAllowed) | Error::Missing) => Ok(0),
        Err(error) => Err(error),
    }
}

/// Fills what is empty of the requester, and of the organisation for which they ask, with what another system says.
pub fn fill_from_panel(tx: &mut Tx, number: TicketNumber, id: PanelId, said: &Said) -> Done<()> {
    let (panel, _) = panel_of(tx, number, id)?;
    let whom = Whom::of(&ticket::visible(tx, number)?);
    fill_with(tx, &panel, whom, said)
}

/// The same on the page of a person, and of the organisation that is theirs first.
pub fn fill_with_panel(tx: &mut Tx, person: PersonId, id: PanelId, said: &Said) -> Done<()> {
    let (panel, _) = panel_with(tx, person, id)?;
    let whom = Whom::alone(&found(tx, person)?);
    fill_with(tx, &panel, whom, said)
}

fn fill_with(tx: &mut Tx, panel: &Panel, whom: Whom, said: &Said) -> Done<()> {
    let named = |key: &str| panel.wish.lines.iter().any(|line| line.fills == key);
    let said: Said = said.iter().filter(|(key, _)| named(key)).cloned().collect();
    match fill::fill(tx, panel, whom, &said, &Kept::default())? {
        0 => Err(Refusal::NothingToFill.into()),
        _ => Ok(()),
    }
}

/// The address, and each line that may fill something, names what there is.
fn fields_there(read: &mut Read, wish: &PanelWish) -> Done<()> {
    for field in wish.fields() {
        if fields::book(read, field.holder)?.keyed(field.key).is_none() {
            return Err(Refusal::PanelVariable.into());
        }
    }
    for text in wish.lines.iter().map(|line| line.fills.as_str()).filter(|text| !text.is_empty()) {
        let there = match Fills::of(text) {
            Some(Fills::Person(_)) => true,
            Some(Fills::Field(key)) => fields::book(read, Holder::Person)?.keyed(key).is_some(),
            Some(Fills::Organization(key)) => fields::book(read, Holder::Organization)?.keyed(key).is_some(),
            None => false,
        };
        if !there {
            return Err(Refusal::PanelField.into());
        }
    }
    Ok(())
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
