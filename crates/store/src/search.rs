//! What the index is made of, read in large steps.

use crate::people::persons;
use crate::ticket::people::padded;
use crate::ticket::tickets;
use crate::value::Row;
use crate::{Read, Tx, values};
use base::{Address, Digest};
use desk::Fault;
use desk::conversation::{AttachmentId, MessageKind};
use desk::people::{OrganizationId, Person, PersonId};
use desk::ticket::{Ticket, TicketId};
use serde::Deserialize;

/// A message as the index needs it.
#[derive(Clone, Debug)]
pub struct Said {
    pub ticket: TicketId,
    pub kind: MessageKind,
    pub author: Option<PersonId>,
    pub from: Option<Address>,
    pub to: Vec<Address>,
    /// What is new in it; all of the first one, which may be a forwarded mail.
    pub text: String,
}

/// How many tickets, people and organisations there are, for showing how far a walk has come.
pub fn counts(read: &mut Read) -> Result<i64, Fault> {
    let sql =
        "SELECT (SELECT COUNT(*) FROM tickets) + (SELECT COUNT(*) FROM people) + (SELECT COUNT(*) FROM organizations)";
    Ok(read.conn.first(sql, &[], |row| row.get(0))?.unwrap_or_default())
}

/// Tickets below an id, the newest first.
pub fn tickets_below(read: &mut Read, below: i64, limit: usize) -> Result<Vec<TicketId>, Fault> {
    read.conn
        .all("SELECT id FROM tickets WHERE id < $1 ORDER BY id DESC LIMIT $2", values![below, limit], |row| row.get(0))
}

pub fn people_below(read: &mut Read, below: i64, limit: usize) -> Result<Vec<PersonId>, Fault> {
    read.conn
        .all("SELECT id FROM people WHERE id < $1 ORDER BY id DESC LIMIT $2", values![below, limit], |row| row.get(0))
}

pub fn organizations_below(read: &mut Read, below: i64, limit: usize) -> Result<Vec<OrganizationId>, Fault> {
    let sql = "SELECT id FROM organizations WHERE id < $1 ORDER BY id DESC LIMIT $2";
    read.conn.all(sql, values![below, limit], |row| row.get(0))
}

pub fn tickets(read: &mut Read, ids: &[TicketId]) -> Result<Vec<Ticket>, Fault> {
    let (places, values) = padded(ids.iter().map(|id| id.0).collect());
    let sql = format!("SELECT {} FROM tickets t WHERE t.id IN ({places})", tickets::COLUMNS);
    read.conn.all(&sql, &values, tickets::ticket)
}

/// Everything that was said on these tickets and not taken back, oldest first.
pub fn said(read: &mut Read, ids: &[TicketId]) -> Result<Vec<Said>, Fault> {
    let (places, values) = padded(ids.iter().map(|id| id.0).collect());
    let sql = format!(
        "SELECT m.ticket_id, m.kind, m.author_id, m.sender, m.recipients,
             CASE WHEN m.new_text = '' OR m.id = (SELECT MIN(f.id) FROM messages f WHERE f.ticket_id = m.ticket_id)
                  THEN m.text ELSE m.new_text END
         FROM messages m WHERE m.ticket_id IN ({places}) AND NOT m.taken_back ORDER BY m.ticket_id, m.id"
    );
    read.conn.all(&sql, &values, message)
}

