//! Tickets that somebody keeps open.

use super::lists::within;
use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::people::PersonId;
use desk::ticket::{MOST_TABS, Tab, TicketId};
use desk::{Fault, Scope};

/// As far as the scope reaches; of what was merged the one it went into is to be asked, which may lie elsewhere.
pub fn of(read: &mut Read, person: PersonId, scope: &Scope) -> Result<Vec<Tab>, Fault> {
    let Some(within) = within(scope) else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT o.ticket_id, t.number, t.subject, t.merged_into, o.pinned, o.opened_at,
             EXISTS (SELECT 1 FROM drafts d WHERE d.ticket_id = o.ticket_id AND d.person_id = o.person_id
                 AND (d.text <> '' OR d.attachments <> '[]')),
             COALESCE(t.received_at, 0) > o.looked_at, t.language
         FROM tabs o JOIN tickets t ON t.id = o.ticket_id
         WHERE o.person_id = $1 AND (t.merged_into IS NOT NULL OR {within}) LIMIT {MOST_TABS}"
    );
    read.conn.all(&sql, values![person], tab)
}

/// All there are, also those out of reach.
pub fn all(read: &mut Read, person: PersonId) -> Result<Vec<TicketId>, Fault> {
    read.conn.all("SELECT ticket_id FROM tabs WHERE person_id = $1", values![person], |row| row.get(0))
}

/// Opens one, or pins the one that is open; one that is pinned stays so.
pub fn open(tx: &mut Tx, person: PersonId, ticket: TicketId, pinned: bool, now: Moment) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO tabs (person_id, ticket_id, pinned, opened_at, looked_at) VALUES ($1, $2, $3, $4, $4)
             ON CONFLICT (person_id, ticket_id) DO UPDATE SET pinned = tabs.pinned OR excluded.pinned",
            values![person, ticket, pinned, now],
        )
        .map(drop)
}

pub fn close(tx: &mut Tx, person: PersonId, ticket: TicketId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM tabs WHERE person_id = $1 AND ticket_id = $2", values![person, ticket]).map(drop)
}

/// Unless it was pinned.
pub fn close_begun(tx: &mut Tx, person: PersonId, ticket: TicketId) -> Result<(), Fault> {
    let sql = "DELETE FROM tabs WHERE person_id = $1 AND ticket_id = $2 AND NOT pinned";
    tx.conn.execute(sql, values![person, ticket]).map(drop)
}

/// What came in until now is not new any more.
pub fn look(tx: &mut Tx, person: PersonId, ticket: TicketId, now: Moment) -> Result<(), Fault> {
    let sql = "UPDATE tabs SET looked_at = $3 WHERE person_id = $1 AND ticket_id = $2";
    tx.conn.execute(sql, values![person, ticket, now]).map(drop)
}

fn tab(row: &Row) -> Result<Tab, Fault> {
    Ok(Tab {
        ticket: row.get(0)?,
        number: row.get(1)?,
        subject: row.get(2)?,
        merged_into: row.get(3)?,
        pinned: row.get(4)?,
        opened_at: row.get(5)?,
        begun: row.get(6)?,
        news: row.get(7)?,
        language: row.get(8)?,
    })
}
