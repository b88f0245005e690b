//! A mailbox's own task: it looks, waits to be called, looks again; when something fails it says so and tries later.

use super::Mailbox;
use super::round::{Halt, Round};
use super::selected::Selected;
use super::steps::Caution;
use crate::ports::{Health, Intake, Progress};
use crate::server::Trouble;
use base::Clock;
use platform::shutdown::Shutdown;
use std::sync::Arc;
use std::time::Duration;

/// The longest wait after failures, in first waits.
const MOST_RETRIES: u32 = 60;

/// Watches a mailbox until the process ends. Its failures are its own: they are told to `progress` and end nothing.
pub async fn watch<I: Intake, P: Progress>(
    mailbox: Mailbox,
    intake: Arc<I>,
    progress: Arc<P>,
    clock: Arc<dyn Clock>,
    stop: Shutdown,
) {
    let round = Round { mailbox: &mailbox, intake: &*intake, progress: &*progress, clock: &*clock, stop: &stop };
    let (mut caution, mut attempt) = (Caution::default(), 0);
    loop {
        let trouble = match visit(&round, &mut caution, &mut attempt).await {
            Ok(never) => match never {},
            Err(Halt::Stopped) => return,
            Err(Halt::Trouble(trouble)) => trouble,
        };
        attempt += 1;
        let again_in = pause(&mailbox, &trouble, attempt);
        tracing::warn!(mailbox = mailbox.name, %trouble, attempt, "mailbox could not be read");
        progress.health(Health::Ill { at: clock.now(), trouble, attempt, again_in }).await;
        if !stop.sleep(again_in).await {
            return;
        }
    }
}

/// Stays with the mailbox over one connection for as long as it holds.
async fn visit<I: Intake, P: Progress>(
    round: &Round<'_, I, P>,
    caution: &mut Caution,
    attempt: &mut u32,
) -> Result<std::convert::Infallible, Halt> {
    let mut folder = round.unless_stopped(Selected::open(round.mailbox)).await?;
    loop {
        let warning = round.run(&mut folder, caution).await?;
        *attempt = 0;
        round.progress.health(Health::Well { at: round.clock.now(), warning }).await;
        round.unless_stopped(folder.wait(round.mailbox.poll)).await?;
    }
}

/// A refused login is not repeated quickly: servers lock accounts over that.
fn pause(mailbox: &Mailbox, trouble: &Trouble, attempt: u32) -> Duration {
    let times = match trouble {
        Trouble::LoginRefused(_) => MOST_RETRIES,
        Trouble::Settings(_)
        | Trouble::HostUnknown(_)
        | Trouble::Unreachable(_)
        | Trouble::TimedOut
        | Trouble::Lost(_)
        | Trouble::Certificate { .. }
        | Trouble::Tls(_)
        | Trouble::NoStartTls
        | Trouble::Unprotected
        | Trouble::NoLoginWay
        | Trouble::Refused(_)
        | Trouble::Gibberish(_)
        | Trouble::NotKept(_) => 1_u32.checked_shl(attempt - 1).unwrap_or(MOST_RETRIES).min(MOST_RETRIES),
    };
    mailbox.retry * times
}
