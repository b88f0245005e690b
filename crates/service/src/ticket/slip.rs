//! A page that sends to many carries a slip: signed, for one person and one purpose, good for one sending and not for
//! ever. Sent twice, it does nothing twice; two pages with the same words on purpose have a slip each.

use base::{Digest, Moment, Token};
use desk::people::PersonId;
use desk::{Done, Error, Refusal};
use std::time::Duration;
use store::slips as table;
use store::{Read, Tx};

const CONTEXT: &str = "slip";
/// How long after it was shown a page may be sent.
const GOOD: Duration = Duration::from_secs(2 * 3_600);
const SWEPT_AT_ONCE: usize = 5_000;

/// What became of a page that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Once<T> {
    Now(T),
    /// It had been sent before; what came of it then.
    Before(String),
}

/// A new one, for a page that is about this.
pub fn slip(read: &Read, about: &str) -> Done<String> {
    let person = read.actor().person().ok_or(Error::Missing)?;
    let (at, token) = (read.now().millis(), Token::random());
    let head = format!("{at}.{}", token.reveal());
    let tag = read.signer().sign(CONTEXT, &signed(&head, person, about));
    Ok(format!("{head}.{tag}"))
}

/// Does it, unless this very slip was spent before. `act` says what the page is told that comes too late.
pub fn once<T>(tx: &mut Tx, slip: &str, about: &str, act: impl FnOnce(&mut Tx) -> Done<(T, String)>) -> Done<Once<T>> {
    let person = tx.actor().person().ok_or(Error::Missing)?;
    let (head, tag) = slip.rsplit_once('.').ok_or(Refusal::SlipStale)?;
    let at: i64 = head.split('.').next().and_then(|at| at.parse().ok()).ok_or(Refusal::SlipStale)?;
    let ours = tx.signer().verify(CONTEXT, &signed(head, person, about), tag);
    if !ours || tx.now().since(Moment(at)) > GOOD {
        return Err(Refusal::SlipStale.into());
    }
    let digest = Digest::of(slip.as_bytes());
    if !table::spend(tx, &digest)? {
        return Ok(Once::Before(table::result(tx, &digest)?));
    }
    let (done, result) = act(tx)?;
    table::save_result(tx, &digest, &result)?;
    Ok(Once::Now(done))
}

fn signed(head: &str, person: PersonId, about: &str) -> String {
    format!("{head}.{person}.{about}")
}

/// Those that could not come again.
pub(crate) fn sweep(tx: &mut Tx) -> Done<u64> {
    let before = tx.now().minus(2 * GOOD);
    Ok(table::sweep(tx, before, SWEPT_AT_ONCE)?)
}
