//! What people do not want to hear of.

use crate::{Read, Tx, values};
use desk::Fault;
use desk::notification::Mute;
use desk::people::PersonId;
use desk::ticket::Ticket;

/// True when it was not.
pub fn add(tx: &mut Tx, person: PersonId, mute: Mute) -> Result<bool, Fault> {
    let now = tx.now();
    let sql = "INSERT INTO mutes (person_id, what, target, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    Ok(tx.conn.execute(sql, values![person, mute.what, mute.target, now])? == 1)
}

/// True when it was.
pub fn remove(tx: &mut Tx, person: PersonId, mute: Mute) -> Result<bool, Fault> {
    let sql = "DELETE FROM mutes WHERE person_id = $1 AND what = $2 AND target = $3";
    Ok(tx.conn.execute(sql, values![person, mute.what, mute.target])? == 1)
}

/// All of somebody's, at most `limit`.
pub fn of(read: &mut Read, person: PersonId, limit: usize) -> Result<Vec<Mute>, Fault> {
    read.conn.all(
        "SELECT what, target FROM mutes WHERE person_id = $1 ORDER BY what, target LIMIT $2",
        values![person, limit],
        |row| Ok(Mute { what: row.get(0)?, target: row.get(1)? }),
    )
}

/// Whether somebody does not want to hear of a ticket: of itself, of its team or of its mailbox.
pub fn covers(read: &mut Read, person: PersonId, ticket: &Ticket) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM mutes WHERE person_id = $1 AND what = 'ticket' AND target = $2
               UNION ALL SELECT 1 FROM mutes WHERE person_id = $1 AND what = 'team' AND target = $3
               UNION ALL SELECT 1 FROM mutes WHERE person_id = $1 AND what = 'mailbox' AND target = $4 LIMIT 1";
    let mailbox = ticket.mailbox.map_or(0, |mailbox| mailbox.0);
    Ok(read.conn.first(sql, values![person, ticket.id, ticket.team, mailbox], |_| Ok(()))?.is_some())
}
