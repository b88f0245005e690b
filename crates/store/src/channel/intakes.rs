//! What arrived, and what became of it.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::{Digest, Moment};
use desk::Fault;
use desk::channel::{Client, Decided, Evidence, Intake, IntakeId, IntakeState, MailboxId, NewIntake, Withheld};
use desk::conversation::MessageId;
use desk::ticket::TicketId;

const COLUMNS: &str = "id, raw, size, source, mailbox_id, sender, recipients, received_at, state, decision, evidence, ticket_id, \
     message_id, error, remote, helo, cut";

pub fn add(tx: &mut Tx, new: &NewIntake, mailbox: Option<MailboxId>) -> Result<IntakeId, Fault> {
    let now = tx.now();
    let recipients = serde_json::to_string(&new.recipients).map_err(Fault::new)?;
    let id = tx.conn.first(
        "INSERT INTO intakes (raw, size, source, mailbox_id, sender, recipients, received_at, state, remote, helo, cut)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
        values![
            &new.raw,
            new.size,
            new.source,
            mailbox,
            &new.sender,
            recipients,
            now,
            IntakeState::Received,
            new.client.remote.map(|remote| remote.to_string()),
            new.client.helo.as_deref(),
            new.cut
        ],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted intake gave no id"))
}

pub fn load(read: &mut Read, id: IntakeId) -> Result<Option<Intake>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM intakes WHERE id = $1"), values![id], intake)
}

/// The same, held against others until the end of the transaction.
pub fn hold(tx: &mut Tx, id: IntakeId) -> Result<Option<Intake>, Fault> {
    tx.conn.first(&format!("SELECT {COLUMNS} FROM intakes WHERE id = $1 {{for_update}}"), values![id], intake)
}

/// The first message of a ticket as it arrived, and why it gets no automatic answer.
pub fn opening(read: &mut Read, ticket: TicketId) -> Result<Option<(Intake, Option<Withheld>)>, Fault> {
    let sql = format!("SELECT {COLUMNS}, withheld FROM intakes WHERE ticket_id = $1 ORDER BY id LIMIT 1");
    read.conn.first(&sql, values![ticket], |row| Ok((intake(row)?, row.get(17)?)))
}

/// Those in a state, the newest first, before an id.
pub fn in_state(read: &mut Read, state: IntakeState, before: IntakeId, limit: usize) -> Result<Vec<Intake>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM intakes WHERE state = $1 AND id < $2 ORDER BY id DESC LIMIT $3");
    read.conn.all(&sql, values![state, before, limit], intake)
}

/// The newest first, before an id.
pub fn newest(read: &mut Read, before: IntakeId, limit: usize) -> Result<Vec<Intake>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM intakes WHERE id < $1 ORDER BY id DESC LIMIT $2");
    read.conn.all(&sql, values![before, limit], intake)
}

pub fn count(read: &mut Read, state: IntakeState) -> Result<i64, Fault> {
    let count = read.conn.first("SELECT COUNT(*) FROM intakes WHERE state = $1", values![state], |row| row.get(0))?;
    Ok(count.unwrap_or_default())
}

pub fn of_ticket(read: &mut Read, ticket: TicketId) -> Result<Vec<Intake>, Fault> {
    read.conn.all(&format!("SELECT {COLUMNS} FROM intakes WHERE ticket_id = $1 ORDER BY id"), values![ticket], intake)
}

/// Those with these bytes, the oldest first.
pub fn of_raw(read: &mut Read, raw: &Digest) -> Result<Vec<Intake>, Fault> {
    read.conn.all(&format!("SELECT {COLUMNS} FROM intakes WHERE raw = $1 ORDER BY id LIMIT 100"), values![raw], intake)
}

pub fn decide(
    tx: &mut Tx,
    id: IntakeId,
    state: IntakeState,
    decided: &Decided,
    withheld: Option<Withheld>,
) -> Result<(), Fault> {
    tx.conn
        .execute(
            "UPDATE intakes SET state = $2, decision = $3, evidence = $4, ticket_id = $5, message_id = $6, withheld = $7, error = ''
             WHERE id = $1",
            values![
                id, state, decided.decision, Evidence::written(&decided.evidence), decided.ticket, decided.message, withheld
            ],
        )
        .map(drop)
}

