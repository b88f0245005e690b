//! Whatever a list is sorted or grouped by, it is a walk along an index, on either database.

use super::*;
use crate::conn::Conn;
use crate::migrate;
use desk::form::{FieldId, ItemId};
use desk::people::{PersonId, TeamId};

fn sqlite() -> Conn {
    let mut conn = Conn::Sqlite(rusqlite::Connection::open_in_memory().unwrap());
    migrate::run(&mut conn).unwrap();
    conn
}

/// The steps in which SQLite answers.
fn plan(conn: &mut Conn, sql: &str, values: &[Value<'_>]) -> Vec<String> {
    conn.all(&format!("EXPLAIN QUERY PLAN {sql}"), values, |row| row.get(3)).unwrap()
}

fn viewer() -> Viewer {
    Viewer { person: PersonId(7), now: base::Moment(0), zone: "UTC".into() }
}

/// A key of an order.
fn reached(order: Order) -> Value<'static> {
    if order.is_of_words() { Value::from("kettle".to_owned()) } else { Value::Int(9) }
}

/// Every order of one place, of several, and of all there are; from its beginning and further on; grouped.
fn pages() -> Vec<(String, Vec<Value<'static>>)> {
    let viewer = viewer();
    let written = [
        r#"{"all":[{"field":"place","operator":"any_of","value":["open"]}]}"#,
        r#"{"all":[{"field":"place","operator":"any_of","value":["open","snoozed","closed"]}]}"#,
        r#"{"all":[]}"#,
    ];
    let mut pages = Vec::new();
    for condition in written.map(|written| Condition::read(written).unwrap()) {
        for scope in [Scope::All, Scope::Agent { person: PersonId(7), teams: vec![TeamId(1), TeamId(2)] }] {
            let wanted = Wanted { scope: &scope, condition: &condition, viewer: &viewer, among: Among::All };
            for order in Order::ALL {
                pages.extend(page_of(wanted, &Beside::default(), *order, None, 50));
                pages.extend(page_of(wanted, &Beside::default(), *order, Some((reached(*order), TicketId(9))), 50));
                pages.extend(groups_of(wanted, &Beside::default(), *order, Grouping::Assignee, 1000));
            }
        }
    }
    pages.extend(columns(&viewer));
    pages
}

