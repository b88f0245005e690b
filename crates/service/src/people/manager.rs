//! Who leads whom: whom to ask where a procedure says "the manager".

use super::persons::editable;
use desk::people::{Person, PersonId};
use desk::{Done, Event, Refusal};
use store::people::{managers, persons};
use store::{Read, Tx};

pub fn manager(read: &mut Read, person: PersonId) -> Done<Option<Person>> {
    read.actor().must_be_agent()?;
    let manager = managers::of(read, person)?;
    Ok(manager.map(|id| persons::load(read, id)).transpose()?.flatten())
}

/// None: nobody leads them, as far as is known. Whom an agent has to ask is not for agents to say.
pub fn set_manager(tx: &mut Tx, person: PersonId, to: Option<PersonId>) -> Done<()> {
    editable(tx, person)?;
    if let Some(manager) = to {
        persons::load(tx, manager)?.ok_or(Refusal::PersonUnknown)?;
    }
    if to == Some(person) {
        return Err(Refusal::ManagerSelf.into());
    }
    let from = managers::of(tx, person)?;
    if from != to {
        managers::set(tx, person, to)?;
        tx.record(Event::ManagerChanged { person, from, to })?;
    }
    Ok(())
}
