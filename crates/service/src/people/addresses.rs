//! One person, several addresses: mail from any of them is theirs, letters go to the first.

use super::persons::editable;
use base::Email;
use desk::people::{MOST_ADDRESSES, Person, PersonId};
use desk::{Done, Error, Event, Refusal};
use store::channel::mailboxes;
use store::people::{addresses, organizations, persons};
use store::{Read, Tx};

/// Gives somebody one more address. Who belongs to no organisation joins the one whose domain it is.
pub fn add_address(tx: &mut Tx, id: PersonId, email: &Email) -> Done<Person> {
    let mut person = editable(tx, id)?;
    if addresses::owner(tx, email)? == Some(id) {
        return Ok(person);
    }
    free(tx, email)?;
    if addresses::of_person(tx, id)?.len() >= MOST_ADDRESSES {
        return Err(Refusal::TooManyAddresses.into());
    }
    if !addresses::add(tx, id, email, false)? {
        return Err(Refusal::AddressTaken.into());
    }
    if person.organization.is_none() {
        person.organization = organizations::with_domain(tx, &email.domain())?;
    }
    tx.record(Event::AddressAdded { person: id, address: email.to_string() })?;
    saved(tx, person)
}

/// Takes an address away; mail from it would be somebody new. The last one stays.
pub fn remove_address(tx: &mut Tx, id: PersonId, email: &Email) -> Done<Person> {
    let person = editable(tx, id)?;
    if addresses::owner(tx, email)? != Some(id) {
        return Err(Error::Missing);
    }
    if addresses::of_person(tx, id)?.len() == 1 {
        return Err(Refusal::LastAddress.into());
    }
    addresses::remove(tx, id, email)?;
    tx.record(Event::AddressRemoved { person: id, address: email.to_string() })?;
    saved(tx, person)
}

/// The address we write to from now on.
pub fn choose_address(tx: &mut Tx, id: PersonId, email: &Email) -> Done<Person> {
    let person = editable(tx, id)?;
    if person.email.as_ref() == Some(email) {
        return Ok(person);
    }
    if !addresses::put_first(tx, id, email)? {
        return Err(Error::Missing);
    }
    let from = person.email.as_ref().map(ToString::to_string).unwrap_or_default();
    tx.record(Event::AddressChosen { person: id, from, to: email.to_string() })?;
    saved(tx, person)
}

/// Several people write from it, or one, whatever it is called.
pub fn share_address(tx: &mut Tx, id: PersonId, email: &Email, shared: bool) -> Done<Person> {
    let person = editable(tx, id)?;
    let own = addresses::of_person(tx, id)?.into_iter().find(|own| own.email == *email).ok_or(Error::Missing)?;
    if own.is_shared() != shared {
        addresses::say_shared(tx, email, shared)?;
        let address = email.to_string();
        tx.record(match shared {
            true => Event::AddressShared { person: id, address },
            false => Event::AddressOwned { person: id, address },
        })?;
    }
    Ok(person)
}

/// An address that is nobody's yet, and none of our own mailboxes.
pub(crate) fn free(read: &mut Read, email: &Email) -> Done<()> {
    if addresses::owner(read, email)?.is_some() {
        Err(Refusal::AddressTaken.into())
    } else if mailboxes::of_address(read, email)?.is_some() {
        Err(Refusal::AddressIsOurs.into())
    } else {
        Ok(())
    }
}

/// Whoever edits the person at the same time learns that they have changed, and lists show the address of today.
fn saved(tx: &mut Tx, before: Person) -> Done<Person> {
    let email = addresses::of_person(tx, before.id)?.into_iter().next().map(|address| address.email);
    let mut person = Person { email, ..before };
    persons::save(tx, &mut person)?;
    Ok(person)
}
