//! Who mail does not reach.

use base::Email;
use desk::Done;
use desk::channel::Unreachable;
use store::Read;
use store::channel::reach;

/// Those of the addresses that letters did not reach lately.
pub fn unreachable(read: &mut Read, addresses: &[Email]) -> Done<Vec<Unreachable>> {
    read.actor().must_be_agent()?;
    Ok(reach::of(read, addresses)?)
}