/// Its message went to another ticket. Whoever wrote it has had their acknowledgement, or there was a reason for none.
pub fn rehome(tx: &mut Tx, message: MessageId, ticket: TicketId) -> Result<(), Fault> {
    tx.conn
        .execute(
            "UPDATE intakes SET ticket_id = $2, withheld = COALESCE(withheld, 'old') WHERE message_id = $1",
            values![message, ticket],
        )
        .map(drop)
}

/// Everything that brought a message: the same may come twice.
pub fn all_of_message(read: &mut Read, message: MessageId) -> Result<Vec<IntakeId>, Fault> {
    read.conn.all("SELECT id FROM intakes WHERE message_id = $1", values![message], |row| row.get(0))
}

/// What brought a message.
pub fn of_message(read: &mut Read, message: MessageId) -> Result<Option<Intake>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM intakes WHERE message_id = $1 ORDER BY id LIMIT 1");
    read.conn.first(&sql, values![message], intake)
}

/// To be read once more.
pub fn reopen(tx: &mut Tx, id: IntakeId) -> Result<(), Fault> {
    tx.conn.execute("UPDATE intakes SET state = $2 WHERE id = $1", values![id, IntakeState::Received]).map(drop)
}

pub fn note_error(tx: &mut Tx, id: IntakeId, error: &str) -> Result<(), Fault> {
    tx.conn.execute("UPDATE intakes SET error = $2 WHERE id = $1", values![id, error]).map(drop)
}

/// What makes a message the same one: its Message-ID, its sender and its date.
pub struct Mark<'m> {
    pub message_id: &'m str,
    /// Canonical; empty when there is none.
    pub sender: &'m str,
    pub date: Option<Moment>,
}

/// Notes that a message arrived in a mailbox; the intake that brought it there first.
pub fn arrived(tx: &mut Tx, mark: &Mark, mailbox: Option<MailboxId>, intake: IntakeId) -> Result<IntakeId, Fault> {
    let (dated, mailbox) = (mark.date.unwrap_or(Moment(0)), mailbox.map_or(0, |id| id.0));
    tx.conn.execute(
        "INSERT INTO arrivals (message_id, sender, dated, mailbox_id, intake_id) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (message_id, sender, dated, mailbox_id) DO NOTHING",
        values![mark.message_id, mark.sender, dated, mailbox, intake],
    )?;
    let first = tx.conn.first(
        "SELECT intake_id FROM arrivals WHERE message_id = $1 AND sender = $2 AND dated = $3 AND mailbox_id = $4",
        values![mark.message_id, mark.sender, dated, mailbox],
        |row| row.get(0),
    )?;
    first.ok_or_else(|| Fault::new("a message that arrived is not there"))
}

/// The ticket the same message made in another mailbox.
pub fn elsewhere(read: &mut Read, mark: &Mark, mailbox: Option<MailboxId>) -> Result<Option<TicketId>, Fault> {
    let (dated, mailbox) = (mark.date.unwrap_or(Moment(0)), mailbox.map_or(0, |id| id.0));
    read.conn.first(
        "SELECT i.ticket_id FROM arrivals a JOIN intakes i ON i.id = a.intake_id
         WHERE a.message_id = $1 AND a.sender = $2 AND a.dated = $3 AND a.mailbox_id <> $4 AND i.ticket_id IS NOT NULL
         ORDER BY i.id LIMIT 1",
        values![mark.message_id, mark.sender, dated, mailbox],
        |row| row.get(0),
    )
}

fn intake(row: &Row) -> Result<Intake, Fault> {
    Ok(Intake {
        id: row.get(0)?,
        raw: row.get(1)?,
        size: row.get(2)?,
        source: row.get(3)?,
        mailbox: row.get(4)?,
        sender: row.get(5)?,
        recipients: serde_json::from_str(&row.get::<String>(6)?).map_err(Fault::new)?,
        received_at: row.get(7)?,
        state: row.get(8)?,
        decision: row.get(9)?,
        evidence: Evidence::read(&row.get::<String>(10)?),
        ticket: row.get(11)?,
        message: row.get(12)?,
        error: row.get(13)?,
        client: Client {
            remote: row.get::<Option<String>>(14)?.and_then(|remote| remote.parse().ok()),
            helo: row.get(15)?,
        },
        cut: row.get(16)?,
    })
}
