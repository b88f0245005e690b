//! Addresses: each belongs to one person.

use super::keys;
use crate::value::Row;
use crate::{Read, Tx, values};
use base::Email;
use desk::Fault;
use desk::people::{PersonAddress, PersonId, mailbox};

/// Who has this address.
pub fn owner(read: &mut Read, email: &Email) -> Result<Option<PersonId>, Fault> {
    read.conn
        .first("SELECT person_id FROM addresses WHERE canonical = $1", values![email.canonical()], |row| row.get(0))
}

/// A person's addresses; the first is the one we write to.
pub fn of_person(read: &mut Read, person: PersonId) -> Result<Vec<PersonAddress>, Fault> {
    read.conn.all(
        "SELECT address, verified, shared FROM addresses WHERE person_id = $1 ORDER BY position",
        values![person],
        address,
    )
}

/// Those of each of these people, the one we write to first.
pub fn of_people(read: &mut Read, ids: &[PersonId]) -> Result<Vec<(PersonId, Email)>, Fault> {
    let (places, values) = crate::ticket::people::padded(ids.iter().map(|id| id.0).collect());
    let sql = format!("SELECT person_id, position, address FROM addresses WHERE person_id IN ({places})");
    let mut found: Vec<(PersonId, i64, Email)> =
        read.conn.all(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    found.sort_by_key(|(id, position, _)| (*id, *position));
    Ok(found.into_iter().map(|(id, _, email)| (id, email)).collect())
}

/// Gives the address to a person, after those they have. False when somebody has it already.
pub fn add(tx: &mut Tx, person: PersonId, email: &Email, verified: bool) -> Result<bool, Fault> {
    let added = tx.conn.execute(
        "INSERT INTO addresses (canonical, person_id, address, verified, domain, mailbox, position)
         VALUES ($1, $2, $3, $4, $5, $6, (SELECT COALESCE(MAX(position), 0) + 1 FROM addresses WHERE person_id = $2))
         ON CONFLICT (canonical) DO NOTHING",
        values![email.canonical(), person, email, verified, email.domain(), mailbox(email)],
    )?;
    if added == 1 {
        keys::add_address(tx, person, email)?;
        keys::name_tickets(tx, person)?;
    }
    Ok(added == 1)
}

/// False when this person does not have it.
pub fn remove(tx: &mut Tx, person: PersonId, email: &Email) -> Result<bool, Fault> {
    let removed = tx
        .conn
        .execute("DELETE FROM addresses WHERE canonical = $1 AND person_id = $2", values![email.canonical(), person])?;
    keys::renew(tx, person)?;
    Ok(removed == 1)
}

/// Puts the address before the others. False when this person does not have it.
pub fn put_first(tx: &mut Tx, person: PersonId, email: &Email) -> Result<bool, Fault> {
    let moved = tx.conn.execute(
        "UPDATE addresses SET position = (SELECT MIN(position) - 1 FROM addresses WHERE person_id = $2)
         WHERE canonical = $1 AND person_id = $2",
        values![email.canonical(), person],
    )?;
    keys::name_tickets(tx, person)?;
    Ok(moved == 1)
}

/// What somebody says of it: several people write from it, or one.
pub fn say_shared(tx: &mut Tx, email: &Email, shared: bool) -> Result<(), Fault> {
    let sql = "UPDATE addresses SET shared = $2 WHERE canonical = $1";
    tx.conn.execute(sql, values![email.canonical(), shared]).map(drop)
}

/// Whoever holds the address has shown that they read its mail.
pub fn verify(tx: &mut Tx, email: &Email) -> Result<(), Fault> {
    tx.conn.execute("UPDATE addresses SET verified = TRUE WHERE canonical = $1", values![email.canonical()]).map(drop)
}

fn address(row: &Row) -> Result<PersonAddress, Fault> {
    Ok(PersonAddress { email: row.get(0)?, verified: row.get(1)?, shared: row.get(2)? })
}
