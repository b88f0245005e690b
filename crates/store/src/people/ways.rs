//! Telephone numbers and names in chats of people, and what agents note of them.

use super::{keys, persons};
use crate::value::Row;
use crate::{Read, Tx, values};
use desk::Fault;
use desk::people::{Handle, HandleKind, Person, PersonId, PersonNote, PersonNoteId, Phone, PhoneKind, handle_folded};

/// In the order in which they were added.
pub fn phones(read: &mut Read, person: PersonId) -> Result<Vec<Phone>, Fault> {
    let sql = "SELECT number, kind FROM phones WHERE person_id = $1 ORDER BY since, number";
    read.conn.all(sql, values![person], phone)
}

/// Who has this number and is nobody else by now.
pub fn with_phone(read: &mut Read, number: &str, limit: usize) -> Result<Vec<Person>, Fault> {
    let sql = format!(
        "SELECT {} FROM phones x JOIN people p ON p.id = x.person_id AND p.merged_into IS NULL
         WHERE x.number = $1 ORDER BY x.number, x.person_id LIMIT $2",
        persons::COLUMNS
    );
    read.conn.all(&sql, values![number, limit], persons::person)
}

/// True when they did not have it.
pub fn add_phone(tx: &mut Tx, person: PersonId, number: &str, kind: PhoneKind) -> Result<bool, Fault> {
    let now = tx.now();
    let sql = "INSERT INTO phones (person_id, number, kind, since) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    let added = tx.conn.execute(sql, values![person, number, kind, now])? == 1;
    keys::renew(tx, person)?;
    Ok(added)
}

pub fn remove_phone(tx: &mut Tx, person: PersonId, number: &str) -> Result<bool, Fault> {
    let sql = "DELETE FROM phones WHERE person_id = $1 AND number = $2";
    let gone = tx.conn.execute(sql, values![person, number])? == 1;
    keys::renew(tx, person)?;
    Ok(gone)
}

/// In the order in which they were added.
pub fn handles(read: &mut Read, person: PersonId) -> Result<Vec<Handle>, Fault> {
    let sql = "SELECT service, handle FROM handles WHERE person_id = $1 ORDER BY since, service, folded";
    read.conn.all(sql, values![person], handle)
}

pub fn add_handle(tx: &mut Tx, person: PersonId, of: &Handle) -> Result<bool, Fault> {
    let now = tx.now();
    let sql = "INSERT INTO handles (person_id, service, folded, handle, since) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING";
    let row = values![person, of.service, handle_folded(&of.handle), &of.handle, now];
    let added = tx.conn.execute(sql, row)? == 1;
    keys::renew(tx, person)?;
    Ok(added)
}

pub fn remove_handle(tx: &mut Tx, person: PersonId, service: HandleKind, handle: &str) -> Result<bool, Fault> {
    let sql = "DELETE FROM handles WHERE person_id = $1 AND service = $2 AND folded = $3";
    let gone = tx.conn.execute(sql, values![person, service, handle_folded(handle)])? == 1;
    keys::renew(tx, person)?;
    Ok(gone)
}

/// Who is called so there; a few at most.
pub fn with_handle(read: &mut Read, of: &Handle) -> Result<Vec<PersonId>, Fault> {
    let sql = "SELECT w.person_id FROM handles w JOIN people p ON p.id = w.person_id AND p.merged_into IS NULL
         WHERE w.service = $1 AND w.folded = $2 ORDER BY w.person_id LIMIT 3";
    read.conn.all(sql, values![of.service, handle_folded(&of.handle)], |row| row.get(0))
}

/// Of each of these people.
pub fn phones_of(read: &mut Read, ids: &[PersonId]) -> Result<Vec<(PersonId, Phone)>, Fault> {
    let (places, values) = crate::ticket::people::padded(ids.iter().map(|id| id.0).collect());
    let sql = format!(
        "SELECT number, kind, person_id FROM phones WHERE person_id IN ({places}) ORDER BY person_id, since, number"
    );
    read.conn.all(&sql, &values, |row| Ok((row.get(2)?, phone(row)?)))
}

