//! Questions that were put to people, with what each of them said.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::approval::{Approval, ApprovalId, ApprovalState, Seat, Word};
use desk::people::PersonId;
use desk::ticket::TicketId;
use serde::Serialize;
use serde::de::DeserializeOwned;

const COLUMNS: &str = "a.id, a.ticket_id, a.procedure_id, a.name, a.question, a.asked_by, a.at, a.needed, a.remind,
     a.until_limit, a.at_limit, a.state, a.decided_at, a.decider_id, a.remind_at, a.limit_at";

/// `approval.id` is ignored; the answer carries the new one.
pub fn add(tx: &mut Tx, approval: &Approval) -> Result<Approval, Fault> {
    let id: Option<ApprovalId> = tx.conn.first(
        "INSERT INTO approvals (ticket_id, procedure_id, name, question, asked_by, at, needed, remind, until_limit,
             at_limit, state, remind_at, limit_at, next_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING id",
        values![
            approval.ticket,
            approval.procedure,
            &approval.name,
            json(&approval.question)?,
            json(&approval.asked_by)?,
            approval.at,
            json(&approval.needed)?,
            i64::from(approval.remind),
            i64::from(approval.limit),
            json(&approval.at_limit)?,
            approval.state,
            approval.remind_at,
            approval.limit_at,
            approval.next_at()
        ],
        |row| row.get(0),
    )?;
    let approval =
        Approval { id: id.ok_or_else(|| Fault::new("an inserted approval gave no id"))?, ..approval.clone() };
    seat(tx, &approval)?;
    Ok(approval)
}

/// What was said, what was decided, and when to look again.
pub fn save(tx: &mut Tx, approval: &Approval) -> Result<(), Fault> {
    tx.conn.execute(
        "UPDATE approvals SET state = $2, decided_at = $3, decider_id = $4, remind_at = $5, limit_at = $6, next_at = $7
         WHERE id = $1",
        values![
            approval.id,
            approval.state,
            approval.decided_at,
            approval.decider,
            approval.remind_at,
            approval.limit_at,
            approval.next_at()
        ],
    )?;
    tx.conn.execute("DELETE FROM approval_seats WHERE approval_id = $1", values![approval.id])?;
    seat(tx, approval)
}

fn seat(tx: &mut Tx, approval: &Approval) -> Result<(), Fault> {
    for seat in &approval.seats {
        let word = seat.vote.as_ref();
        tx.conn.execute(
            "INSERT INTO approval_seats (approval_id, person_id, delegate_id, yes, voter_id, at, note, waits)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            values![
                approval.id,
                seat.person,
                seat.delegate,
                word.map(|word| word.yes),
                word.map(|word| word.by),
                word.map(|word| word.at),
                word.map_or("", |word| word.note.as_str()),
                approval.is_pending() && word.is_none()
            ],
        )?;
    }
    Ok(())
}

pub fn load(read: &mut Read, id: ApprovalId) -> Result<Option<Approval>, Fault> {
    let found =
        read.conn.first(&format!("SELECT {COLUMNS} FROM approvals a WHERE a.id = $1"), values![id], approval)?;
    Ok(seated(read, found.into_iter().collect())?.pop())
}

/// Nobody else changes it until the end of the transaction.
pub fn hold(tx: &mut Tx, id: ApprovalId) -> Result<Option<Approval>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM approvals a WHERE a.id = $1 {{for_update}}");
    let found = tx.conn.first(&sql, values![id], approval)?;
    Ok(seated(tx, found.into_iter().collect())?.pop())
}

/// Newest first.
pub fn of_ticket(read: &mut Read, ticket: TicketId, limit: usize) -> Result<Vec<Approval>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM approvals a WHERE a.ticket_id = $1 ORDER BY a.id DESC LIMIT $2");
    let found = read.conn.all(&sql, values![ticket, limit], approval)?;
    seated(read, found)
}

/// What waits for a word of this person, the oldest first.
pub fn waiting_for(read: &mut Read, person: PersonId, limit: usize) -> Result<Vec<Approval>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM approvals a WHERE a.id IN (
             SELECT s.approval_id FROM approval_seats s WHERE s.waits AND s.person_id = $1
             UNION SELECT d.approval_id FROM approval_seats d WHERE d.waits AND d.delegate_id = $1)
         ORDER BY a.id LIMIT $2"
    );
    let found = read.conn.all(&sql, values![person, limit], approval)?;
    seated(read, found)
}

pub fn waiting_counted(read: &mut Read, person: PersonId) -> Result<i64, Fault> {
    let counted = read.conn.first(
        "SELECT (SELECT COUNT(*) FROM approval_seats s WHERE s.waits AND s.person_id = $1)
              + (SELECT COUNT(*) FROM approval_seats d WHERE d.waits AND d.delegate_id = $1)",
        values![person],
        |row| row.get(0),
    )?;
    Ok(counted.unwrap_or(0))
}

/// Those whose moment has come.
pub fn due(read: &mut Read, limit: usize) -> Result<Vec<ApprovalId>, Fault> {
    let now = read.now();
    let sql = "SELECT id FROM approvals WHERE next_at IS NOT NULL AND next_at <= $1 ORDER BY next_at LIMIT $2";
    read.conn.all(sql, values![now, limit], |row| row.get(0))
}

/// How the newest question of a ticket stands.
pub fn tell_ticket(tx: &mut Tx, ticket: TicketId, state: ApprovalState) -> Result<(), Fault> {
    tx.conn.execute("UPDATE tickets SET approval = $2 WHERE id = $1", values![ticket, state]).map(drop)
}

fn seated(read: &mut Read, mut approvals: Vec<Approval>) -> Result<Vec<Approval>, Fault> {
    for approval in &mut approvals {
        approval.seats = read.conn.all(
            "SELECT person_id, delegate_id, yes, voter_id, at, note FROM approval_seats WHERE approval_id = $1
             ORDER BY person_id",
            values![approval.id],
            |row| {
                let said =
                    (row.get::<Option<bool>>(2)?, row.get::<Option<PersonId>>(3)?, row.get::<Option<Moment>>(4)?);
                let vote = match said {
                    (Some(yes), Some(by), Some(at)) => Some(Word { yes, by, at, note: row.get(5)? }),
                    _ => None,
                };
                Ok(Seat { person: row.get(0)?, delegate: row.get(1)?, vote })
            },
        )?;
    }
    Ok(approvals)
}

fn approval(row: &Row) -> Result<Approval, Fault> {
    let hours = |at: usize| Ok(u32::try_from(row.get::<i64>(at)?).unwrap_or_default());
    Ok(Approval {
        id: row.get(0)?,
        ticket: row.get(1)?,
        procedure: row.get(2)?,
        name: row.get(3)?,
        question: read_json(&row.get::<String>(4)?)?,
        asked_by: read_json(&row.get::<String>(5)?)?,
        at: row.get(6)?,
        needed: read_json(&row.get::<String>(7)?)?,
        remind: hours(8)?,
        limit: hours(9)?,
        at_limit: read_json(&row.get::<String>(10)?)?,
        state: row.get(11)?,
        decided_at: row.get(12)?,
        decider: row.get(13)?,
        remind_at: row.get(14)?,
        limit_at: row.get(15)?,
        seats: Vec::new(),
    })
}

fn json(value: &impl Serialize) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(Fault::new)
}

fn read_json<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(Fault::new)
}
