//! One ticket, taken out of every table. That it was, and by whom, stays in the log; what happened on it does not.

use super::seats;
use crate::conversation::redactions;
use crate::form::values as fields;
use crate::{Read, Tx, schema, values};
use base::Digest;
use desk::Fault;
use desk::conversation::{MessageId, NewAttachment};
use desk::form::Holder;
use desk::ticket::{Ticket, TicketId};

/// Tables that speak of a ticket by way of something else that is its: the column, and which ones are meant.
const BY_WAY_OF: [(&str, &str, &str); 14] = [
    ("task_comments", "task_id", "SELECT id FROM tasks WHERE ticket_id = $1"),
    ("approval_seats", "approval_id", "SELECT id FROM approvals WHERE ticket_id = $1"),
    ("deliveries", "letter_id", "SELECT id FROM letters WHERE ticket_id = $1"),
    ("letter_looks", "letter_id", "SELECT id FROM letters WHERE ticket_id = $1"),
    ("releases", "letter_id", "SELECT id FROM letters WHERE ticket_id = $1"),
    ("side_drafts", "side_id", "SELECT id FROM sides WHERE ticket_id = $1"),
    (
        "file_links",
        "attachment_id",
        "SELECT a.id FROM attachments a JOIN messages m ON m.id = a.message_id WHERE m.ticket_id = $1",
    ),
    ("attachments", "message_id", MESSAGES),
    ("note_versions", "message_id", MESSAGES),
    ("markers", "message_id", MESSAGES),
    ("protections", "message_id", MESSAGES),
    ("verdicts", "message_id", MESSAGES),
    ("mentions", "message_id", MESSAGES),
    ("notifications", "message_id", MESSAGES),
];
const MESSAGES: &str = "SELECT id FROM messages WHERE ticket_id = $1";

/// What speaks of it and outlives it: mail that came stays known, so that it does not come again.
const LET_GO: [&str; 7] = [
    "UPDATE passages SET author = '', subject = '' WHERE intake_id IN (SELECT id FROM intakes WHERE ticket_id = $1)",
    "UPDATE intakes SET message_id = NULL WHERE message_id IN (SELECT id FROM messages WHERE ticket_id = $1)",
    "UPDATE intakes SET ticket_id = NULL, raw = '' WHERE ticket_id = $1",
    "UPDATE message_ids SET message = NULL WHERE message IN (SELECT id FROM messages WHERE ticket_id = $1)",
    // A message may have moved here from where its task is.
    "UPDATE tasks SET message_id = NULL WHERE message_id IN (SELECT id FROM messages WHERE ticket_id = $1)",
    "UPDATE tickets SET follow_up_of = NULL WHERE follow_up_of = $1",
    "DELETE FROM ticket_links WHERE other_id = $1",
];

/// The tickets that went into it, straight. The answer is about rows, not about who may see them.
pub fn absorbed(read: &mut Read, ticket: TicketId) -> Result<Vec<TicketId>, Fault> {
    read.conn.all("SELECT id FROM tickets WHERE merged_into = $1 ORDER BY id", values![ticket], |row| row.get(0))
}

/// Nothing speaks of it any more. The answer names the bytes that it held.
pub fn erase(tx: &mut Tx, ticket: &Ticket) -> Result<Vec<Digest>, Fault> {
    let id = values![ticket.id];
    let mut held = fields::files_of(tx, Holder::Ticket, ticket.id.0)?;
    held.extend(begun(tx, ticket.id)?);
    let said: Vec<MessageId> = tx.conn.all(MESSAGES, id, |row| row.get(0))?;
    for message in said {
        held.extend(redactions::wipe(tx, message)?);
    }
    fields::forget(tx, Holder::Ticket, ticket.id.0)?;
    for member in seats::of_ticket(tx, ticket.id)? {
        seats::leave(tx, ticket.id, member)?;
    }
    for statement in LET_GO {
        tx.conn.execute(statement, id)?;
    }
    for (table, column, which) in BY_WAY_OF {
        tx.conn.execute(&format!("DELETE FROM {table} WHERE {column} IN ({which})"), id)?;
    }
    // Whatever refers to something stands behind it, also what is yet to be invented.
    let tables = schema::tables();
    for table in tables.iter().rev().filter(|table| speaks_of_tickets(table) && table.name != "intakes") {
        tx.conn.execute(&format!("DELETE FROM {} WHERE ticket_id = $1", table.name), id)?;
    }
    tx.conn.execute("DELETE FROM tickets WHERE id = $1", id)?;
    tx.moved(ticket.cells(), std::iter::empty());
    Ok(held)
}

/// The tables in which something is still a ticket's, with how many rows.
pub fn traces(read: &mut Read, ticket: TicketId) -> Result<Vec<(String, i64)>, Fault> {
    let mut found = Vec::new();
    for table in schema::tables().into_iter().filter(speaks_of_tickets) {
        let sql = format!("SELECT COUNT(*) FROM {} WHERE ticket_id = $1", table.name);
        let rows: i64 = read.conn.first(&sql, values![ticket], |row| row.get(0))?.unwrap_or(0);
        found.extend((rows > 0).then_some((table.name, rows)));
    }
    Ok(found)
}

fn speaks_of_tickets(table: &schema::Table) -> bool {
    table.columns.iter().any(|(name, _)| name == "ticket_id")
}

/// The files of what was begun on it.
fn begun(read: &mut Read, ticket: TicketId) -> Result<Vec<Digest>, Fault> {
    let drafts = "SELECT attachments FROM drafts WHERE ticket_id = $1
         UNION ALL SELECT attachments FROM draft_versions WHERE ticket_id = $1 AND attachments <> '[]'";
    let texts: Vec<String> = read.conn.all(drafts, values![ticket], |row| row.get(0))?;
    let mut held = Vec::new();
    for text in texts {
        let files: Vec<NewAttachment> = serde_json::from_str(&text).map_err(Fault::new)?;
        held.extend(files.into_iter().map(|file| file.digest));
    }
    Ok(held)
}
