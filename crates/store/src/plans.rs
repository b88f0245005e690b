//! How the databases go about what they are asked. In debug builds every statement is remembered, so that a test can read
//! the plan of each that the pages and verbs have ever used.

use crate::conn::Conn;
use crate::connect::{Location, connect};
use crate::db::on_a_thread_of_its_own;
use crate::dialect::Dialect;
use crate::value::{Row, Value};
use desk::Fault;
use std::collections::BTreeSet;
use std::sync::Mutex;

#[cfg(debug_assertions)]
static ASKED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Remembers a statement; in a release, nothing.
#[inline]
pub(crate) fn note(sql: &str) {
    #[cfg(debug_assertions)]
    if let Ok(mut asked) = ASKED.lock()
        && !asked.contains(sql)
    {
        asked.insert(sql.to_owned());
    }
    #[cfg(not(debug_assertions))]
    let _ = sql;
}

/// Everything this process has asked so far, on whatever database.
pub fn asked() -> Vec<String> {
    #[cfg(debug_assertions)]
    return ASKED.lock().map(|asked| asked.iter().cloned().collect()).unwrap_or_default();
    #[cfg(not(debug_assertions))]
    Vec::new()
}

/// A statement and the steps its database takes for it.
#[derive(Clone, Debug)]
pub struct Plan {
    pub sql: String,
    pub steps: Vec<String>,
}

/// The plans of statements, as if their tables were too large to be read whole or sorted.
///
/// # Errors
/// The database cannot be reached. A statement that has no plan is left out.
pub fn of(location: &Location, statements: Vec<String>) -> Result<Vec<Plan>, Fault> {
    on_a_thread_of_its_own(|| {
        let mut conn = connect(location)?;
        if conn.dialect() == Dialect::Postgres {
            conn.batch("SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off; SET plan_cache_mode = force_generic_plan")?;
        }
        let planned = statements.into_iter().filter(|sql| is_planned(sql)).enumerate().map(|(number, sql)| {
            let steps = match conn.dialect() {
                Dialect::Sqlite => sqlite(&mut conn, &sql),
                Dialect::Postgres => postgres(&mut conn, number, &sql),
            };
            steps.map(|steps| Plan { steps, sql: sql.clone() }).map_err(|fault| Fault::new(format!("{sql}: {fault}")))
        });
        planned.collect()
    })
}

fn is_planned(sql: &str) -> bool {
    let word = sql.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
    ["SELECT", "UPDATE", "DELETE", "WITH"].contains(&word.as_str()) && !sql.contains("pg_") && !sql.contains("PRAGMA")
}

fn sqlite(conn: &mut Conn, sql: &str) -> Result<Vec<String>, Fault> {
    let nothing = vec![Value::Null; places(sql)];
    conn.all(&format!("EXPLAIN QUERY PLAN {sql}"), &nothing, |row: &Row| row.get(3))
}

fn postgres(conn: &mut Conn, number: usize, sql: &str) -> Result<Vec<String>, Fault> {
    let name = format!("plan_{number}");
    conn.batch(&format!("PREPARE {name} AS {sql}"))?;
    let nothing = vec!["NULL"; places(sql)].join(", ");
    let execute = if nothing.is_empty() { name.clone() } else { format!("{name} ({nothing})") };
    let steps = conn.all(&format!("EXPLAIN EXECUTE {execute}"), &[], |row| row.get(0))?;
    conn.batch(&format!("DEALLOCATE {name}"))?;
    Ok(steps)
}

/// The highest number of a placeholder.
fn places(sql: &str) -> usize {
    let numbers = sql.split('$').skip(1);
    let numbers = numbers.filter_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse::<usize>().ok());
    numbers.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_counted_by_their_numbers() {
        assert_eq!(places("SELECT 1"), 0);
        assert_eq!(places("a = $1 AND b IN ($12, $3) OR c = $1"), 12);
    }
}
