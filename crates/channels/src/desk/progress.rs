//! What is remembered of a mailbox that is fetched: how far it was read, what could not be fetched, how it fares.

use super::servers::LARGEST_MESSAGE;
use super::{DeskIntake, Premises};
use crate::ports::{Envelope, Health, Intake, Place, Progress, Skip, Skipped, Source};
use base::{Language, Moment, words};
use desk::Actor;
use desk::channel::MailboxId;
use serde::{Deserialize, Serialize};
use service::channel;

/// Keeps how far a mailbox was read, in its row.
pub(super) struct DeskProgress {
    pub premises: Premises,
    pub mailbox: MailboxId,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    uidvalidity: u32,
    uid: u32,
    at: Moment,
}

impl Progress for DeskProgress {
    async fn place(&self) -> Result<Option<Place>, String> {
        let id = self.mailbox;
        let kept = self.premises.desk.ask(Actor::System, move |read| channel::progress(read, id)).await;
        let kept = kept.map_err(|error| error.to_string())?;
        let kept: Option<Kept> = serde_json::from_str(&kept).ok();
        Ok(kept.map(|kept| Place { uidvalidity: kept.uidvalidity, uid: kept.uid, at: kept.at }))
    }

    async fn reached(&self, place: Place) -> Result<(), String> {
        let kept = Kept { uidvalidity: place.uidvalidity, uid: place.uid, at: place.at };
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
        tracing::warn!(mailbox = %self.mailbox, uid = message.uid, why, "a message stays on the server");
        let source =
            Source::Imap { mailbox: self.mailbox.to_string(), uidvalidity: message.uidvalidity, uid: message.uid };
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
                let trouble = trouble.tell(english);
                self.premises.desk.change(Actor::System, move |tx| channel::mailbox_failed(tx, id, at, &trouble)).await
            }
        };
        if let Err(error) = saved {
            tracing::warn!(%error, "a mailbox's health could not be kept");
        }
    }
}
