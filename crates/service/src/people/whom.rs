//! Whom an agent means who writes down what somebody said: not everybody has an e-mail address.

use super::find_or_create::call;
use super::lists::list;
use super::persons::{with_address, without_address};
use super::reach::{finds, found};
use super::ways::put_phone;
use super::{After, find_or_create};
use crate::house;
use base::Address;
use desk::people::{Person, PersonId, PhoneKind, Whom, called_alike, given_name, phone};
use desk::{Done, Error, Refusal};
use store::people::{merges, persons, ways};
use store::{Read, Tx};

/// People who may be meant and are offered.
const OFFERED: usize = 8;

/// The one who is meant, made where nobody is known by the way that was named. A building block of verbs: it asks no
/// permission.
pub(crate) fn meant(tx: &mut Tx, whom: &Whom) -> Done<Person> {
    match whom {
        Whom::Address(address) => find_or_create(tx, address, None),
        Whom::Known(id) => Ok(chosen(tx, *id)?.ok_or(Refusal::PersonUnknown)?),
        Whom::Phone { number, name } => by_phone(tx, number, &given_name(name)),
        Whom::Called(_) => Err(Refusal::RequesterUnclear.into()),
        Whom::New { name, number } => {
            let number = number.as_deref().map(|typed| dialled(tx, typed).map(|number| (number, typed))).transpose()?;
            make(tx, &given_name(name), number)
        }
    }
}

/// Those among whom the acting agent may choose: they have the number, or are called so.
pub fn perhaps_meant(read: &mut Read, whom: &Whom) -> Done<Vec<Person>> {
    match whom {
        Whom::Phone { number, .. } => {
            let Ok(number) = dialled(read, number) else { return Ok(Vec::new()) };
            let all = ways::with_phone(read, &number, OFFERED)?;
            found(read, all)
        }
        Whom::Called(name) => {
            let lines = list(read, name, &After::default(), OFFERED)?.lines;
            Ok(lines.into_iter().map(|line| line.person).collect())
        }
        Whom::Address(_) | Whom::Known(_) | Whom::New { .. } => Ok(Vec::new()),
    }
}

/// The one who is there already and found by the acting agent. Nobody is made.
pub fn known_as(read: &mut Read, whom: &Whom) -> Done<PersonId> {
    read.actor().must_be_agent()?;
    let known = match whom {
        Whom::Address(address) => with_address(read, &address.email)?,
        Whom::Known(id) => chosen(read, *id)?.map(|person| person.id),
        Whom::Phone { number, name } => {
            let (number, name) = (dialled(read, number)?, given_name(name));
            let all = ways::with_phone(read, &number, OFFERED)?;
            let mut all = found(read, all)?;
            all.retain(|person| name.is_empty() || is_nameless(person) || called_alike(&person.name, &name));
            match (all.pop(), all.is_empty()) {
                (Some(_), false) => return Err(Refusal::PersonUnclear.into()),
                (person, _) => person.map(|person| person.id),
            }
        }
        Whom::Called(_) | Whom::New { .. } => return Err(Refusal::PersonUnclear.into()),
    };
    Ok(known.ok_or(Refusal::PersonUnknown)?)
}

/// Whom an agent means by an address, a number, `#57` or a whole name, which several may have. None: nobody is found by it.
/// Whoever is only called so from the beginning is not meant.
pub fn person_called(read: &mut Read, typed: &str) -> Done<Option<PersonId>> {
    read.actor().must_be_agent()?;
    let known = match Whom::read(typed) {
        Ok(Whom::Called(name)) => alone_called(read, &name),
        Ok(whom) => known_as(read, &whom),
        Err(_) => return Ok(None),
    };
    match known {
        Ok(person) => Ok(Some(person)),
        Err(Error::Refused(refusal)) if refusal != Refusal::PersonUnclear => Ok(None),
        Err(error) => Err(error),
    }
}

