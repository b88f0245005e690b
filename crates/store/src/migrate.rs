//! Brings a schema up to date: each file of `migrations/` once, in order, each in a transaction.

use crate::conn::Conn;
use crate::connect::{Location, connect};
use crate::db::on_a_thread_of_its_own;
use crate::dialect::Dialect;
use crate::kept;
use crate::values;
use base::{Digest, Moment};
use desk::Fault;
use desk::people::{OrganizationId, organization_folded};
use rust_embed::RustEmbed;
use std::collections::BTreeMap;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../migrations"]
pub(crate) struct Files;

/// Two processes that start at once must not both migrate; any number that is ours alone will do.
const LOCK: &str = "SELECT pg_advisory_xact_lock(5405611)";

/// Brings the database at `location` up to date, by a connection that ends with it.
pub fn migrate(location: &Location) -> Result<(), Fault> {
    on_a_thread_of_its_own(|| run(&mut connect(location)?))
}

/// Stands for the whole schema: another one after each change of a migration.
pub fn schema_digest() -> Digest {
    let texts: Vec<u8> =
        names().iter().filter_map(|name| Files::get(name)).flat_map(|file| file.data.into_owned()).collect();
    Digest::of(&texts)
}

fn names() -> Vec<String> {
    let mut names: Vec<String> = Files::iter().map(|name| name.into_owned()).collect();
    names.sort();
    names
}

pub(crate) fn run(conn: &mut Conn) -> Result<(), Fault> {
    conn.batch("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY)")?;
    let names = names();
    let done = conn.all("SELECT name FROM migrations", &[], |row| row.get::<String>(0))?;
    for name in names.iter().filter(|name| !done.contains(name)) {
        one(conn, name)?;
    }
    match done.iter().find(|name| !names.contains(name)) {
        Some(newer) => {
            Err(Fault::new(format!("this database was migrated by a newer Kippu ({newer}); start that version")))
        }
        None => {
            // An older version may have changed what is kept of the set-up.
            kept::stamp_anew(conn)?;
            settle_foreign_log(conn)?;
            settle_days(conn)?;
            settle_names(conn)
        }
    }
}

/// A log that a dump brought from another PostgreSQL carries that one's transaction numbers, which would stand before
/// or after the new ones by chance. They become 0: older than any of this database, in the order of their positions.
fn settle_foreign_log(conn: &mut Conn) -> Result<(), Fault> {
    if conn.dialect() == Dialect::Sqlite {
        return Ok(());
    }
    let foreign = "SELECT 1 FROM events WHERE tx >= pg_current_xact_id()::text::bigint LIMIT 1";
    if conn.first(foreign, &[], |_| Ok(()))?.is_some() {
        conn.batch(
            "BEGIN; UPDATE readers SET position = COALESCE((SELECT MIN(e.position) - 1 FROM events e
                 WHERE (e.tx, e.position) > (readers.tx, readers.position)), (SELECT MAX(position) FROM events)), tx = 0;
             UPDATE events SET tx = 0 WHERE tx <> 0; COMMIT",
        )?;
    }
    Ok(())
}

/// Work that was entered before its day was kept was done on the day that it was where its person lives.
fn settle_days(conn: &mut Conn) -> Result<(), Fault> {
    let undated = "SELECT w.id, w.at, COALESCE((SELECT p.time_zone FROM people p WHERE p.id = w.person_id),
             (SELECT s.value FROM settings s WHERE s.key = 'time_zone'), 'UTC')
         FROM times w WHERE w.day = '' LIMIT 5000";
    loop {
        let mut days: BTreeMap<String, Vec<String>> = BTreeMap::new();
        conn.all(undated, &[], |row| {
            let (id, at, zone): (i64, Moment, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            days.entry(at.in_zone(&zone).date().to_string()).or_default().push(id.to_string());
            Ok(())
        })?;
        if days.is_empty() {
            return Ok(());
        }
        for (day, ids) in days {
            let ids = format!("[{}]", ids.join(","));
            conn.execute("UPDATE times SET day = $2 WHERE id IN {numbers:$1}", values![ids, day])?;
        }
    }
}

/// Names of organisations that were folded in another way than today's are folded anew.
fn settle_names(conn: &mut Conn) -> Result<(), Fault> {
    let unfolded = "SELECT id, name FROM organizations WHERE folded = '' AND id > $1 ORDER BY id LIMIT 5000";
    let mut last = OrganizationId(0);
    loop {
        let some: Vec<(OrganizationId, String)> =
            conn.all(unfolded, values![last], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let Some((id, _)) = some.last() else { return Ok(()) };
        last = *id;
        conn.batch("BEGIN")?;
        for (id, name) in &some {
            let fold = "UPDATE organizations SET folded = $2 WHERE id = $1";
            conn.execute(fold, values![*id, organization_folded(name)])?;
        }
        conn.batch("COMMIT")?;
    }
}

fn one(conn: &mut Conn, name: &str) -> Result<(), Fault> {
    let sql = Files::get(name).map(|file| String::from_utf8_lossy(&file.data).into_owned()).unwrap_or_default();
    match conn.dialect() {
        Dialect::Sqlite => conn.batch("BEGIN IMMEDIATE")?,
        Dialect::Postgres => conn.batch(&format!("BEGIN; {LOCK}"))?,
    }
    let outcome = conn
        .first("SELECT name FROM migrations WHERE name = $1", values![name], |row| row.get::<String>(0))
        .and_then(|done| match done {
            Some(_) => Ok(()),
            None => {
                conn.batch(&sql)?;
                conn.execute("INSERT INTO migrations (name) VALUES ($1)", values![name]).map(drop)
            }
        });
    match outcome {
        Ok(()) => conn.batch("COMMIT"),
        Err(fault) => {
            let _ = conn.batch("ROLLBACK");
            Err(Fault::new(format!("migration {name}: {fault}")))
        }
    }
}
