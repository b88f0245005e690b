//! People who turned out to be one, and what went from one to the other.

use super::keys;
use super::persons::{COLUMNS, load, person};
use crate::ticket::people::{MOST_AT_ONCE, known, padded};
use crate::value::Row;
use crate::{Read, Tx, values};
use base::{Email, Moment};
use desk::Fault;
use desk::people::{Moved, Person, PersonId, PersonMerge, PersonMergeId, is_shared, mailbox, turned};
use desk::ticket::TicketId;

/// More than one person ever was.
const MOST_SELVES: usize = 128;

/// Who somebody is now: themselves, or whom they were merged into.
pub fn home(read: &mut Read, id: PersonId) -> Result<Option<PersonId>, Fault> {
    let mut now = id;
    loop {
        let sql = "SELECT merged_into FROM people WHERE id = $1";
        match read.conn.first(sql, values![now], |row| row.get::<Option<i64>>(0))? {
            None => return Ok(None),
            Some(None) => return Ok(Some(now)),
            Some(Some(into)) => now = PersonId(into),
        }
    }
}

/// Somebody with everybody who was merged into them, straight or by way of another: what they wrote, and what points at them,
/// stands under the name it was written under.
pub fn selves(read: &mut Read, id: PersonId) -> Result<Vec<PersonId>, Fault> {
    read.conn.all(
        "WITH RECURSIVE merged (id) AS (
             SELECT id FROM people WHERE id = $1
             UNION SELECT p.id FROM people p JOIN merged m ON p.merged_into = m.id)
         SELECT id FROM merged ORDER BY id LIMIT $2",
        values![id, MOST_SELVES],
        |row| row.get(0),
    )
}

/// Who these are now, each beside the id that was asked for.
pub fn known_now(read: &mut Read, ids: &[PersonId]) -> Result<Vec<(PersonId, Person)>, Fault> {
    let mut found: Vec<(PersonId, Person)> = known(read, ids)?.into_iter().map(|one| (one.id, one)).collect();
    for id in merged(read, ids)? {
        let now = home(read, id)?.map(|now| load(read, now)).transpose()?.flatten();
        if let (Some(now), Some((_, person))) = (now, found.iter_mut().find(|(one, _)| *one == id)) {
            *person = now;
        }
    }
    Ok(found)
}

/// Those of them who are somebody else by now.
fn merged(read: &mut Read, ids: &[PersonId]) -> Result<Vec<PersonId>, Fault> {
    let mut found = Vec::new();
    for some in ids.chunks(MOST_AT_ONCE) {
        let (places, values) = padded(some.iter().map(|id| id.0).collect());
        let sql = format!("SELECT id FROM people WHERE id IN ({places}) AND merged_into IS NOT NULL");
        found.extend(read.conn.all(&sql, &values, |row| row.get::<PersonId>(0))?);
    }
    Ok(found)
}

/// Tickets of a requester, and those they are in copy of; a few at most.
pub fn tickets_of(read: &mut Read, person: PersonId, most: usize) -> Result<(Vec<TicketId>, Vec<TicketId>), Fault> {
    let asked = read.conn.all(
        "SELECT id FROM tickets WHERE requester_id = $1 ORDER BY updated_at DESC, id DESC LIMIT $2",
        values![person, most],
        |row| row.get(0),
    )?;
    let copies = read.conn.all(
        "SELECT ticket_id FROM participants WHERE person_id = $1 ORDER BY ticket_id LIMIT $2",
        values![person, most],
        |row| row.get(0),
    )?;
    Ok((asked, copies))
}

/// Gives addresses to somebody else, after those they have.
pub fn carry_addresses(tx: &mut Tx, from: PersonId, to: PersonId, all: &[Email]) -> Result<(), Fault> {
    for email in all {
        tx.conn.execute(
            "UPDATE addresses SET person_id = $2,
                 position = (SELECT COALESCE(MAX(a.position), 0) + 1 FROM addresses a WHERE a.person_id = $2)
             WHERE canonical = $3 AND person_id = $1",
            values![from, to, email.canonical()],
        )?;
    }
    Ok(())
}

