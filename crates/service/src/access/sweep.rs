//! What has ended is of no use to anybody.

use desk::Done;
use desk::access::tries::COUNTED;
use store::Tx;
use store::access::{links, sessions, tries};

/// Removes ended sessions, old links and forgotten tries; how many there were. For the clock, once an hour.
pub fn sweep(tx: &mut Tx) -> Done<u64> {
    let now = tx.now();
    Ok(sessions::sweep(tx, now)? + links::sweep(tx, now)? + tries::sweep(tx, now.minus(COUNTED))?)
}
