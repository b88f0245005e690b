//! Keeping what arrives: the bytes first, then a row and a job in one transaction. Only then the sender hears 250.

use super::Premises;
use crate::ports::{Envelope, Intake, IntakeFault, Receipt, Recipient, Source};
use base::Email;
use bytes::Bytes;
use desk::channel::{self as nouns, Client, MailboxId, NewIntake};
use desk::{Actor, Error};
use service::channel;

pub struct DeskIntake(pub Premises);

impl Intake for DeskIntake {
    async fn recipient(&self, address: &Email) -> Recipient {
        let address = address.clone();
        match self.0.desk.ask(Actor::System, move |read| channel::for_address(read, &address)).await {
            Ok(Some(mailbox)) if mailbox.active => Recipient::Known,
            Ok(_) => Recipient::Unknown,
            Err(error) => {
                tracing::warn!(%error, "a recipient cannot be looked up");
                Recipient::Later
            }
        }
    }

    async fn receive(&self, raw: Bytes, envelope: Envelope) -> Result<Receipt, IntakeFault> {
        let size = raw.len() as i64;
        let digest = self.0.blobs.put(raw).await.map_err(|fault| {
            tracing::error!(%fault, "a message could not be stored");
            IntakeFault::Temporary("the message cannot be stored now".into())
        })?;
        let (source, mailbox) = source(&envelope.source);
        let intake = NewIntake {
            raw: digest,
            size,
            source,
            mailbox,
            sender: envelope.mail_from.map(|sender| sender.to_string()).unwrap_or_default(),
            recipients: envelope.rcpt.iter().map(ToString::to_string).collect(),
            client: Client { remote: envelope.remote, helo: envelope.helo },
        };
        let kept = self.0.desk.change(Actor::System, move |tx| channel::receive(tx, intake)).await;
        match kept {
            Ok(ids) => Ok(Receipt { id: ids.first().map(ToString::to_string).unwrap_or_default() }),
            Err(Error::Fault(fault)) => {
                tracing::error!(%fault, "a message could not be recorded");
                Err(IntakeFault::Temporary("the message cannot be recorded now".into()))
            }
            Err(error @ (Error::Refused(_) | Error::Missing | Error::Conflict)) => {
                Err(IntakeFault::Temporary(error.to_string()))
            }
        }
    }
}

/// A fetched message belongs to the mailbox it was fetched from, whatever its header says.
fn source(source: &Source) -> (nouns::Source, Option<MailboxId>) {
    match source {
        Source::Lmtp => (nouns::Source::Lmtp, None),
        Source::Smtp => (nouns::Source::Smtp, None),
        Source::Imap { mailbox, .. } => (nouns::Source::Imap, mailbox.parse().ok()),
        Source::Import { .. } => (nouns::Source::Import, None),
    }
}
