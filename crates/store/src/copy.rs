//! Copies a whole installation from one database into another, empty one, and compares the counts.

use crate::conn::Conn;
use crate::connect::{Location, connect};
use crate::db::on_a_thread_of_its_own;
use crate::dialect::Dialect;
use crate::kept;
use crate::schema::{self, Table, Type};
use crate::ticket::{cells, seats};
use crate::value::{Row, Value};
use crate::{migrate, values};
use desk::Fault;
use desk::event::Place;

/// Rows that are read and written at once.
const PAGE: i64 = 500;

/// A table and how many rows it has in both databases.
#[derive(Clone, Debug, PartialEq)]
pub struct Copied {
    pub table: String,
    pub rows: i64,
}

/// Copies everything in one transaction of the target. `told` hears of each table when it is done.
///
/// # Errors
/// The target is not empty, a database failed, or the counts differ; then the target is as it was.
pub fn copy(from: &Location, to: &Location, told: &mut (dyn FnMut(&Copied) + Send)) -> Result<Vec<Copied>, Fault> {
    on_a_thread_of_its_own(|| {
        let (mut source, mut target) = (connect(from)?, connect(to)?);
        migrate::run(&mut source)?;
        migrate::run(&mut target)?;
        // The one that comes along is as good: whoever starts writes another.
        kept::unstamp(&mut target)?;
        empty(&mut target)?;
        source.batch(match source.dialect() {
            Dialect::Sqlite => "BEGIN",
            Dialect::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        })?;
        target.batch("BEGIN")?;
        let copied = all(&mut source, &mut target, told);
        let _ = source.batch("ROLLBACK");
        match copied {
            Ok(copied) => target.batch("COMMIT").map(|()| copied),
            Err(fault) => {
                let _ = target.batch("ROLLBACK");
                Err(fault)
            }
        }
    })
}

fn all(source: &mut Conn, target: &mut Conn, told: &mut dyn FnMut(&Copied)) -> Result<Vec<Copied>, Fault> {
    let mut done = Vec::new();
    for table in schema::tables() {
        rows(source, target, &table)?;
        let (here, there) = (count(source, &table.name)?, count(target, &table.name)?);
        if here != there {
            return Err(Fault::new(format!("{}: {here} rows here, {there} there", table.name)));
        }
        go_on_numbering(target, &table)?;
        let copied = Copied { table: table.name, rows: here };
        told(&copied);
        done.push(copied);
    }
    settle_log(source, target)?;
    Ok(done)
}

fn empty(target: &mut Conn) -> Result<(), Fault> {
    for table in schema::tables() {
        if count(target, &table.name)? > 0 {
            return Err(Fault::new(format!("the target is not empty: {} has rows", table.name)));
        }
    }
    Ok(())
}

fn count(conn: &mut Conn, table: &str) -> Result<i64, Fault> {
    let counted = conn.first(&format!("SELECT COUNT(*) FROM {table}"), &[], |row| row.get(0))?;
    Ok(counted.unwrap_or(0))
}

fn rows(source: &mut Conn, target: &mut Conn, table: &Table) -> Result<(), Fault> {
    let names: Vec<&str> = table.columns.iter().map(|(name, _)| name.as_str()).collect();
    let places: Vec<String> = (1..=names.len()).map(|n| format!("${n}")).collect();
    let insert = format!("INSERT INTO {} ({}) VALUES ({})", table.name, names.join(", "), places.join(", "));
    let mut write = |rows: Vec<Vec<Value<'static>>>| -> Result<(), Fault> {
        rows.iter().try_for_each(|row| target.execute(&insert, row).map(drop))
    };
    let read =
        |row: &Row| table.columns.iter().enumerate().map(|(index, (_, kind))| value(row, index, *kind)).collect();
    let columns = names.join(", ");
    match table.numbered() {
        Some(key) => {
            let mut after = 0;
            loop {
                let sql = format!("SELECT {columns} FROM {} WHERE {key} > $1 ORDER BY {key} LIMIT $2", table.name);
                let page: Vec<Vec<Value>> = source.all(&sql, values![after, PAGE], read)?;
                let Some(Value::Int(last)) = page.last().and_then(|row| row.first()).cloned() else { return Ok(()) };
                after = last;
                write(page)?;
            }
        }
        None => write(source.all(&format!("SELECT {columns} FROM {}", table.name), &[], read)?),
    }
}

