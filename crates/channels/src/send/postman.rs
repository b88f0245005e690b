//! Carries letters one after another, over one connection as long as it lasts.

use super::conversation::Conversation;
use super::{Begin, Letter, Outcome, Relay, Way};
use crate::server::Trouble;

pub struct Postman {
    way: Way,
    open: Option<Conversation>,
}

impl Postman {
    pub fn new(way: impl Into<Way>) -> Self {
        Self { way: way.into(), open: None }
    }

    /// Hands over one letter, whatever happens meanwhile.
    pub async fn send(&mut self, letter: &Letter) -> Outcome {
        self.send_when(letter, &mut || Box::pin(std::future::ready(true))).await
    }

    /// Hands over one letter. `begin` is asked once before the text is given; where it says no, nothing is handed over.
    pub async fn send_when(&mut self, letter: &Letter, begin: &mut Begin<'_>) -> Outcome {
        match self.way.clone() {
            Way::Smtp(relay) => self.send_by(&relay, letter, begin).await,
            Way::Service(service) if begin().await => service.send(letter).await,
            Way::Service(_) => Err(Trouble::Refused("the letter was withdrawn".into())),
        }
    }

    /// Takes leave of the server.
    pub async fn rest(&mut self) {
        if let Some(open) = self.open.take() {
            open.quit().await;
        }
    }

    /// A connection that broke since the last letter is replaced without a word: nothing of this letter had gone over it.
    async fn send_by(&mut self, relay: &Relay, letter: &Letter, begin: &mut Begin<'_>) -> Outcome {
        if let Some(open) = self.open.take() {
            let mut asked = false;
            let fates = self
                .send_over(open, letter, &mut || {
                    asked = true;
                    begin()
                })
                .await;
            if fates.is_ok() || asked {
                return fates;
            }
        }
        let fresh = Conversation::open(relay).await?;
        self.send_over(fresh, letter, begin).await
    }

    async fn send_over(&mut self, mut open: Conversation, letter: &Letter, begin: &mut Begin<'_>) -> Outcome {
        let outcome = open.send(letter, begin).await;
        self.open = open.is_sound().then_some(open);
        outcome
    }
}
