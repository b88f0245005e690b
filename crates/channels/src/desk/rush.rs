//! A rush at the doors: whoever hands a message over waits for the answer, a ticket that is to be made of one does not.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// What reading waits at most, so that a rush without end delays tickets and never stops them.
const PATIENCE: Duration = Duration::from_millis(10);
const LOOK: Duration = Duration::from_millis(1);

/// How many messages are being kept at this moment.
#[derive(Clone, Default)]
pub struct Rush(Arc<AtomicUsize>);

/// A message that is being kept.
pub(super) struct Coming(Rush);

impl Rush {
    pub(super) fn comes(&self) -> Coming {
        self.0.fetch_add(1, Ordering::Relaxed);
        Coming(self.clone())
    }

    /// Waits until no message is being kept, for a moment at most.
    pub(super) async fn pass(&self) {
        let mut waited = Duration::ZERO;
        while waited < PATIENCE && self.0.load(Ordering::Relaxed) > 0 {
            tokio::time::sleep(LOOK).await;
            waited += LOOK;
        }
    }
}

impl Drop for Coming {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn reading_lets_a_rush_pass_but_not_for_ever() {
        let (rush, begun) = (Rush::default(), tokio::time::Instant::now());
        rush.pass().await;
        assert_eq!(begun.elapsed(), Duration::ZERO);
        let coming = rush.comes();
        let waiting = tokio::spawn({
            let rush = rush.clone();
            async move { rush.pass().await }
        });
        tokio::time::sleep(LOOK * 3).await;
        drop(coming);
        waiting.await.unwrap();
        assert!(begun.elapsed() < PATIENCE);
        let (_endless, begun) = (rush.comes(), tokio::time::Instant::now());
        rush.pass().await;
        assert!(begun.elapsed() >= PATIENCE && begun.elapsed() < PATIENCE * 2);
    }
}
