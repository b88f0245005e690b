//! What a person is found by, from its beginning: the name from each of its words on, each address, each domain.

use super::{addresses, persons};
use crate::{Tx, values};
use base::Email;
use desk::Fault;
use desk::people::{Person, PersonId, folded};

/// A name of more words is found by its first ones.
const WORDS: usize = 6;

/// The end of the range of all that begins like this.
pub fn beyond(beginning: &str) -> String {
    format!("{beginning}\u{10FFFF}")
}

pub fn add_name(tx: &mut Tx, person: &Person) -> Result<(), Fault> {
    of_name(person).iter().try_for_each(|key| add(tx, person.id, key))
}

/// The name from each of its words on.
pub(crate) fn of_name(person: &Person) -> Vec<String> {
    let name = folded(&person.name);
    let starts = name.match_indices(' ').map(|(at, _)| at + 1);
    std::iter::once(0).chain(starts).take(WORDS).map(|start| name[start..].to_owned()).collect()
}

pub fn add_address(tx: &mut Tx, person: PersonId, email: &Email) -> Result<(), Fault> {
    add(tx, person, &email.canonical())?;
    add(tx, person, &email.domain())
}

/// Everything again, from what the person is called and has now.
pub fn renew(tx: &mut Tx, id: PersonId) -> Result<(), Fault> {
    clear(tx, id)?;
    if let Some(person) = persons::load(tx, id)? {
        add_name(tx, &person)?;
    }
    for address in addresses::of_person(tx, id)? {
        add_address(tx, id, &address.email)?;
    }
    Ok(())
}

pub fn clear(tx: &mut Tx, id: PersonId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM person_keys WHERE person_id = $1", values![id]).map(drop)
}

fn add(tx: &mut Tx, person: PersonId, key: &str) -> Result<(), Fault> {
    if key.is_empty() {
        return Ok(());
    }
    tx.conn
        .execute(
            "INSERT INTO person_keys (key, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            values![key, person],
        )
        .map(drop)
}
