//! Persons: made by an agent, edited by agents and by themselves.

use super::reach::{finds, must_find};
use base::{Address, Email, Language};
use desk::access::Permission;
use desk::form::Owner;
use desk::panel::{LANGUAGE, NAME, TIME_ZONE};
use desk::people::{Person, PersonId, Profile, person_name};
use desk::{Done, Error, Event, Refusal};
use store::people::{agents, emptied, organizations, persons};
use store::{Read, Tx};

/// A person nobody has had mail from yet.
pub fn create_person(tx: &mut Tx, email: Email, wish: Profile) -> Done<Person> {
    tx.actor().may(Permission::EditPeople)?;
    super::addresses::free(tx, &email)?;
    let person = super::find_or_create(tx, &Address::bare(email), wish.language)?;
    let organization = wish.organization.or(person.organization);
    save(tx, person, Profile { organization, ..wish })
}

/// A person without an address; numbers and names in chats are added afterwards.
pub fn create_person_without_address(tx: &mut Tx, wish: Profile) -> Done<Person> {
    tx.actor().may(Permission::EditPeople)?;
    let person = without_address(tx, &wish.name, wish.language)?;
    save(tx, person, wish)
}

/// A building block of verbs: it asks no permission.
pub(super) fn without_address(tx: &mut Tx, name: &str, language: Option<Language>) -> Done<Person> {
    let person = Person {
        id: PersonId(0),
        name: person_name(name)?,
        email: None,
        language,
        time_zone: None,
        organization: None,
        created_at: tx.now(),
        version: 1,
    };
    let person = persons::add(tx, &person)?;
    tx.record(Event::PersonCreated { person: person.id })?;
    Ok(person)
}

/// Whoever has an address, for agents who find them.
pub fn with_address(read: &mut Read, email: &Email) -> Done<Option<PersonId>> {
    read.actor().must_be_agent()?;
    let Some(person) = persons::with_address(read, email)? else { return Ok(None) };
    Ok(finds(read, person.id)?.then_some(person.id))
}

/// Edits somebody. `version` is the one the page was drawn from.
pub fn edit_person(tx: &mut Tx, id: PersonId, wish: Profile, version: i64) -> Done<Person> {
    let person = editable(tx, id)?;
    save(tx, Person { version, ..person }, wish)
}

/// The acting person's own name, language and time zone. The organisation stays.
pub fn edit_self(tx: &mut Tx, wish: Profile, version: i64) -> Done<Person> {
    let id = tx.actor().person().ok_or(Error::Missing)?;
    let person = persons::load(tx, id)?.ok_or(Error::Missing)?;
    if wish.name.trim().is_empty() {
        return Err(Refusal::NameEmpty.into());
    }
    let organization = person.organization;
    save(tx, Person { version, ..person }, Profile { organization, ..wish })
}

/// Somebody the actor may edit: any requester whom they find, but an agent only with the right to manage agents, because
/// who could change an agent's address could sign in as them.
pub(crate) fn editable(read: &mut Read, id: PersonId) -> Done<Person> {
    let permission = match agents::load(read, id)? {
        Some(_) => Permission::ManageAgents,
        None => Permission::EditPeople,
    };
    read.actor().may(permission)?;
    must_find(read, id)?;
    persons::load(read, id)?.ok_or(Error::Missing)
}

pub(super) fn save(tx: &mut Tx, mut person: Person, wish: Profile) -> Done<Person> {
    if let Some(organization) = wish.organization {
        organizations::load(tx, organization)?.ok_or(Error::Missing)?;
    }
    let before = person.profile();
    let changed = person.describe(wish)?;
    persons::save(tx, &mut person)?;
    if person.profile() != before {
        note_emptied(tx, &person, &before)?;
        tx.record(changed)?;
    }
    Ok(person)
}

/// Nothing fills it by itself again.
fn note_emptied(tx: &mut Tx, person: &Person, before: &Profile) -> Done<()> {
    let changes = [
        (NAME, person.name.is_empty() && !before.name.is_empty()),
        (LANGUAGE, person.language.is_none() && before.language.is_some()),
        (TIME_ZONE, person.time_zone.is_none() && before.time_zone.is_some()),
    ];
    for (what, _) in changes.into_iter().filter(|(_, is_emptied)| *is_emptied) {
        emptied::put(tx, Owner::Person(person.id), what)?;
    }
    Ok(())
}
