//! Who else takes part in a ticket: participants in copy, and agents who follow.

use crate::{Read, Tx, values};
use desk::Fault;
use desk::people::PersonId;
use desk::ticket::TicketId;

pub fn participants(read: &mut Read, ticket: TicketId) -> Result<Vec<PersonId>, Fault> {
    read.conn.all(
        "SELECT person_id FROM participants WHERE ticket_id = $1 ORDER BY person_id",
        values![ticket],
        |row| row.get(0),
    )
}

pub fn takes_part(read: &mut Read, ticket: TicketId, person: PersonId) -> Result<bool, Fault> {
    let found = read.conn.first(
        "SELECT 1 FROM participants WHERE ticket_id = $1 AND person_id = $2",
        values![ticket, person],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// True when they were not there before.
pub fn add_participant(tx: &mut Tx, ticket: TicketId, person: PersonId) -> Result<bool, Fault> {
    let changed = tx.conn.execute(
        "INSERT INTO participants (ticket_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        values![ticket, person],
    )?;
    Ok(changed == 1)
}

pub fn remove_participant(tx: &mut Tx, ticket: TicketId, person: PersonId) -> Result<bool, Fault> {
    let changed = tx
        .conn
        .execute("DELETE FROM participants WHERE ticket_id = $1 AND person_id = $2", values![ticket, person])?;
    Ok(changed == 1)
}

pub fn followers(read: &mut Read, ticket: TicketId) -> Result<Vec<PersonId>, Fault> {
    read.conn.all("SELECT person_id FROM followers WHERE ticket_id = $1 ORDER BY person_id", values![ticket], |row| row.get(0))
}

pub fn add_follower(tx: &mut Tx, ticket: TicketId, person: PersonId) -> Result<bool, Fault> {
    let changed = tx.conn.execute(
        "INSERT INTO followers (ticket_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        values![ticket, person],
    )?;
    Ok(changed == 1)
}

pub fn remove_follower(tx: &mut Tx, ticket: TicketId, person: PersonId) -> Result<bool, Fault> {
    let changed =
        tx.conn.execute("DELETE FROM followers WHERE ticket_id = $1 AND person_id = $2", values![ticket, person])?;
    Ok(changed == 1)
}
