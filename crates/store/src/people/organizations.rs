//! Organisations and the domains whose mail makes members.

use super::keys::beyond;
use super::organization_merges::home;
use crate::value::Row;
use crate::{Read, Tx, values};
use desk::people::{About, Organization, OrganizationId, organization_folded as folded};
use desk::{Done, Error, Fault};

const COLUMNS: &str = "o.id, o.name, o.version, o.notes, o.agent_id, o.sharing, o.tier";

/// What was neither merged into another one nor removed.
const STANDS: &str = "o.merged_into IS NULL AND o.removed_at IS NULL";

pub fn load(read: &mut Read, id: OrganizationId) -> Result<Option<Organization>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM organizations o WHERE o.id = $1 AND {STANDS}");
    let found = read.conn.first(&sql, values![id], organization)?;
    let Some(mut organization) = found else { return Ok(None) };
    organization.domains = domains(read, id)?;
    Ok(Some(organization))
}

/// Whoever is called so, the eldest first: a few at most.
pub fn called(read: &mut Read, name: &str, limit: usize) -> Result<Vec<Organization>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM organizations o WHERE o.folded = $1 AND {STANDS} ORDER BY o.id LIMIT $2");
    let mut found = read.conn.all(&sql, values![folded(name), limit], organization)?;
    for organization in &mut found {
        organization.domains = domains(read, organization.id)?;
    }
    Ok(found)
}

/// The first that is called so, whatever the case and the width of the letters; else the one into which another one that
/// was called so was merged.
pub fn named(read: &mut Read, name: &str) -> Result<Option<OrganizationId>, Fault> {
    let folded = folded(name);
    let standing = format!("SELECT o.id FROM organizations o WHERE o.folded = $1 AND {STANDS} ORDER BY o.id LIMIT 1");
    if let Some(id) = read.conn.first(&standing, values![&folded], |row| row.get(0))? {
        return Ok(Some(id));
    }
    let merged = "SELECT o.id FROM organizations o WHERE o.folded = $1 AND o.merged_into IS NOT NULL
         ORDER BY o.id DESC LIMIT 1";
    match read.conn.first(merged, values![&folded], |row| row.get::<OrganizationId>(0))? {
        Some(id) => home(read, id),
        None => Ok(None),
    }
}

/// Whose mail comes from this domain.
pub fn with_domain(read: &mut Read, domain: &str) -> Result<Option<OrganizationId>, Fault> {
    read.conn
        .first("SELECT organization_id FROM organization_domains WHERE domain = $1", values![domain], |row| row.get(0))
}

pub fn add(tx: &mut Tx, name: &str) -> Result<OrganizationId, Fault> {
    let now = tx.now();
    let id = tx.conn.first(
        "INSERT INTO organizations (name, folded, created_at) VALUES ($1, $2, $3) RETURNING id",
        values![name, folded(name), now],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted organisation gave no id"))
}

/// Saves name and what is said of exactly the version that was loaded, or answers *conflict*. Domains have functions of their own.
pub fn save(tx: &mut Tx, organization: &mut Organization) -> Done<()> {
    let changed = tx.conn.execute(
        "UPDATE organizations SET name = $3, folded = $4, notes = $5, agent_id = $6, sharing = $7, tier = $8,
             version = version + 1 WHERE id = $1 AND version = $2",
        values![
            organization.id,
            organization.version,
            &organization.name,
            folded(&organization.name),
            &organization.about.notes,
            organization.about.agent,
            organization.about.sharing,
            organization.about.tier
        ],
    )?;
    if changed != 1 {
        return Err(Error::Conflict);
    }
    organization.version += 1;
    Ok(())
}

/// An organisation as a list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct OrganizationLine {
    pub organization: Organization,
    pub members: i64,
}

/// Organisations whose name begins like this, by name; all of them after an empty beginning.
pub fn list(
    read: &mut Read,
    beginning: &str,
    after: Option<(String, OrganizationId)>,
    limit: usize,
) -> Result<Vec<OrganizationLine>, Fault> {
    let from = folded(beginning);
    let (name, id) = after.map_or((String::new(), OrganizationId(0)), |(name, id)| (folded(&name), id));
    let sql = format!(
        "SELECT {COLUMNS}, (SELECT COUNT(*) FROM people p WHERE p.organization_id = o.id)
         FROM organizations o WHERE o.folded >= $1 AND o.folded < $2 AND (o.folded, o.id) > ($3, $4) AND {STANDS}
         ORDER BY o.folded, o.id LIMIT $5"
    );
    let found = read.conn.all(&sql, values![&from, beyond(&from), name, id, limit], |row| {
        Ok(OrganizationLine { organization: organization(row)?, members: row.get(7)? })
    })?;
    found
        .into_iter()
        .map(|mut line| {
            line.organization.domains = domains(read, line.organization.id)?;
            Ok(line)
        })
        .collect()
}

