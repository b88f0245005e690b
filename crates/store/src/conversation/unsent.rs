//! What somebody has begun to write and not sent: on all tickets, and beside them.

use crate::ticket::lists::{After, END, within};
use crate::value::Row;
use crate::{Read, values};
use base::Language;
use desk::conversation::{Mode, NewAttachment, SideId, Talk};
use desk::people::PersonId;
use desk::ticket::TicketNumber;
use desk::{Fault, Scope};

#[derive(Clone, Debug, PartialEq)]
pub struct Unsent {
    pub number: TicketNumber,
    /// Of the ticket.
    pub subject: String,
    pub language: Option<Language>,
    pub talk: Talk,
    /// What a side conversation is about.
    pub about: String,
    pub mode: Mode,
    pub text: String,
    pub attachments: Vec<NewAttachment>,
    /// When it was last written, and where it stands in the list.
    pub place: After,
}

/// With the talk of their ticket as a number: 0 its own, 1 one that it would begin, and one more than that of the others.
const BEGUN: &str = "SELECT d.ticket_id, 0 AS talk, '' AS about, d.mode, d.text, d.attachments, d.updated_at
         FROM drafts d WHERE d.person_id = $1 AND (TRIM(d.text) <> '' OR d.attachments <> '[]')
     UNION ALL SELECT COALESCE(c.ticket_id, s.ticket_id), s.side_id + 1, COALESCE(c.subject, s.subject), 'forward', s.text,
         s.attachments, s.updated_at
         FROM side_drafts s LEFT JOIN sides c ON c.id = s.side_id WHERE s.person_id = $1";

/// The latest first.
pub fn of_person(
    read: &mut Read,
    scope: &Scope,
    person: PersonId,
    after: Option<After>,
    limit: usize,
) -> Result<Vec<Unsent>, Fault> {
    let Some(within) = within(scope) else { return Ok(Vec::new()) };
    let After { updated_at, id, under } = after.unwrap_or(END);
    let sql = format!(
        "SELECT t.number, t.subject, t.language, b.talk, b.about, b.mode, b.text, b.attachments, b.updated_at, t.id
         FROM ({BEGUN}) b JOIN tickets t ON t.id = b.ticket_id
         WHERE (b.updated_at, t.id, b.talk) < ($2, $3, $4) AND {within}
         ORDER BY b.updated_at DESC, t.id DESC, b.talk DESC LIMIT $5"
    );
    read.conn.all(&sql, values![person, updated_at, id, under.unwrap_or(i64::MAX), limit], unsent)
}

/// How many those are, counted to `most`.
pub fn count(read: &mut Read, scope: &Scope, person: PersonId, most: usize) -> Result<i64, Fault> {
    let Some(within) = within(scope) else { return Ok(0) };
    let sql = format!(
        "SELECT COUNT(*) FROM (SELECT t.id FROM ({BEGUN}) b JOIN tickets t ON t.id = b.ticket_id WHERE {within} LIMIT $2) k"
    );
    Ok(read.conn.first(&sql, values![person, most], |row| row.get(0))?.unwrap_or(0))
}

fn unsent(row: &Row) -> Result<Unsent, Fault> {
    let (talk, about): (i64, String) = (row.get(3)?, row.get(4)?);
    Ok(Unsent {
        number: row.get(0)?,
        subject: row.get(1)?,
        language: row.get(2)?,
        talk: match talk {
            0 => Talk::Ticket,
            1 => Talk::New(about.clone()),
            side => Talk::Side(SideId(side - 1)),
        },
        about,
        mode: row.get(5)?,
        text: row.get(6)?,
        attachments: serde_json::from_str(&row.get::<String>(7)?).map_err(Fault::new)?,
        place: After { updated_at: row.get(8)?, id: row.get(9)?, under: Some(talk) },
    })
}
