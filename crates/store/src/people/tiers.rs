//! How much people matter: what is said of themselves, and what their main organisation adds.

use crate::{Read, Tx, values};
use desk::Fault;
use desk::people::{PersonId, Tier};

/// The higher of a person `r`'s own and that of their main organisation `h`.
macro_rules! effective {
    () => {
        "CASE WHEN r.tier = 'vip' OR h.tier = 'vip' THEN 'vip'
         WHEN r.tier = 'important' OR h.tier = 'important' THEN 'important' ELSE 'standard' END"
    };
}

pub(crate) use effective;

const EFFECTIVE: &str = effective!();

/// That of a ticket's requester.
pub(crate) const OF_TICKET: &str = concat!(
    "(SELECT ",
    effective!(),
    " FROM people r LEFT JOIN organizations h ON h.id = r.organization_id WHERE r.id = t.requester_id)"
);

/// What is said of somebody, and what counts.
pub fn of(read: &mut Read, person: PersonId) -> Result<(Tier, Tier), Fault> {
    let sql = format!(
        "SELECT r.tier, {EFFECTIVE} FROM people r LEFT JOIN organizations h ON h.id = r.organization_id WHERE r.id = $1"
    );
    let found = read.conn.first(&sql, values![person], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.unwrap_or_default())
}

/// What counts of each of these.
pub fn of_many(read: &mut Read, ids: &[PersonId]) -> Result<Vec<(PersonId, Tier)>, Fault> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(128) {
        let (places, values) = crate::ticket::people::padded(some.iter().map(|id| id.0).collect());
        let sql = format!(
            "SELECT r.id, {EFFECTIVE} FROM people r LEFT JOIN organizations h ON h.id = r.organization_id WHERE r.id IN ({places})"
        );
        found.extend(read.conn.all(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?)))?);
    }
    Ok(found)
}

pub fn set(tx: &mut Tx, person: PersonId, tier: Tier) -> Result<(), Fault> {
    tx.conn.execute("UPDATE people SET tier = $2 WHERE id = $1", values![person, tier]).map(drop)
}
