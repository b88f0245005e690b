//! Who leads whom.

use super::merges;
use crate::{Read, Tx, values};
use desk::Fault;
use desk::people::PersonId;

/// As whoever they are now; nobody leads themselves, also where both became one.
pub fn of(read: &mut Read, person: PersonId) -> Result<Option<PersonId>, Fault> {
    let sql = "SELECT manager_id FROM people WHERE id = $1 AND manager_id IS NOT NULL";
    match read.conn.first(sql, values![person], |row| row.get(0))? {
        Some(manager) => Ok(merges::home(read, manager)?.filter(|now| *now != person)),
        None => Ok(None),
    }
}

pub fn set(tx: &mut Tx, person: PersonId, manager: Option<PersonId>) -> Result<(), Fault> {
    tx.conn.execute("UPDATE people SET manager_id = $2 WHERE id = $1", values![person, manager]).map(drop)
}
