//! What is remembered of a mailbox that is fetched: how far it was read, what could not be fetched, how it fares.

use super::servers::LARGEST_MESSAGE;
use super::{DeskIntake, Premises};
use crate::ports::{Compared, Envelope, Health, Intake, Place, Progress, Skip, Skipped, Source};
use crate::server::Trouble;
use base::{Language, Moment, words};
use desk::Actor;
use desk::channel::{Comparison, MOST_LISTED, MailboxId};
use serde::{Deserialize, Serialize};
use service::{Desk, Done, Read, Tx, channel};

/// Keeps how far a mailbox was read, in its row.
pub(super) struct DeskProgress {
    pub premises: Premises,
    pub mailbox: MailboxId,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    uidvalidity: u32,
    uid: u32,
    /// None: it was read before there was a list of what was kept.
    #[serde(default)]
    base: Option<u32>,
    at: Moment,
}

impl Progress for DeskProgress {
    async fn place(&self) -> Result<Option<Place>, String> {
        let id = self.mailbox;
        let kept = self.premises.desk.ask(Actor::System, move |read| channel::progress(read, id)).await;
        let kept = kept.map_err(|error| error.to_string())?;
        let kept: Option<Kept> = serde_json::from_str(&kept).ok();
        Ok(kept.map(|kept| Place {
            uidvalidity: kept.uidvalidity,
            uid: kept.uid,
            base: kept.base.unwrap_or(kept.uid),
            at: kept.at,
        }))
    }

    async fn reached(&self, place: Place) -> Result<(), String> {
        let kept = Kept { uidvalidity: place.uidvalidity, uid: place.uid, base: Some(place.base), at: place.at };
        let kept = serde_json::to_string(&kept).map_err(|error| error.to_string())?;
        let id = self.mailbox;
        let saved = self.premises.desk.change(Actor::System, move |tx| channel::save_progress(tx, id, &kept)).await;
        saved.map_err(|error| error.to_string())
    }

    /// What cannot be fetched becomes a visible ticket: with as much of it as there is.
    async fn skipped(&self, message: Skipped) -> Result<(), String> {
        let why = match &message.why {
            Skip::TooBig => format!("{} octets are more than are fetched ({LARGEST_MESSAGE})", message.octets),
            Skip::Unreadable(trouble) => trouble.tell(words::of(Language::English)),
            Skip::Refused(reason) => reason.clone(),
        };
        tracing::warn!(mailbox = %self.mailbox, message = message.name, why, "a message stays on the server");
        let (mailbox, by, name) = (self.mailbox.to_string(), message.by, message.name.clone());
        let source = match message.why {
            Skip::TooBig => Source::Stub { mailbox, by, name, octets: message.octets },
            Skip::Unreadable(_) | Skip::Refused(_) => Source::Fetched { mailbox, by, name },
        };
        let envelope = Envelope { source, mail_from: None, rcpt: Vec::new(), remote: None, helo: None };
        let mut stub = message.header.to_vec();
        stub.extend_from_slice(format!("\r\n\r\n[{why}]\r\n").as_bytes());
        let kept = DeskIntake(self.premises.clone()).receive(stub.into(), envelope).await;
        kept.map(drop).map_err(|fault| format!("{fault:?}"))
    }

    async fn health(&self, health: Health) {
        let id = self.mailbox;
        let english = words::of(Language::English);
        let saved = match health {
            Health::Well { at, warning } => {
                let warning = warning.map(|warning| warning.tell(english)).unwrap_or_default();
                self.premises
                    .desk
                    .change(Actor::System, move |tx| channel::mailbox_succeeded(tx, id, at, &warning))
                    .await
            }
            Health::Ill { at, trouble, .. } => {
                if matches!(trouble, Trouble::LoginRefused(_)) {
                    self.premises.outside.forget(id);
                }
                let trouble = trouble.tell(english);
                self.premises.desk.change(Actor::System, move |tx| channel::mailbox_failed(tx, id, at, &trouble)).await
            }
        };
        if let Err(error) = saved {
            tracing::warn!(%error, "a mailbox's health could not be kept");
        }
    }

    async fn bookmark(&self) -> Result<String, String> {
        let id = self.mailbox;
        self.ask(move |read| channel::bookmark(read, id)).await
    }

    async fn unknown(&self, names: Vec<String>) -> Result<Vec<String>, String> {
        let id = self.mailbox;
        self.ask(move |read| channel::unknown_names(read, id, names)).await
    }

    async fn kept_before(&self, names: Vec<String>, moment: Moment) -> Result<Vec<String>, String> {
        let id = self.mailbox;
        self.ask(move |read| channel::names_kept_before(read, id, names, moment)).await
    }

    async fn passed_over(&self, names: Vec<String>, bookmark: Option<String>) -> Result<(), String> {
        let id = self.mailbox;
        self.change(move |tx| channel::pass_over(tx, id, &names, bookmark.as_deref())).await
    }

    async fn compared_at(&self) -> Result<Option<Moment>, String> {
        let id = self.mailbox;
        self.ask(move |read| channel::compared_at(read, id)).await
    }

    async fn compared(&self, found: Compared) -> Result<(), String> {
        let (id, gaps) = (self.mailbox, found.missing.len());
        let missing = found.missing.into_iter().take(MOST_LISTED).collect();
        let comparison = Comparison { on_server: found.names.len(), missing, gaps, fetched: found.fetched };
        let names = found.names.into_iter().collect();
        self.change(move |tx| channel::compared(tx, id, &comparison, &names)).await
    }
}

impl DeskProgress {
    fn desk(&self) -> &Desk {
        &self.premises.desk
    }

    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Read) -> Done<T> + Send + 'static,
    ) -> Result<T, String> {
        self.desk().ask(Actor::System, question).await.map_err(|error| error.to_string())
    }

    async fn change<T: Send + 'static>(
        &self,
        verb: impl FnOnce(&mut Tx) -> Done<T> + Send + 'static,
    ) -> Result<T, String> {
        self.desk().change(Actor::System, verb).await.map_err(|error| error.to_string())
    }
}
