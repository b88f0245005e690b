//! Carries letters one after another, over one connection as long as it lasts.

use super::conversation::Conversation;
use super::{Letter, Outcome, Relay};

pub struct Postman {
    relay: Relay,
    open: Option<Conversation>,
}

impl Postman {
    pub fn new(relay: Relay) -> Self {
        Self { relay, open: None }
    }

    /// Hands over one letter. A connection that broke since the last one is replaced without a word: nothing of this
    /// letter had gone over it.
    pub async fn send(&mut self, letter: &Letter) -> Outcome {
        if let Some(open) = self.open.take()
            && let Ok(fates) = self.send_over(open, letter).await
        {
            return Ok(fates);
        }
        let fresh = Conversation::open(&self.relay).await?;
        self.send_over(fresh, letter).await
    }

    /// Takes leave of the server.
    pub async fn rest(&mut self) {
        if let Some(open) = self.open.take() {
            open.quit().await;
        }
    }

    async fn send_over(&mut self, mut open: Conversation, letter: &Letter) -> Outcome {
        let outcome = open.send(letter).await;
        self.open = open.is_sound().then_some(open);
        outcome
    }
}
