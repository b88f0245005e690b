//! The readers of the log: each does one thing, in the transaction that moves its place, and therefore once.

use crate::{LOOK, next_look};
use desk::{Actor, Done, Error, Event, Recorded};
use platform::shutdown::Shutdown;
use service::{Desk, Tx, channel, readers};
use std::sync::Arc;
use std::time::Duration;

pub(crate) struct Reader {
    /// Under which its place is kept: never to be changed.
    pub(crate) name: &'static str,
    follow: fn(&mut Tx, &Recorded) -> Done<()>,
}

pub(crate) const ALL: &[Reader] = &[Reader { name: "acknowledge", follow: acknowledge }];

/// Whoever asks hears that their request arrived.
fn acknowledge(tx: &mut Tx, recorded: &Recorded) -> Done<()> {
    if let Event::TicketCreated { ticket, .. } = &recorded.event {
        channel::acknowledge(tx, *ticket)?;
    }
    Ok(())
}

pub(crate) async fn run(reader: &'static Reader, desk: Arc<Desk>, shutdown: Shutdown) {
    let mut bell = desk.bell();
    let mut look = LOOK;
    while next_look(&mut bell, look, &shutdown).await {
        look = match step(reader, &desk).await {
            Ok(_) => LOOK,
            Err(error) => {
                tracing::error!(reader = reader.name, %error, "a reader stands still");
                (look * 2).min(Duration::from_secs(60))
            }
        };
    }
}

/// Reads to the end; how many events there were.
pub(crate) async fn step(reader: &'static Reader, desk: &Arc<Desk>) -> Done<usize> {
    let mut all = 0;
    while desk.ask(Actor::System, |read| readers::lags(read, reader.name)).await? {
        let read = desk.change(Actor::System, |tx| readers::follow(tx, reader.name, |tx, event| one(reader, tx, event))).await?;
        if read == 0 {
            break;
        }
        all += read;
    }
    Ok(all)
}

/// Whether it has yet to read something that others' transactions still keep from it.
pub(crate) async fn waits(reader: &'static Reader, desk: &Arc<Desk>) -> Done<bool> {
    desk.ask(Actor::System, |read| readers::must_wait(read, reader.name)).await
}

/// What the rules of the desk refuse is not done; only a failing machine makes a reader try again.
fn one(reader: &Reader, tx: &mut Tx, event: &Recorded) -> Done<()> {
    match (reader.follow)(tx, event) {
        Err(error @ (Error::Refused(_) | Error::Missing)) => {
            tracing::warn!(reader = reader.name, position = event.place.position, %error, "an event had no effect");
            Ok(())
        }
        outcome @ (Ok(()) | Err(Error::Conflict | Error::Fault(_))) => outcome,
    }
}
