//! How long people worked on tickets, the clocks that run, and the kinds of work.

use super::filter::MINUTES;
use super::lists::within;
use crate::kept::kept;
use crate::value::{Row, Value};
use crate::{Read, Tx, values};
use base::Moment;
use desk::people::PersonId;
use desk::sla::Day;
use desk::ticket::{Activity, ActivityId, TicketId, TicketNumber, Time, TimeFacts, TimeId, WorkedBy};
use desk::{Done, Error, Fault, Scope};

const COLUMNS: &str =
    "w.id, w.ticket_id, w.person_id, w.minutes, w.activity_id, w.at, w.note, w.removed, w.version, w.day";

/// The ticket `t` for which an entry `w` counts: the one it was entered on, or where that one went.
const TICKET: &str = "JOIN tickets o ON o.id = w.ticket_id
    JOIN tickets t ON t.id = CASE WHEN o.merged_into IS NULL THEN o.id ELSE (
        WITH RECURSIVE way (id, next) AS (
            SELECT o.id, o.merged_into UNION ALL SELECT n.id, n.merged_into FROM way JOIN tickets n ON n.id = way.next)
        SELECT way.id FROM way WHERE way.next IS NULL) END";

/// What was worked on each of some tickets, in minutes.
pub fn of_each(read: &mut Read, tickets: &[TicketId]) -> Result<Vec<(TicketId, i64)>, Fault> {
    if tickets.is_empty() {
        return Ok(Vec::new());
    }
    let (places, values) = super::people::padded(tickets.iter().map(|id| id.0).collect());
    let sql = format!("SELECT t.id, {MINUTES} FROM tickets t WHERE t.id IN ({places})");
    read.conn.all(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// All of these tickets, oldest first.
pub fn of(read: &mut Read, tickets: &[TicketId]) -> Result<Vec<Time>, Fault> {
    let (places, values) = super::people::padded(tickets.iter().map(|id| id.0).collect());
    let sql = format!("SELECT {COLUMNS} FROM times w WHERE w.ticket_id IN ({places}) AND NOT w.removed ORDER BY w.id");
    read.conn.all(&sql, &values, time)
}

pub fn load(read: &mut Read, id: TimeId) -> Result<Option<Time>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM times w WHERE w.id = $1"), values![id], time)
}

pub fn add(tx: &mut Tx, time: &Time) -> Result<TimeId, Fault> {
    let id = tx.conn.first(
        "INSERT INTO times (ticket_id, person_id, minutes, activity_id, at, note, day) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        values![
            time.ticket,
            time.person,
            time.what.minutes,
            time.what.activity,
            time.what.at,
            &time.what.note,
            day(&time.what)
        ],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted time gave no id"))
}

/// Saves exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, time: &Time) -> Done<()> {
    let changed = tx.conn.execute(
        "UPDATE times SET minutes = $3, activity_id = $4, at = $5, note = $6, removed = $7, day = $8, version = version + 1
         WHERE id = $1 AND version = $2",
        values![
            time.id,
            time.version,
            time.what.minutes,
            time.what.activity,
            time.what.at,
            &time.what.note,
            time.removed,
            day(&time.what)
        ],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Empty: it is found out when the database is opened the next time.
fn day(what: &TimeFacts) -> String {
    what.day.map(|day| day.to_string()).unwrap_or_default()
}

/// An entry as a report shows it, with the ticket for which it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Worked {
    pub time: Time,
    pub number: TicketNumber,
    pub subject: String,
    pub person: String,
    /// Whose ticket it is, of which organisation, and whose to answer, as they are called.
    pub requester: String,
    pub organization: Option<String>,
    pub team: String,
}

/// Entries of some days, both included, on tickets within a scope, oldest first, after an entry; of one person, or of all.
pub fn worked(
    read: &mut Read,
    scope: &Scope,
    (from, to): (Day, Day),
    whose: Option<PersonId>,
    after: Option<(Day, TimeId)>,
    limit: usize,
) -> Result<Vec<Worked>, Fault> {
    let Some(within) = within(scope) else { return Ok(Vec::new()) };
    let (last, id) = after.unwrap_or((from, TimeId(0)));
    let mut values: Vec<Value> = values![from.to_string(), to.to_string(), last.to_string(), id, limit].to_vec();
    let of = match whose {
        Some(person) => {
            values.push(person.into());
            "w.person_id = $6 AND "
        }
        None => "",
    };
    let sql = format!(
        "SELECT {COLUMNS}, t.number, t.subject, p.name,
             (SELECT CASE WHEN r.name <> '' THEN r.name ELSE COALESCE((SELECT a.address FROM addresses a
                 WHERE a.person_id = r.id ORDER BY a.position LIMIT 1), '') END FROM people r WHERE r.id = t.requester_id),
             (SELECT o.name FROM organizations o WHERE o.id = t.organization_id),
             (SELECT m.name FROM teams m WHERE m.id = t.team_id) FROM times w {TICKET}
             JOIN people p ON p.id = w.person_id
         WHERE {of}w.day >= $1 AND w.day <= $2 AND (w.day, w.id) > ($3, $4) AND NOT w.removed AND {within}
         ORDER BY w.day, w.id LIMIT $5"
    );
    read.conn.all(&sql, &values, |row| {
        Ok(Worked {
            time: time(row)?,
            number: row.get(10)?,
            subject: row.get(11)?,
            person: row.get(12)?,
            requester: row.get(13)?,
            organization: row.get(14)?,
            team: row.get(15)?,
        })
    })
}

/// The time of a person, a kind of work, a ticket or what it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    /// What it is the id of, the question said; 0: of no kind of work, or no organisation.
    pub of: i64,
    pub minutes: i64,
    pub entries: i64,
}

