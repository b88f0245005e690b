//! The event log and the places of its readers.

use crate::ticket::lists::within;
use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::automation::RuleId;
use desk::event::Place;
use desk::flow::FlowId;
use desk::notification::Stream;
use desk::object::ObjectId;
use desk::people::PersonId;
use desk::ticket::TicketId;
use desk::{Event, Fault, Recorded, Scope, Who};

pub(crate) const COLUMNS: &str = "tx, position, at, who, cause, body, quiet";

pub(crate) fn append(tx: &mut Tx, event: &Event, who: Who, cause: Option<i64>, at: Moment) -> Result<i64, Fault> {
    let body = serde_json::to_string(event).map_err(Fault::new)?;
    let quiet = tx.is_quiet();
    let position = tx.conn.first(
        "INSERT INTO events (tx, at, kind, ticket_id, who, cause, body, object_id, quiet)
         VALUES ({this_transaction}, $1, $2, $3, $4, $5, $6, $7, $8) RETURNING position",
        values![at, event.kind(), event.ticket(), who_text(who), cause, body, event.object(), quiet],
        |row| row.get(0),
    )?;
    position.ok_or_else(|| Fault::new("an inserted event gave no position"))
}

/// The next events after a place, in order, at most `limit`; only such as nothing can still slip in before.
///
/// In two parts, because SQLite takes the index for `(tx, position) > …` only as far as `tx`, which is the same for all:
/// it would walk the whole log.
pub fn after(read: &mut Read, place: Place, limit: usize) -> Result<Vec<Recorded>, Fault> {
    read.conn.all(&next(), values![place.transaction, place.position, limit], recorded)
}

fn next() -> String {
    format!(
        "SELECT {COLUMNS} FROM events WHERE tx = $1 AND position > $2 {{settled}}
         UNION ALL SELECT {COLUMNS} FROM events WHERE tx > $1 {{settled}}
         ORDER BY tx, position LIMIT $3"
    )
}

/// Something was committed after a place, though on PostgreSQL a running transaction may still keep it from being read.
pub fn any_after(read: &mut Read, place: Place) -> Result<bool, Fault> {
    let found = read.conn.first(
        "SELECT 1 FROM events WHERE tx = $1 AND position > $2 UNION ALL SELECT 1 FROM events WHERE tx > $1 LIMIT 1",
        values![place.transaction, place.position],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// The place after everything that is settled now: where a reader begins that wants only news.
pub fn end(read: &mut Read) -> Result<Place, Fault> {
    let last = read.conn.first(
        "SELECT tx, position FROM events WHERE TRUE {settled} ORDER BY tx DESC, position DESC LIMIT 1",
        &[],
        |row| Ok(Place { transaction: row.get(0)?, position: row.get(1)? }),
    )?;
    Ok(last.unwrap_or_default())
}

pub fn load(read: &mut Read, position: i64) -> Result<Option<Recorded>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM events WHERE position = $1"), values![position], recorded)
}

/// A ticket's events, oldest first, after a position.
pub fn of_ticket(read: &mut Read, ticket: TicketId, after: i64, limit: usize) -> Result<Vec<Recorded>, Fault> {
    read.conn.all(
        &format!("SELECT {COLUMNS} FROM events WHERE ticket_id = $1 AND position > $2 ORDER BY position LIMIT $3"),
        values![ticket, after, limit],
        recorded,
    )
}

/// The newest events of a ticket, at most `limit`, oldest first.
pub fn newest_of_ticket(read: &mut Read, ticket: TicketId, limit: usize) -> Result<Vec<Recorded>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM events WHERE ticket_id = $1 ORDER BY position DESC LIMIT $2");
    let mut found = read.conn.all(&sql, values![ticket, limit], recorded)?;
    found.reverse();
    Ok(found)
}

/// The last events of a ticket until a moment, at most `limit`, oldest first.
pub fn of_ticket_until(read: &mut Read, ticket: TicketId, until: Moment, limit: usize) -> Result<Vec<Recorded>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM events WHERE ticket_id = $1 AND at <= $2 ORDER BY position DESC LIMIT $3");
    let mut found = read.conn.all(&sql, values![ticket, until, limit], recorded)?;
    found.reverse();
    Ok(found)
}

/// The newest events of an object, the newest first, before a position.
pub fn of_object(read: &mut Read, object: ObjectId, before: i64, limit: usize) -> Result<Vec<Recorded>, Fault> {
    read.conn.all(
        &format!("SELECT {COLUMNS} FROM events WHERE object_id = $1 AND position < $2 ORDER BY position DESC LIMIT $3"),
        values![object, before, limit],
        recorded,
    )
}

