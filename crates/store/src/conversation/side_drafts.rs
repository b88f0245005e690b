//! Drafts of side conversations: one per person and place.

use crate::{Read, Tx, values};
use base::CleanHtml;
use desk::Fault;
use desk::conversation::{SideDraft, SideId, SidePlace};
use desk::people::PersonId;
use desk::ticket::TicketId;

pub fn load(read: &mut Read, person: PersonId, place: SidePlace) -> Result<Option<SideDraft>, Fault> {
    let (ticket, side) = key(place);
    let sql = "SELECT subject, recipients_to, recipients_cc, text, html, revision, updated_at, chosen, attachments,
                   name FROM side_drafts WHERE person_id = $1 AND ticket_id = $2 AND side_id = $3";
    read.conn.first(sql, values![person, ticket, side], |row| {
        Ok(SideDraft {
            subject: row.get(0)?,
            to: row.get(1)?,
            cc: row.get(2)?,
            text: row.get(3)?,
            html: CleanHtml::trusted(row.get(4)?),
            revision: row.get(5)?,
            updated_at: row.get(6)?,
            chosen: serde_json::from_str(&row.get::<String>(7)?).map_err(Fault::new)?,
            attachments: serde_json::from_str(&row.get::<String>(8)?).map_err(Fault::new)?,
            name: row.get(9)?,
        })
    })
}

/// Keeps a draft unless a newer revision is there; false then.
pub fn save(tx: &mut Tx, person: PersonId, place: SidePlace, draft: &SideDraft) -> Result<bool, Fault> {
    let (ticket, side) = key(place);
    let attachments = serde_json::to_string(&draft.attachments).map_err(Fault::new)?;
    let chosen = serde_json::to_string(&draft.chosen).map_err(Fault::new)?;
    let changed = tx.conn.execute(
        "INSERT INTO side_drafts (person_id, ticket_id, side_id, subject, recipients_to, recipients_cc, text, html, revision,
             updated_at, chosen, attachments, name)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         ON CONFLICT (person_id, ticket_id, side_id) DO UPDATE SET subject = excluded.subject,
             recipients_to = excluded.recipients_to, recipients_cc = excluded.recipients_cc, text = excluded.text,
             html = excluded.html, revision = excluded.revision, updated_at = excluded.updated_at,
             chosen = excluded.chosen, attachments = excluded.attachments, name = excluded.name
         WHERE side_drafts.revision < excluded.revision",
        values![
            person,
            ticket,
            side,
            &draft.subject,
            &draft.to,
            &draft.cc,
            &draft.text,
            draft.html.as_str(),
            draft.revision,
            draft.updated_at,
            chosen,
            attachments,
            &draft.name
        ],
    )?;
    Ok(changed == 1)
}

pub fn remove(tx: &mut Tx, person: PersonId, place: SidePlace) -> Result<(), Fault> {
    let (ticket, side) = key(place);
    let sql = "DELETE FROM side_drafts WHERE person_id = $1 AND ticket_id = $2 AND side_id = $3";
    tx.conn.execute(sql, values![person, ticket, side]).map(drop)
}

/// Somebody has begun a letter in a side conversation of a ticket, or had.
pub fn any_in(read: &mut Read, ticket: TicketId, side: SideId) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM side_drafts WHERE ticket_id = 0 AND side_id = $2
               UNION ALL SELECT 1 FROM draft_versions WHERE ticket_id = $1 AND side_id = $2 LIMIT 1";
    Ok(read.conn.first(sql, values![ticket, side], |_| Ok(()))?.is_some())
}

/// Who has begun a side conversation beside a ticket, with the revision of it.
pub fn beginning(read: &mut Read, ticket: TicketId) -> Result<Vec<(PersonId, i64)>, Fault> {
    let sql = "SELECT person_id, revision FROM side_drafts WHERE ticket_id = $1 AND side_id = 0";
    read.conn.all(sql, values![ticket], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// It would begin one beside another ticket.
pub fn carry(tx: &mut Tx, person: PersonId, from: TicketId, to: TicketId) -> Result<(), Fault> {
    let sql = "UPDATE side_drafts SET ticket_id = $3 WHERE person_id = $1 AND ticket_id = $2 AND side_id = 0";
    tx.conn.execute(sql, values![person, from, to]).map(drop)
}

const fn key(place: SidePlace) -> (i64, i64) {
    match place {
        SidePlace::New(ticket) => (ticket.0, 0),
        SidePlace::In(side) => (0, side.0),
    }
}
