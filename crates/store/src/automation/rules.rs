//! Rules and their versions.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::automation::{Rule, RuleId, RuleVersion, RuleWish};
use desk::people::PersonId;
use desk::{Done, Error, Fault};

const COLUMNS: &str = "id, wish, active, position, fired, fired_at, removed_at, version, switched_at";

/// Under this name the settings keep a word that is another one after each change of the rules.
pub const STAMP: &str = "rules_stamp";

/// All that were not removed, in their order.
pub fn all(read: &mut Read) -> Result<Vec<Rule>, Fault> {
    read.conn.all(&format!("SELECT {COLUMNS} FROM rules WHERE removed_at IS NULL ORDER BY position, id"), &[], rule)
}

/// Also one that was removed.
pub fn load(read: &mut Read, id: RuleId) -> Result<Option<Rule>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM rules WHERE id = $1"), values![id], rule)
}

/// What every rule there ever was is called.
pub fn names(read: &mut Read) -> Result<Vec<(RuleId, String)>, Fault> {
    let rules = read.conn.all(&format!("SELECT {COLUMNS} FROM rules"), &[], rule)?;
    Ok(rules.into_iter().map(|rule| (rule.id, rule.wish.name)).collect())
}

/// The last of all, off.
pub fn add(tx: &mut Tx, wish: &RuleWish) -> Result<RuleId, Fault> {
    let id = tx.conn.first(
        "INSERT INTO rules (wish, active, position)
         VALUES ($1, FALSE, (SELECT COALESCE(MAX(position), 0) + 1 FROM rules)) RETURNING id",
        values![wish.written()],
        |row| row.get(0),
    )?;
    let id = id.ok_or_else(|| Fault::new("an inserted rule gave no id"))?;
    remember(tx, id, 1, wish)?;
    Ok(id)
}

/// Saves exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, rule: &mut Rule) -> Done<()> {
    let changed = tx.conn.execute(
        "UPDATE rules SET wish = $3, active = $4, removed_at = $5, switched_at = $6, version = version + 1
         WHERE id = $1 AND version = $2",
        values![rule.id, rule.version, rule.wish.written(), rule.active, rule.removed_at, rule.switched_at],
    )?;
    if changed != 1 {
        return Err(Error::Conflict);
    }
    rule.version += 1;
    remember(tx, rule.id, rule.version, &rule.wish)?;
    Ok(())
}

fn remember(tx: &mut Tx, id: RuleId, version: i64, wish: &RuleWish) -> Result<(), Fault> {
    let (author, now) = (tx.actor().person(), tx.now());
    tx.conn
        .execute(
            "INSERT INTO rule_versions (rule_id, version, author_id, at, wish) VALUES ($1, $2, $3, $4, $5)",
            values![id, version, author, now, wish.written()],
        )
        .map(drop)
}

pub fn place(tx: &mut Tx, id: RuleId, position: usize) -> Result<(), Fault> {
    tx.conn.execute("UPDATE rules SET position = $2 WHERE id = $1", values![id, position]).map(drop)
}

/// It fired once more.
pub fn count(tx: &mut Tx, id: RuleId) -> Result<(), Fault> {
    let now = tx.now();
    tx.conn.execute("UPDATE rules SET fired = fired + 1, fired_at = $2 WHERE id = $1", values![id, now]).map(drop)
}

/// Newest first.
pub fn versions(read: &mut Read, id: RuleId) -> Result<Vec<RuleVersion>, Fault> {
    read.conn.all(
        "SELECT rule_id, version, author_id, at, wish FROM rule_versions WHERE rule_id = $1 ORDER BY version DESC LIMIT 200",
        values![id],
        version,
    )
}

pub fn at_version(read: &mut Read, id: RuleId, number: i64) -> Result<Option<RuleVersion>, Fault> {
    read.conn.first(
        "SELECT rule_id, version, author_id, at, wish FROM rule_versions WHERE rule_id = $1 AND version = $2",
        values![id, number],
        version,
    )
}

fn version(row: &Row) -> Result<RuleVersion, Fault> {
    Ok(RuleVersion {
        rule: row.get(0)?,
        version: row.get(1)?,
        author: row.get::<Option<PersonId>>(2)?,
        at: row.get::<Moment>(3)?,
        wish: wish(&row.get::<String>(4)?)?,
    })
}

fn rule(row: &Row) -> Result<Rule, Fault> {
    Ok(Rule {
        id: row.get(0)?,
        wish: wish(&row.get::<String>(1)?)?,
        active: row.get(2)?,
        position: row.get(3)?,
        fired: row.get(4)?,
        fired_at: row.get(5)?,
        removed_at: row.get(6)?,
        version: row.get(7)?,
        switched_at: row.get(8)?,
    })
}

fn wish(text: &str) -> Result<RuleWish, Fault> {
    RuleWish::read(text).map_err(|refusal| Fault::new(format!("a rule cannot be read: {}", refusal.key())))
}
