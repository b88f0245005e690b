//! The readers of the log: each does one thing, in the transaction that moves its place, and therefore once.

use crate::{Job, LOOK, Trouble, next_look};
use desk::{Actor, Done, Error, Event, Recorded};
use platform::shutdown::Shutdown;
use service::{Desk, Tx, automation, channel, flow, notification, panel, readers, sla, ticket};
use std::sync::Arc;
use std::time::Duration;

/// How long a reader that has read something lets more come.
const GATHERING: Duration = Duration::from_millis(20);

pub(crate) struct Reader {
    /// Under which its place is kept: never to be changed.
    pub(crate) name: &'static str,
    follow: fn(&mut Tx, &Recorded) -> Done<()>,
}

pub(crate) const ALL: &[Reader] = &[
    Reader { name: "acknowledge", follow: acknowledge },
    // People hear of what happens, as each wishes.
    Reader { name: "notify", follow: notify },
    // What files say is read, so that it can be found.
    Reader { name: "files", follow: service::search::follow_files },
    Reader { name: ticket::ROUTER, follow: ticket::follow_routing },
    Reader { name: sla::READER, follow: sla::follow },
    Reader { name: ticket::counted::READER, follow: ticket::counted::follow },
    Reader { name: automation::READER, follow: automation::follow },
    Reader { name: flow::READER, follow: flow::follow },
    // What other systems know of whoever becomes known.
    Reader { name: panel::READER, follow: panel::follow },
];

/// Whoever asks hears that their request arrived, and where a mailbox tells so, that it is solved or closed.
fn acknowledge(tx: &mut Tx, recorded: &Recorded) -> Done<()> {
    if let Event::TicketCreated { ticket, .. } = &recorded.event {
        channel::acknowledge(tx, *ticket)?;
    } else if let Event::StatusChanged { ticket, .. } = &recorded.event {
        channel::tell_done(tx, *ticket)?;
    }
    Ok(())
}

fn notify(tx: &mut Tx, recorded: &Recorded) -> Done<()> {
    notification::follow(tx, recorded)
}

pub(crate) async fn run(reader: &'static Reader, desk: Arc<Desk>, shutdown: Shutdown) {
    let mut bell = desk.bell();
    let mut look = LOOK;
    while next_look(&mut bell, look, &shutdown).await {
        look = match step(reader, &desk).await {
            // What comes in quick succession is read together: each time costs a transaction.
            Ok(read) if read > 0 => {
                shutdown.sleep(GATHERING).await;
                LOOK
            }
            Ok(_) => LOOK,
            Err(error) => {
                tracing::error!(reader = reader.name, %error, "a reader stands still");
                (look * 2).min(Duration::from_secs(60))
            }
        };
    }
}

/// Reads to the end; how many events there were. An event that cannot be followed is set aside as a job.
pub(crate) async fn step(reader: &'static Reader, desk: &Arc<Desk>) -> Done<usize> {
    let mut all = 0;
    while desk.ask(Actor::System, |read| readers::lags(read, reader.name)).await? {
        let many =
            desk.change(Actor::System, |tx| readers::follow(tx, reader.name, |tx, event| one(reader, tx, event))).await;
        let read = match many {
            Err(Error::Fault(fault)) if !fault.passing => next(reader, desk).await?,
            outcome => outcome?,
        };
        if read == 0 {
            break;
        }
        all += read;
    }
    Ok(all)
}

/// Somewhere in the batch is one that fails: it is looked for one by one.
async fn next(reader: &'static Reader, desk: &Arc<Desk>) -> Done<usize> {
    let alone =
        desk.change(Actor::System, |tx| readers::follow_one(tx, reader.name, |tx, event| one(reader, tx, event))).await;
    match alone {
        Err(Error::Fault(fault)) if !fault.passing => {
            tracing::error!(reader = reader.name, %fault, "an event could not be followed and was set aside as a job");
            desk.change(Actor::System, |tx| readers::set_aside(tx, reader.name)).await?;
            Ok(1)
        }
        outcome => outcome,
    }
}

/// Follows an event that was set aside.
pub(crate) async fn follow_again(desk: Arc<Desk>, job: Job) -> Result<(), Trouble> {
    let (name, event) = desk.ask(Actor::System, move |read| readers::set_aside_event(read, &job.body)).await?;
    let reader =
        ALL.iter().find(|reader| reader.name == name).ok_or_else(|| Trouble::Hopeless(format!("no reader {name}")))?;
    let position = Some(event.place.position);
    desk.change_because(position, Actor::System, move |tx| one(reader, tx, &event)).await?;
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;
    use desk::Fault;
    use desk::people::PersonId;
    use service::jobs;

    static FAILING: Reader = Reader { name: "failing", follow: fails_at_two };

    fn fails_at_two(tx: &mut Tx, recorded: &Recorded) -> Done<()> {
        match recorded.event {
            Event::PersonCreated { person: PersonId(2) } => Err(Fault::new("a bug").into()),
            Event::PersonCreated { person } => tx.record(Event::SignedOut { person }).map(drop).map_err(Error::from),
            _ => Ok(()),
        }
    }

    testing::on_both! {
        async fn an_event_that_cannot_be_followed_keeps_no_other_back(world: World) {
            world.desk.change(Actor::System, |tx| {
                (1..=5).try_for_each(|n| tx.record(Event::PersonCreated { person: PersonId(n) }).map(drop).map_err(Error::from))
            }).await.unwrap();
            while world.desk.ask(Actor::System, |read| readers::must_wait(read, FAILING.name)).await.unwrap() {
                step(&FAILING, &world.desk).await.unwrap();
            }
            let (followed, aside) = world.desk.change(Actor::System, |tx| {
                let all = readers::next(tx, desk::event::Place::default())?;
                let followed = all.iter().filter(|one| matches!(one.event, Event::SignedOut { .. })).count();
                Ok((followed, jobs::claim(tx, readers::FOLLOW, "me", std::time::Duration::from_secs(60), 10)?))
            }).await.unwrap();
            assert_eq!((followed, aside.len()), (4, 1));
            let event = world.desk.ask(Actor::System, move |read| readers::set_aside_event(read, &aside[0].body)).await.unwrap();
            assert_eq!((event.0.as_str(), event.1.event), ("failing", Event::PersonCreated { person: PersonId(2) }));
        }
    }
}
