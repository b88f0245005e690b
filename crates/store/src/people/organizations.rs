//! Organisations and the domains whose mail makes members.

use crate::value::Row;
use crate::{Read, Tx, values};
use desk::people::{Organization, OrganizationId};
use desk::{Done, Error, Fault};

pub fn load(read: &mut Read, id: OrganizationId) -> Result<Option<Organization>, Fault> {
    let found =
        read.conn.first("SELECT id, name, version FROM organizations WHERE id = $1", values![id], organization)?;
    let Some(mut organization) = found else { return Ok(None) };
    organization.domains = domains(read, id)?;
    Ok(Some(organization))
}

/// Whose mail comes from this domain.
pub fn with_domain(read: &mut Read, domain: &str) -> Result<Option<OrganizationId>, Fault> {
    read.conn.first("SELECT organization_id FROM organization_domains WHERE domain = $1", values![domain], |row| row.get(0))
}

pub fn add(tx: &mut Tx, name: &str) -> Result<OrganizationId, Fault> {
    let now = tx.now();
    let id = tx.conn.first(
        "INSERT INTO organizations (name, created_at) VALUES ($1, $2) RETURNING id",
        values![name, now],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted organisation gave no id"))
}

/// Saves the name of exactly the version that was loaded, or answers *conflict*. Domains have functions of their own.
pub fn save(tx: &mut Tx, organization: &mut Organization) -> Done<()> {
    let changed = tx.conn.execute(
        "UPDATE organizations SET name = $3, version = version + 1 WHERE id = $1 AND version = $2",
        values![organization.id, organization.version, &organization.name],
    )?;
    if changed != 1 {
        return Err(Error::Conflict);
    }
    organization.version += 1;
    Ok(())
}

/// False when the domain is somebody's already.
pub fn add_domain(tx: &mut Tx, id: OrganizationId, domain: &str) -> Result<bool, Fault> {
    let added = tx.conn.execute(
        "INSERT INTO organization_domains (domain, organization_id) VALUES ($1, $2) ON CONFLICT (domain) DO NOTHING",
        values![domain, id],
    )?;
    Ok(added == 1)
}

pub fn remove_domain(tx: &mut Tx, id: OrganizationId, domain: &str) -> Result<(), Fault> {
    tx.conn
        .execute("DELETE FROM organization_domains WHERE domain = $1 AND organization_id = $2", values![domain, id])
        .map(drop)
}

fn domains(read: &mut Read, id: OrganizationId) -> Result<Vec<String>, Fault> {
    read.conn.all(
        "SELECT domain FROM organization_domains WHERE organization_id = $1 ORDER BY domain",
        values![id],
        |row| row.get(0),
    )
}

fn organization(row: &Row) -> Result<Organization, Fault> {
    Ok(Organization { id: row.get(0)?, name: row.get(1)?, domains: Vec::new(), version: row.get(2)? })
}
