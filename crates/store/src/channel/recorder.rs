//! What the flight recorder keeps: by which keys mail is found, what was read of it, and who was turned away.

use crate::value::{Row, Value};
use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::channel::{Flight, IntakeId, TurnedAway};

/// Rows about those turned away that are kept at most: strangers may knock as often as they like.
const MOST_TURNED_AWAY: i64 = 10_000;

/// Keys of a mail that go in by one statement.
const TOGETHER: usize = 32;

/// A message that arrived, as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    pub message_id: String,
    pub author: String,
    pub subject: String,
    /// Version of the reader; 0: it could not be read.
    pub parser: i64,
    pub decided_at: Moment,
}

pub fn pass(tx: &mut Tx, intake: IntakeId, passage: &Passage) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO passages (intake_id, message_id, author, subject, parser, decided_at) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (intake_id) DO UPDATE SET message_id = excluded.message_id, author = excluded.author,
                 subject = excluded.subject, parser = excluded.parser, decided_at = excluded.decided_at",
            values![
                intake,
                &passage.message_id,
                &passage.author,
                &passage.subject,
                passage.parser,
                passage.decided_at
            ],
        )
        .map(drop)
}

pub fn passage(read: &mut Read, intake: IntakeId) -> Result<Option<Passage>, Fault> {
    read.conn.first(
        "SELECT message_id, author, subject, parser, decided_at FROM passages WHERE intake_id = $1",
        values![intake],
        |row| {
            Ok(Passage {
                message_id: row.get(0)?,
                author: row.get(1)?,
                subject: row.get(2)?,
                parser: row.get(3)?,
                decided_at: row.get(4)?,
            })
        },
    )
}

/// A mail can be found by these keys from now on.
pub fn sight(tx: &mut Tx, flight: Flight, keys: &[String]) -> Result<(), Fault> {
    for keys in keys.chunks(TOGETHER) {
        // Always the same statement: a place left over takes the last key once more.
        let last = keys.last().map(String::as_str).unwrap_or_default();
        let places = keys.len().next_power_of_two();
        let rows: Vec<String> = (3..places + 3).map(|place| format!("(${place}, $1, $2)")).collect();
        let sql = format!("INSERT INTO sightings (key, way, item) VALUES {} ON CONFLICT DO NOTHING", rows.join(", "));
        let padded = keys.iter().map(String::as_str).chain(std::iter::repeat(last)).take(places);
        let values: Vec<Value> =
            [flight.way().into(), flight.item().into()].into_iter().chain(padded.map(Value::from)).collect();
        tx.conn.execute(&sql, &values)?;
    }
    Ok(())
}

/// A mail cannot be found by these keys any more.
pub fn unsight(tx: &mut Tx, flight: Flight, keys: &[String]) -> Result<(), Fault> {
    for key in keys {
        tx.conn.execute(
            "DELETE FROM sightings WHERE key = $1 AND way = $2 AND item = $3",
            values![key.as_str(), flight.way(), flight.item()],
        )?;
    }
    Ok(())
}

/// Mails of one way that have all of the keys, the newest first.
pub fn sighted(read: &mut Read, way: &str, keys: &[String], limit: usize) -> Result<Vec<Flight>, Fault> {
    let Some(first) = keys.first() else { return Ok(Vec::new()) };
    let mut sql = "SELECT s.item FROM sightings s WHERE s.key = $1 AND s.way = $2".to_owned();
    let mut wanted = vec![Value::from(first.as_str()), Value::from(way)];
    for key in keys.iter().skip(1).take(12) {
        wanted.push(Value::from(key.as_str()));
        let n = wanted.len();
        sql.push_str(&format!(
            " AND EXISTS (SELECT 1 FROM sightings o WHERE o.key = ${n} AND o.way = s.way AND o.item = s.item)"
        ));
    }
    sql.push_str(&format!(" ORDER BY s.item DESC LIMIT {limit}"));
    let items: Vec<i64> = read.conn.all(&sql, &wanted, |row| row.get(0))?;
    Ok(items.into_iter().filter_map(|item| Flight::named(way, item)).collect())
}

/// Somebody was turned away. The oldest such rows make room.
pub fn turn_away(tx: &mut Tx, away: &TurnedAway) -> Result<(), Fault> {
    let id = tx.conn.first(
        "INSERT INTO turned_away (at, remote, sender, recipient, reason) VALUES ($1, $2, $3, $4, $5) RETURNING id",
        values![away.at, &away.remote, &away.sender, &away.recipient, &away.reason],
        |row| row.get::<i64>(0),
    )?;
    let oldest = id.unwrap_or_default() - MOST_TURNED_AWAY;
    tx.conn.execute("DELETE FROM turned_away WHERE id <= $1", values![oldest]).map(drop)
}

/// Those turned away last.
pub fn newest_turned_away(read: &mut Read, limit: usize) -> Result<Vec<TurnedAway>, Fault> {
    let sql = "SELECT at, remote, sender, recipient, reason FROM turned_away WHERE id > 0 ORDER BY id DESC LIMIT $1";
    read.conn.all(sql, values![limit], turned)
}

/// Those turned away whose sender or recipient is this address, the newest first.
pub fn turned_away(read: &mut Read, address: &str, limit: usize) -> Result<Vec<TurnedAway>, Fault> {
    let mut found = Vec::new();
    for column in ["recipient", "sender"] {
        let sql = format!(
            "SELECT at, remote, sender, recipient, reason FROM turned_away WHERE {column} = $1 ORDER BY id DESC LIMIT $2"
        );
        found.extend(read.conn.all(&sql, values![address, limit], turned)?);
    }
    found.sort_by_key(|away| std::cmp::Reverse(away.at));
    found.truncate(limit);
    Ok(found)
}

fn turned(row: &Row) -> Result<TurnedAway, Fault> {
    Ok(TurnedAway {
        at: row.get(0)?,
        remote: row.get(1)?,
        sender: row.get(2)?,
        recipient: row.get(3)?,
        reason: row.get(4)?,
    })
}
