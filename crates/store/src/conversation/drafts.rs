//! Drafts: one per person and ticket.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::{CleanHtml, Moment};
use desk::Fault;
use desk::conversation::{Draft, Talk};
use desk::people::PersonId;
use desk::ticket::TicketId;

const COLUMNS: &str = "ticket_id, person_id, mode, text, html, recipients_to, recipients_cc, recipients_bcc, attachments, \
     revision, updated_at, shared, name, chosen";

pub fn load(read: &mut Read, ticket: TicketId, person: PersonId) -> Result<Option<Draft>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM drafts WHERE ticket_id = $1 AND person_id = $2");
    read.conn.first(&sql, values![ticket, person], draft)
}

/// Keeps a draft unless a newer revision is there; false then.
pub fn save(tx: &mut Tx, draft: &Draft) -> Result<bool, Fault> {
    let attachments = serde_json::to_string(&draft.attachments).map_err(Fault::new)?;
    let chosen = serde_json::to_string(&draft.chosen).map_err(Fault::new)?;
    let changed = tx.conn.execute(
        "INSERT INTO drafts (ticket_id, person_id, mode, text, html, recipients_to, recipients_cc, recipients_bcc, attachments,
             revision, updated_at, shared, name, chosen)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         ON CONFLICT (ticket_id, person_id) DO UPDATE SET mode = excluded.mode, text = excluded.text, html = excluded.html,
             recipients_to = excluded.recipients_to, recipients_cc = excluded.recipients_cc,
             recipients_bcc = excluded.recipients_bcc, attachments = excluded.attachments, revision = excluded.revision,
             updated_at = excluded.updated_at, shared = excluded.shared, name = excluded.name,
             chosen = excluded.chosen
         WHERE drafts.revision < excluded.revision",
        values![
            draft.ticket, draft.person, draft.mode, &draft.text, draft.html.as_str(), &draft.to, &draft.cc, &draft.bcc, attachments,
            draft.revision, draft.updated_at, draft.shared, &draft.name, chosen
        ],
    )?;
    Ok(changed == 1)
}

/// Where somebody has begun to write and when they last did, the latest first.
pub fn begun_by(read: &mut Read, person: PersonId, limit: usize) -> Result<Vec<(TicketId, Moment)>, Fault> {
    let sql = "SELECT ticket_id, updated_at FROM drafts WHERE person_id = $1 AND (text <> '' OR attachments <> '[]')
               ORDER BY updated_at DESC LIMIT $2";
    read.conn.all(sql, values![person, limit], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Those on a ticket that are shared.
pub fn shared(read: &mut Read, ticket: TicketId) -> Result<Vec<Draft>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM drafts WHERE ticket_id = $1 AND shared ORDER BY person_id");
    read.conn.all(&sql, values![ticket], draft)
}

/// Everybody's on a ticket.
pub fn of_ticket(read: &mut Read, ticket: TicketId) -> Result<Vec<Draft>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM drafts WHERE ticket_id = $1 ORDER BY person_id");
    read.conn.all(&sql, values![ticket], draft)
}

/// It is one of another ticket, with what was said about it.
pub fn carry(tx: &mut Tx, person: PersonId, from: TicketId, to: TicketId) -> Result<(), Fault> {
    for table in ["draft_comments", "drafts"] {
        let sql = format!("UPDATE {table} SET ticket_id = $3 WHERE ticket_id = $2 AND person_id = $1");
        tx.conn.execute(&sql, values![person, from, to])?;
    }
    Ok(())
}

/// Its files alone, whatever the revision: the text is somebody else's affair.
pub fn put(tx: &mut Tx, draft: &Draft) -> Result<(), Fault> {
    let attachments = serde_json::to_string(&draft.attachments).map_err(Fault::new)?;
    tx.conn
        .execute(
            "INSERT INTO drafts (ticket_id, person_id, mode, text, attachments, revision, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (ticket_id, person_id) DO UPDATE SET attachments = excluded.attachments",
            values![draft.ticket, draft.person, draft.mode, &draft.text, attachments, draft.revision, draft.updated_at],
        )
        .map(drop)
}

/// With what was said about it.
pub fn remove(tx: &mut Tx, ticket: TicketId, person: PersonId) -> Result<(), Fault> {
    let gone = "DELETE FROM draft_comments WHERE ticket_id = $1 AND person_id = $2";
    tx.conn.execute(gone, values![ticket, person])?;
    leave(tx, ticket, person)
}

/// Without what was said about it: it lies elsewhere now.
pub fn leave(tx: &mut Tx, ticket: TicketId, person: PersonId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM drafts WHERE ticket_id = $1 AND person_id = $2", values![ticket, person]).map(drop)
}

fn draft(row: &Row) -> Result<Draft, Fault> {
    Ok(Draft {
        ticket: row.get(0)?,
        person: row.get(1)?,
        talk: Talk::Ticket,
        mode: row.get(2)?,
        text: row.get(3)?,
        html: CleanHtml::trusted(row.get(4)?),
        to: row.get(5)?,
        cc: row.get(6)?,
        bcc: row.get(7)?,
        attachments: serde_json::from_str(&row.get::<String>(8)?).map_err(Fault::new)?,
        revision: row.get(9)?,
        updated_at: row.get(10)?,
        shared: row.get(11)?,
        name: row.get(12)?,
        chosen: serde_json::from_str(&row.get::<String>(13)?).map_err(Fault::new)?,
    })
}
