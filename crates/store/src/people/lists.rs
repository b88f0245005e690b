//! Lists of people; pages continue after a key, not a number.

use super::keys::beyond;
use super::persons::{COLUMNS, person};
use crate::value::Row;
use crate::{Read, values};
use desk::people::{OrganizationId, Person, PersonId, Tier, folded};
use desk::{Fault, Role};
use std::collections::BTreeSet;

/// Where a page ended.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct After {
    pub key: String,
    pub id: i64,
}

/// A person as a list shows them.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonLine {
    pub person: Person,
    /// The organisation's name.
    pub organization: Option<String>,
    /// None for somebody who is no agent.
    pub role: Option<Role>,
    /// What is said of them, and of their main organisation; the higher one counts.
    pub tiers: (Tier, Tier),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub lines: Vec<PersonLine>,
    /// None: this is the last one.
    pub next: Option<After>,
}

const MORE: &str = "o.name, g.role, p.tier, COALESCE(o.tier, 'standard')";
const JOINS: &str = "LEFT JOIN organizations o ON o.id = p.organization_id LEFT JOIN agents g ON g.person_id = p.id";

/// Everybody, by name.
pub fn all(read: &mut Read, after: &After, limit: usize) -> Result<Page, Fault> {
    let sql = format!(
        "SELECT {COLUMNS}, {MORE}, p.folded FROM people p {JOINS}
         WHERE (p.folded, p.id) > ($1, $2) AND p.merged_into IS NULL ORDER BY p.folded, p.id LIMIT $3"
    );
    let rows = read.conn.all(&sql, values![&after.key, after.id, limit], line)?;
    Ok(page(rows, limit))
}

/// How many there are; beyond a million nobody counts.
pub fn counted(read: &mut Read) -> Result<i64, Fault> {
    let sql = "SELECT COUNT(*) FROM (SELECT p.id FROM people p WHERE p.merged_into IS NULL ORDER BY p.folded, p.id LIMIT 1000000) x";
    Ok(read.conn.first(sql, &[], |row| row.get(0))?.unwrap_or(0))
}

/// The members of an organisation, by name.
pub fn members(read: &mut Read, organization: OrganizationId, after: &After, limit: usize) -> Result<Page, Fault> {
    let sql = format!(
        "SELECT {COLUMNS}, {MORE}, p.folded FROM people p {JOINS}
         WHERE p.organization_id = $4 AND (p.folded, p.id) > ($1, $2) AND p.merged_into IS NULL ORDER BY p.folded, p.id LIMIT $3"
    );
    let rows = read.conn.all(&sql, values![&after.key, after.id, limit, organization], line)?;
    Ok(page(rows, limit))
}

/// Whose name, from one of its words on, or whose address or domain begins like this; by what was found. Somebody who
/// is found by two things stands once on a page, but may stand on two pages.
pub fn beginning(read: &mut Read, text: &str, after: &After, limit: usize) -> Result<Page, Fault> {
    let from = folded(text);
    let sql = format!(
        "SELECT {COLUMNS}, {MORE}, k.key FROM person_keys k JOIN people p ON p.id = k.person_id {JOINS}
         WHERE k.key >= $4 AND k.key < $5 AND (k.key, k.person_id) > ($1, $2) ORDER BY k.key, k.person_id LIMIT $3"
    );
    let rows = read.conn.all(&sql, values![&after.key, after.id, limit, &from, beyond(&from)], line)?;
    Ok(page(rows, limit))
}

fn page(rows: Vec<(PersonLine, String)>, limit: usize) -> Page {
    let full = rows.len() == limit;
    let next = rows.last().filter(|_| full).map(|(line, key)| After { key: key.clone(), id: line.person.id.0 });
    let mut seen: BTreeSet<PersonId> = BTreeSet::new();
    let lines = rows.into_iter().map(|(line, _)| line).filter(|line| seen.insert(line.person.id)).collect();
    Page { lines, next }
}

fn line(row: &Row) -> Result<(PersonLine, String), Fault> {
    let role: Option<String> = row.get(9)?;
    let line = PersonLine {
        person: person(row)?,
        organization: row.get(8)?,
        role: role.as_deref().and_then(Role::named),
        tiers: (row.get(10)?, row.get(11)?),
    };
    Ok((line, row.get(12)?))
}
