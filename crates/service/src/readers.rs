//! Reading the event log: each reader keeps its place, never skips, and may meet an event twice.

use desk::event::Place;
use desk::{Done, Recorded};
use store::{Read, Tx, events};

/// How many events a reader takes at once.
const BATCH: usize = 200;

/// Hands the next events to `follow` and moves the reader's place, in one transaction: what follows from an event
/// inside the database happens exactly once. The answer is how many there were.
pub fn follow(tx: &mut Tx, reader: &str, mut follow: impl FnMut(&mut Tx, &Recorded) -> Done<()>) -> Done<usize> {
    let place = events::place_of(tx, reader)?;
    let batch = events::after(tx, place, BATCH)?;
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
