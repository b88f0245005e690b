//! No list walks through the whole table, on either database.

use super::super::referrals;
use super::*;
use crate::conn::Conn;
use crate::migrate;
use desk::Fault;
use desk::ticket::ReferredTo;

/// Every list an agent can open, from its beginning and further on.
fn pages() -> Vec<(String, Vec<Value<'static>>)> {
    let scopes = [
        Scope::All,
        Scope::Agent { person: PersonId(7), teams: vec![TeamId(1)] },
        Scope::Agent { person: PersonId(7), teams: vec![TeamId(1), TeamId(2), TeamId(3)] },
    ];
    let views = View::FIXED.into_iter().chain([View::Team(TeamId(2))]);
    let afters = [None, Some(After { updated_at: Moment(9), id: TicketId(9), under: None })];
    let mut pages = Vec::new();
    for view in views {
        for scope in &scopes {
            pages.extend(afters.iter().filter_map(|after| page_of_view(scope, view, PersonId(7), *after, 50)));
        }
    }
    let whom = [ReferredTo::Person(PersonId(7)), ReferredTo::Team(TeamId(1)), ReferredTo::Team(TeamId(2))];
    pages.extend(afters.map(|after| referrals::page_of(&whom, after, 50)));
    pages
}

/// The plan of a query, line by line.
fn plan(conn: &mut Conn, explain: &str, sql: &str, values: &[Value]) -> Result<Vec<String>, Fault> {
    let column = if explain == "EXPLAIN" { 0 } else { 3 };
    conn.all(&format!("{explain} {sql}"), values, |row| row.get(column))
}

#[test]
fn sqlite_finds_every_page_by_an_index_that_is_in_order() {
    let mut conn = Conn::Sqlite(rusqlite::Connection::open_in_memory().unwrap());
    migrate::run(&mut conn).unwrap();
    for (sql, values) in pages() {
        let plan = plan(&mut conn, "EXPLAIN QUERY PLAN", &sql, &values).unwrap();
        let walks =
            plan.iter().filter(|line| line.contains("INDEX tickets_") || line.contains("referrals_by_whom")).count();
        let scans = plan.iter().filter(|line| *line == "SCAN t" || line.starts_with("SCAN t ")).count();
        assert!(walks >= 1 && scans == 0, "{sql}\n{plan:#?}");
        for step in plan.windows(2) {
            let sorted = step[0].starts_with("SEARCH t USING") && step[1].starts_with("USE TEMP B-TREE");
            assert!(!sorted, "the index is not in order\n{sql}\n{plan:#?}");
        }
    }
}

#[test]
fn postgres_finds_every_page_by_an_index() {
    let Ok(server) = std::env::var("KIPPU_TEST_POSTGRES") else {
        assert!(std::env::var_os("KIPPU_REQUIRE_PEERS").is_none(), "KIPPU_TEST_POSTGRES is not set: run bin/test");
        return;
    };
    let client = postgres::Client::connect(&server, postgres::NoTls).unwrap();
    let mut conn = Conn::Postgres(Box::new(client), Default::default());
    let schema = format!("plans_{}", std::process::id());
    conn.batch(&format!("CREATE SCHEMA {schema}; SET search_path = {schema}")).unwrap();
    migrate::run(&mut conn).unwrap();
    // The table is empty: without this, walking through it is always the best plan.
    conn.batch("SET enable_seqscan = off; SET enable_bitmapscan = off").unwrap();
    let scans: Vec<String> = pages()
        .into_iter()
        .filter_map(|(sql, values)| {
            let plan = plan(&mut conn, "EXPLAIN", &sql, &values).unwrap().join("\n");
            let indexed = (plan.contains("using tickets_") || plan.contains("referrals_by_whom"))
                && !plan.contains("Seq Scan on tickets");
            (!indexed).then(|| format!("{sql}\n{plan}"))
        })
        .collect();
    conn.batch(&format!("DROP SCHEMA {schema} CASCADE")).unwrap();
    assert_eq!(scans, Vec::<String>::new());
}
