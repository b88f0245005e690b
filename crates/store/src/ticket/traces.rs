//! Which tables know of a ticket: most know nothing of most. One question says which others are worth asking.

use crate::{Read, values};
use desk::Fault;
use desk::people::PersonId;
use desk::ticket::TicketId;

/// What there is of one ticket, and for the one who looks.
#[derive(Clone, Copy, Debug)]
pub struct Traces {
    pub merged: bool,
    pub links: bool,
    pub objects: bool,
    pub articles: bool,
    pub tasks: bool,
    pub times: bool,
    pub sides: bool,
    pub versions: bool,
    pub files: bool,
    pub letters: bool,
    pub verdicts: bool,
    pub protections: bool,
    pub clocks: bool,
    pub locked: bool,
    pub starred: bool,
    pub muted: bool,
    pub unseen: bool,
    pub draft: bool,
    pub timer: bool,
    pub markers: bool,
    /// Colleagues share what they have begun.
    pub shared: bool,
}

pub fn of(read: &mut Read, ticket: TicketId, person: Option<PersonId>) -> Result<Traces, Fault> {
    let sql = "SELECT EXISTS (SELECT 1 FROM tickets x WHERE x.merged_into = $1),
        EXISTS (SELECT 1 FROM ticket_links x WHERE x.ticket_id = $1),
        EXISTS (SELECT 1 FROM ticket_objects x WHERE x.ticket_id = $1),
        EXISTS (SELECT 1 FROM tasks x WHERE x.ticket_id = $1),
        EXISTS (SELECT 1 FROM times x WHERE x.ticket_id = $1),
        EXISTS (SELECT 1 FROM sides x WHERE x.ticket_id = $1),
        EXISTS (SELECT 1 FROM messages m JOIN note_versions x ON x.message_id = m.id WHERE m.ticket_id = $1),
        EXISTS (SELECT 1 FROM messages m JOIN attachments x ON x.message_id = m.id WHERE m.ticket_id = $1),
        EXISTS (SELECT 1 FROM letters x WHERE x.ticket_id = $1),
        EXISTS (SELECT 1 FROM messages m JOIN verdicts x ON x.message_id = m.id WHERE m.ticket_id = $1),
        EXISTS (SELECT 1 FROM messages m JOIN protections x ON x.message_id = m.id WHERE m.ticket_id = $1),
        EXISTS (SELECT 1 FROM sla_clocks x WHERE x.ticket_id = $1),
        EXISTS (SELECT 1 FROM locks x WHERE x.ticket_id = $1),
        EXISTS (SELECT 1 FROM stars x WHERE x.ticket_id = $1 AND x.person_id = $2),
        EXISTS (SELECT 1 FROM mutes x WHERE x.person_id = $2 AND x.what = 'ticket' AND x.target = $1),
        EXISTS (SELECT 1 FROM notifications x WHERE x.person_id = $2 AND x.ticket_id = $1 AND x.seen_at IS NULL),
        EXISTS (SELECT 1 FROM drafts x WHERE x.ticket_id = $1 AND x.person_id = $2),
        EXISTS (SELECT 1 FROM timers x WHERE x.ticket_id = $1 AND x.person_id = $2),
        EXISTS (SELECT 1 FROM messages m JOIN markers x ON x.message_id = m.id WHERE m.ticket_id = $1),
        EXISTS (SELECT 1 FROM ticket_articles x WHERE x.ticket_id = $1),
        EXISTS (SELECT 1 FROM drafts x WHERE x.ticket_id = $1 AND x.person_id <> $2 AND x.shared)";
    let found = read.conn.first(sql, values![ticket, person.unwrap_or(PersonId(0))], |row| {
        Ok(Traces {
            merged: row.get(0)?,
            links: row.get(1)?,
            objects: row.get(2)?,
            tasks: row.get(3)?,
            times: row.get(4)?,
            sides: row.get(5)?,
            versions: row.get(6)?,
            files: row.get(7)?,
            letters: row.get(8)?,
            verdicts: row.get(9)?,
            protections: row.get(10)?,
            clocks: row.get(11)?,
            locked: row.get(12)?,
            starred: row.get(13)?,
            muted: row.get(14)?,
            unseen: row.get(15)?,
            draft: row.get(16)?,
            timer: row.get(17)?,
            markers: row.get(18)?,
            articles: row.get(19)?,
            shared: row.get(20)?,
        })
    })?;
    found.ok_or_else(|| Fault::new("a question without an answer"))
}
