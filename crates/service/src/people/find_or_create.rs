//! Whoever writes becomes somebody: an address leads to one person, known or new.

use base::{Address, Language};
use desk::people::{Person, PersonId, Profile, given_name};
use desk::{Done, Event, Fault};
use store::people::{addresses, organizations, persons};
use store::{Read, Tx};

/// The person with this address; made where there was none, as a member of the organisation whose domain it is. A
/// building block of verbs: it asks no permission.
///
/// Two transactions may meet the same new address at once; whoever comes second takes the first one's person.
pub fn find_or_create(tx: &mut Tx, address: &Address, language: Option<Language>) -> Done<Person> {
    match persons::with_address(tx, &address.email)? {
        Some(person) => named_at_last(tx, person, address),
        None => create(tx, address, language),
    }
}

/// Whoever would be made of an address that nobody has.
pub(crate) fn stranger(read: &mut Read, address: &Address, language: Option<Language>) -> Done<Person> {
    let organization = organizations::with_domain(read, &address.email.domain())?;
    Ok(Person {
        id: PersonId(0),
        name: given_name(address.name.as_deref().unwrap_or_default()),
        email: Some(address.email.clone()),
        language,
        time_zone: None,
        organization,
        created_at: read.now(),
        version: 1,
    })
}

fn create(tx: &mut Tx, address: &Address, language: Option<Language>) -> Done<Person> {
    let person = stranger(tx, address, language)?;
    let person = persons::add(tx, &person)?;
    if addresses::add(tx, person.id, &address.email, false)? {
        tx.record(Event::PersonCreated { person: person.id })?;
        Ok(person)
    } else {
        persons::remove(tx, person.id)?;
        let first = persons::with_address(tx, &address.email)?;
        Ok(first.ok_or_else(|| Fault::passing("an address was taken and given up at once"))?)
    }
}

/// Somebody of whom we knew only the address has told us their name.
fn named_at_last(tx: &mut Tx, person: Person, address: &Address) -> Done<Person> {
    let name = given_name(address.name.as_deref().unwrap_or_default());
    if person.name.is_empty() && !name.is_empty() { call(tx, person, name) } else { Ok(person) }
}

pub(super) fn call(tx: &mut Tx, mut person: Person, name: String) -> Done<Person> {
    let changed = person.describe(Profile { name, ..person.profile() })?;
    persons::save(tx, &mut person)?;
    tx.record(changed)?;
    Ok(person)
}