/// A report of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sums {
    /// The longest first.
    pub longest: Vec<Sum>,
    /// With those that are too many to be shown.
    pub all: usize,
    pub minutes: i64,
    pub entries: i64,
}

/// The entries of some days, both included, on tickets within a scope, summed up; of one person, or of all.
pub fn sums(
    read: &mut Read,
    scope: &Scope,
    (from, to): (Day, Day),
    whose: Option<PersonId>,
    by: WorkedBy,
    limit: usize,
) -> Result<Sums, Fault> {
    let Some(within) = within(scope) else { return Ok(Sums::default()) };
    let mut values: Vec<Value> = values![from.to_string(), to.to_string(), limit].to_vec();
    let of = match by {
        WorkedBy::Person => "w.person_id",
        WorkedBy::Activity => "COALESCE(w.activity_id, 0)",
        WorkedBy::Organization => "COALESCE(t.organization_id, 0)",
        WorkedBy::Requester => "t.requester_id",
        WorkedBy::Team => "t.team_id",
        WorkedBy::Ticket => "t.id",
        // Its span is the month: all of it together.
        WorkedBy::Month => "w.minutes * 0",
    };
    let person = match whose {
        Some(person) => {
            values.push(person.into());
            "w.person_id = $4 AND "
        }
        None => "",
    };
    // Whoever sees everything is spared a look at the ticket of every entry.
    let (tickets, within) = match scope {
        Scope::All if !by.asks_tickets() => ("", "TRUE"),
        Scope::All => (TICKET, "TRUE"),
        Scope::Agent { .. } | Scope::Requester(_) | Scope::Nothing => (TICKET, &*within),
    };
    let sql = format!(
        "SELECT s.of_id, s.minutes, s.entries, COUNT(*) OVER (), CAST(SUM(s.minutes) OVER () AS BIGINT),
             CAST(SUM(s.entries) OVER () AS BIGINT)
         FROM (SELECT {of} AS of_id, CAST(SUM(w.minutes) AS BIGINT) AS minutes, COUNT(*) AS entries FROM times w {tickets}
               WHERE {person}w.day >= $1 AND w.day <= $2 AND NOT w.removed AND {within} GROUP BY {of}) s
         ORDER BY s.minutes DESC, s.of_id LIMIT $3"
    );
    let mut sums = Sums::default();
    sums.longest = read.conn.all(&sql, &values, |row| {
        (sums.all, sums.minutes, sums.entries) = (row.get::<i64>(3)? as usize, row.get(4)?, row.get(5)?);
        Ok(Sum { of: row.get(0)?, minutes: row.get(1)?, entries: row.get(2)? })
    })?;
    Ok(sums)
}

fn time(row: &Row) -> Result<Time, Fault> {
    Ok(Time {
        id: row.get(0)?,
        ticket: row.get(1)?,
        person: row.get(2)?,
        what: TimeFacts {
            minutes: row.get(3)?,
            activity: row.get(4)?,
            at: row.get(5)?,
            day: row.get::<String>(9)?.parse().ok(),
            note: row.get(6)?,
        },
        removed: row.get(7)?,
        version: row.get(8)?,
    })
}

/// The clock somebody has running.
pub fn timer(read: &mut Read, person: PersonId) -> Result<Option<(TicketId, Moment)>, Fault> {
    let sql = "SELECT ticket_id, started_at FROM timers WHERE person_id = $1";
    read.conn.first(sql, values![person], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub fn start_timer(tx: &mut Tx, person: PersonId, ticket: TicketId, at: Moment) -> Result<(), Fault> {
    let sql = "INSERT INTO timers (person_id, ticket_id, started_at) VALUES ($1, $2, $3)";
    tx.conn.execute(sql, values![person, ticket, at]).map(drop)
}

pub fn end_timer(tx: &mut Tx, person: PersonId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM timers WHERE person_id = $1", values![person]).map(drop)
}

const OF_ACTIVITY: &str = "id, name_en, name_ja, active, version";

/// All of them, by name: a dozen or two.
pub fn activities(read: &mut Read) -> Result<Vec<Activity>, Fault> {
    Ok(kept(read, "activities", |read| {
        read.conn.all(&format!("SELECT {OF_ACTIVITY} FROM activities ORDER BY name_en, id"), &[], activity)
    })?
    .to_vec())
}

fn activity(row: &Row) -> Result<Activity, Fault> {
    Ok(Activity {
        id: row.get(0)?,
        name_en: row.get(1)?,
        name_ja: row.get(2)?,
        active: row.get(3)?,
        version: row.get(4)?,
    })
}

pub fn add_activity(tx: &mut Tx, activity: &Activity) -> Result<ActivityId, Fault> {
    tx.sets_up();
    let id = tx.conn.first(
        "INSERT INTO activities (name_en, name_ja, active) VALUES ($1, $2, $3) RETURNING id",
        values![&activity.name_en, &activity.name_ja, activity.active],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted activity gave no id"))
}

/// Saves exactly the version that was loaded, or answers *conflict*.
pub fn save_activity(tx: &mut Tx, activity: &Activity) -> Done<()> {
    tx.sets_up();
    let changed = tx.conn.execute(
        "UPDATE activities SET name_en = $3, name_ja = $4, active = $5, version = version + 1 WHERE id = $1 AND version = $2",
        values![activity.id, activity.version, &activity.name_en, &activity.name_ja, activity.active],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}
