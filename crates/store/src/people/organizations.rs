//! Organisations and the domains whose mail makes members.

use super::keys::beyond;
use crate::value::Row;
use crate::{Read, Tx, values};
use desk::people::{About, Organization, OrganizationId, folded};
use desk::{Done, Error, Fault};

const COLUMNS: &str = "o.id, o.name, o.version, o.notes, o.agent_id, o.sharing, o.tier";

pub fn load(read: &mut Read, id: OrganizationId) -> Result<Option<Organization>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM organizations o WHERE o.id = $1");
    let found = read.conn.first(&sql, values![id], organization)?;
    let Some(mut organization) = found else { return Ok(None) };
    organization.domains = domains(read, id)?;
    Ok(Some(organization))
}

/// The first that is called so, whatever the case.
pub fn named(read: &mut Read, name: &str) -> Result<Option<OrganizationId>, Fault> {
    let sql = "SELECT id FROM organizations WHERE folded = $1 ORDER BY id LIMIT 1";
    read.conn.first(sql, values![folded(name)], |row| row.get(0))
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
         FROM organizations o WHERE o.folded >= $1 AND o.folded < $2 AND (o.folded, o.id) > ($3, $4)
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

/// The first whose name begins like this.
pub fn beginning(read: &mut Read, text: &str) -> Result<Option<OrganizationId>, Fault> {
    let from = desk::people::folded(text);
    read.conn.first(
        "SELECT id FROM organizations WHERE folded >= $1 AND folded < $2 ORDER BY folded, id LIMIT 1",
        values![&from, super::keys::beyond(&from)],
        |row| row.get(0),
    )
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
