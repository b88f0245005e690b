//! How messages that came were protected.

use crate::value::Row;
use crate::{Read, Tx, values};
use desk::Fault;
use desk::channel::Protection;
use desk::conversation::MessageId;
use desk::ticket::TicketId;
use std::collections::HashMap;

/// A message that is read again tells anew.
pub fn save(tx: &mut Tx, message: MessageId, protection: &Protection) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO protections (message_id, standard, encryption, signature, fingerprint, holder, fits)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (message_id) DO UPDATE SET standard = excluded.standard, encryption = excluded.encryption,
                 signature = excluded.signature, fingerprint = excluded.fingerprint, holder = excluded.holder,
                 fits = excluded.fits",
            values![
                message,
                protection.standard,
                protection.encryption,
                protection.signature,
                &protection.fingerprint,
                &protection.holder,
                protection.fits
            ],
        )
        .map(drop)
}

/// Those of a ticket's messages from the first to the last.
pub fn of_messages(
    read: &mut Read,
    ticket: TicketId,
    first: MessageId,
    last: MessageId,
) -> Result<HashMap<MessageId, Protection>, Fault> {
    let found = read.conn.all(
        "SELECT p.message_id, p.standard, p.encryption, p.signature, p.fingerprint, p.holder, p.fits
         FROM messages m JOIN protections p ON p.message_id = m.id
         WHERE m.ticket_id = $1 AND m.id BETWEEN $2 AND $3",
        values![ticket, first, last],
        protection,
    )?;
    Ok(found.into_iter().collect())
}

fn protection(row: &Row) -> Result<(MessageId, Protection), Fault> {
    let protection = Protection {
        standard: row.get(1)?,
        encryption: row.get(2)?,
        signature: row.get(3)?,
        fingerprint: row.get(4)?,
        holder: row.get(5)?,
        fits: row.get(6)?,
    };
    Ok((row.get(0)?, protection))
}
