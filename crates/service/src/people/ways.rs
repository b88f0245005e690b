//! By what else people are reached: telephone numbers, and what they are called in chats and networks.

use super::persons::editable;
use super::reach::must_find;
use desk::form::Owner;
use desk::panel::PHONE;
use desk::people::{Handle, HandleKind, MOST_HANDLES, MOST_PHONES, PersonId, Phone, PhoneKind, handle, phone};
use desk::{Done, Error, Event, Refusal};
use store::people::{emptied, ways};
use store::{Read, Tx};

/// As somebody typed it; a number without a country is one of the house's.
pub fn add_phone(tx: &mut Tx, person: PersonId, typed: &str, kind: PhoneKind) -> Done<()> {
    editable(tx, person)?;
    let number = phone(typed, &crate::house::load(tx)?.time_zone)?;
    put_phone(tx, person, &number, kind).map(drop)
}

/// True when they did not have it.
pub(super) fn put_phone(tx: &mut Tx, person: PersonId, number: &str, kind: PhoneKind) -> Done<bool> {
    let all = ways::phones(tx, person)?;
    if all.iter().any(|one| one.number == number) {
        return Ok(false);
    }
    if all.len() >= MOST_PHONES {
        return Err(Refusal::TooManyPhones.into());
    }
    ways::add_phone(tx, person, number, kind)?;
    tx.record(Event::PhoneAdded { person, number: number.to_owned() })?;
    Ok(true)
}

pub fn remove_phone(tx: &mut Tx, person: PersonId, number: &str) -> Done<()> {
    editable(tx, person)?;
    drop_phone(tx, person, number)?.then_some(()).ok_or(Error::Missing)
}

pub(super) fn drop_phone(tx: &mut Tx, person: PersonId, number: &str) -> Done<bool> {
    let gone = ways::remove_phone(tx, person, number)?;
    if gone {
        emptied::put(tx, Owner::Person(person), PHONE)?;
        tx.record(Event::PhoneRemoved { person, number: number.to_owned() })?;
    }
    Ok(gone)
}

pub fn add_handle(tx: &mut Tx, person: PersonId, service: HandleKind, typed: &str) -> Done<()> {
    editable(tx, person)?;
    put_handle(tx, person, &Handle { service, handle: handle(typed)? }).map(drop)
}

/// True when they did not have it.
pub(super) fn put_handle(tx: &mut Tx, person: PersonId, of: &Handle) -> Done<bool> {
    if ways::handles(tx, person)?.len() >= MOST_HANDLES {
        return Err(Refusal::TooManyHandles.into());
    }
    let added = ways::add_handle(tx, person, of)?;
    if added {
        tx.record(Event::HandleAdded { person, service: of.service, handle: of.handle.clone() })?;
    }
    Ok(added)
}

pub fn remove_handle(tx: &mut Tx, person: PersonId, service: HandleKind, name: &str) -> Done<()> {
    editable(tx, person)?;
    let of = Handle { service, handle: name.to_owned() };
    drop_handle(tx, person, &of)?.then_some(()).ok_or(Error::Missing)
}

pub(super) fn drop_handle(tx: &mut Tx, person: PersonId, of: &Handle) -> Done<bool> {
    let gone = ways::remove_handle(tx, person, of.service, &of.handle)?;
    if gone {
        tx.record(Event::HandleRemoved { person, service: of.service, handle: of.handle.clone() })?;
    }
    Ok(gone)
}

/// Numbers, and names elsewhere.
type Ways = (Vec<String>, Vec<(HandleKind, String)>);

/// What one has, the other has as well from now on; what was new to them.
pub(super) fn reached_too(tx: &mut Tx, from: PersonId, into: PersonId) -> Done<Ways> {
    let (mut numbers, mut names) = (Vec::new(), Vec::new());
    for Phone { number, kind } in ways::phones(tx, from)? {
        if put_phone(tx, into, &number, kind)? {
            numbers.push(number);
        }
    }
    for one in ways::handles(tx, from)? {
        if put_handle(tx, into, &one)? {
            names.push((one.service, one.handle));
        }
    }
    Ok((numbers, names))
}

/// By what somebody is reached beside mail.
pub fn ways(read: &mut Read, person: PersonId) -> Done<(Vec<Phone>, Vec<Handle>)> {
    must_find(read, person)?;
    Ok((ways::phones(read, person)?, ways::handles(read, person)?))
}