/// `into`: who somebody is from now on; none: themselves again.
pub fn mark(tx: &mut Tx, person: PersonId, into: Option<PersonId>) -> Result<(), Fault> {
    tx.sets_up();
    tx.conn.execute(
        "UPDATE people SET merged_into = $2, version = version + 1 WHERE id = $1",
        values![person, into.map(|into| into.0)],
    )?;
    match into {
        Some(into) => keys::clear(tx, person).and_then(|()| keys::renew(tx, into)),
        None => keys::renew(tx, person),
    }
}

pub fn add(tx: &mut Tx, merge: &PersonMerge) -> Result<PersonMergeId, Fault> {
    let moved = serde_json::to_string(&merge.moved).map_err(Fault::new)?;
    let id = tx.conn.first(
        "INSERT INTO person_merges (person_id, from_id, by_id, at, moved) VALUES ($1, $2, $3, $4, $5) RETURNING id",
        values![merge.person, merge.from, merge.by, merge.at, moved],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted merge gave no id"))
}

/// Not taken back yet, held until the end.
pub fn hold(tx: &mut Tx, id: PersonMergeId) -> Result<Option<PersonMerge>, Fault> {
    tx.conn.first(
        "SELECT id, person_id, from_id, by_id, at, moved FROM person_merges WHERE id = $1 AND NOT undone {for_update}",
        values![id],
        merge,
    )
}

pub fn undone(tx: &mut Tx, id: PersonMergeId) -> Result<(), Fault> {
    tx.conn.execute("UPDATE person_merges SET undone = TRUE WHERE id = $1", values![id]).map(drop)
}

/// Who was merged into somebody, the newest first.
pub fn of_person(read: &mut Read, person: PersonId) -> Result<Vec<PersonMerge>, Fault> {
    read.conn.all(
        "SELECT id, person_id, from_id, by_id, at, moved FROM person_merges
         WHERE person_id = $1 AND NOT undone ORDER BY id DESC LIMIT 20",
        values![person],
        merge,
    )
}

/// Whoever is called the same, also with another word first or without spaces; a few at most of each.
pub fn called_alike(read: &mut Read, of: &Person, limit: usize) -> Result<Vec<Person>, Fault> {
    let mut found = Vec::new();
    let sql = format!(
        "SELECT {COLUMNS} FROM people p WHERE p.compact = $1 AND p.id <> $2 AND p.merged_into IS NULL ORDER BY p.id LIMIT $3"
    );
    for name in turned(&of.name).iter().filter(|name| !name.is_empty()) {
        found.extend(read.conn.all(&sql, values![name, of.id, limit], person)?);
    }
    Ok(found)
}

/// Whoever else has a mailbox of the same name elsewhere that is their own; a few at most.
pub fn with_mailbox(read: &mut Read, of: PersonId, email: &Email, limit: usize) -> Result<Vec<Person>, Fault> {
    let name = mailbox(email);
    if name.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM addresses x JOIN people p ON p.id = x.person_id
         WHERE x.mailbox = $1 AND x.person_id <> $2 AND NOT COALESCE(x.shared, $4) AND p.merged_into IS NULL
         ORDER BY x.person_id LIMIT $3"
    );
    read.conn.all(&sql, values![name, of, limit, is_shared(email)], person)
}

fn merge(row: &Row) -> Result<PersonMerge, Fault> {
    let moved: Moved = serde_json::from_str(&row.get::<String>(5)?).map_err(Fault::new)?;
    let at: Moment = row.get(4)?;
    Ok(PersonMerge { id: row.get(0)?, person: row.get(1)?, from: row.get(2)?, by: row.get(3)?, at, moved })
}
