//! Reading the event log: each reader keeps its place, never skips, and may meet an event twice.

use desk::event::Place;
use desk::{Done, Error, Fault, Recorded};
use store::{Read, Tx, events, jobs};

/// How many events a reader takes at once.
const BATCH: usize = 200;

/// The kind of the jobs for events that a reader could not follow; their body is `{"reader": NAME, "position": N}`.
pub const FOLLOW: &str = "follow";

/// Hands the next events to `follow` and moves the reader's place, in one transaction: what follows from an event
/// inside the database happens exactly once. The answer is how many there were.
pub fn follow(tx: &mut Tx, reader: &str, follow: impl FnMut(&mut Tx, &Recorded) -> Done<()>) -> Done<usize> {
    some(tx, reader, BATCH, follow)
}

/// The same for the next event alone.
pub fn follow_one(tx: &mut Tx, reader: &str, follow: impl FnMut(&mut Tx, &Recorded) -> Done<()>) -> Done<usize> {
    some(tx, reader, 1, follow)
}

/// One event must not keep a reader from all that come after it: the next one becomes a job, which is tried again,
/// buried at last and shown.
pub fn set_aside(tx: &mut Tx, reader: &str) -> Done<()> {
    let now = tx.now();
    some(tx, reader, 1, |tx, event| {
        let body = serde_json::json!({ "reader": reader, "position": event.place.position }).to_string();
        Ok(jobs::add(tx, FOLLOW, &body, None, now)?)
    })
    .map(drop)
}

/// The reader and the event a [`FOLLOW`] job is about.
pub fn set_aside_event(read: &mut Read, body: &str) -> Done<(String, Recorded)> {
    let body: serde_json::Value = serde_json::from_str(body).map_err(Fault::new)?;
    let position = body["position"].as_i64().ok_or(Error::Missing)?;
    let event = events::load(read, position)?.ok_or(Error::Missing)?;
    Ok((body["reader"].as_str().unwrap_or_default().to_owned(), event))
}

fn some(tx: &mut Tx, reader: &str, most: usize, mut follow: impl FnMut(&mut Tx, &Recorded) -> Done<()>) -> Done<usize> {
    let place = events::place_of(tx, reader)?;
    let batch = events::after(tx, place, most)?;
    for event in &batch {
        tx.because_of(event.place.position, |tx| follow(tx, event))?;
    }
    if let Some(last) = batch.last() {
        events::move_to(tx, reader, last.place)?;
    }
    Ok(batch.len())
}

/// Whether a reader has anything to read; asked often, because it costs nothing.
pub fn lags(read: &mut Read, reader: &str) -> Done<bool> {
    let place = events::kept_place(read, reader)?;
    Ok(!events::after(read, place, 1)?.is_empty())
}

/// Whether a reader has yet to read something that is committed, even if it must wait for others' transactions to end.
pub fn must_wait(read: &mut Read, reader: &str) -> Done<bool> {
    let place = events::kept_place(read, reader)?;
    Ok(events::any_after(read, place)?)
}

/// The next events after a place that the caller keeps (search index, live updates of this process).
pub fn next(read: &mut Read, place: Place) -> Done<Vec<Recorded>> {
    Ok(events::after(read, place, BATCH)?)
}

/// Where somebody begins who wants only news.
pub fn end(read: &mut Read) -> Done<Place> {
    Ok(events::end(read)?)
}

/// A reader takes everything that has happened as read: what was grown or brought in is no news. On PostgreSQL this must
/// come in a transaction after those that brought it.
pub fn catch_up(tx: &mut Tx, reader: &str) -> Done<()> {
    events::place_of(tx, reader)?;
    let end = events::end(tx)?;
    Ok(events::move_to(tx, reader, end)?)
}
