//! Lists of people; pages continue after a key, not a number.

use super::keys::beyond;
use super::persons::{COLUMNS, person};
use super::reach;
use crate::value::Row;
use crate::{Read, values};
use desk::people::{OrganizationId, Person, PersonId, Tier, compact};
use desk::{Fault, Role, Scope};
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

/// Where not everybody is found: people that are looked at together, and how often for one page. Whoever is found seldom
/// gets a short page, and goes on from there.
const LOOK: usize = 500;
const LOOKS: usize = 10;

/// Everybody the scope leads to, by name.
pub fn all(read: &mut Read, scope: &Scope, after: &After, limit: usize) -> Result<Page, Fault> {
    let sql = format!(
        "SELECT {COLUMNS}, {MORE}, p.folded FROM people p {JOINS}
         WHERE (p.folded, p.id) > ($1, $2) AND p.merged_into IS NULL ORDER BY p.folded, p.id LIMIT $3"
    );
    within(read, scope, after, limit, |read, after, limit| {
        read.conn.all(&sql, values![&after.key, after.id, limit], line)
    })
}

/// The members of an organisation, by name.
pub fn members(
    read: &mut Read,
    scope: &Scope,
    organization: OrganizationId,
    after: &After,
    limit: usize,
) -> Result<Page, Fault> {
    let sql = format!(
        "SELECT {COLUMNS}, {MORE}, p.folded FROM people p {JOINS}
         WHERE p.organization_id = $4 AND (p.folded, p.id) > ($1, $2) AND p.merged_into IS NULL ORDER BY p.folded, p.id LIMIT $3"
    );
    within(read, scope, after, limit, |read, after, limit| {
        read.conn.all(&sql, values![&after.key, after.id, limit, organization], line)
    })
}

/// Whose name, from one of its words on, or whose address or domain begins like this, whatever the spaces; by what was
/// found. Somebody who is found by two things stands once on a page, but may stand on two pages.
pub fn beginning(read: &mut Read, scope: &Scope, text: &str, after: &After, limit: usize) -> Result<Page, Fault> {
    let from = compact(text);
    let sql = format!(
        "SELECT {COLUMNS}, {MORE}, k.key FROM person_keys k JOIN people p ON p.id = k.person_id {JOINS}
         WHERE k.key >= $4 AND k.key < $5 AND (k.key, k.person_id) > ($1, $2) ORDER BY k.key, k.person_id LIMIT $3"
    );
    within(read, scope, after, limit, |read, after, limit| {
        read.conn.all(&sql, values![&after.key, after.id, limit, &from, beyond(&from)], line)
    })
}

/// Somebody with the key under which they were found.
type Found = (PersonLine, String);

/// A page of those whom the scope leads to, of rows that come after a place.
fn within(
    read: &mut Read,
    scope: &Scope,
    after: &After,
    limit: usize,
    rows: impl Fn(&mut Read, &After, usize) -> Result<Vec<Found>, Fault>,
) -> Result<Page, Fault> {
    if *scope == Scope::All {
        let rows = rows(read, after, limit)?;
        let next = rows.last().filter(|_| rows.len() == limit).map(place);
        return Ok(page(rows, next));
    }
    let (mut found, mut at) = (Vec::new(), after.clone());
    for _ in 0..LOOKS {
        let some = rows(read, &at, LOOK)?;
        let full = some.len() == LOOK;
        let ids: Vec<PersonId> = some.iter().map(|(line, _)| line.person.id).collect();
        let reached = reach::reached(read, scope, &ids)?;
        for one in some {
            at = place(&one);
            if reached.contains(&one.0.person.id) {
                found.push(one);
            }
            if found.len() == limit {
                return Ok(page(found, Some(at)));
            }
        }
        if !full {
            return Ok(page(found, None));
        }
    }
    Ok(page(found, Some(at)))
}

fn place((line, key): &Found) -> After {
    After { key: key.clone(), id: line.person.id.0 }
}

fn page(rows: Vec<Found>, next: Option<After>) -> Page {
    let mut seen: BTreeSet<PersonId> = BTreeSet::new();
    let lines = rows.into_iter().map(|(line, _)| line).filter(|line| seen.insert(line.person.id)).collect();
    Page { lines, next }
}

fn line(row: &Row) -> Result<Found, Fault> {
    let role: Option<String> = row.get(9)?;
    let line = PersonLine {
        person: person(row)?,
        organization: row.get(8)?,
        role: role.as_deref().and_then(Role::named),
        tiers: (row.get(10)?, row.get(11)?),
    };
    Ok((line, row.get(12)?))
}
