//! Who may be one person, over the whole desk: people of the same name, telephone number or name in a chat, one by one.

use super::persons::editable;
use super::reach::found;
use desk::people::{Person, PersonId};
use desk::{Done, Event, Permission, Refusal};
use std::collections::BTreeSet;
use store::people::{agents, namesakes as table};
use store::ticket::people;
use store::{Read, Tx};

/// Names on one page, people of one name, people that are looked at for a page.
const NAMES: usize = 25;
const OF_ONE: usize = 8;
const LOOKED_AT: usize = 2_000;

/// What they have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Common {
    #[default]
    Name,
    Phone,
    Handle,
}

/// One who is there longest, and who else may be the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Namesakes {
    /// What they are called alike, as it is compared.
    pub common: String,
    pub person: Person,
    pub others: Vec<Person>,
}

/// After a name, as it is folded, or a number; with that after which there is more to look at.
pub fn namesakes(read: &mut Read, by: Common, after: &str) -> Done<(Vec<Namesakes>, Option<String>)> {
    read.actor().may(Permission::EditPeople)?;
    let names = match by {
        Common::Name => table::names_after(read, after, LOOKED_AT)?,
        Common::Phone => table::phones_after(read, after, LOOKED_AT)?,
        Common::Handle => table::handles_after(read, after, LOOKED_AT)?,
    };
    let full = names.len() == LOOKED_AT;
    let mut runs: Vec<(String, Vec<PersonId>)> = Vec::new();
    for (name, id) in names {
        match runs.last_mut() {
            Some((last, ids)) if *last == name => ids.push(id),
            Some(_) | None => runs.push((name, vec![id])),
        }
    }
    // The last name may go on beyond what was looked at; one that fills all of it is taken as it is.
    if full && runs.len() > 1 {
        runs.pop();
    }
    let reached = runs.last().map(|(name, _)| name.clone()).filter(|_| full);
    let several: Vec<&(String, Vec<PersonId>)> = runs.iter().filter(|(_, ids)| ids.len() > 1).collect();
    let (page, next) = match several.get(NAMES) {
        Some(_) => (&several[..NAMES], Some(several[NAMES - 1].0.clone())),
        None => (&several[..], reached),
    };
    let ids: Vec<PersonId> = page.iter().flat_map(|(_, ids)| ids.iter().take(OF_ONE)).copied().collect();
    let known = people::known(read, &ids)?;
    let known = found(read, known)?;
    let apart: BTreeSet<_> = table::apart(read, &ids)?.into_iter().collect();
    let ours: BTreeSet<PersonId> = agents::all(read)?.into_iter().map(|(person, _)| person.id).collect();
    let of = |(common, ids): &(String, Vec<PersonId>)| {
        let mut people: Vec<Person> =
            known.iter().filter(|one| ids.contains(&one.id) && !ours.contains(&one.id)).cloned().collect();
        people.sort_by_key(|one| one.id);
        let mut found = Vec::new();
        // Those who are not the first may be one among themselves.
        while !people.is_empty() {
            let person = people.remove(0);
            let (others, rest): (Vec<_>, Vec<_>) =
                people.into_iter().partition(|other| !apart.contains(&(person.id, other.id)));
            people = rest;
            if !others.is_empty() {
                found.push(Namesakes { common: common.clone(), person, others });
            }
        }
        found
    };
    Ok((page.iter().flat_map(|one| of(one)).collect(), next))
}

/// They are two: nobody proposes them as one again.
pub fn keep_apart(tx: &mut Tx, one: PersonId, other: PersonId) -> Done<()> {
    editable(tx, one)?;
    editable(tx, other)?;
    if one == other {
        return Err(Refusal::FormIncomplete.into());
    }
    if table::keep_apart(tx, one, other)? {
        tx.record(Event::PeopleKeptApart { person: one, other })?;
    }
    Ok(())
}
