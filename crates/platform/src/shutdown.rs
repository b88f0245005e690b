//! The end of the process: who must stop hears of it, and who still works is waited for.

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// A handle everyone holds; any of them may trigger the end.
#[derive(Clone, Debug)]
pub struct Shutdown {
    asked: Arc<watch::Sender<bool>>,
    busy: Arc<watch::Sender<()>>,
}

/// Held by work that must be finished before the process ends.
#[must_use = "the work is waited for only while this is held"]
#[derive(Debug)]
pub struct Busy {
    _held: watch::Receiver<()>,
}

impl Shutdown {
    #[expect(clippy::new_without_default, reason = "two handles made by accident would not hear of each other")]
    pub fn new() -> Self {
        Self { asked: Arc::new(watch::Sender::new(false)), busy: Arc::new(watch::Sender::new(())) }
    }

    /// Triggers at SIGINT or SIGTERM; the second signal ends the process at once, with status 130.
    ///
    /// # Errors
    /// The system did not let us listen for signals.
    pub fn on_signals(&self) -> std::io::Result<()> {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        let shutdown = self.clone();
        tokio::spawn(async move {
            tokio::select! { _ = interrupt.recv() => (), _ = terminate.recv() => () }
            tracing::info!("finishing what is under way; a second signal ends it at once");
            shutdown.trigger();
            tokio::select! { _ = interrupt.recv() => (), _ = terminate.recv() => () }
            std::process::exit(130);
        });
        Ok(())
    }

    pub fn trigger(&self) {
        self.asked.send_replace(true);
    }

    pub fn is_triggered(&self) -> bool {
        *self.asked.borrow()
    }

    /// Returns when the end was asked for, also when that is long ago.
    pub async fn triggered(&self) {
        let heard = self.asked.subscribe().wait_for(|asked| *asked).await.is_ok();
        debug_assert!(heard, "this handle holds the sender");
    }

    /// Sleeps; `false` when the end came first.
    pub async fn sleep(&self, span: Duration) -> bool {
        tokio::select! {
            () = self.triggered() => false,
            () = tokio::time::sleep(span) => true,
        }
    }

    /// Marks work that [`Shutdown::drained`] waits for.
    pub fn busy(&self) -> Busy {
        Busy { _held: self.busy.subscribe() }
    }

    /// Waits until nobody is busy; `false` when that took longer than the limit.
    pub async fn drained(&self, limit: Duration) -> bool {
        tokio::time::timeout(limit, self.busy.closed()).await.is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_millis(50);
    const LONG: Duration = Duration::from_secs(60);

    #[tokio::test]
    async fn everyone_hears_of_the_end_also_who_asks_late() {
        let shutdown = Shutdown::new();
        let waiting = tokio::spawn({
            let shutdown = shutdown.clone();
            async move { shutdown.sleep(LONG).await }
        });
        shutdown.trigger();
        assert!(!waiting.await.unwrap());
        shutdown.triggered().await;
        assert!(shutdown.is_triggered());
    }

    #[tokio::test]
    async fn whoever_is_busy_is_waited_for() {
        let shutdown = Shutdown::new();
        let busy = shutdown.busy();
        assert!(!shutdown.drained(SOON).await);
        drop(busy);
        assert!(shutdown.drained(LONG).await);
    }
}