pub fn handles_of(read: &mut Read, ids: &[PersonId]) -> Result<Vec<(PersonId, Handle)>, Fault> {
    let (places, values) = crate::ticket::people::padded(ids.iter().map(|id| id.0).collect());
    let sql = format!(
        "SELECT service, handle, person_id FROM handles WHERE person_id IN ({places})
         ORDER BY person_id, since, service, folded"
    );
    read.conn.all(&sql, &values, |row| Ok((row.get(2)?, handle(row)?)))
}

/// The newest first, before one of them.
pub fn notes(
    read: &mut Read,
    person: PersonId,
    before: Option<PersonNoteId>,
    limit: usize,
) -> Result<Vec<PersonNote>, Fault> {
    let before = before.map_or(i64::MAX, |id| id.0);
    let sql = "SELECT id, person_id, author_id, at, text FROM person_notes
         WHERE person_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
    read.conn.all(sql, values![person, before, limit], note)
}

/// The newest of each of these people, so many at most; each one's the oldest first.
pub fn notes_of(read: &mut Read, ids: &[PersonId], most: usize) -> Result<Vec<(PersonId, String)>, Fault> {
    let (places, values) = crate::ticket::people::padded(ids.iter().map(|id| id.0).collect());
    let older = most.saturating_sub(1);
    let sql = format!(
        "SELECT n.person_id, n.text FROM person_notes n WHERE n.person_id IN ({places})
         AND n.id >= COALESCE((SELECT o.id FROM person_notes o WHERE o.person_id = n.person_id
             ORDER BY o.person_id DESC, o.id DESC LIMIT 1 OFFSET {older}), 0)
         ORDER BY n.person_id, n.id"
    );
    read.conn.all(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?)))
}

pub fn note_of(read: &mut Read, id: PersonNoteId) -> Result<Option<PersonNote>, Fault> {
    let sql = "SELECT id, person_id, author_id, at, text FROM person_notes WHERE id = $1";
    read.conn.first(sql, values![id], note)
}

pub fn notes_counted(read: &mut Read, person: PersonId) -> Result<i64, Fault> {
    let sql = "SELECT COUNT(*) FROM person_notes WHERE person_id = $1";
    Ok(read.conn.first(sql, values![person], |row| row.get(0))?.unwrap_or(0))
}

pub fn add_note(tx: &mut Tx, person: PersonId, author: Option<PersonId>, text: &str) -> Result<PersonNoteId, Fault> {
    let now = tx.now();
    let sql = "INSERT INTO person_notes (person_id, author_id, at, text) VALUES ($1, $2, $3, $4) RETURNING id";
    let id = tx.conn.first(sql, values![person, author, now, text], |row| row.get(0))?;
    id.ok_or_else(|| Fault::new("an inserted note gave no id"))
}

pub fn remove_note(tx: &mut Tx, id: PersonNoteId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM person_notes WHERE id = $1", values![id]).map(drop)
}

/// Notes become somebody else's; those that went.
pub fn carry_notes(tx: &mut Tx, from: PersonId, to: PersonId) -> Result<Vec<PersonNoteId>, Fault> {
    let all =
        tx.conn.all("SELECT id FROM person_notes WHERE person_id = $1 ORDER BY id", values![from], |row| row.get(0))?;
    tx.conn.execute("UPDATE person_notes SET person_id = $2 WHERE person_id = $1", values![from, to])?;
    Ok(all)
}

/// Back to whom they were of, as far as they are still there.
pub fn carry_notes_back(tx: &mut Tx, ids: &[PersonNoteId], from: PersonId, to: PersonId) -> Result<(), Fault> {
    for id in ids {
        let sql = "UPDATE person_notes SET person_id = $3 WHERE id = $1 AND person_id = $2";
        tx.conn.execute(sql, values![*id, from, to])?;
    }
    Ok(())
}

fn phone(row: &Row) -> Result<Phone, Fault> {
    Ok(Phone { number: row.get(0)?, kind: row.get(1)? })
}

fn handle(row: &Row) -> Result<Handle, Fault> {
    Ok(Handle { service: row.get(0)?, handle: row.get(1)? })
}

fn note(row: &Row) -> Result<PersonNote, Fault> {
    Ok(PersonNote { id: row.get(0)?, person: row.get(1)?, author: row.get(2)?, at: row.get(3)?, text: row.get(4)? })
}
