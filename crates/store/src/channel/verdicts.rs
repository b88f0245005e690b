//! What was found out about who sent a message.

use crate::value::Row;
use crate::{Read, Tx, values};
use desk::Fault;
use desk::channel::{IntakeId, Verdicts};
use desk::conversation::MessageId;
use desk::ticket::TicketId;
use std::collections::HashMap;

/// Keeps them; those of an intake that is read again take the place of the earlier ones.
pub fn save(tx: &mut Tx, intake: IntakeId, message: Option<MessageId>, verdicts: &Verdicts) -> Result<(), Fault> {
    let (found, now) = (serde_json::to_string(&verdicts.found).map_err(Fault::new)?, tx.now());
    tx.conn
        .execute(
            "INSERT INTO verdicts (intake_id, message_id, spf, dkim, dmarc, arc, found, judged_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (intake_id) DO UPDATE SET message_id = excluded.message_id, spf = excluded.spf,
                 dkim = excluded.dkim, dmarc = excluded.dmarc, arc = excluded.arc, found = excluded.found,
                 judged_at = excluded.judged_at",
            values![intake, message, verdicts.spf, verdicts.dkim, verdicts.dmarc, verdicts.arc, found, now],
        )
        .map(drop)
}

pub fn of_intake(read: &mut Read, intake: IntakeId) -> Result<Option<Verdicts>, Fault> {
    let sql = "SELECT message_id, spf, dkim, dmarc, arc, found FROM verdicts WHERE intake_id = $1";
    Ok(read.conn.first(sql, values![intake], verdicts)?.map(|(_, verdicts)| verdicts))
}

/// Those of a ticket's messages.
pub fn of_messages(
    read: &mut Read,
    ticket: TicketId,
    first: MessageId,
    last: MessageId,
) -> Result<HashMap<MessageId, Verdicts>, Fault> {
    let found = read.conn.all(
        "SELECT v.message_id, v.spf, v.dkim, v.dmarc, v.arc, v.found
         FROM messages m JOIN verdicts v ON v.message_id = m.id
         WHERE m.ticket_id = $1 AND m.id BETWEEN $2 AND $3 ORDER BY v.intake_id DESC",
        values![ticket, first, last],
        verdicts,
    )?;
    // A message that arrived twice is known by what was found the first time.
    Ok(found.into_iter().filter_map(|(message, verdicts)| Some((message?, verdicts))).collect())
}

fn verdicts(row: &Row) -> Result<(Option<MessageId>, Verdicts), Fault> {
    let found = serde_json::from_str(&row.get::<String>(5)?).map_err(Fault::new)?;
    let (spf, dkim, dmarc, arc) = (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
    Ok((row.get(0)?, Verdicts { spf, dkim, dmarc, arc, found }))
}
