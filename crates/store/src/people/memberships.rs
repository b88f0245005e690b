//! Who belongs to which organisation beside the main one, who of its members is turned to first, and whose tickets
//! somebody sees because of it.

use super::persons::{COLUMNS, person};
use crate::value::Row;
use crate::{Read, Tx, values};
use desk::Fault;
use desk::people::{OrganizationId, Person, PersonId};

/// The organisations whose tickets a person sees in the portal, by name: the one place that decides it. Somebody who was
/// merged into another one is nobody.
pub fn shared_with(read: &mut Read, person: PersonId) -> Result<Vec<(OrganizationId, String)>, Fault> {
    read.conn.all(
        "SELECT o.id, o.name FROM (
             SELECT p.organization_id AS id FROM people p
             WHERE p.id = $1 AND p.organization_id IS NOT NULL AND p.merged_into IS NULL
             UNION SELECT m.organization_id FROM memberships m JOIN people p ON p.id = m.person_id
             WHERE m.person_id = $1 AND p.merged_into IS NULL
         ) own JOIN organizations o ON o.id = own.id
         WHERE o.sharing = 'members' OR (o.sharing = 'contacts' AND EXISTS (
             SELECT 1 FROM contacts c WHERE c.organization_id = o.id AND c.person_id = $1))
         ORDER BY o.folded, o.id",
        values![person],
        called,
    )
}

/// All a person belongs to, the main one first.
pub fn of_person(read: &mut Read, person: PersonId) -> Result<Vec<(OrganizationId, String)>, Fault> {
    let main = read.conn.all(
        "SELECT o.id, o.name FROM people p JOIN organizations o ON o.id = p.organization_id WHERE p.id = $1",
        values![person],
        called,
    )?;
    Ok(main.into_iter().chain(beside(read, person)?).collect())
}

/// Those beside the main one, by name.
pub fn beside(read: &mut Read, person: PersonId) -> Result<Vec<(OrganizationId, String)>, Fault> {
    read.conn.all(
        "SELECT o.id, o.name FROM memberships m JOIN organizations o ON o.id = m.organization_id
         JOIN people p ON p.id = m.person_id
         WHERE m.person_id = $1 AND (p.organization_id IS NULL OR p.organization_id <> o.id) ORDER BY o.folded, o.id",
        values![person],
        called,
    )
}

/// The names of those beside the main ones of each of these people.
pub fn beside_of(read: &mut Read, ids: &[PersonId]) -> Result<Vec<(PersonId, String)>, Fault> {
    let (places, values) = crate::ticket::people::padded(ids.iter().map(|id| id.0).collect());
    let sql = format!(
        "SELECT m.person_id, o.name FROM memberships m JOIN organizations o ON o.id = m.organization_id
         JOIN people p ON p.id = m.person_id
         WHERE m.person_id IN ({places}) AND (p.organization_id IS NULL OR p.organization_id <> o.id)
         ORDER BY m.person_id, o.folded, o.id"
    );
    read.conn.all(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?)))
}

pub fn belongs(read: &mut Read, person: PersonId, to: OrganizationId) -> Result<bool, Fault> {
    let found = read.conn.first(
        "SELECT 1 FROM people p WHERE p.id = $1 AND (p.organization_id = $2 OR EXISTS (
             SELECT 1 FROM memberships m WHERE m.person_id = $1 AND m.organization_id = $2))",
        values![person, to],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// True when they were not there before.
pub fn add(tx: &mut Tx, person: PersonId, to: OrganizationId) -> Result<bool, Fault> {
    let now = tx.now();
    let added = tx.conn.execute(
        "INSERT INTO memberships (person_id, organization_id, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        values![person, to, now],
    )?;
    Ok(added == 1)
}

pub fn remove(tx: &mut Tx, person: PersonId, from: OrganizationId) -> Result<bool, Fault> {
    let gone = tx
        .conn
        .execute("DELETE FROM memberships WHERE person_id = $1 AND organization_id = $2", values![person, from])?;
    tidy(tx, person)?;
    Ok(gone == 1)
}

/// Whoever belongs to the organisation beside their main one, by name.
pub fn members(read: &mut Read, organization: OrganizationId, limit: usize) -> Result<Vec<Person>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM memberships m JOIN people p ON p.id = m.person_id
         WHERE m.organization_id = $1 AND p.merged_into IS NULL ORDER BY p.folded, p.id LIMIT $2"
    );
    read.conn.all(&sql, values![organization, limit], person)
}

/// Whom one turns to first, by name.
pub fn contacts(read: &mut Read, organization: OrganizationId) -> Result<Vec<Person>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM contacts c JOIN people p ON p.id = c.person_id
         WHERE c.organization_id = $1 AND p.merged_into IS NULL ORDER BY p.folded, p.id"
    );
    read.conn.all(&sql, values![organization], person)
}

/// Of which organisations a person is one.
pub fn contact_of(read: &mut Read, person: PersonId) -> Result<Vec<OrganizationId>, Fault> {
    let sql = "SELECT organization_id FROM contacts WHERE person_id = $1 ORDER BY organization_id";
    read.conn.all(sql, values![person], |row| row.get(0))
}

pub fn add_contact(tx: &mut Tx, organization: OrganizationId, person: PersonId) -> Result<bool, Fault> {
    let added = tx.conn.execute(
        "INSERT INTO contacts (organization_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        values![organization, person],
    )?;
    Ok(added == 1)
}

pub fn remove_contact(tx: &mut Tx, organization: OrganizationId, person: PersonId) -> Result<bool, Fault> {
    let gone = tx
        .conn
        .execute("DELETE FROM contacts WHERE organization_id = $1 AND person_id = $2", values![organization, person])?;
    Ok(gone == 1)
}

/// What somebody's main organisation makes idle goes: a further membership of the same one, and being turned to first
/// where they belong no more.
pub fn tidy(tx: &mut Tx, person: PersonId) -> Result<(), Fault> {
    tx.conn.execute(
        "DELETE FROM memberships WHERE person_id = $1
         AND organization_id = (SELECT p.organization_id FROM people p WHERE p.id = $1)",
        values![person],
    )?;
    tx.conn
        .execute(
            "DELETE FROM contacts WHERE person_id = $1
             AND organization_id NOT IN (SELECT m.organization_id FROM memberships m WHERE m.person_id = $1)
             AND organization_id NOT IN (
                 SELECT p.organization_id FROM people p WHERE p.id = $1 AND p.organization_id IS NOT NULL)",
            values![person],
        )
        .map(drop)
}

fn called(row: &Row) -> Result<(OrganizationId, String), Fault> {
    Ok((row.get(0)?, row.get(1)?))
}
