//! A mailbox's own task: it looks, waits to be called, looks again; when something fails it says so and tries later.

use super::gmail::Gmail;
use super::graph::Graph;
use super::pop3::Pop3;
use super::round::{Halt, Round};
use super::selected::Selected;
use super::shelf::Shelf;
use super::steps::Caution;
use super::{Mailbox, Way};
use crate::ports::{Health, Intake, Progress};
use crate::server::{Server, Trouble};
use base::Clock;
use platform::shutdown::Shutdown;
use std::convert::Infallible;
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
    let (mut caution, mut attempt) = (Cautions::default(), 0);
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

#[derive(Default)]
struct Cautions {
    numbers: Caution,
    names: Caution<String>,
}

/// Stays with the mailbox until something fails.
async fn visit<I: Intake, P: Progress>(
    round: &Round<'_, I, P>,
    cautions: &mut Cautions,
    attempt: &mut u32,
) -> Result<Infallible, Halt> {
    match &round.mailbox.way {
        Way::Imap(server) => stay(round, server, &mut cautions.numbers, attempt).await,
        Way::Pop3(server) => come_again(round, || Pop3::open(server), &mut cautions.names, attempt).await,
        Way::Graph(account) => {
            let open = || std::future::ready(Ok(Graph::new(account, &round.mailbox.folder)));
            come_again(round, open, &mut cautions.names, attempt).await
        }
        Way::Gmail(account) => {
            let open = || std::future::ready(Ok(Gmail::new(account, &round.mailbox.folder)));
            come_again(round, open, &mut cautions.names, attempt).await
        }
    }
}

/// Over one connection for as long as it holds.
async fn stay<I: Intake, P: Progress>(
    round: &Round<'_, I, P>,
    server: &Server,
    caution: &mut Caution,
    attempt: &mut u32,
) -> Result<Infallible, Halt> {
    let mut folder = round.unless_stopped(Selected::open(server, &round.mailbox.folder)).await?;
    loop {
        let warning = round.run(&mut folder, caution).await?;
        *attempt = 0;
        round.progress.health(Health::Well { at: round.clock.now(), warning }).await;
        if let Some(refused) = round.compare(&mut folder, caution).await? {
            round.progress.health(Health::Well { at: round.clock.now(), warning: Some(refused) }).await;
        }
        round.unless_stopped(folder.wait(round.mailbox.poll)).await?;
    }
}

/// Opens, reads the list, takes leave; and again.
async fn come_again<I: Intake, P: Progress, S: Shelf, F: Future<Output = Result<S, Trouble>>>(
    round: &Round<'_, I, P>,
    open: impl Fn() -> F,
    caution: &mut Caution<String>,
    attempt: &mut u32,
) -> Result<Infallible, Halt> {
    loop {
        let mut shelf = round.unless_stopped(open()).await?;
        let read = round.read(&mut shelf, caution).await;
        // What it was told to delete goes with the farewell.
        let left = shelf.close().await;
        let warning = read?;
        left?;
        *attempt = 0;
        round.progress.health(Health::Well { at: round.clock.now(), warning }).await;
        if !round.stop.sleep(round.mailbox.poll).await {
            return Err(Halt::Stopped);
        }
    }
}

/// A refused login is not repeated quickly: servers lock accounts over that.
fn pause(mailbox: &Mailbox, trouble: &Trouble, attempt: u32) -> Duration {
    let times = match trouble {
        Trouble::LoginRefused(_) | Trouble::NotSignedIn(_) | Trouble::NoUidl => MOST_RETRIES,
        Trouble::Busy(seconds) => return Duration::from_secs(*seconds).max(mailbox.retry),
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
