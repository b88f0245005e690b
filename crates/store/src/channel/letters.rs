//! The outbox: letters with their fate per recipient.

use crate::value::Row;
use crate::{Read, Tx, values};
use desk::Fault;
use desk::channel::{Delivery, Letter, LetterId};
use desk::conversation::MessageId;
use desk::ticket::TicketId;

pub(crate) const COLUMNS: &str = "l.id, l.kind, l.state, l.ticket_id, l.message, l.mailbox_id, l.message_id, l.subject, l.details, \
     l.due_at, l.attempts, l.error, l.created_at, l.sent_at, l.opened_at";

/// `letter.id` is ignored; the answer is the new one. Nobody may stand twice in its deliveries.
pub fn add(tx: &mut Tx, letter: &Letter) -> Result<LetterId, Fault> {
    let id = tx.conn.first(
        "INSERT INTO letters (kind, state, ticket_id, message, mailbox_id, message_id, subject, details, due_at, attempts, error,
             created_at, sent_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id",
        values![
            letter.kind, letter.state, letter.ticket, letter.message, letter.mailbox, &letter.message_id, &letter.subject,
            &letter.details, letter.due_at, letter.attempts, &letter.error, letter.created_at, letter.sent_at
        ],
        |row| row.get(0),
    )?;
    let id: LetterId = id.ok_or_else(|| Fault::new("an inserted letter gave no id"))?;
    for delivery in &letter.deliveries {
        tx.conn.execute(
            "INSERT INTO deliveries (letter_id, canonical, address, state, detail) VALUES ($1, $2, $3, $4, $5)",
            values![id, delivery.address.canonical(), &delivery.address, delivery.state, &delivery.detail],
        )?;
    }
    tell_ticket(tx, letter.ticket, letter.message)?;
    Ok(id)
}

pub fn load(read: &mut Read, id: LetterId) -> Result<Option<Letter>, Fault> {
    one(read, "l.id = $1", id.0)
}

/// The letter that carries a message.
pub fn of_message(read: &mut Read, message: MessageId) -> Result<Option<Letter>, Fault> {
    one(read, "l.message = $1", message.0)
}

/// All of a ticket, oldest first.
pub fn of_ticket(read: &mut Read, ticket: TicketId) -> Result<Vec<Letter>, Fault> {
    some(read, "l.ticket_id = $1", ticket.0)
}

/// Cancels a message's letter as long as nobody has begun to send it. False: too late, or there is none.
pub fn cancel(tx: &mut Tx, message: MessageId) -> Result<bool, Fault> {
    let changed = tx.conn.execute(
        "UPDATE letters SET state = 'cancelled' WHERE message = $1 AND state IN ('awaiting', 'held', 'queued') AND attempts = 0",
        values![message],
    )?;
    if changed == 1 {
        let ticket = tx.conn.first("SELECT ticket_id FROM letters WHERE message = $1", values![message], |row| {
            row.get::<Option<TicketId>>(0)
        })?;
        tell_ticket(tx, ticket.flatten(), Some(message))?;
    }
    Ok(changed == 1)
}

/// How far the last answer of the ticket has come, after one of its letters has. What carries no message is no answer.
pub(crate) fn tell_ticket(tx: &mut Tx, ticket: Option<TicketId>, message: Option<MessageId>) -> Result<(), Fault> {
    let (Some(ticket), Some(_)) = (ticket, message) else { return Ok(()) };
    let last = tx.conn.first(
        "SELECT l.id, CASE
             WHEN l.state IN ('failed', 'uncertain') THEN 'failed'
             WHEN EXISTS (SELECT 1 FROM deliveries d WHERE d.letter_id = l.id AND d.state = 'bounced') THEN 'bounced'
             WHEN l.state = 'sent' THEN 'sent' ELSE 'queued' END
         FROM letters l JOIN messages m ON m.id = l.message AND m.kind = 'reply' AND m.side_id IS NULL
         WHERE l.ticket_id = $1 AND l.state <> 'cancelled' ORDER BY l.id DESC LIMIT 1",
        values![ticket],
        |row| Ok((row.get::<LetterId>(0)?, row.get::<String>(1)?)),
    )?;
    let (letter, state) = last.map_or((None, None), |(letter, state)| (Some(letter), Some(state)));
    tx.conn
        .execute(
            "UPDATE tickets SET delivery = $2, delivery_letter = $3
             WHERE id = $1 AND (delivery IS DISTINCT FROM $2 OR delivery_letter IS DISTINCT FROM $3)",
            values![ticket, state, letter],
        )
        .map(drop)
}

/// It is the last answer of its ticket.
pub fn is_last_answer(read: &mut Read, letter: &Letter) -> Result<bool, Fault> {
    let Some(ticket) = letter.ticket else { return Ok(false) };
    let sql = "SELECT 1 FROM tickets WHERE id = $1 AND delivery_letter = $2";
    Ok(read.conn.first(sql, values![ticket, letter.id], |_| Ok(()))?.is_some())
}

/// Its image was fetched; only the first time counts, and only after it had left.
pub fn opened(tx: &mut Tx, id: LetterId) -> Result<(), Fault> {
    let now = tx.now();
    let sql = "UPDATE letters SET opened_at = $2 WHERE id = $1 AND opened_at IS NULL AND sent_at IS NOT NULL";
    tx.conn.execute(sql, values![id, now]).map(drop)
}

fn one(read: &mut Read, which: &str, id: i64) -> Result<Option<Letter>, Fault> {
    Ok(some(read, which, id)?.into_iter().next())
}

/// Letters and their deliveries in one walk: a row per delivery.
fn some(read: &mut Read, which: &str, id: i64) -> Result<Vec<Letter>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS}, d.address, d.state, d.detail FROM letters l LEFT JOIN deliveries d ON d.letter_id = l.id
         WHERE {which} ORDER BY l.id, d.canonical"
    );
    let rows = read.conn.all(&sql, values![id], |row| {
        let address: Option<base::Email> = row.get(15)?;
        let delivery = match address {
            Some(address) => Some(Delivery { address, state: row.get(16)?, detail: row.get(17)? }),
            None => None,
        };
        Ok((letter(row)?, delivery))
    })?;
    let mut letters: Vec<Letter> = Vec::new();
    for (letter, delivery) in rows {
        if letters.last().is_none_or(|last| last.id != letter.id) {
            letters.push(letter);
        }
        if let Some(last) = letters.last_mut() {
            last.deliveries.extend(delivery);
        }
    }
    Ok(letters)
}

/// Without its deliveries.
pub(crate) fn letter(row: &Row) -> Result<Letter, Fault> {
    Ok(Letter {
        id: row.get(0)?,
        kind: row.get(1)?,
        state: row.get(2)?,
        ticket: row.get(3)?,
        message: row.get(4)?,
        mailbox: row.get(5)?,
        message_id: row.get(6)?,
        subject: row.get(7)?,
        details: row.get(8)?,
        due_at: row.get(9)?,
        attempts: row.get(10)?,
        error: row.get(11)?,
        created_at: row.get(12)?,
        sent_at: row.get(13)?,
        opened_at: row.get(14)?,
        deliveries: Vec::new(),
    })
}
