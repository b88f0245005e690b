//! The clock: looks every few seconds whether its moment has come for anything.

use desk::{Actor, Done};
use platform::shutdown::Shutdown;
use service::{Desk, schedule};
use std::sync::Arc;
use std::time::Duration;

const BETWEEN: Duration = Duration::from_secs(2);

pub(crate) async fn run(desk: Arc<Desk>, holder: String, shutdown: Shutdown) {
    while shutdown.sleep(BETWEEN).await {
        if let Err(error) = step(&desk, &holder).await {
            tracing::error!(%error, "the clock stands still");
        }
    }
}

/// Does what is due, if anything is and no other process does it.
pub(crate) async fn step(desk: &Arc<Desk>, holder: &str) -> Done<usize> {
    if desk.ask(Actor::System, schedule::is_due).await? {
        let holder = holder.to_owned();
        desk.change(Actor::System, move |tx| schedule::tick(tx, &holder)).await
    } else {
        Ok(0)
    }
}
