//! Which letters agents want.

use crate::{Read, Tx, values};
use desk::Fault;
use desk::channel::Notices;
use desk::people::PersonId;

/// None: no active agent who has joined.
pub fn of(read: &mut Read, agent: PersonId) -> Result<Option<Notices>, Fault> {
    read.conn.first(
        "SELECT notices FROM agents WHERE person_id = $1 AND active AND joined_at IS NOT NULL",
        values![agent],
        |row| Ok(Notices::read(&row.get::<String>(0)?)),
    )
}

pub fn save(tx: &mut Tx, agent: PersonId, wish: Notices) -> Result<(), Fault> {
    tx.conn.execute("UPDATE agents SET notices = $2 WHERE person_id = $1", values![agent, wish.written()]).map(drop)
}
