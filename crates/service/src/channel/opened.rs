//! The image in a letter was fetched: somebody, or a machine on the way, has opened it.

use desk::Done;
use desk::channel::{LetterId, mark};
use store::Tx;
use store::channel::letters;

/// What is not signed by us is nobody's letter, and nothing happens.
pub fn letter_opened(tx: &mut Tx, id: LetterId, tag: &str) -> Done<()> {
    tx.actor().must_be_system()?;
    if tx.signer().verify(mark::OPENED, &id.to_string(), tag) {
        letters::opened(tx, id)?;
    }
    Ok(())
}
