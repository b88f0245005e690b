//! Whom the acting agent finds: everybody, or who has to do with tickets that they may see. Whoever is out of reach is not
//! there; who stands on a ticket or an object is named there all the same.

use crate::house;
use desk::people::{Person, PersonId};
use desk::{Done, Error, Refusal, Scope};
use store::Read;
use store::people::persons;
use store::people::reach::reached;

/// The tickets that lead to people.
pub(super) fn scope(read: &mut Read) -> Done<Scope> {
    read.actor().must_be_agent()?;
    Ok(house::acquaintance(read)?.scope(read.actor()))
}

/// For agents: somebody they find.
pub fn must_find(read: &mut Read, id: PersonId) -> Done<()> {
    if finds(read, id)? { Ok(()) } else { Err(Error::Missing) }
}

pub(crate) fn finds(read: &mut Read, id: PersonId) -> Done<bool> {
    let scope = scope(read)?;
    Ok(reached(read, &scope, &[id])?.contains(&id))
}

pub(crate) fn finds_everybody(read: &mut Read) -> Done<bool> {
    Ok(scope(read)? == Scope::All)
}

/// Somebody who was meant by what an agent typed or chose: there, and found by them.
pub(crate) fn must_be_known(read: &mut Read, id: PersonId) -> Done<()> {
    let there = persons::load(read, id)?.is_some() && finds(read, id)?;
    if there { Ok(()) } else { Err(Refusal::PersonUnknown.into()) }
}

/// Those of them whom the acting agent finds, in their order.
pub(crate) fn found(read: &mut Read, mut people: Vec<Person>) -> Done<Vec<Person>> {
    let scope = scope(read)?;
    if scope != Scope::All && !people.is_empty() {
        let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
        let reached = reached(read, &scope, &ids)?;
        people.retain(|person| reached.contains(&person.id));
    }
    Ok(people)
}
