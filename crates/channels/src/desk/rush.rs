//! A rush at the doors: whoever hands a message over waits for the answer, a ticket that is to be made of one does not.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// What reading waits at most, so that a rush without end delays tickets and never stops them.
const PATIENCE: Duration = Duration::from_millis(50);
/// So many messages being kept at once are a rush. With fewer the machine keeps up with both.
const MANY: usize = 4;
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

    /// Waits until the rush is over, for a moment at most.
    pub(super) async fn pass(&self) {
        let mut waited = Duration::ZERO;
        while waited < PATIENCE && self.0.load(Ordering::Relaxed) >= MANY {
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

    #[tokio::test]
    async fn reading_lets_a_rush_pass_but_not_for_ever() {
        let rush = Rush::default();
        let mut few: Vec<Coming> = (1..MANY).map(|_| rush.comes()).collect();
        let begun = std::time::Instant::now();
        rush.pass().await;
        assert!(begun.elapsed() < PATIENCE, "that is no rush");
        let coming = rush.comes();
        let (waiting, begun) = (rush.clone(), std::time::Instant::now());
        let waiting = tokio::spawn(async move { waiting.pass().await });
        drop(coming);
        waiting.await.unwrap();
        few.push(rush.comes());
        rush.pass().await;
        assert!(begun.elapsed() >= PATIENCE);
        drop(few);
        assert_eq!(rush.0.load(Ordering::Relaxed), 0);
    }
}
