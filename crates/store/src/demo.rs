//! The mark of a demo installation, and how all of it goes at once.

use crate::dialect::Dialect;
use crate::schema;
use crate::{Read, Tx, settings, values};
use base::Digest;
use desk::Fault;
use desk::people::PersonId;

const MARK: &str = "demo";

/// What a desk keeps when its demo goes. Everything else is emptied, also what is yet to be invented.
const KEPT: [&str; 6] = ["settings", "brands", "statuses", "teams", "readers", "leases"];

/// Tables of which one person's rows stay, and where that person stands in them.
const OF_PERSON: [(&str, &str); 6] = [
    ("people", "id"),
    ("addresses", "person_id"),
    ("person_keys", "person_id"),
    ("agents", "person_id"),
    ("levels", "person_id"),
    ("sessions", "person_id"),
];

pub fn mark(tx: &mut Tx) -> Result<(), Fault> {
    settings::save(tx, MARK, "true")
}

pub fn is_marked(read: &mut Read) -> Result<bool, Fault> {
    Ok(settings::load(read, MARK)?.is_some())
}

/// Tickets that were removed in steps so far.
const REMOVED: &str = "demo_removed";
/// Rows that go in one step: a fraction of a second, so that whoever else writes need not wait for all.
const AT_ONCE: i64 = 10_000;

/// How many tickets there are.
pub fn tickets(read: &mut Read) -> Result<i64, Fault> {
    let counted = read.conn.first("SELECT COUNT(*) FROM tickets", &[], |row| row.get(0))?;
    Ok(counted.unwrap_or(0))
}

/// Everything in the blob store that any row speaks of.
pub fn blobs(read: &mut Read) -> Result<Vec<Digest>, Fault> {
    let in_fields = crate::form::values::files(read)?;
    let others = read.conn.all(
        "SELECT digest FROM attachments UNION SELECT raw FROM messages WHERE raw IS NOT NULL UNION SELECT raw FROM intakes
         UNION SELECT logo FROM brands WHERE logo IS NOT NULL
         UNION SELECT digest FROM reading_files UNION SELECT digest FROM loose_files",
        &[],
        |row| row.get(0),
    )?;
    let (begun, under_way) = (crate::ticket::templates::files(read)?, crate::ticket::mailings::files(read)?);
    let (prepared, signed) = (crate::conversation::macros::files(read)?, crate::conversation::signatures::files(read)?);
    let held = begun.into_iter().chain(under_way).chain(prepared).chain(signed);
    Ok(others.into_iter().chain(in_fields).chain(held).collect())
}

/// Removes some rows of what goes altogether; how many. On PostgreSQL there is no need: there [`remove`] takes no time.
pub fn remove_some(tx: &mut Tx) -> Result<u64, Fault> {
    if tx.conn.dialect() == Dialect::Postgres {
        return Ok(0);
    }
    tx.sets_up();
    let tables = schema::tables().into_iter().map(|table| table.name);
    let growing = tables.skip_while(|name| name != "tickets").filter(|name| goes(name)).collect::<Vec<_>>();
    for table in growing.iter().rev() {
        let some = format!("DELETE FROM {table} WHERE rowid IN (SELECT rowid FROM {table} LIMIT $1)");
        let gone = tx.conn.execute(&some, values![AT_ONCE])?;
        if gone > 0 {
            if table == "tickets" {
                let before = removed(tx)?;
                settings::mark(tx, REMOVED, &(before + gone as i64).to_string())?;
            }
            return Ok(gone);
        }
    }
    Ok(0)
}

/// Tickets that went in steps.
pub fn removed(read: &mut Read) -> Result<i64, Fault> {
    Ok(settings::marked(read, REMOVED)?.and_then(|number| number.parse().ok()).unwrap_or(0))
}

fn goes(table: &str) -> bool {
    !KEPT.contains(&table)
}

/// Empties the desk but for one person's account, and takes the mark away. The log of what was invented goes as well.
pub fn remove(tx: &mut Tx, keep: PersonId) -> Result<(), Fault> {
    tx.sets_up();
    tx.conn.execute("UPDATE people SET organization_id = NULL, manager_id = NULL WHERE id = $1", values![keep])?;
    if tx.conn.dialect() == Dialect::Postgres {
        // What refers to these goes with them, whatever their number.
        tx.conn.batch("TRUNCATE events, letters, intakes, messages, tickets CASCADE")?;
    }
    for table in schema::tables().into_iter().rev().map(|table| table.name).filter(|name| goes(name)) {
        match OF_PERSON.iter().find(|(name, _)| *name == table) {
            Some((_, column)) => {
                tx.conn.execute(&format!("DELETE FROM {table} WHERE {column} <> $1"), values![keep])?
            }
            None => tx.conn.execute(&format!("DELETE FROM {table}"), &[])?,
        };
    }
    let gone = values![MARK, REMOVED, crate::automation::rules::STAMP];
    tx.conn.execute("DELETE FROM settings WHERE key IN ($1, $2, $3)", gone).map(drop)
}