/// Names and texts of the files on these tickets. The messages are found first: where few messages have files, PostgreSQL
/// would rather walk through all messages there are.
pub fn files(read: &mut Read, ids: &[TicketId]) -> Result<Vec<(TicketId, String, String)>, Fault> {
    let (places, values) = padded(ids.iter().map(|id| id.0).collect());
    let sql = format!(
        "WITH said AS MATERIALIZED (SELECT id, ticket_id FROM messages WHERE ticket_id IN ({places}))
         SELECT s.ticket_id, a.name, COALESCE(t.text, '') FROM said s JOIN attachments a ON a.message_id = s.id
         LEFT JOIN file_texts t ON t.digest = a.digest WHERE NOT a.inline ORDER BY s.ticket_id, a.id"
    );
    read.conn.all(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Tickets a person asked, the newest first: their documents hold the person's name.
pub fn asked_by(read: &mut Read, person: PersonId, limit: usize) -> Result<Vec<TicketId>, Fault> {
    let sql = "SELECT id FROM tickets WHERE requester_id = $1 ORDER BY updated_at DESC, id DESC LIMIT $2";
    read.conn.all(sql, values![person, limit], |row| row.get(0))
}

/// Tickets of an organisation, the newest first.
pub fn asked_from(read: &mut Read, organization: OrganizationId, limit: usize) -> Result<Vec<TicketId>, Fault> {
    let sql = "SELECT id FROM tickets WHERE organization_id = $1 ORDER BY updated_at DESC, id DESC LIMIT $2";
    read.conn.all(sql, values![organization, limit], |row| row.get(0))
}

/// Tickets of whoever has this as the main organisation, the newest first.
pub fn asked_by_members(read: &mut Read, organization: OrganizationId, limit: usize) -> Result<Vec<TicketId>, Fault> {
    let sql = "SELECT t.id FROM people p JOIN tickets t ON t.requester_id = p.id
         WHERE p.organization_id = $1 ORDER BY t.updated_at DESC, t.id DESC LIMIT $2";
    read.conn.all(sql, values![organization, limit], |row| row.get(0))
}

/// Tickets whose messages carry a file with these bytes.
pub fn with_file(read: &mut Read, digest: &Digest, limit: usize) -> Result<Vec<TicketId>, Fault> {
    let sql = "SELECT DISTINCT m.ticket_id FROM attachments a JOIN messages m ON m.id = a.message_id
         WHERE a.digest = $1 ORDER BY m.ticket_id DESC LIMIT $2";
    read.conn.all(sql, values![digest, limit], |row| row.get(0))
}

/// People with all their addresses.
pub fn people(read: &mut Read, ids: &[PersonId]) -> Result<Vec<(Person, Vec<String>)>, Fault> {
    let (places, values) = padded(ids.iter().map(|id| id.0).collect());
    let sql = format!("SELECT {} FROM people p WHERE p.id IN ({places})", persons::COLUMNS);
    let people = read.conn.all(&sql, &values, persons::person)?;
    let sql =
        format!("SELECT person_id, address FROM addresses WHERE person_id IN ({places}) ORDER BY person_id, position");
    let addresses = read.conn.all(&sql, &values, |row| Ok((row.get::<PersonId>(0)?, row.get::<String>(1)?)))?;
    let phones = crate::people::ways::phones_of(read, ids)?;
    let handles = crate::people::ways::handles_of(read, ids)?;
    let own = |person: &Person| {
        let own = addresses.iter().filter(|(id, _)| *id == person.id);
        let phones = phones.iter().filter(|(id, _)| *id == person.id);
        let handles = handles.iter().filter(|(id, _)| *id == person.id);
        own.map(|(_, address)| address.clone())
            .chain(phones.flat_map(|(_, phone)| desk::people::spellings(&phone.number)))
            .chain(handles.map(|(_, handle)| handle.handle.clone()))
            .collect::<Vec<String>>()
    };
    Ok(people
        .into_iter()
        .map(|person| {
            let own = own(&person);
            (person, own)
        })
        .collect())
}

/// Whether the text of these bytes was read, or tried to be.
pub fn is_file_read(read: &mut Read, digest: &Digest) -> Result<bool, Fault> {
    Ok(read.conn.first("SELECT 1 FROM file_texts WHERE digest = $1", values![digest], |_| Ok(()))?.is_some())
}

/// A file of which a job knows only the id.
pub fn digest_of(read: &mut Read, file: AttachmentId) -> Result<Option<Digest>, Fault> {
    read.conn.first("SELECT digest FROM attachments WHERE id = $1", values![file], |row| row.get(0))
}

/// False when another was faster.
pub fn keep_file_text(tx: &mut Tx, digest: &Digest, state: &str, text: &str) -> Result<bool, Fault> {
    let now = tx.now();
    let kept = tx.conn.execute(
        "INSERT INTO file_texts (digest, state, text, read_at) VALUES ($1, $2, $3, $4) ON CONFLICT (digest) DO NOTHING",
        values![digest, state, text, now],
    )?;
    Ok(kept == 1)
}

#[derive(Deserialize)]
struct Recipients {
    #[serde(default)]
    to: Vec<Address>,
    #[serde(default)]
    cc: Vec<Address>,
}

fn message(row: &Row) -> Result<Said, Fault> {
    let Recipients { mut to, cc } = serde_json::from_str(&row.get::<String>(4)?).map_err(Fault::new)?;
    to.extend(cc);
    Ok(Said {
        ticket: row.get(0)?,
        kind: row.get(1)?,
        author: row.get(2)?,
        from: serde_json::from_str(&row.get::<String>(3)?).map_err(Fault::new)?,
        to,
        text: row.get(5)?,
    })
}
