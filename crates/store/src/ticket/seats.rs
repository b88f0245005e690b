//! The counters of saved views: whose count of which view is kept, which tickets lie in it, and when to look again.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::object::ObjectId;
use desk::people::{PersonId, TeamId};
use desk::ticket::{TicketId, ViewId};

/// Whose count of a view is kept. Nobody in particular: it is the same for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    pub view: ViewId,
    pub person: Option<PersonId>,
    /// As it is written, with those of the views above.
    pub condition: String,
    /// IANA name.
    pub zone: String,
    /// The last ticket that was looked at; none: counted to the end.
    pub reached: Option<TicketId>,
}

/// A ticket's place in one count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    pub view: ViewId,
    pub person: Option<PersonId>,
    pub team: TeamId,
}

pub fn all(read: &mut Read) -> Result<Vec<Seat>, Fault> {
    let sql = "SELECT view_id, person_id, condition, zone, reached FROM view_seats ORDER BY view_id, person_id";
    read.conn.all(sql, &[], seat)
}

/// Begins to count, from the first ticket on.
pub fn begin(tx: &mut Tx, seat: &Seat) -> Result<(), Fault> {
    end(tx, seat)?;
    tx.conn
        .execute(
            "INSERT INTO view_seats (view_id, person_id, condition, zone, reached) VALUES ($1, $2, $3, $4, 0)",
            values![seat.view, number(seat.person), &seat.condition, &seat.zone],
        )
        .map(drop)
}

/// Forgets a count.
pub fn end(tx: &mut Tx, seat: &Seat) -> Result<(), Fault> {
    for table in ["view_rechecks", "view_cells", "view_tickets", "view_seats"] {
        let sql = format!("DELETE FROM {table} WHERE view_id = $1 AND person_id = $2");
        tx.conn.execute(&sql, values![seat.view, number(seat.person)])?;
    }
    Ok(())
}

/// How far a count has come; none: to the end.
pub fn reach(tx: &mut Tx, seat: &Seat, reached: Option<TicketId>) -> Result<(), Fault> {
    let sql = "UPDATE view_seats SET reached = $3 WHERE view_id = $1 AND person_id = $2";
    tx.conn.execute(sql, values![seat.view, number(seat.person), reached]).map(drop)
}

/// The counts a ticket is in.
pub fn of_ticket(read: &mut Read, ticket: TicketId) -> Result<Vec<Member>, Fault> {
    let sql = "SELECT view_id, person_id, team_id FROM view_tickets WHERE ticket_id = $1";
    read.conn.all(sql, values![ticket], |row| {
        Ok(Member { view: row.get(0)?, person: person(row.get(1)?), team: row.get(2)? })
    })
}

pub fn enter(tx: &mut Tx, ticket: TicketId, member: Member) -> Result<(), Fault> {
    tx.conn.execute(
        "INSERT INTO view_tickets (view_id, person_id, ticket_id, team_id) VALUES ($1, $2, $3, $4)",
        values![member.view, number(member.person), ticket, member.team],
    )?;
    count(tx, member, 1)
}

pub fn leave(tx: &mut Tx, ticket: TicketId, member: Member) -> Result<(), Fault> {
    tx.conn.execute(
        "DELETE FROM view_tickets WHERE view_id = $1 AND person_id = $2 AND ticket_id = $3",
        values![member.view, number(member.person), ticket],
    )?;
    count(tx, member, -1)
}

fn count(tx: &mut Tx, member: Member, by: i64) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO view_cells (view_id, person_id, team_id, tickets) VALUES ($1, $2, $3, $4)
             ON CONFLICT (view_id, person_id, team_id) DO UPDATE SET tickets = view_cells.tickets + excluded.tickets",
            values![member.view, number(member.person), member.team, by],
        )
        .map(drop)
}

/// When each count is to look at a ticket again: those that were planned are forgotten.
pub fn plan(tx: &mut Tx, ticket: TicketId, seats: &[(&Seat, Moment)]) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM view_rechecks WHERE ticket_id = $1", values![ticket])?;
    seats.iter().try_for_each(|(seat, at)| plan_one(tx, ticket, seat, *at))
}

/// The same for one count, where nothing was planned yet.
pub fn plan_one(tx: &mut Tx, ticket: TicketId, seat: &Seat, at: Moment) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO view_rechecks (view_id, person_id, ticket_id, at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (view_id, person_id, ticket_id) DO UPDATE SET at = excluded.at",
            values![seat.view, number(seat.person), ticket, at],
        )
        .map(drop)
}

/// Tickets to look at again by now.
pub fn due(read: &mut Read, limit: usize) -> Result<Vec<TicketId>, Fault> {
    let now = read.now();
    let sql =
        "SELECT ticket_id, MIN(at) FROM (SELECT ticket_id, at FROM view_rechecks WHERE at <= $1 ORDER BY at LIMIT $2) d
               GROUP BY ticket_id ORDER BY 2";
    read.conn.all(sql, values![now, limit], |row| row.get(0))
}

/// Every ticket of a requester, or of an organisation, is looked at again, for the counts that ask for their names.
pub fn recheck_asked_by(tx: &mut Tx, seat: &Seat, person: PersonId) -> Result<(), Fault> {
    recheck(tx, seat, "requester_id", person.0)
}