fn alone_called(read: &mut Read, name: &str) -> Done<PersonId> {
    // Whose whole name it is comes before those whose name only begins so.
    let mut lines = list(read, name, &After::default(), OFFERED)?.lines;
    lines.retain(|line| called_alike(&line.person.name, name));
    match lines.as_slice() {
        [] => Err(Refusal::PersonUnknown.into()),
        [one] => Ok(one.person.id),
        [_, _, ..] => Err(Refusal::PersonUnclear.into()),
    }
}

/// Who is known by it, where that is one person.
pub(crate) fn known(read: &mut Read, whom: &Whom) -> Done<Option<Person>> {
    match whom {
        Whom::Address(address) => Ok(persons::with_address(read, &address.email)?),
        Whom::Known(id) => chosen(read, *id),
        Whom::Phone { number, name } => match holder(read, number, &given_name(name)) {
            Err(Error::Refused(_)) => Ok(None),
            found => found,
        },
        Whom::Called(_) | Whom::New { .. } => Ok(None),
    }
}

/// Why it is not sure who is meant; none: somebody is known by it, or would be made.
pub(crate) fn doubt(read: &mut Read, whom: &Whom) -> Done<Option<Refusal>> {
    match whom {
        Whom::Address(_) | Whom::New { .. } => Ok(None),
        Whom::Known(id) => Ok(chosen(read, *id)?.is_none().then_some(Refusal::PersonUnknown)),
        Whom::Called(_) => Ok(Some(Refusal::RequesterUnclear)),
        Whom::Phone { number, name } => match holder(read, number, &given_name(name)) {
            Ok(_) => Ok(None),
            Err(Error::Refused(refusal)) => Ok(Some(refusal)),
            Err(error) => Err(error),
        },
    }
}

/// Where a letter to them goes; none: they have no address.
pub(crate) fn address(whom: &Whom, person: &Person) -> Option<Address> {
    match whom {
        Whom::Address(address) => Some(address.clone()),
        Whom::Phone { .. } | Whom::Known(_) | Whom::Called(_) | Whom::New { .. } => {
            person.email.clone().map(|email| Address::new(person.name.clone(), email))
        }
    }
}

fn chosen(read: &mut Read, id: PersonId) -> Done<Option<Person>> {
    match merges::home(read, id)? {
        Some(now) if finds(read, now)? => Ok(persons::load(read, now)?),
        Some(_) | None => Ok(None),
    }
}

/// A number without a country is one of the house's.
fn dialled(read: &mut Read, typed: &str) -> Done<String> {
    Ok(phone(typed, &house::load(read)?.time_zone)?)
}

fn by_phone(tx: &mut Tx, typed: &str, name: &str) -> Done<Person> {
    match holder(tx, typed, name)? {
        Some(person) if is_nameless(&person) && !name.is_empty() => call(tx, person, name.to_owned()),
        Some(person) => Ok(person),
        None => {
            let number = dialled(tx, typed)?;
            make(tx, name, Some((number, typed)))
        }
    }
}

/// Who has a number; none: nobody. It may be a family's or an office's: with several, or with somebody of another name, the
/// agent chooses.
fn holder(read: &mut Read, typed: &str, name: &str) -> Done<Option<Person>> {
    let number = dialled(read, typed)?;
    let mut all = ways::with_phone(read, &number, OFFERED)?;
    if all.is_empty() {
        return Ok(None);
    }
    all.retain(|person| name.is_empty() || is_nameless(person) || called_alike(&person.name, name));
    match (all.pop(), all.is_empty()) {
        (Some(person), true) => Ok(Some(person)),
        (Some(_), false) | (None, _) => Err(Refusal::RequesterUnclear.into()),
    }
}

/// Who has no name is called by the number.
fn is_nameless(person: &Person) -> bool {
    person.name.is_empty() || desk::people::dialled(&person.name).is_some()
}

fn make(tx: &mut Tx, name: &str, number: Option<(String, &str)>) -> Done<Person> {
    let called = match &number {
        Some((_, typed)) if name.is_empty() => given_name(typed),
        Some(_) | None => name.to_owned(),
    };
    let person = without_address(tx, &called, None)?;
    if let Some((number, _)) = number {
        put_phone(tx, person.id, &number, PhoneKind::Other)?;
    }
    Ok(person)
}
