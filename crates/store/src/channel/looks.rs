//! Who has seen which answer in the portal.

use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::channel::{LetterId, MailboxId};
use desk::people::PersonId;
use desk::ticket::TicketId;
use std::collections::HashMap;

/// The last answer of a ticket, once it has left, and its mailbox; none where this person has seen it before.
pub fn first(read: &mut Read, ticket: TicketId, person: PersonId) -> Result<Option<(LetterId, MailboxId)>, Fault> {
    let sql = "SELECT l.id, l.mailbox_id FROM tickets t JOIN letters l ON l.id = t.delivery_letter
               WHERE t.id = $1 AND l.sent_at IS NOT NULL AND l.mailbox_id IS NOT NULL
                   AND NOT EXISTS (SELECT 1 FROM letter_looks k WHERE k.letter_id = l.id AND k.person_id = $2)";
    read.conn.first(sql, values![ticket, person], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Only the first time counts.
pub fn add(tx: &mut Tx, letter: LetterId, person: PersonId) -> Result<(), Fault> {
    let now = tx.now();
    let sql = "INSERT INTO letter_looks (letter_id, person_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    tx.conn.execute(sql, values![letter, person, now]).map(drop)
}

/// Of the letters of one ticket: who saw each, in the order in which they did.
pub fn of_ticket(read: &mut Read, ticket: TicketId) -> Result<HashMap<LetterId, Vec<(PersonId, Moment)>>, Fault> {
    let sql = "SELECT k.letter_id, k.person_id, k.at FROM letters l JOIN letter_looks k ON k.letter_id = l.id
               WHERE l.ticket_id = $1";
    let rows: Vec<(LetterId, PersonId, Moment)> =
        read.conn.all(sql, values![ticket], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut found: HashMap<LetterId, Vec<(PersonId, Moment)>> = HashMap::new();
    for (letter, person, at) in rows {
        found.entry(letter).or_default().push((person, at));
    }
    found.values_mut().for_each(|looks| looks.sort_by_key(|(person, at)| (*at, *person)));
    Ok(found)
}
