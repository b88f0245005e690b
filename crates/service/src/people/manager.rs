//! Who leads whom: whom to ask where a procedure says "the manager".

use super::persons::editable;
use super::reach::{found, must_be_known, must_find};
use desk::people::{Person, PersonId};
use desk::{Done, Event, Refusal};
use store::people::{managers, merges, persons};
use store::{Read, Tx};

/// As far as the acting agent finds either.
pub fn manager(read: &mut Read, person: PersonId) -> Done<Option<Person>> {
    must_find(read, person)?;
    let manager = managers::of(read, person)?;
    let manager = manager.map(|id| persons::load(read, id)).transpose()?.flatten();
    Ok(found(read, manager.into_iter().collect())?.pop())
}

/// None: nobody leads them, as far as is known. Whom an agent has to ask is not for agents to say.
pub fn set_manager(tx: &mut Tx, person: PersonId, to: Option<PersonId>) -> Done<()> {
    editable(tx, person)?;
    if let Some(manager) = to {
        must_be_known(tx, manager)?;
    }
    if to == Some(person) {
        return Err(Refusal::ManagerSelf.into());
    }
    put_manager(tx, person, to)
}

fn put_manager(tx: &mut Tx, person: PersonId, to: Option<PersonId>) -> Done<()> {
    let from = managers::of(tx, person)?;
    if from != to {
        managers::set(tx, person, to)?;
        tx.record(Event::ManagerChanged { person, from, to })?;
    }
    Ok(())
}

/// Whoever leads one leads the other as well, where nobody else does; who it is now.
pub(super) fn led_too(tx: &mut Tx, from: PersonId, into: PersonId) -> Done<Option<PersonId>> {
    let theirs = managers::of(tx, from)?.filter(|manager| *manager != into);
    if theirs.is_none() || managers::of(tx, into)?.is_some() {
        return Ok(None);
    }
    put_manager(tx, into, theirs)?;
    Ok(theirs)
}

/// The inverse, to whom it was `before`; what somebody has changed since stays.
pub(super) fn led_no_more(tx: &mut Tx, person: PersonId, manager: PersonId, before: Option<PersonId>) -> Done<()> {
    if managers::of(tx, person)? == merges::home(tx, manager)? {
        put_manager(tx, person, before)?;
    }
    Ok(())
}