/// A ticket's events of one kind, oldest first.
pub fn of_kind(read: &mut Read, ticket: TicketId, kind: &str) -> Result<Vec<Recorded>, Fault> {
    read.conn.all(
        &format!("SELECT {COLUMNS} FROM events WHERE ticket_id = $1 AND kind = $2 ORDER BY position"),
        values![ticket, kind],
        recorded,
    )
}

/// What followed within the same ticket from an event, oldest first.
pub fn caused_by(read: &mut Read, ticket: TicketId, position: i64) -> Result<Vec<Recorded>, Fault> {
    read.conn.all(
        &format!("SELECT {COLUMNS} FROM events WHERE ticket_id = $1 AND cause = $2 ORDER BY position"),
        values![ticket, position],
        recorded,
    )
}

/// Somebody else has done something on the ticket after a position. Whoever only looks at it has done nothing.
pub fn others_since(read: &mut Read, ticket: TicketId, position: i64, who: Who) -> Result<bool, Fault> {
    let found = read.conn.first(
        "SELECT 1 FROM events WHERE ticket_id = $1 AND position > $2 AND who LIKE 'person:%' AND who <> $3
             AND kind NOT IN ('ticket_opened', 'ticket_left') LIMIT 1",
        values![ticket, position, who_text(who)],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// What this transaction has recorded after something that it recorded, in order.
pub fn of_this(tx: &mut Tx, after: i64) -> Result<Vec<Recorded>, Fault> {
    let sql =
        format!("SELECT {COLUMNS} FROM events WHERE tx = {{this_transaction}} AND position > $1 ORDER BY position");
    tx.conn.all(&sql, values![after], recorded)
}

/// From the last position before a moment to the last of all. The log grows with time, so that a moment is found by
/// halving.
pub fn span_since(read: &mut Read, moment: Moment) -> Result<(i64, i64), Fault> {
    let sql = "SELECT position FROM events WHERE position > 0 ORDER BY position DESC LIMIT 1";
    let last = read.conn.first(sql, &[], |row| row.get(0))?;
    let last: i64 = last.unwrap_or(0);
    let (mut before, mut after) = (0, last);
    while before < after {
        let middle = before + (after - before) / 2;
        let sql = "SELECT position, at FROM events WHERE position > $1 ORDER BY position LIMIT 1";
        let found = read.conn.first(sql, values![middle], |row| Ok((row.get::<i64>(0)?, row.get::<Moment>(1)?)))?;
        match found {
            Some((position, at)) if at < moment => before = position,
            Some(_) | None => after = middle,
        }
    }
    Ok((before, last))
}

/// In order of their positions, after one and up to another: for who looks back at what has long settled.
pub fn between(read: &mut Read, after: i64, until: i64, limit: usize) -> Result<Vec<Recorded>, Fault> {
    read.conn.all(
        &format!("SELECT {COLUMNS} FROM events WHERE position > $1 AND position <= $2 ORDER BY position LIMIT $3"),
        values![after, until, limit],
        recorded,
    )
}

/// The newest events of all, for the audit page.
pub fn newest(read: &mut Read, before: i64, limit: usize) -> Result<Vec<Recorded>, Fault> {
    read.conn.all(
        &format!("SELECT {COLUMNS} FROM events WHERE position < $1 AND kind <> 'inbox_changed' ORDER BY position DESC LIMIT $2"),
        values![before, limit],
        recorded,
    )
}

/// What happened on tickets within a scope, the newest first, from one position down to another.
pub fn on_tickets(
    read: &mut Read,
    scope: &Scope,
    wanted: &Stream,
    (before, from): (i64, i64),
    limit: usize,
) -> Result<Vec<Recorded>, Fault> {
    let Some(within) = within(scope) else { return Ok(Vec::new()) };
    let kinds: Vec<String> = wanted.kinds().iter().map(|kind| format!("'{kind}'")).collect();
    let team = wanted.team.map(|team| format!("AND t.team_id = {team}")).unwrap_or_default();
    let who =
        wanted.person.map(|person| format!("AND e.who = '{}'", who_text(Who::Person(person)))).unwrap_or_default();
    let sql = format!(
        "SELECT e.tx, e.position, e.at, e.who, e.cause, e.body, e.quiet FROM events e CROSS JOIN tickets t
         WHERE t.id = e.ticket_id AND e.position < $1 AND e.position >= $2 AND e.kind IN ({}) AND {within} {team} {who}
         ORDER BY e.position DESC LIMIT $3",
        kinds.join(", ")
    );
    read.conn.all(&sql, values![before, from, limit], recorded)
}

/// The last position of all.
pub fn last(read: &mut Read) -> Result<i64, Fault> {
    let sql = "SELECT position FROM events WHERE position > 0 ORDER BY position DESC LIMIT 1";
    Ok(read.conn.first(sql, &[], |row| row.get(0))?.unwrap_or(0))
}

/// Where a reader stands. On PostgreSQL its row stays locked, so that one process reads at a time.
pub fn place_of(tx: &mut Tx, reader: &str) -> Result<Place, Fault> {
    tx.conn.execute(
        "INSERT INTO readers (name, tx, position) VALUES ($1, 0, 0) ON CONFLICT (name) DO NOTHING",
        values![reader],
    )?;
    let place =
        tx.conn.first("SELECT tx, position FROM readers WHERE name = $1 {for_update}", values![reader], |row| {
            Ok(Place { transaction: row.get(0)?, position: row.get(1)? })
        })?;
    place.ok_or_else(|| Fault::new("a reader's place vanished"))
}

/// Where a reader stands, without taking its turn.
pub fn kept_place(read: &mut Read, reader: &str) -> Result<Place, Fault> {
    let place = read.conn.first("SELECT tx, position FROM readers WHERE name = $1", values![reader], |row| {
        Ok(Place { transaction: row.get(0)?, position: row.get(1)? })
    })?;
    Ok(place.unwrap_or_default())
}

pub fn move_to(tx: &mut Tx, reader: &str, place: Place) -> Result<(), Fault> {
    tx.conn
        .execute(
            "UPDATE readers SET tx = $2, position = $3 WHERE name = $1",
            values![reader, place.transaction, place.position],
        )
        .map(drop)
}

/// Every reader with its place, for the page that shows their lag.
pub fn places(read: &mut Read) -> Result<Vec<(String, Place)>, Fault> {
    read.conn.all("SELECT name, tx, position FROM readers ORDER BY name", &[], |row| {
        Ok((row.get(0)?, Place { transaction: row.get(1)?, position: row.get(2)? }))
    })
}

pub(crate) fn recorded(row: &Row) -> Result<Recorded, Fault> {
    let body: String = row.get(5)?;
    Ok(Recorded {
        place: Place { transaction: row.get(0)?, position: row.get(1)? },
        at: row.get(2)?,
        who: who_of(&row.get::<String>(3)?)?,
        cause: row.get(4)?,
        quiet: row.get(6)?,
        event: serde_json::from_str(&body).map_err(|error| Fault::new(format!("event {body}: {error}")))?,
    })
}

pub(crate) fn who_text(who: Who) -> String {
    match who {
        Who::Person(person) => format!("person:{person}"),
        Who::System => "system".into(),
        Who::Rule(rule) => format!("rule:{rule}"),
        Who::Flow(flow) => format!("flow:{flow}"),
        Who::Anonymous => "anonymous".into(),
    }
}

fn who_of(text: &str) -> Result<Who, Fault> {
    match (text, text.split_once(':').and_then(|(kind, id)| Some((kind, id.parse::<i64>().ok()?)))) {
        (_, Some(("person", id))) => Ok(Who::Person(PersonId(id))),
        (_, Some(("rule", id))) => Ok(Who::Rule(RuleId(id))),
        (_, Some(("flow", id))) => Ok(Who::Flow(FlowId(id))),
        ("system", None) => Ok(Who::System),
        ("anonymous", None) => Ok(Who::Anonymous),
        (_, _) => Err(Fault::new(format!("{text:?} is nobody"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conn::Conn;
    use crate::migrate;

    #[test]
    fn sqlite_reads_on_without_walking_through_what_was_read() {
        let mut conn = Conn::Sqlite(rusqlite::Connection::open_in_memory().unwrap());
        migrate::run(&mut conn).unwrap();
        let plan = conn
            .all(&format!("EXPLAIN QUERY PLAN {}", next()), values![0i64, 9i64, 1i64], |row| row.get::<String>(3))
            .unwrap();
        assert!(plan.iter().any(|step| step.ends_with("events_in_order (tx=? AND position>?)")), "{plan:#?}");
        assert!(!plan.iter().any(|step| step.starts_with("SCAN") || step.contains("TEMP B-TREE")), "{plan:#?}");
    }
}