fn value(row: &Row, index: usize, kind: Type) -> Result<Value<'static>, Fault> {
    Ok(match kind {
        Type::Int => row.get::<Option<i64>>(index)?.into(),
        Type::Text => row.get::<Option<String>>(index)?.into(),
        Type::Bool => row.get::<Option<bool>>(index)?.into(),
        Type::Real => row.get::<Option<f64>>(index)?.into(),
    })
}

/// New rows must not get numbers that are taken.
pub(crate) fn go_on_numbering(target: &mut Conn, table: &Table) -> Result<(), Fault> {
    match (target.dialect(), table.numbered()) {
        (Dialect::Postgres, Some(key)) => target.batch(&format!(
            "SELECT setval(pg_get_serial_sequence('{0}', '{key}'), COALESCE((SELECT MAX({key}) FROM {0}), 1))",
            table.name
        )),
        (Dialect::Sqlite | Dialect::Postgres, _) => Ok(()),
    }
}

/// Transaction numbers mean nothing in another database: the log is ordered by position from here on, and each reader
/// stands before the first event it has not read. It may meet some again, and bears that.
fn settle_log(source: &mut Conn, target: &mut Conn) -> Result<(), Fault> {
    let places = source.all("SELECT name, tx, position FROM readers", &[], |row| {
        Ok((row.get::<String>(0)?, Place { transaction: row.get(1)?, position: row.get(2)? }))
    })?;
    target.execute("UPDATE events SET tx = 0 WHERE tx <> 0", &[])?;
    for (name, place) in places {
        let next = source.first(
            "SELECT MIN(position) FROM events WHERE (tx, position) > ($1, $2)",
            values![place.transaction, place.position],
            |row| row.get::<Option<i64>>(0),
        )?;
        let last = source.first("SELECT MAX(position) FROM events", &[], |row| row.get::<Option<i64>>(0))?;
        let before = next.flatten().map(|next| next - 1).or(last.flatten()).unwrap_or(0);
        target.execute("UPDATE readers SET tx = 0, position = $2 WHERE name = $1", values![name, before])?;
    }
    Ok(())
}

/// Writes a consistent picture of the database, taken while it is in use, into a new SQLite file.
///
/// # Errors
/// The file exists, or a database failed.
pub fn snapshot(from: &Location, file: &std::path::Path) -> Result<(), Fault> {
    match from {
        Location::File(_) => on_a_thread_of_its_own(|| {
            let path = file.to_string_lossy().replace('\'', "''");
            connect(from)?.batch(&format!("VACUUM INTO '{path}'"))
        }),
        Location::Postgres(_) => copy(from, &Location::File(file.to_owned()), &mut |_| ()).map(drop),
    }
}

/// How many rows each table has, in the order of the tables.
pub fn counts(of: &Location) -> Result<Vec<Copied>, Fault> {
    on_a_thread_of_its_own(|| {
        let mut conn = connect(of)?;
        let counted = schema::tables().into_iter().map(|table| {
            let rows = count(&mut conn, &table.name)?;
            Ok(Copied { table: table.name, rows })
        });
        counted.collect()
    })
}

/// What the database itself finds wrong with its files and references; empty when all is well.
pub fn integrity(of: &Location) -> Result<Vec<String>, Fault> {
    on_a_thread_of_its_own(|| {
        let mut conn = connect(of)?;
        match conn.dialect() {
            Dialect::Sqlite => {
                let mut found = conn.all("PRAGMA integrity_check(20)", &[], |row| row.get::<String>(0))?;
                found.retain(|line| line != "ok");
                let strays = conn.all("PRAGMA foreign_key_check", &[], |row| row.get::<String>(0))?;
                found.extend(strays.into_iter().take(20).map(|table| format!("a row of {table} refers to nothing")));
                Ok(found)
            }
            // PostgreSQL checks references itself and pages by their checksums.
            Dialect::Postgres => Ok(Vec::new()),
        }
    })
}

/// Counters that differ from a fresh count of the tickets.
pub fn wrong_cells(of: &Location) -> Result<Vec<String>, Fault> {
    on_a_thread_of_its_own(|| {
        connect(of)?.all(cells::WRONG, &[], |row| {
            let (whose, team): (i64, i64) = (row.get(0)?, row.get(1)?);
            let (place, category): (String, String) = (row.get(2)?, row.get(3)?);
            Ok(format!("whose {whose}, team {team}, {place}, {category}"))
        })
    })
}

/// Counts of saved views that differ from the tickets they were counted from.
pub fn wrong_views(of: &Location) -> Result<Vec<String>, Fault> {
    on_a_thread_of_its_own(|| {
        connect(of)?.all(seats::WRONG, &[], |row| {
            let (view, person, team): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(format!("view {view}, person {person}, team {team}"))
        })
    })
}
