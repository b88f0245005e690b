//! What drafts were before.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::{CleanHtml, Moment};
use desk::Fault;
use desk::conversation::{Draft, DraftVersion, DraftVersionId, Mode, NewAttachment, SideId, Talk};
use desk::people::PersonId;
use desk::ticket::TicketId;

const COLUMNS: &str = "id, mode, text, html, recipients_to, recipients_cc, recipients_bcc, attachments, at, chosen, \
     side_id, subject";

/// By this name goes what came back to somebody who had begun something else.
const CAME_BACK: &str = "came back";

pub fn add(tx: &mut Tx, draft: &Draft) -> Result<DraftVersionId, Fault> {
    insert(tx, draft, "")
}

/// It was never the draft: another window's stood in its way.
pub fn set_aside(tx: &mut Tx, draft: &Draft) -> Result<DraftVersionId, Fault> {
    insert(tx, draft, &draft.name)
}

/// It came back to somebody who had begun something else, and who is told until they have taken it up or written anew.
pub fn come_back(tx: &mut Tx, draft: &Draft) -> Result<DraftVersionId, Fault> {
    insert(tx, draft, CAME_BACK)
}

/// Something has come back to them of which they are to be told.
pub fn came_back(read: &mut Read, ticket: TicketId, person: PersonId) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM draft_versions WHERE ticket_id = $1 AND person_id = $2 AND name = $3 LIMIT 1";
    Ok(read.conn.first(sql, values![ticket, person, CAME_BACK], |_| Ok(()))?.is_some())
}

/// They have written anew, a forward or an answer: what came back of that kind is what they wrote before.
pub fn written_anew(tx: &mut Tx, (ticket, person): (TicketId, PersonId), talk: &Talk, mode: Mode) -> Result<(), Fault> {
    let (side, _) = place(talk);
    let sql =
        "UPDATE draft_versions SET name = '' WHERE ticket_id = $1 AND person_id = $2 AND name = $3 AND side_id = $4
                   AND (mode = 'forward') = $5";
    tx.conn.execute(sql, values![ticket, person, CAME_BACK, side, mode == Mode::Forward]).map(drop)
}

/// They take it up.
pub fn take_up(tx: &mut Tx, id: DraftVersionId) -> Result<(), Fault> {
    let sql = "UPDATE draft_versions SET name = '' WHERE id = $1 AND name = $2";
    tx.conn.execute(sql, values![id, CAME_BACK]).map(drop)
}

/// The last of what a draft was that goes by this name; none: of what was the draft.
pub fn newest(read: &mut Read, draft: &Draft, name: &str) -> Result<Option<DraftVersion>, Fault> {
    let (side, _) = place(&draft.talk);
    let sql = format!(
        "SELECT {COLUMNS} FROM draft_versions WHERE ticket_id = $1 AND person_id = $2 AND name = $3 AND side_id = $4
         ORDER BY id DESC LIMIT 1"
    );
    read.conn.first(&sql, values![draft.ticket, draft.person, name, side], version)
}

fn insert(tx: &mut Tx, draft: &Draft, name: &str) -> Result<DraftVersionId, Fault> {
    let attachments = serde_json::to_string(&draft.attachments).map_err(Fault::new)?;
    let chosen = serde_json::to_string(&draft.chosen).map_err(Fault::new)?;
    let (side, subject) = place(&draft.talk);
    let id = tx.conn.first(
        "INSERT INTO draft_versions (ticket_id, person_id, mode, text, html, recipients_to, recipients_cc, recipients_bcc,
             attachments, at, name, chosen, side_id, subject)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING id",
        values![
            draft.ticket, draft.person, draft.mode, &draft.text, draft.html.as_str(), &draft.to, &draft.cc, &draft.bcc,
            attachments, draft.updated_at, name, chosen, side, subject
        ],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted version of a draft gave no id"))
}

/// The newest first.
pub fn of(read: &mut Read, ticket: TicketId, person: PersonId, limit: usize) -> Result<Vec<DraftVersion>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM draft_versions WHERE ticket_id = $1 AND person_id = $2 ORDER BY id DESC LIMIT $3"
    );
    read.conn.all(&sql, values![ticket, person, limit], version)
}

/// One of them.
pub fn load(
    read: &mut Read,
    ticket: TicketId,
    person: PersonId,
    id: DraftVersionId,
) -> Result<Option<DraftVersion>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM draft_versions WHERE id = $3 AND ticket_id = $1 AND person_id = $2");
    read.conn.first(&sql, values![ticket, person, id], version)
}

/// One that lies on a ticket, whoever wrote it.
pub fn on(read: &mut Read, ticket: TicketId, id: DraftVersionId) -> Result<Option<(PersonId, DraftVersion)>, Fault> {
    let sql = format!("SELECT {COLUMNS}, person_id FROM draft_versions WHERE id = $2 AND ticket_id = $1");
    read.conn.first(&sql, values![ticket, id], |row| Ok((row.get(12)?, version(row)?)))
}

/// It is no version any more: it is in hand again.
pub fn remove(tx: &mut Tx, id: DraftVersionId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM draft_versions WHERE id = $1", values![id]).map(drop)
}

/// Forgets what is older; the files it held.
pub fn sweep(tx: &mut Tx, before: Moment) -> Result<(u64, Vec<NewAttachment>), Fault> {
    let held: Vec<String> = tx.conn.all(
        "SELECT attachments FROM draft_versions WHERE at < $1 AND attachments <> '[]'",
        values![before],
        |row| row.get(0),
    )?;
    let mut files: Vec<NewAttachment> = Vec::new();
    for written in held {
        files.extend(serde_json::from_str::<Vec<NewAttachment>>(&written).map_err(Fault::new)?);
    }
    let swept = tx.conn.execute("DELETE FROM draft_versions WHERE at < $1", values![before])?;
    Ok((swept, files))
}

/// As the columns say it: the side, where it has begun, and the subject of one that has not.
fn place(talk: &Talk) -> (i64, &str) {
    match talk {
        Talk::Ticket => (-1, ""),
        Talk::New(subject) => (0, subject),
        Talk::Side(side) => (side.0, ""),
    }
}

fn version(row: &Row) -> Result<DraftVersion, Fault> {
    Ok(DraftVersion {
        id: row.get(0)?,
        mode: row.get(1)?,
        text: row.get(2)?,
        html: CleanHtml::trusted(row.get(3)?),
        to: row.get(4)?,
        cc: row.get(5)?,
        bcc: row.get(6)?,
        attachments: serde_json::from_str(&row.get::<String>(7)?).map_err(Fault::new)?,
        at: row.get(8)?,
        chosen: serde_json::from_str(&row.get::<String>(9)?).map_err(Fault::new)?,
        talk: match row.get::<i64>(10)? {
            -1 => Talk::Ticket,
            0 => Talk::New(row.get(11)?),
            side => Talk::Side(SideId(side)),
        },
    })
}
