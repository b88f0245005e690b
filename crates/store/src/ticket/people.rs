//! Who else takes part in a ticket: participants in copy, and agents who follow.

use crate::people::persons;
use crate::value::Value;
use crate::{Read, Tx, values};
use desk::Fault;
use desk::people::{Person, PersonId, TeamId};
use desk::ticket::TicketId;

/// Participants and followers of a ticket in one look.
pub fn circle(read: &mut Read, ticket: TicketId) -> Result<(Vec<PersonId>, Vec<PersonId>), Fault> {
    let rows = read.conn.all(
        "SELECT person_id, TRUE FROM participants WHERE ticket_id = $1
         UNION ALL SELECT person_id, FALSE FROM followers WHERE ticket_id = $1 ORDER BY 1",
        values![ticket],
        |row| Ok((row.get::<PersonId>(0)?, row.get::<bool>(1)?)),
    )?;
    let (participants, followers): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(_, participant)| *participant);
    let ids = |rows: Vec<(PersonId, bool)>| rows.into_iter().map(|(person, _)| person).collect();
    Ok((ids(participants), ids(followers)))
}

/// These persons, in no order. Asked for in steps of a few sizes, so that few statements are ever prepared.
pub fn known(read: &mut Read, ids: &[PersonId]) -> Result<Vec<Person>, Fault> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(MOST_AT_ONCE) {
        let (places, values) = padded(some.iter().map(|id| id.0).collect());
        let sql = format!("SELECT {} FROM people p WHERE p.id IN ({places})", persons::COLUMNS);
        found.extend(read.conn.all(&sql, &values, persons::person)?);
    }
    Ok(found)
}

/// Agents who may be given tickets of a team, by name: active, no light agents, as far as the team wishes.
pub fn assignable(read: &mut Read, team: TeamId) -> Result<Vec<(PersonId, String)>, Fault> {
    those_who(read, ASSIGNED, team)
}

/// Whether this person is one of [`assignable`].
pub fn may_be_assigned(read: &mut Read, team: TeamId, person: PersonId) -> Result<bool, Fault> {
    is_one_who(read, ASSIGNED, team, person)
}

/// Agents who may answer in a team, by name: active, no light agents, with a level that allows it.
pub fn answering(read: &mut Read, team: TeamId) -> Result<Vec<(PersonId, String)>, Fault> {
    those_who(read, ANSWERS, team)
}

/// Whether this person is one of [`answering`].
pub fn may_answer(read: &mut Read, team: TeamId, person: PersonId) -> Result<bool, Fault> {
    is_one_who(read, ANSWERS, team, person)
}

fn those_who(read: &mut Read, may: &str, team: TeamId) -> Result<Vec<(PersonId, String)>, Fault> {
    let sql = format!(
        "SELECT p.id, p.name FROM agents g JOIN people p ON p.id = g.person_id WHERE {may} ORDER BY p.name, p.id"
    );
    read.conn.all(&sql, values![team], |row| Ok((row.get(0)?, row.get(1)?)))
}

fn is_one_who(read: &mut Read, may: &str, team: TeamId, person: PersonId) -> Result<bool, Fault> {
    let sql = format!("SELECT 1 FROM agents g WHERE {may} AND g.person_id = $2");
    Ok(read.conn.first(&sql, values![team, person], |_| Ok(()))?.is_some())
}

/// Whether anybody active of one team may see the tickets of another.
pub fn any_sees(read: &mut Read, of: TeamId, tickets: TeamId) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM levels v JOIN agents g ON g.person_id = v.person_id
               WHERE v.team_id = $1 AND g.active AND (g.role = 'administrator' OR EXISTS (
                   SELECT 1 FROM levels o WHERE o.person_id = v.person_id AND o.team_id = $2)) LIMIT 1";
    Ok(read.conn.first(sql, values![of, tickets], |_| Ok(()))?.is_some())
}

const ANSWERS: &str = "g.active AND g.role <> 'light' AND (g.role = 'administrator' OR EXISTS (
    SELECT 1 FROM levels v WHERE v.person_id = g.person_id AND v.team_id = $1 AND v.level IN ('reply', 'full')))";

/// The same, as the team wishes it.
const ASSIGNED: &str = "g.active AND g.role <> 'light' AND (
    (g.role = 'administrator' AND NOT EXISTS (SELECT 1 FROM routings r WHERE r.team_id = $1 AND r.assigns = 'members'))
    OR EXISTS (SELECT 1 FROM levels v WHERE v.person_id = g.person_id AND v.team_id = $1 AND (v.level IN ('reply', 'full')
        OR (v.level = 'read' AND EXISTS (SELECT 1 FROM routings r WHERE r.team_id = $1 AND r.assigns = 'seeing')))))";

pub(crate) const MOST_AT_ONCE: usize = 128;

/// A list for `IN (…)` whose length is a power of two: the last value is repeated.
pub(crate) fn padded(ids: Vec<i64>) -> (String, Vec<Value<'static>>) {
    padded_after(0, ids)
}

/// The same behind so many other values.
pub(crate) fn padded_after(before: usize, mut ids: Vec<i64>) -> (String, Vec<Value<'static>>) {
    let length = ids.len().max(4).next_power_of_two();
    ids.resize(length, ids.last().copied().unwrap_or(-1));
    let places: Vec<String> = (before + 1..=before + length).map(|place| format!("${place}")).collect();
    (places.join(", "), ids.into_iter().map(Value::Int).collect())
}

pub fn participants(read: &mut Read, ticket: TicketId) -> Result<Vec<PersonId>, Fault> {
    read.conn.all(
        "SELECT person_id FROM participants WHERE ticket_id = $1 ORDER BY person_id",
        values![ticket],
        |row| row.get(0),
    )
}

/// Participants to whom answers go.
pub fn in_copy(read: &mut Read, ticket: TicketId) -> Result<Vec<PersonId>, Fault> {
    read.conn.all(
        "SELECT person_id FROM participants WHERE ticket_id = $1 AND NOT paused ORDER BY person_id",
        values![ticket],
        |row| row.get(0),
    )
}

/// Participants to whom none goes.
pub fn paused(read: &mut Read, ticket: TicketId) -> Result<Vec<PersonId>, Fault> {
    read.conn.all(
        "SELECT person_id FROM participants WHERE ticket_id = $1 AND paused ORDER BY person_id",
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
    let changed =
        tx.conn.execute("DELETE FROM participants WHERE ticket_id = $1 AND person_id = $2", values![ticket, person])?;
    Ok(changed == 1)
}

/// True when it was not so before.
pub fn pause(tx: &mut Tx, ticket: TicketId, person: PersonId, paused: bool) -> Result<bool, Fault> {
    let changed = tx.conn.execute(
        "UPDATE participants SET paused = $3 WHERE ticket_id = $1 AND person_id = $2 AND paused <> $3",
        values![ticket, person, paused],
    )?;
    Ok(changed == 1)
}

/// Whoever is paused on one ticket is so on another where they are in copy.
pub fn pause_as_on(tx: &mut Tx, one: TicketId, another: TicketId) -> Result<(), Fault> {
    tx.conn.execute(
        "UPDATE participants SET paused = TRUE WHERE ticket_id = $2 AND person_id IN (
             SELECT person_id FROM participants WHERE ticket_id = $1 AND paused)",
        values![one, another],
    )?;
    Ok(())
}

pub fn followers(read: &mut Read, ticket: TicketId) -> Result<Vec<PersonId>, Fault> {
    read.conn.all("SELECT person_id FROM followers WHERE ticket_id = $1 ORDER BY person_id", values![ticket], |row| {
        row.get(0)
    })
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
