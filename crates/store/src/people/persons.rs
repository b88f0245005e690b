//! Persons: found, made, saved.

use super::keys;
use crate::ticket::lists;
use crate::value::Row;
use crate::{Read, Tx, values};
use base::Email;
use desk::people::{OrganizationId, Person, PersonId, compact, folded};
use desk::ticket::Place;
use desk::{Actor, Done, Error, Fault, Scope};

pub(crate) const COLUMNS: &str = "p.id, p.name,
     (SELECT a.address FROM addresses a WHERE a.person_id = p.id ORDER BY a.position LIMIT 1),
     p.language, p.time_zone, p.organization_id, p.created_at, p.version";

pub fn load(read: &mut Read, id: PersonId) -> Result<Option<Person>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM people p WHERE p.id = $1"), values![id], person)
}

/// Whoever has this address.
pub fn with_address(read: &mut Read, email: &Email) -> Result<Option<Person>, Fault> {
    read.conn.first(
        &format!("SELECT {COLUMNS} FROM addresses x JOIN people p ON p.id = x.person_id WHERE x.canonical = $1"),
        values![email.canonical()],
        person,
    )
}

/// `person.id` and `version` are ignored; the answer carries the new ones. The address itself is added afterwards.
pub fn add(tx: &mut Tx, person: &Person) -> Result<Person, Fault> {
    let made_by = match tx.actor() {
        Actor::Agent { person, .. } => Some(*person),
        _ => None,
    };
    let id = tx.conn.first(
        "INSERT INTO people (name, folded, compact, language, time_zone, organization_id, created_at, made_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        values![
            &person.name,
            folded(person.shown()),
            compact(person.shown()),
            person.language,
            person.time_zone.as_deref(),
            person.organization,
            person.created_at,
            made_by
        ],
        |row| row.get(0),
    )?;
    let id = id.ok_or_else(|| Fault::new("an inserted person gave no id"))?;
    let person = Person { id, version: 1, ..person.clone() };
    keys::add_name(tx, &person)?;
    Ok(person)
}

/// Saves exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, person: &mut Person) -> Done<()> {
    let changed = tx.conn.execute(
        "UPDATE people SET name = $3, folded = $4, language = $5, time_zone = $6, organization_id = $7, compact = $8,
             version = version + 1
         WHERE id = $1 AND version = $2",
        values![
            person.id,
            person.version,
            &person.name,
            folded(person.shown()),
            person.language,
            person.time_zone.as_deref(),
            person.organization,
            compact(person.shown())
        ],
    )?;
    if changed != 1 {
        return Err(Error::Conflict);
    }
    person.version += 1;
    super::memberships::tidy(tx, person.id)?;
    keys::renew(tx, person.id)?;
    Ok(())
}

/// Tickets of a person in one place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Asked {
    pub place: Place,
    pub tickets: i64,
    /// How many of them they have rated, and their stars together.
    pub rated: i64,
    pub stars: i64,
}

/// Where the tickets of a person lie, as far as the scope reaches.
pub fn tickets(read: &mut Read, scope: &Scope, person: PersonId) -> Result<Vec<Asked>, Fault> {
    asked(read, scope, "t.requester_id", person.0)
}

/// The same of an organisation.
pub fn tickets_from(read: &mut Read, scope: &Scope, organization: OrganizationId) -> Result<Vec<Asked>, Fault> {
    asked(read, scope, "t.organization_id", organization.0)
}

fn asked(read: &mut Read, scope: &Scope, whose: &str, id: i64) -> Result<Vec<Asked>, Fault> {
    let Some(within) = lists::within(scope) else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT t.place, COUNT(*), COUNT(t.rating), CAST(COALESCE(SUM(t.rating), 0) AS BIGINT) FROM tickets t
         WHERE {whose} = $1 AND {within} GROUP BY t.place"
    );
    read.conn.all(&sql, values![id], |row| {
        Ok(Asked { place: row.get(0)?, tickets: row.get(1)?, rated: row.get(2)?, stars: row.get(3)? })
    })
}

/// Takes a person back whom nothing refers to yet.
pub fn remove(tx: &mut Tx, id: PersonId) -> Result<(), Fault> {
    keys::clear(tx, id)?;
    tx.conn.execute("DELETE FROM people WHERE id = $1", values![id]).map(drop)
}

pub(crate) fn person(row: &Row) -> Result<Person, Fault> {
    Ok(Person {
        id: row.get(0)?,
        name: row.get(1)?,
        email: row.get(2)?,
        language: row.get(3)?,
        time_zone: row.get(4)?,
        organization: row.get(5)?,
        created_at: row.get(6)?,
        version: row.get(7)?,
    })
}
