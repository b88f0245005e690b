//! The image in a letter was fetched: somebody, or a machine on the way, has opened it.

use super::system;
use desk::Done;
use desk::channel::{LetterId, mark};
use store::Tx;
use store::channel::letters;

/// What is not signed by us is nobody's letter, and nothing happens.
pub fn letter_opened(tx: &mut Tx, id: LetterId, tag: &str) -> Done<()> {
    system(tx)?;
    if tx.signer().verify(mark::OPENED, &id.to_string(), tag) {
        letters::opened(tx, id)?;
    }
    Ok(())
}
