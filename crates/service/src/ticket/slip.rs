//! A page that sends to many carries a slip: signed, for one person and one purpose, good for one sending and not for
//! ever. Sent twice, it does nothing twice; two pages with the same words on purpose have a slip each. Any other form that
//! sends, or makes something new, has one that need not be signed: it is good for as long as the page stands there.

use base::{Digest, Moment, Token};
use desk::people::PersonId;
use desk::{Done, Error, Fault, Refusal};
use serde::Serialize;
use serde::de::DeserializeOwned;
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
    spend(tx, &Digest::of(slip.as_bytes()), act)
}

fn spend<T>(tx: &mut Tx, digest: &Digest, act: impl FnOnce(&mut Tx) -> Done<(T, String)>) -> Done<Once<T>> {
    if !table::spend(tx, digest)? {
        return Ok(Once::Before(table::result(tx, digest)?));
    }
    let (done, result) = act(tx)?;
    table::save_result(tx, digest, &result)?;
    Ok(Once::Now(done))
}

/// A form as it came: the slip it was drawn with, and what stands in it. A page that comes back after it was sent has its old
/// slip; with other words it is another form. Without a slip it is taken every time.
#[derive(Clone, Debug)]
pub struct Form {
    slip: String,
    said: Digest,
}

impl Form {
    pub fn new(slip: &str, said: Digest) -> Self {
        Self { slip: slip.to_owned(), said }
    }

    /// The page it was sent from, whatever stands in it; none: it has no slip.
    pub(crate) fn page(&self) -> Option<Digest> {
        (!self.slip.is_empty()).then(|| Digest::of(self.slip.as_bytes()))
    }

    /// One's own: nobody spends the slip of another.
    fn digest(&self, read: &Read) -> Option<Digest> {
        let person = read.actor().person().map(|person| person.to_string()).unwrap_or_default();
        let one = || Digest::of(format!("form\n{person}\n{}\n{}", self.said, self.slip).as_bytes());
        (!self.slip.is_empty()).then(one)
    }
}

/// Does what a form asks for, unless this very form was taken before; then says what came of it.
pub fn taken_once<T: Serialize + DeserializeOwned>(
    tx: &mut Tx,
    form: &Form,
    act: impl FnOnce(&mut Tx) -> Done<T>,
) -> Done<T> {
    let Some(digest) = form.digest(tx) else { return act(tx) };
    let once = spend(tx, &digest, |tx| {
        let done = act(tx)?;
        let result = serde_json::to_string(&done).map_err(Fault::new)?;
        Ok((done, result))
    });
    match once? {
        Once::Now(done) => Ok(done),
        Once::Before(result) => Ok(serde_json::from_str(&result).map_err(Fault::new)?),
    }
}

/// What came of a form that was taken before.
pub fn taken<T: DeserializeOwned>(read: &mut Read, form: &Form) -> Done<Option<T>> {
    let Some(digest) = form.digest(read) else { return Ok(None) };
    let result = table::result(read, &digest)?;
    Ok(serde_json::from_str(&result).ok())
}

fn signed(head: &str, person: PersonId, about: &str) -> String {
    format!("{head}.{person}.{about}")
}

/// Those that could not come again.
pub(crate) fn sweep(tx: &mut Tx) -> Done<u64> {
    let before = tx.now().minus(2 * GOOD);
    Ok(table::sweep(tx, before, SWEPT_AT_ONCE)?)
}
