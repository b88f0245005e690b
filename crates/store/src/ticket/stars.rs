//! Stars: which tickets somebody wants to find again.

use super::lists::in_teams;
use crate::{Read, Tx, values};
use desk::people::PersonId;
use desk::ticket::{Place, TicketId, TicketNumber};
use desk::{Fault, Scope};

/// Nobody's list of them goes further back.
const MOST: usize = 5_000;
/// Where they are found: neither in the trash nor in another ticket.
pub const PLACES: [Place; 4] = [Place::Open, Place::Snoozed, Place::Closed, Place::Spam];

/// True when there was none.
pub fn add(tx: &mut Tx, person: PersonId, ticket: TicketId) -> Result<bool, Fault> {
    let sql = "INSERT INTO stars (person_id, ticket_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    Ok(tx.conn.execute(sql, values![person, ticket])? == 1)
}

/// True when there was one.
pub fn remove(tx: &mut Tx, person: PersonId, ticket: TicketId) -> Result<bool, Fault> {
    let sql = "DELETE FROM stars WHERE person_id = $1 AND ticket_id = $2";
    Ok(tx.conn.execute(sql, values![person, ticket])? == 1)
}

/// Those of these tickets that this person has put a star on.
pub fn among(read: &mut Read, person: PersonId, tickets: &[TicketId]) -> Result<Vec<TicketId>, Fault> {
    if tickets.is_empty() {
        return Ok(Vec::new());
    }
    let (places, mut values) = super::people::padded(tickets.iter().map(|id| id.0).collect());
    values.push(person.into());
    let sql = format!("SELECT ticket_id FROM stars WHERE ticket_id IN ({places}) AND person_id = ${}", values.len());
    read.conn.all(&sql, &values, |row| row.get(0))
}

/// The newest tickets that this person has put a star on.
pub fn of_person(read: &mut Read, person: PersonId) -> Result<Vec<(TicketId, TicketNumber)>, Fault> {
    let sql = "SELECT s.ticket_id, t.number FROM stars s JOIN tickets t ON t.id = s.ticket_id WHERE s.person_id = $1
               ORDER BY s.ticket_id DESC LIMIT $2";
    read.conn.all(sql, values![person, MOST], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// How many of them are found in the teams of a scope.
pub fn count(read: &mut Read, scope: &Scope, person: PersonId) -> Result<i64, Fault> {
    let Some(within) = in_teams(scope) else { return Ok(0) };
    let places = PLACES.map(|place| format!("'{}'", place.name())).join(", ");
    let sql = format!(
        "SELECT COUNT(*) FROM (SELECT 1 FROM stars s JOIN tickets t ON t.id = s.ticket_id
         WHERE s.person_id = $1 AND t.place IN ({places}) AND {within} LIMIT $2) c"
    );
    Ok(read.conn.first(&sql, values![person, MOST], |row| row.get(0))?.unwrap_or(0))
}

/// Those on one ticket are on another, but for whoever has one there as well. The answer says whose went.
pub fn carry(tx: &mut Tx, from: TicketId, to: TicketId) -> Result<Vec<PersonId>, Fault> {
    let sql = "SELECT person_id FROM stars WHERE ticket_id = $1
               AND person_id NOT IN (SELECT person_id FROM stars WHERE ticket_id = $2)";
    let whose: Vec<PersonId> = tx.conn.all(sql, values![from, to], |row| row.get(0))?;
    carry_of(tx, &whose, from, to)?;
    Ok(whose)
}

/// The stars of these persons, as far as they are still there.
pub fn carry_of(tx: &mut Tx, whose: &[PersonId], from: TicketId, to: TicketId) -> Result<(), Fault> {
    for person in whose {
        if remove(tx, *person, from)? {
            add(tx, *person, to)?;
        }
    }
    Ok(())
}