/// Makes everybody a member who has an address in the domain and belongs to nobody; how many they were.
pub fn gather(tx: &mut Tx, id: OrganizationId, domain: &str) -> Result<u64, Fault> {
    let gathered = tx.conn.execute(
        "UPDATE people SET organization_id = $1, version = version + 1
         WHERE organization_id IS NULL AND id IN (SELECT person_id FROM addresses WHERE domain = $2)",
        values![id, domain],
    )?;
    tx.conn.execute(
        "DELETE FROM memberships WHERE organization_id = $1 AND EXISTS (
             SELECT 1 FROM people p WHERE p.id = memberships.person_id AND p.organization_id = $1)",
        values![id],
    )?;
    Ok(gathered)
}

/// False when the domain is somebody's already.
pub fn add_domain(tx: &mut Tx, id: OrganizationId, domain: &str) -> Result<bool, Fault> {
    let added = tx.conn.execute(
        "INSERT INTO organization_domains (domain, organization_id) VALUES ($1, $2) ON CONFLICT (domain) DO NOTHING",
        values![domain, id],
    )?;
    Ok(added == 1)
}

/// False when it is not theirs.
pub fn remove_domain(tx: &mut Tx, id: OrganizationId, domain: &str) -> Result<bool, Fault> {
    let removed = tx
        .conn
        .execute("DELETE FROM organization_domains WHERE domain = $1 AND organization_id = $2", values![domain, id])?;
    Ok(removed == 1)
}

fn domains(read: &mut Read, id: OrganizationId) -> Result<Vec<String>, Fault> {
    read.conn.all(
        "SELECT domain FROM organization_domains WHERE organization_id = $1 ORDER BY domain",
        values![id],
        |row| row.get(0),
    )
}

fn organization(row: &Row) -> Result<Organization, Fault> {
    let about = About { notes: row.get(3)?, agent: row.get(4)?, sharing: row.get(5)?, tier: row.get(6)? };
    Ok(Organization { id: row.get(0)?, name: row.get(1)?, domains: Vec::new(), about, version: row.get(2)? })
}

/// Somebody or a ticket belongs to it. Whoever was merged into another person is nobody.
pub fn in_use(read: &mut Read, id: OrganizationId) -> Result<bool, Fault> {
    let sql = "SELECT 1 WHERE EXISTS (SELECT 1 FROM people p WHERE p.organization_id = $1 AND p.merged_into IS NULL)
         OR EXISTS (SELECT 1 FROM memberships m JOIN people p ON p.id = m.person_id
             WHERE m.organization_id = $1 AND p.merged_into IS NULL)
         OR EXISTS (SELECT 1 FROM tickets t WHERE t.organization_id = $1)";
    Ok(read.conn.first(sql, values![id], |_| Ok(()))?.is_some())
}

/// Its row stays, for what histories tell of it.
pub fn remove(tx: &mut Tx, id: OrganizationId) -> Result<(), Fault> {
    tx.conn.execute(
        "UPDATE people SET organization_id = NULL, version = version + 1 WHERE organization_id = $1",
        values![id],
    )?;
    super::organization_merges::clear(tx, id)?;
    tx.conn.execute("DELETE FROM organization_domains WHERE organization_id = $1", values![id])?;
    let now = tx.now();
    tx.conn
        .execute(
            "UPDATE organizations SET removed_at = $2, notes = '', agent_id = NULL, version = version + 1 WHERE id = $1",
            values![id, now],
        )
        .map(drop)
}

/// What is noted of each of these, where anything is.
pub fn notes_of(read: &mut Read, ids: &[OrganizationId]) -> Result<Vec<(OrganizationId, String)>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (places, values) = crate::ticket::people::padded(ids.iter().map(|id| id.0).collect());
    let sql = format!("SELECT id, notes FROM organizations WHERE id IN ({places}) AND notes <> ''");
    read.conn.all(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// What these are called.
pub fn names(read: &mut Read, ids: &[OrganizationId]) -> Result<Vec<(OrganizationId, String)>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (places, values) = crate::ticket::people::padded(ids.iter().map(|id| id.0).collect());
    let sql = format!("SELECT id, name FROM organizations WHERE id IN ({places})");
    read.conn.all(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// What these are called now: one that was merged into another is called as that one.
pub fn names_now(read: &mut Read, ids: &[OrganizationId]) -> Result<Vec<(OrganizationId, String)>, Fault> {
    let mut all = names(read, ids)?;
    for id in merged(read, ids)? {
        let Some(now) = home(read, id)? else { continue };
        let name = names(read, &[now])?.into_iter().map(|(_, name)| name).next().unwrap_or_default();
        all.iter_mut().filter(|(one, _)| *one == id).for_each(|(_, called)| called.clone_from(&name));
    }
    Ok(all)
}

fn merged(read: &mut Read, ids: &[OrganizationId]) -> Result<Vec<OrganizationId>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (places, values) = crate::ticket::people::padded(ids.iter().map(|id| id.0).collect());
    let sql = format!("SELECT id FROM organizations WHERE id IN ({places}) AND merged_into IS NOT NULL");
    read.conn.all(&sql, &values, |row| row.get(0))
}
