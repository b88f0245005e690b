//! Policies with all their versions: a dozen.

use crate::value::Row;
use crate::{Read, Tx, values};
use desk::condition::Condition;
use desk::sla::{CalendarId, Policies, Policy, PolicyId, PolicyWish, Terms};
use desk::{Done, Error, Fault};

const COLUMNS: &str = "p.id, p.name, p.condition, p.position, p.version, v.terms, v.since";
const JOIN: &str = "sla_policies p JOIN sla_policy_versions v ON v.policy_id = p.id AND v.version = p.version";

/// Those that count, in their order.
pub fn all(read: &mut Read) -> Result<Vec<Policy>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM {JOIN} WHERE p.removed_at IS NULL ORDER BY p.position, p.id");
    read.conn.all(&sql, &[], policy)
}

pub fn load(read: &mut Read, id: PolicyId) -> Result<Option<Policy>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM {JOIN} WHERE p.id = $1 AND p.removed_at IS NULL");
    read.conn.first(&sql, values![id], policy)
}

/// The names of all there ever were.
pub fn names(read: &mut Read) -> Result<Vec<(PolicyId, String)>, Fault> {
    read.conn.all("SELECT id, name FROM sla_policies ORDER BY position, id", &[], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The terms of these versions.
pub fn terms(read: &mut Read, wanted: &[(PolicyId, i64)]) -> Result<Policies, Fault> {
    let mut found = Policies::new();
    for (id, version) in wanted {
        let sql = "SELECT terms FROM sla_policy_versions WHERE policy_id = $1 AND version = $2";
        if let Some(terms) = read.conn.first(sql, values![*id, *version], |row| row.get::<String>(0))? {
            found.insert((*id, *version), serde_json::from_str(&terms).map_err(Fault::new)?);
        }
    }
    Ok(found)
}

/// After all others.
pub fn add(tx: &mut Tx, wish: &PolicyWish) -> Result<PolicyId, Fault> {
    let id = tx.conn.first(
        "INSERT INTO sla_policies (name, condition, position)
         VALUES ($1, $2, (SELECT COALESCE(MAX(position), 0) + 1 FROM sla_policies)) RETURNING id",
        values![&wish.name, wish.condition.written()],
        |row| row.get(0),
    )?;
    let id = id.ok_or_else(|| Fault::new("an inserted policy gave no id"))?;
    add_version(tx, id, 1, &wish.terms)?;
    Ok(id)
}

/// Saves exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, id: PolicyId, version: i64, wish: &PolicyWish) -> Done<()> {
    let changed = tx.conn.execute(
        "UPDATE sla_policies SET name = $3, condition = $4, version = version + 1
         WHERE id = $1 AND version = $2 AND removed_at IS NULL",
        values![id, version, &wish.name, wish.condition.written()],
    )?;
    if changed != 1 {
        return Err(Error::Conflict);
    }
    Ok(add_version(tx, id, version + 1, &wish.terms)?)
}

pub fn place(tx: &mut Tx, id: PolicyId, position: i64) -> Result<(), Fault> {
    tx.conn.execute("UPDATE sla_policies SET position = $2 WHERE id = $1", values![id, position]).map(drop)
}

pub fn remove(tx: &mut Tx, id: PolicyId, version: i64) -> Done<()> {
    let now = tx.now();
    let sql = "UPDATE sla_policies SET removed_at = $3 WHERE id = $1 AND version = $2 AND removed_at IS NULL";
    if tx.conn.execute(sql, values![id, version, now])? == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// A policy that counts speaks of it.
pub fn any_with(read: &mut Read, calendar: CalendarId) -> Result<bool, Fault> {
    Ok(all(read)?.iter().any(|policy| policy.wish.terms.calendar == Some(calendar)))
}

fn add_version(tx: &mut Tx, id: PolicyId, version: i64, terms: &Terms) -> Result<(), Fault> {
    let terms = serde_json::to_string(terms).map_err(Fault::new)?;
    let now = tx.now();
    let sql = "INSERT INTO sla_policy_versions (policy_id, version, since, terms) VALUES ($1, $2, $3, $4)";
    tx.conn.execute(sql, values![id, version, now, terms]).map(drop)
}

fn policy(row: &Row) -> Result<Policy, Fault> {
    // One that an older or newer Kippu wrote holds for nothing.
    let condition = Condition::read(&row.get::<String>(2)?).unwrap_or(Condition::Any(Vec::new()));
    let terms = serde_json::from_str(&row.get::<String>(5)?).map_err(Fault::new)?;
    let wish = PolicyWish { name: row.get(1)?, condition, terms };
    Ok(Policy { id: row.get(0)?, position: row.get(3)?, wish, version: row.get(4)?, since: row.get(6)? })
}
