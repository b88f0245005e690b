//! The search index of this process follows the log: what happened is found within a second.

use crate::{LOOK, next_look};
use platform::shutdown::Shutdown;
use service::Desk;
use service::search::{Feed, MANY};
use std::sync::Arc;
use std::time::Duration;

/// A commit costs some milliseconds of the disk: what happens meanwhile goes into the next one.
const GATHERING: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

pub async fn feed(mut feed: Feed, desk: Arc<Desk>, shutdown: Shutdown) {
    let mut bell = desk.bell();
    let mut pause = LOOK;
    loop {
        let on = match feed.step(&desk).await {
            Ok(done) => {
                pause = LOOK;
                rest(&feed, done, &mut bell, &shutdown).await
            }
            Err(error) => {
                tracing::error!(%error, "the search index stands still");
                pause = (pause * 2).min(LONGEST_PAUSE);
                shutdown.sleep(pause).await
            }
        };
        if !on {
            return;
        }
    }
}

/// False when the end was asked for.
async fn rest(feed: &Feed, done: usize, bell: &mut tokio::sync::watch::Receiver<u64>, shutdown: &Shutdown) -> bool {
    match done {
        0 => next_look(bell, LOOK, shutdown).await,
        _ if feed.is_building() || done >= MANY => !shutdown.is_triggered(),
        _ => shutdown.sleep(GATHERING).await,
    }
}
