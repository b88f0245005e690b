//! Organisations that turned out to be one, and what went from one to the other.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::people::{Carried, OrganizationId, OrganizationMerge, OrganizationMergeId, PersonId};
use desk::ticket::TicketId;

/// More than one organisation ever was.
const MOST_SELVES: usize = 128;

/// Which one it is now: itself, or the one it was merged into. None: it is not there, or no longer.
pub fn home(read: &mut Read, id: OrganizationId) -> Result<Option<OrganizationId>, Fault> {
    let mut now = id;
    loop {
        let sql = "SELECT merged_into FROM organizations WHERE id = $1 AND removed_at IS NULL";
        match read.conn.first(sql, values![now], |row| row.get::<Option<i64>>(0))? {
            None => return Ok(None),
            Some(None) => return Ok(Some(now)),
            Some(Some(into)) => now = OrganizationId(into),
        }
    }
}

/// One with all that were merged into it, straight or by way of another: what points at them stands under the id it was
/// written with.
pub fn selves(read: &mut Read, id: OrganizationId) -> Result<Vec<OrganizationId>, Fault> {
    read.conn.all(
        "WITH RECURSIVE merged (id) AS (
             SELECT id FROM organizations WHERE id = $1
             UNION SELECT o.id FROM organizations o JOIN merged m ON o.merged_into = m.id)
         SELECT id FROM merged ORDER BY id LIMIT $2",
        values![id, MOST_SELVES],
        |row| row.get(0),
    )
}

/// `into`: which one it is from now on; none: itself again.
pub fn mark(tx: &mut Tx, id: OrganizationId, into: Option<OrganizationId>) -> Result<(), Fault> {
    tx.sets_up();
    let sql = "UPDATE organizations SET merged_into = $2, version = version + 1 WHERE id = $1";
    tx.conn.execute(sql, values![id, into]).map(drop)
}

pub fn add(tx: &mut Tx, merge: &OrganizationMerge) -> Result<OrganizationMergeId, Fault> {
    let carried = serde_json::to_string(&merge.carried).map_err(Fault::new)?;
    let id = tx.conn.first(
        "INSERT INTO organization_merges (organization_id, from_id, by_id, at, carried) VALUES ($1, $2, $3, $4, $5)
         RETURNING id",
        values![merge.organization, merge.from, merge.by, merge.at, carried],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted merge gave no id"))
}

/// Not taken back yet, held until the end.
pub fn hold(tx: &mut Tx, id: OrganizationMergeId) -> Result<Option<OrganizationMerge>, Fault> {
    let sql = "SELECT id, organization_id, from_id, by_id, at, carried FROM organization_merges
         WHERE id = $1 AND NOT undone {for_update}";
    tx.conn.first(sql, values![id], merge)
}

pub fn undone(tx: &mut Tx, id: OrganizationMergeId) -> Result<(), Fault> {
    tx.conn.execute("UPDATE organization_merges SET undone = TRUE WHERE id = $1", values![id]).map(drop)
}

/// What was merged into it and not taken back, the newest first.
pub fn of_organization(read: &mut Read, id: OrganizationId) -> Result<Vec<OrganizationMerge>, Fault> {
    read.conn.all(
        "SELECT id, organization_id, from_id, by_id, at, carried FROM organization_merges
         WHERE organization_id = $1 AND NOT undone ORDER BY id DESC LIMIT 20",
        values![id],
        merge,
    )
}

/// Tickets that were asked for it; so many at most.
pub fn tickets_of(read: &mut Read, id: OrganizationId, most: usize) -> Result<Vec<TicketId>, Fault> {
    let sql = "SELECT id FROM tickets WHERE organization_id = $1 LIMIT $2";
    read.conn.all(sql, values![id, most], |row| row.get(0))
}

/// Whose main organisation it is.
pub fn members_of(read: &mut Read, id: OrganizationId, most: usize) -> Result<Vec<PersonId>, Fault> {
    let sql = "SELECT id FROM people WHERE organization_id = $1 LIMIT $2";
    read.conn.all(sql, values![id, most], |row| row.get(0))
}

/// Who belongs to it beside their main one.
pub fn further_of(read: &mut Read, id: OrganizationId, most: usize) -> Result<Vec<PersonId>, Fault> {
    let sql = "SELECT person_id FROM memberships WHERE organization_id = $1 LIMIT $2";
    read.conn.all(sql, values![id, most], |row| row.get(0))
}

pub fn contacts_of(read: &mut Read, id: OrganizationId) -> Result<Vec<PersonId>, Fault> {
    let sql = "SELECT person_id FROM contacts WHERE organization_id = $1";
    read.conn.all(sql, values![id], |row| row.get(0))
}

/// Whose main organisation is one, and who belongs to the other one as well.
pub fn of_both(read: &mut Read, main: OrganizationId, other: OrganizationId) -> Result<Vec<PersonId>, Fault> {
    let sql = "SELECT m.person_id FROM memberships m JOIN people p ON p.id = m.person_id
         WHERE m.organization_id = $2 AND p.organization_id = $1";
    read.conn.all(sql, values![main, other], |row| row.get(0))
}

/// Those of them whose main organisation is one have the other one as their main from now on.
pub fn carry_members(tx: &mut Tx, from: OrganizationId, to: OrganizationId, all: &[PersonId]) -> Result<(), Fault> {
    let ids: Vec<String> = all.iter().map(ToString::to_string).collect();
    tx.conn.execute(
        "UPDATE people SET organization_id = $3, version = version + 1
         WHERE organization_id = $2 AND id IN {numbers:$1}",
        values![format!("[{}]", ids.join(",")), from, to],
    )?;
    tx.conn
        .execute(
            "DELETE FROM memberships WHERE organization_id = $1 AND EXISTS (
                 SELECT 1 FROM people p WHERE p.id = memberships.person_id AND p.organization_id = $1)",
            values![to],
        )
        .map(drop)
}

/// Nobody belongs to it beside their main one any more, and nobody is turned to first there.
pub fn clear(tx: &mut Tx, id: OrganizationId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM memberships WHERE organization_id = $1", values![id])?;
    tx.conn.execute("DELETE FROM contacts WHERE organization_id = $1", values![id]).map(drop)
}

/// Domains of one become the other's.
pub fn carry_domains(tx: &mut Tx, from: OrganizationId, to: OrganizationId, all: &[String]) -> Result<(), Fault> {
    for domain in all {
        tx.conn.execute(
            "UPDATE organization_domains SET organization_id = $3 WHERE domain = $1 AND organization_id = $2",
            values![domain, from, to],
        )?;
    }
    Ok(())
}

fn merge(row: &Row) -> Result<OrganizationMerge, Fault> {
    let carried: Carried = serde_json::from_str(&row.get::<String>(5)?).map_err(Fault::new)?;
    let at: Moment = row.get(4)?;
    Ok(OrganizationMerge {
        id: row.get(0)?,
        organization: row.get(1)?,
        from: row.get(2)?,
        by: row.get(3)?,
        at,
        carried,
    })
}
