//! Who sees the tickets of whom in the portal: a supervisor those of their staff, an assistant those of their boss.

use super::persons::editable;
use super::reach::{found, must_find};
use desk::people::{MOST_OVERSEEN, Person, PersonId};
use desk::{Done, Error, Event, Refusal};
use store::people::oversight;
use store::{Read, Tx};

/// Those whose tickets they see, and those who see theirs, as far as the acting agent finds them.
pub fn overseen(read: &mut Read, person: PersonId) -> Done<(Vec<Person>, Vec<Person>)> {
    must_find(read, person)?;
    let (overseen, overseers) = (oversight::overseen(read, person)?, oversight::overseers(read, person)?);
    Ok((found(read, overseen)?, found(read, overseers)?))
}

pub fn oversee(tx: &mut Tx, overseer: PersonId, person: PersonId) -> Done<()> {
    editable(tx, overseer)?;
    editable(tx, person)?;
    if overseer == person {
        return Err(Refusal::OverseesSelf.into());
    }
    if oversight::overseen(tx, overseer)?.len() >= MOST_OVERSEEN
        || oversight::overseers(tx, person)?.len() >= MOST_OVERSEEN
    {
        return Err(Refusal::TooManyOverseen.into());
    }
    if oversight::add(tx, overseer, person)? {
        tx.record(Event::OversightGiven { person: overseer, over: person })?;
    }
    Ok(())
}

pub fn end_oversight(tx: &mut Tx, overseer: PersonId, person: PersonId) -> Done<()> {
    editable(tx, overseer)?;
    if !oversight::remove(tx, overseer, person)? {
        return Err(Error::Missing);
    }
    tx.record(Event::OversightEnded { person: overseer, over: person })?;
    Ok(())
}

/// Whoever is merged into somebody brings along whom they oversee, and by whom they are overseen; what was new to them.
pub(super) fn oversee_too(tx: &mut Tx, from: PersonId, into: PersonId) -> Done<Vec<(PersonId, PersonId)>> {
    let of_them = oversight::overseen(tx, from)?.into_iter().map(|person| (into, person.id));
    let over_them = oversight::overseers(tx, from)?.into_iter().map(|person| (person.id, into));
    let mut new = Vec::new();
    for (overseer, person) in of_them.chain(over_them).collect::<Vec<_>>() {
        if overseer != person && oversight::add(tx, overseer, person)? {
            tx.record(Event::OversightGiven { person: overseer, over: person })?;
            new.push((overseer, person));
        }
    }
    Ok(new)
}

pub(super) fn oversee_no_more(tx: &mut Tx, pairs: &[(PersonId, PersonId)]) -> Done<()> {
    for (overseer, person) in pairs {
        if oversight::remove(tx, *overseer, *person)? {
            tx.record(Event::OversightEnded { person: *overseer, over: *person })?;
        }
    }
    Ok(())
}
