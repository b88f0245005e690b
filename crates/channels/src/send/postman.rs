//! Carries letters one after another, over one connection as long as it lasts.

use super::conversation::Conversation;
use super::{Letter, Outcome, Relay, Way};

pub struct Postman {
    way: Way,
    open: Option<Conversation>,
}

impl Postman {
    pub fn new(way: impl Into<Way>) -> Self {
        Self { way: way.into(), open: None }
    }

    /// Hands over one letter.
    pub async fn send(&mut self, letter: &Letter) -> Outcome {
        match self.way.clone() {
            Way::Smtp(relay) => self.send_by(&relay, letter).await,
            Way::Service(service) => service.send(letter).await,
        }
    }

    /// Takes leave of the server.
    pub async fn rest(&mut self) {
        if let Some(open) = self.open.take() {
            open.quit().await;
        }
    }

    /// A connection that broke since the last letter is replaced without a word: nothing of this letter had gone over it.
    async fn send_by(&mut self, relay: &Relay, letter: &Letter) -> Outcome {
        if let Some(open) = self.open.take()
            && let Ok(fates) = self.send_over(open, letter).await
        {
            return Ok(fates);
        }
        let fresh = Conversation::open(relay).await?;
        self.send_over(fresh, letter).await
    }

    async fn send_over(&mut self, mut open: Conversation, letter: &Letter) -> Outcome {
        let outcome = open.send(letter).await;
        self.open = open.is_sound().then_some(open);
        outcome
    }
}
