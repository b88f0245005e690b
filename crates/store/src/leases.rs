//! Leases for what only one process may do at a time, with a fencing number that grows at each change of hands.

use crate::{Tx, values};
use desk::Fault;
use std::time::Duration;

/// No lease is given for so long.
pub(crate) const LONGEST: Duration = Duration::from_secs(3600);

/// Takes or prolongs a lease; its fencing number, or none when somebody else holds it. One that would last longer than
/// any is given for was taken under a clock that has been put right since: it holds nobody back.
pub fn take(tx: &mut Tx, name: &str, holder: &str, span: Duration) -> Result<Option<i64>, Fault> {
    let now = tx.now();
    tx.conn.first(
        "INSERT INTO leases (name, holder, fence, until) VALUES ($1, $2, 1, $3)
         ON CONFLICT (name) DO UPDATE SET
             fence = CASE WHEN leases.holder = excluded.holder THEN leases.fence ELSE leases.fence + 1 END,
             holder = excluded.holder,
             until = excluded.until
         WHERE leases.holder = excluded.holder OR leases.until < $4 OR leases.until > $5
         RETURNING fence",
        values![name, holder, now.plus(span), now, now.plus(LONGEST)],
        |row| row.get(0),
    )
}

/// Gives a lease back, so that the next holder need not wait for its end.
pub fn release(tx: &mut Tx, name: &str, holder: &str) -> Result<(), Fault> {
    tx.conn.execute("UPDATE leases SET until = 0 WHERE name = $1 AND holder = $2", values![name, holder]).map(drop)
}
