//! One connection to one database: the four things anybody does with SQL.

use crate::dialect::Dialect;
use crate::plans;
use crate::value::{Row, Value};
use desk::Fault;
use postgres::types::ToSql;
use std::collections::HashMap;

pub enum Conn {
    Sqlite(rusqlite::Connection),
    Postgres(Box<postgres::Client>, HashMap<String, postgres::Statement>),
}

impl Conn {
    pub fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(..) => Dialect::Postgres,
        }
    }

    /// Statements without parameters and without an answer, as in migrations.
    pub fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        let sql = self.dialect().render(sql);
        match self {
            Self::Sqlite(conn) => conn.execute_batch(&sql).map_err(sqlite),
            Self::Postgres(client, _) => client.batch_execute(&sql).map_err(postgres),
        }
    }

    /// Begins or ends a transaction or a part of one; said so often that it must not be read anew each time.
    pub fn say(&mut self, word: &str) -> Result<(), Fault> {
        match self {
            Self::Sqlite(conn) => {
                conn.prepare_cached(word).and_then(|mut said| said.execute([])).map(drop).map_err(sqlite)
            }
            Self::Postgres(client, _) => client.batch_execute(word).map_err(postgres),
        }
    }

    /// How many rows changed.
    pub fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, Fault> {
        plans::note(sql);
        let rendered = self.dialect().render(sql);
        match self {
            Self::Sqlite(conn) => {
                let mut statement = conn.prepare_cached(&rendered).map_err(sqlite)?;
                let changed = statement.execute(rusqlite::params_from_iter(values)).map_err(sqlite)?;
                Ok(changed as u64)
            }
            Self::Postgres(client, statements) => {
                let statement = prepared(client, statements, &rendered)?;
                client.execute(&statement, &as_params(values)).map_err(postgres)
            }
        }
    }

    /// Every row, read by `reader`.
    pub fn all<T>(
        &mut self,
        sql: &str,
        values: &[Value],
        mut reader: impl FnMut(&Row) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        plans::note(sql);
        let rendered = self.dialect().render(sql);
        match self {
            Self::Sqlite(conn) => {
                let mut statement = conn.prepare_cached(&rendered).map_err(sqlite)?;
                let mut rows = statement.query(rusqlite::params_from_iter(values)).map_err(sqlite)?;
                let mut found = Vec::new();
                while let Some(row) = rows.next().map_err(sqlite)? {
                    found.push(reader(&Row::Sqlite(row))?);
                }
                Ok(found)
            }
            Self::Postgres(client, statements) => {
                let statement = prepared(client, statements, &rendered)?;
                let rows = client.query(&statement, &as_params(values)).map_err(postgres)?;
                rows.iter().map(|row| reader(&Row::Postgres(row))).collect()
            }
        }
    }

    /// The first row, if there is one.
    pub fn first<T>(
        &mut self,
        sql: &str,
        values: &[Value],
        reader: impl FnMut(&Row) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        Ok(self.all(sql, values, reader)?.into_iter().next())
    }
}

/// Statements that one connection to PostgreSQL keeps.
const MOST_STATEMENTS: usize = 2_000;

fn prepared(
    client: &mut postgres::Client,
    statements: &mut HashMap<String, postgres::Statement>,
    sql: &str,
) -> Result<postgres::Statement, Fault> {
    if let Some(statement) = statements.get(sql) {
        return Ok(statement.clone());
    }
    // Conditions that people build are texts without end: all are read anew rather than kept for ever.
    if statements.len() >= MOST_STATEMENTS {
        statements.clear();
    }
    let statement = client.prepare(sql).map_err(postgres)?;
    statements.insert(sql.to_owned(), statement.clone());
    Ok(statement)
}

fn as_params<'v>(values: &'v [Value<'v>]) -> Vec<&'v (dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

pub(crate) fn sqlite(error: rusqlite::Error) -> Fault {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked, DiskFull};
    use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};
    let unique = [SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE];
    if error.sqlite_error().is_some_and(|error| unique.contains(&error.extended_code)) {
        return Fault::duplicate(error);
    }
    match error.sqlite_error_code() {
        Some(DatabaseBusy | DatabaseLocked | DiskFull) => Fault::passing(error),
        _ => Fault::new(error),
    }
}

pub(crate) fn postgres(error: postgres::Error) -> Fault {
    use postgres::error::SqlState;
    let what = error.as_db_error().map_or_else(|| error.to_string(), ToString::to_string);
    match error.code() {
        Some(&SqlState::UNIQUE_VIOLATION) => Fault::duplicate(what),
        Some(state) if passes(state.code()) => Fault::passing(what),
        None => Fault::passing(what),
        Some(_) => Fault::new(what),
    }
}

/// Codes of PostgreSQL (its manual, appendix A) that say nothing about the statement: connections and servers that come
/// and go, a server that takes no changes any more, transactions in each other's way, a machine that is full.
fn passes(code: &str) -> bool {
    ["08", "25006", "40", "53", "57P", "58"].iter().any(|class| code.starts_with(class))
}
