//! The index of referrals: which tickets lie open that were referred to somebody.

use super::lists::{After, END, JOINS, Line, PEOPLE, line};
use super::tickets::COLUMNS;
use crate::value::Value;
use crate::{Read, Tx, values};
use desk::Fault;
use desk::ticket::{ReferredTo, Ticket};

/// As the ticket says it now.
pub(super) fn renew(tx: &mut Tx, ticket: &Ticket) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM referrals WHERE ticket_id = $1", values![ticket.id])?;
    for referral in &ticket.referrals {
        tx.conn.execute(
            "INSERT INTO referrals (ticket_id, referred_to, place) VALUES ($1, $2, $3)",
            values![ticket.id, referral.to.word(), ticket.place()],
        )?;
    }
    Ok(())
}

/// What was referred to one of these and is not done, newest first.
pub fn page(read: &mut Read, to: &[ReferredTo], after: Option<After>, limit: usize) -> Result<Vec<Line>, Fault> {
    if to.is_empty() {
        return Ok(Vec::new());
    }
    let (sql, values) = page_of(to, after, limit);
    read.conn.all(&sql, &values, line)
}

pub(super) fn page_of(to: &[ReferredTo], after: Option<After>, limit: usize) -> (String, Vec<Value<'static>>) {
    let After { updated_at, id, .. } = after.unwrap_or(END);
    let sql = format!(
        "SELECT {COLUMNS}, {PEOPLE} FROM (SELECT DISTINCT f.ticket_id FROM referrals f WHERE {}) k
         JOIN tickets t ON t.id = k.ticket_id {JOINS}
         WHERE (t.updated_at, t.id) < ($1, $2) ORDER BY t.updated_at DESC, t.id DESC LIMIT $3",
        open(to)
    );
    (sql, values![updated_at, id, limit].to_vec())
}

/// How many those are, counted to `most`.
pub fn count(read: &mut Read, to: &[ReferredTo], most: usize) -> Result<i64, Fault> {
    if to.is_empty() {
        return Ok(0);
    }
    let sql =
        format!("SELECT COUNT(*) FROM (SELECT DISTINCT f.ticket_id FROM referrals f WHERE {} LIMIT $1) c", open(to));
    Ok(read.conn.first(&sql, values![most], |row| row.get(0))?.unwrap_or(0))
}

fn open(to: &[ReferredTo]) -> String {
    format!("f.referred_to IN ({}) AND f.place IN ('open', 'snoozed')", words(to))
}

/// Made of numbers alone, so that it may stand in a statement.
pub(super) fn words(to: &[ReferredTo]) -> String {
    to.iter().map(|to| format!("'{}'", to.word())).collect::<Vec<_>>().join(",")
}
