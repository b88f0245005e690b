//! What a person is found by, from its beginning and without spaces: the name with each of its words as the first, each
//! address, each domain.

use super::{addresses, persons, ways};
use crate::{Tx, values};
use base::Email;
use desk::Fault;
use desk::people::{Person, PersonId, compact, spellings, turned};

/// The end of the range of all that begins like this.
pub fn beyond(beginning: &str) -> String {
    format!("{beginning}\u{10FFFF}")
}

pub fn add_name(tx: &mut Tx, person: &Person) -> Result<(), Fault> {
    turned(&person.name).iter().try_for_each(|key| add(tx, person.id, key))
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
    for phone in ways::phones(tx, id)? {
        spellings(&phone.number).iter().try_for_each(|key| add(tx, id, key))?;
    }
    for handle in ways::handles(tx, id)? {
        add(tx, id, &compact(&handle.handle))?;
    }
    name_tickets(tx, id)
}

/// Lists that are sorted by requester read what a person is called from their tickets.
pub fn name_tickets(tx: &mut Tx, id: PersonId) -> Result<(), Fault> {
    let sql =
        format!("UPDATE tickets SET requester_name = {NAMED} WHERE requester_id = $1 AND requester_name <> {NAMED}");
    tx.conn.execute(&sql, values![id]).map(drop)
}

/// What the person of `tickets.requester_id` is sorted by.
pub(crate) const NAMED: &str = "COALESCE((SELECT SUBSTR(LOWER(CASE WHEN r.name <> '' THEN r.name ELSE COALESCE(
    (SELECT a.address FROM addresses a WHERE a.person_id = r.id ORDER BY a.position LIMIT 1), '') END {bytewise}), 1, 80)
    FROM people r WHERE r.id = $1), '')";

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
