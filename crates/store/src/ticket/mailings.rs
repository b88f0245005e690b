//! Messages to many people, and what became of each of them.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Digest;
use desk::Fault;
use desk::ticket::{Mailing, MailingId, MailingState, TicketId, TicketNumber};

const COLUMNS: &str = "id, person_id, subject, state, at";

/// Somebody it is for, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Addressed {
    pub place: i64,
    /// May be empty.
    pub name: String,
    /// What finds them: an address, a number or `#57`.
    pub way: String,
    pub done: bool,
    pub ticket: Option<TicketNumber>,
    /// The key of the reason why there is no ticket; empty: there is one, or their turn has not come.
    pub reason: String,
}

/// `mailing.id` is ignored; the answer carries the new one. For each a name and what finds them.
pub fn add(tx: &mut Tx, mailing: &Mailing, wish: &str, to: &[(String, String)]) -> Result<Mailing, Fault> {
    let id: Option<MailingId> = tx.conn.first(
        "INSERT INTO mailings (person_id, subject, wish, state, at) VALUES ($1, $2, $3, $4, $5) RETURNING id",
        values![mailing.person, &mailing.subject, wish, mailing.state, mailing.at],
        |row| row.get(0),
    )?;
    let id = id.ok_or_else(|| Fault::new("an inserted mailing gave no id"))?;
    let sql = "INSERT INTO mailing_recipients (mailing_id, place, address, name) VALUES ($1, $2, $3, $4)";
    for (place, (name, way)) in to.iter().enumerate() {
        tx.conn.execute(sql, values![id, place as i64, way, name])?;
    }
    Ok(Mailing { id, ..mailing.clone() })
}

pub fn load(read: &mut Read, id: MailingId) -> Result<Option<Mailing>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM mailings WHERE id = $1"), values![id], mailing)
}

/// The same, and nobody else changes it until the transaction ends.
pub fn hold(tx: &mut Tx, id: MailingId) -> Result<Option<Mailing>, Fault> {
    tx.conn.first(&format!("SELECT {COLUMNS} FROM mailings WHERE id = $1 {{for_update}}"), values![id], mailing)
}

/// What is opened for each of them, as JSON.
pub fn wish(read: &mut Read, id: MailingId) -> Result<String, Fault> {
    let found = read.conn.first("SELECT wish FROM mailings WHERE id = $1", values![id], |row| row.get(0))?;
    Ok(found.unwrap_or_default())
}

/// It is at its end: what it would have opened is of no use any more.
pub fn end(tx: &mut Tx, id: MailingId, state: MailingState) -> Result<(), Fault> {
    tx.conn.execute("UPDATE mailings SET state = $2, wish = '' WHERE id = $1", values![id, state]).map(drop)
}

pub fn recipients(read: &mut Read, id: MailingId) -> Result<Vec<Addressed>, Fault> {
    let sql = "SELECT r.place, r.address, r.name, r.done, t.number, r.reason FROM mailing_recipients r
               LEFT JOIN tickets t ON t.id = r.ticket_id WHERE r.mailing_id = $1 ORDER BY r.place";
    read.conn.all(sql, values![id], addressed)
}

/// Whose turn it is: none of them has a ticket.
pub fn waiting(read: &mut Read, id: MailingId, most: usize) -> Result<Vec<Addressed>, Fault> {
    let sql = "SELECT place, address, name, done, ticket_id, reason FROM mailing_recipients
               WHERE mailing_id = $1 AND NOT done ORDER BY place LIMIT $2";
    read.conn.all(sql, values![id, most], addressed)
}

pub fn settle(tx: &mut Tx, id: MailingId, place: i64, outcome: Result<TicketId, &str>) -> Result<(), Fault> {
    let (ticket, reason) = (outcome.ok(), outcome.err().unwrap_or_default());
    let sql =
        "UPDATE mailing_recipients SET done = TRUE, ticket_id = $3, reason = $4 WHERE mailing_id = $1 AND place = $2";
    tx.conn.execute(sql, values![id, place, ticket, reason]).map(drop)
}

/// What those that are under way will send.
pub fn files(read: &mut Read) -> Result<Vec<Digest>, Fault> {
    let sql = "SELECT wish FROM mailings WHERE state = 'running'";
    let wishes: Vec<String> = read.conn.all(sql, &[], |row| row.get(0))?;
    let mut found = Vec::new();
    for wish in wishes {
        digests(&serde_json::from_str(&wish).map_err(Fault::new)?, &mut found);
    }
    Ok(found)
}

/// Every `digest` in it, however deep.
fn digests(value: &serde_json::Value, into: &mut Vec<Digest>) {
    match value {
        serde_json::Value::Object(fields) => {
            into.extend(
                fields.get("digest").and_then(|digest| digest.as_str()).map(|digest| Digest(digest.to_owned())),
            );
            fields.values().for_each(|value| digests(value, into));
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| digests(value, into)),
        _ => {}
    }
}

/// Whether one that is under way still needs these bytes.
pub fn holds_file(read: &mut Read, digest: &Digest) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM mailings WHERE state = 'running' AND wish LIKE '%' || $1 || '%' LIMIT 1";
    Ok(read.conn.first(sql, values![digest], |_| Ok(()))?.is_some())
}

fn mailing(row: &Row) -> Result<Mailing, Fault> {
    Ok(Mailing { id: row.get(0)?, person: row.get(1)?, subject: row.get(2)?, state: row.get(3)?, at: row.get(4)? })
}

fn addressed(row: &Row) -> Result<Addressed, Fault> {
    let number: Option<TicketNumber> = row.get(4)?;
    Ok(Addressed {
        place: row.get(0)?,
        name: row.get(2)?,
        way: row.get(1)?,
        done: row.get(3)?,
        ticket: number,
        reason: row.get(5)?,
    })
}