/// Each kind of column of a board.
fn headings() -> Vec<Condition> {
    let place = r#"{"field":"place","operator":"any_of","value":["open"]}"#;
    let headings = [
        r#"{"field":"status","operator":"any_of","value":[3]}"#,
        r#"{"field":"priority","operator":"any_of","value":["low"]}"#,
        r#"{"field":"assignee","operator":"any_of","value":[7]}"#,
        r#"{"field":"assignee","operator":"unset"}"#,
        r#"{"field":"team","operator":"any_of","value":[2]}"#,
        r#"{"field":"rating","operator":"equals","value":2}"#,
    ];
    headings.map(|heading| Condition::read(&format!(r#"{{"all":[{place},{heading}]}}"#)).unwrap()).to_vec()
}

/// The first cards of each column, and those behind them.
fn columns(viewer: &Viewer) -> Vec<(String, Vec<Value<'static>>)> {
    let mut pages = Vec::new();
    for condition in headings() {
        let wanted = Wanted { scope: &Scope::All, condition: &condition, viewer, among: Among::All };
        pages.extend(page_of(wanted, &Beside::default(), Order::Newest, None, 20));
        pages.extend(page_of(wanted, &Beside::default(), Order::Newest, Some((Value::Int(9), TicketId(9))), 20));
    }
    pages
}

#[test]
fn a_column_of_a_board_is_a_walk_along_its_own_index() {
    let mut conn = sqlite();
    let viewer = viewer();
    // Behind its first cards SQLite goes on with nobody's tickets along the index of the place.
    let further = |sql: &str| sql.contains("assignee_id IS NULL) AND (t.updated_at");
    for (sql, values) in columns(&viewer).into_iter().filter(|(sql, _)| !further(sql)) {
        let plan = plan(&mut conn, &sql, &values);
        let own = plan.iter().any(|line| line.contains("(place=? AND ") && !line.contains("(place=? AND updated_at"));
        assert!(own, "{sql}\n{plan:#?}");
    }
}

/// Where a heading has few, they are found before they are put in order.
#[test]
fn what_few_stand_under_a_heading_is_found_along_its_index() {
    let mut conn = sqlite();
    let viewer = viewer();
    for condition in headings() {
        let wanted = Wanted { scope: &Scope::All, condition: &condition, viewer: &viewer, among: Among::All };
        let (sql, values) = few_of(wanted, &Beside::default(), 1000).unwrap();
        let plan = plan(&mut conn, &sql, &values);
        assert!(
            plan.iter().all(|line| line.starts_with("SEARCH t USING") && line.contains(" AND ")),
            "{sql}\n{plan:#?}"
        );
    }
}

#[test]
fn sqlite_sorts_no_more_than_a_page() {
    let mut conn = sqlite();
    for (sql, values) in pages() {
        let plan = plan(&mut conn, &sql, &values);
        let walks = plan.iter().filter(|line| line.starts_with("SEARCH t USING") && line.contains("(place=?")).count();
        let scans = plan.iter().filter(|line| *line == "SCAN t" || line.starts_with("SCAN t ")).count();
        assert!(walks >= 1 && scans == 0, "{sql}\n{plan:#?}");
        for step in plan.windows(2) {
            let sorted = step[0].contains("(place=?") && step[1].starts_with("USE TEMP B-TREE");
            assert!(!sorted, "the index is not in order\n{sql}\n{plan:#?}");
        }
    }
}

/// Own fields, from the beginning and further on, along all of them and along one of their items, in one place and in several.
fn fielded() -> Vec<(String, Vec<Value<'static>>)> {
    let viewer = viewer();
    let mut pages = Vec::new();
    for written in [
        r#"{"all":[{"field":"place","operator":"any_of","value":["open"]}]}"#,
        r#"{"all":[{"field":"place","operator":"any_of","value":["open","closed"]},{"field":"assignee","operator":"unset"}]}"#,
    ] {
        let condition = Condition::read(written).unwrap();
        for scope in [Scope::All, Scope::Agent { person: PersonId(7), teams: vec![TeamId(1), TeamId(2)] }] {
            let wanted = Wanted { scope: &scope, condition: &condition, viewer: &viewer, among: Among::All };
            for (item, falling) in [(None, false), (None, true), (Some(ItemId(3)), false), (Some(ItemId(3)), true)] {
                let walk = own::Walk { field: FieldId(5), item, of_words: false, falling };
                for behind in [None, Some((9, String::new(), TicketId(9)))] {
                    pages.extend(own::page_of(wanted, &Beside::default(), walk, behind, 50));
                }
                pages.extend(own::groups_of(wanted, &Beside::default(), walk, Grouping::Assignee, 1000));
            }
        }
    }
    pages
}

#[test]
fn sqlite_goes_along_the_values_of_a_field() {
    let mut conn = sqlite();
    for (sql, values) in fielded() {
        let plan = plan(&mut conn, &sql, &values);
        let walks =
            plan.iter().filter(|line| line.starts_with("SEARCH x USING") && line.contains("(field_id=? AND place=?"));
        assert!(walks.count() >= 1, "{sql}\n{plan:#?}");
        let scans = |line: &&String| {
            ["SCAN x", "SCAN t"].iter().any(|scan| line == scan || line.starts_with(&format!("{scan} ")))
        };
        assert_eq!(plan.iter().find(scans), None, "{sql}\n{plan:#?}");
        for step in plan.windows(3) {
            let sorted = step[0].starts_with("SEARCH x") && step[2].starts_with("USE TEMP B-TREE");
            assert!(!sorted, "the index is not in order\n{sql}\n{plan:#?}");
        }
    }
}

/// Under few headings, in a small view: each by its own rows, in whatever order.
#[test]
fn sqlite_looks_up_what_stands_in_the_field_of_each_of_few_tickets() {
    let mut conn = sqlite();
    let viewer = viewer();
    let condition = Condition::read(r#"{"all":[{"field":"place","operator":"any_of","value":["open"]}]}"#).unwrap();
    let these = [TicketId(3), TicketId(9)];
    for among in [Among::These(&these), Among::Members(4, 7)] {
        let wanted = Wanted { scope: &Scope::All, condition: &condition, viewer: &viewer, among };
        for (item, of_words) in [(None, false), (None, true), (Some(ItemId(3)), false)] {
            let walk = own::Walk { field: FieldId(5), item, of_words, falling: true };
            let beside = Beside::default();
            let page = own::page_of(wanted, &beside, walk, None, 50);
            let groups = own::groups_of(wanted, &beside, walk, Grouping::Team, 50);
            for (sql, values) in page.into_iter().chain(groups) {
                let plan = plan(&mut conn, &sql, &values);
                let each = "SEARCH x USING INDEX ticket_orders_by_ticket (ticket_id=?";
                assert!(plan.iter().any(|line| line.starts_with(each)), "{sql}\n{plan:#?}");
            }
        }
    }
}

/// The item of a ticket is not looked for among those of all others.
#[test]
fn sqlite_finds_the_item_of_each_ticket_by_the_ticket() {
    let mut conn = sqlite();
    let viewer = viewer();
    let condition = Condition::read(r#"{"all":[{"field":"place","operator":"any_of","value":["open"]}]}"#).unwrap();
    let wanted = Wanted { scope: &Scope::All, condition: &condition, viewer: &viewer, among: Among::All };
    let grouping = Grouping::Field(FieldId(5));
    let walk = own::Walk { field: FieldId(6), item: None, of_words: false, falling: false };
    let usual = groups_of(wanted, &Beside::default(), Order::Newest, grouping, 1000);
    let own = own::groups_of(wanted, &Beside::default(), walk, grouping, 1000);
    for (sql, values) in usual.into_iter().chain(own) {
        let plan = plan(&mut conn, &sql, &values);
        assert!(plan.iter().any(|line| line.starts_with("SEARCH x") && line.contains("(holder_id=?")), "{plan:#?}");
    }
}

/// What the index has found is looked up ticket by ticket, in whatever order and place.
fn found() -> Vec<(String, Vec<Value<'static>>)> {
    let viewer = viewer();
    let condition = Condition::read(r#"{"all":[{"field":"place","operator":"any_of","value":["closed"]}]}"#).unwrap();
    let scope = Scope::Agent { person: PersonId(7), teams: vec![TeamId(1), TeamId(2)] };
    let these = [TicketId(3), TicketId(9)];
    let wanted = Wanted { scope: &scope, condition: &condition, viewer: &viewer, among: Among::These(&these) };
    Order::ALL
        .iter()
        .filter_map(|order| page_of(wanted, &Beside::default(), *order, Some((reached(*order), TicketId(9))), 50))
        .collect()
}

#[test]
fn what_was_found_is_looked_up_by_its_id() {
    let mut conn = sqlite();
    for (sql, values) in found() {
        let plan = plan(&mut conn, &sql, &values);
        assert!(plan.iter().any(|line| line == "SEARCH t USING INTEGER PRIMARY KEY (rowid=?)"), "{sql}\n{plan:#?}");
        assert!(!plan.iter().any(|line| line.contains("SCAN t") || line.contains("SEARCH t USING INDEX")), "{plan:#?}");
    }
}

#[test]
fn postgres_walks_an_index_that_is_in_order() {
    let Ok(server) = std::env::var("KIPPU_TEST_POSTGRES") else {
        assert!(std::env::var_os("KIPPU_REQUIRE_PEERS").is_none(), "KIPPU_TEST_POSTGRES is not set: run bin/test");
        return;
    };
    let client = postgres::Client::connect(&server, postgres::NoTls).unwrap();
    let mut conn = Conn::Postgres(Box::new(client), Default::default());
    let schema = format!("orders_{}", std::process::id());
    conn.batch(&format!("CREATE SCHEMA {schema}; SET search_path = {schema}")).unwrap();
    migrate::run(&mut conn).unwrap();
    conn.batch("SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off").unwrap();
    let mut wrong = Vec::new();
    for (sql, values) in pages() {
        let plan: Vec<String> = conn.all(&format!("EXPLAIN {sql}"), &values, |row| row.get(0)).unwrap();
        let text = plan.join("\n");
        let sorted = plan.windows(3).any(|step| {
            step[0].contains("Sort ") && step[1].contains("Sort Key") && step[2].contains("using tickets_by")
        });
        if sorted || text.contains("Seq Scan on tickets") || !text.contains("using tickets_by") {
            wrong.push(format!("{sql}\n{text}"));
        }
    }
    for (sql, values) in fielded() {
        let plan: Vec<String> = conn.all(&format!("EXPLAIN {sql}"), &values, |row| row.get(0)).unwrap();
        let text = plan.join("\n");
        if text.contains("Seq Scan on ticket") || !text.contains("using ticket_orders_pkey on ticket_orders x") {
            wrong.push(format!("{sql}\n{text}"));
        }
    }
    conn.batch("SET enable_sort = on").unwrap();
    for (sql, values) in found() {
        let plan: Vec<String> = conn.all(&format!("EXPLAIN {sql}"), &values, |row| row.get(0)).unwrap();
        if !plan.iter().any(|line| line.contains("using tickets_pkey on tickets t")) {
            wrong.push(format!("{sql}\n{}", plan.join("\n")));
        }
    }
    conn.batch(&format!("DROP SCHEMA {schema} CASCADE")).unwrap();
    assert_eq!(wrong, Vec::<String>::new());
}