pub fn recheck_asked_from(tx: &mut Tx, seat: &Seat, organization: i64) -> Result<(), Fault> {
    recheck(tx, seat, "organization_id", organization)
}

/// Every ticket of somebody whose main organisation it is.
pub fn recheck_of_members(tx: &mut Tx, seat: &Seat, organization: i64) -> Result<(), Fault> {
    let now = tx.now();
    let sql = "INSERT INTO view_rechecks (view_id, person_id, ticket_id, at)
         SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), t.id, CAST($3 AS BIGINT)
         FROM people p JOIN tickets t ON t.requester_id = p.id WHERE p.organization_id = $4
         ON CONFLICT (view_id, person_id, ticket_id) DO UPDATE SET at = excluded.at";
    tx.conn.execute(sql, values![seat.view, number(seat.person), now, organization]).map(drop)
}

/// The same for the counts that ask for fields of a team, or of what is linked.
pub fn recheck_in_team(tx: &mut Tx, seat: &Seat, team: TeamId) -> Result<(), Fault> {
    recheck(tx, seat, "team_id", team.0)
}

pub fn recheck_linked(tx: &mut Tx, seat: &Seat, object: ObjectId) -> Result<(), Fault> {
    let now = tx.now();
    let sql = "INSERT INTO view_rechecks (view_id, person_id, ticket_id, at)
         SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), l.ticket_id, CAST($3 AS BIGINT) FROM ticket_objects l
         WHERE l.object_id = $4
         ON CONFLICT (view_id, person_id, ticket_id) DO UPDATE SET at = excluded.at";
    tx.conn.execute(sql, values![seat.view, number(seat.person), now, object]).map(drop)
}

fn recheck(tx: &mut Tx, seat: &Seat, column: &str, id: i64) -> Result<(), Fault> {
    let now = tx.now();
    let sql = format!(
        "INSERT INTO view_rechecks (view_id, person_id, ticket_id, at)
         SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), t.id, CAST($3 AS BIGINT) FROM tickets t WHERE t.{column} = $4
         ON CONFLICT (view_id, person_id, ticket_id) DO UPDATE SET at = excluded.at"
    );
    tx.conn.execute(&sql, values![seat.view, number(seat.person), now, id]).map(drop)
}

/// The numbers one person sees: everybody's, and their own. A few rows per view, whatever the number of tickets.
pub fn seen_by(read: &mut Read, person: PersonId) -> Result<Vec<(Member, i64)>, Fault> {
    let sql = "SELECT view_id, person_id, team_id, tickets FROM view_cells WHERE person_id IN (0, $1) AND tickets <> 0";
    read.conn.all(sql, values![person], |row| {
        Ok((Member { view: row.get(0)?, person: self::person(row.get(1)?), team: row.get(2)? }, row.get(3)?))
    })
}

/// The counts one person sees, and whether each has come to its end.
pub fn of_person(read: &mut Read, person: PersonId) -> Result<Vec<Seat>, Fault> {
    let sql = "SELECT view_id, person_id, condition, zone, reached FROM view_seats WHERE person_id IN (0, $1)";
    read.conn.all(sql, values![person], seat)
}

/// Counts that differ from the tickets they were counted from, for `doctor`.
pub(crate) const WRONG: &str = "SELECT k.view_id, k.person_id, k.team_id FROM (
        SELECT view_id, person_id, team_id, tickets AS kept, 0 AS counted FROM view_cells
        UNION ALL SELECT view_id, person_id, team_id, 0, 1 FROM view_tickets
    ) k GROUP BY k.view_id, k.person_id, k.team_id HAVING SUM(k.kept) <> SUM(k.counted)";

const fn number(person: Option<PersonId>) -> i64 {
    match person {
        Some(person) => person.0,
        None => 0,
    }
}

const fn person(number: i64) -> Option<PersonId> {
    if number == 0 { None } else { Some(PersonId(number)) }
}

fn seat(row: &Row) -> Result<Seat, Fault> {
    Ok(Seat {
        view: row.get(0)?,
        person: person(row.get(1)?),
        condition: row.get(2)?,
        zone: row.get(3)?,
        reached: row.get::<Option<i64>>(4)?.map(TicketId),
    })
}

pub fn is_member(read: &mut Read, seat: &Seat, ticket: TicketId) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM view_tickets WHERE view_id = $1 AND person_id = $2 AND ticket_id = $3";
    Ok(read.conn.first(sql, values![seat.view, number(seat.person), ticket], |_| Ok(()))?.is_some())
}

/// The counts that ask for due times look at a ticket again at once: no event tells of them.
pub fn recheck_ticket(tx: &mut Tx, ticket: TicketId) -> Result<(), Fault> {
    let now = tx.now();
    let sql = "INSERT INTO view_rechecks (view_id, person_id, ticket_id, at)
         SELECT s.view_id, s.person_id, CAST($1 AS BIGINT), CAST($2 AS BIGINT) FROM view_seats s
         WHERE s.condition LIKE '%\"due_at\"%' OR s.condition LIKE '%\"sla\"%'
         ON CONFLICT (view_id, person_id, ticket_id) DO UPDATE SET at = excluded.at";
    tx.conn.execute(sql, values![ticket, now]).map(drop)
}
