//! Keeping what arrives: the bytes first, then a row and a job in one transaction. Only then the sender hears 250.

use super::Premises;
use crate::ports::{Away, AwayReason, By, Envelope, Intake, IntakeFault, Receipt, Recipient, Source};
use base::{Email, Moment};
use bytes::Bytes;
use desk::channel::{self as nouns, Client, MailboxId, NewIntake, TurnedAway, probe};
use desk::{Actor, Error};
use service::channel;

pub struct DeskIntake(pub Premises);

impl Intake for DeskIntake {
    async fn recipient(&self, address: &Email) -> Recipient {
        let known = address.clone();
        let known = move |read: &mut service::Read| channel::for_address(read, &known);
        match self.0.desk.ask(Actor::System, known).await {
            Ok(Some(mailbox)) if mailbox.active => Recipient::Known,
            Ok(_) => {
                self.note(vec![row(self.0.desk.now(), address, "flight-away-unknown")]).await;
                Recipient::Unknown
            }
            Err(error) => {
                tracing::warn!(%error, "a recipient cannot be looked up");
                Recipient::Later
            }
        }
    }

    async fn turned_away(&self, away: Away) {
        let reason = match away.why {
            AwayReason::TooBig => "flight-away-too-big",
            AwayReason::Circling => "flight-away-circling",
        };
        let (now, nobody) = (self.0.desk.now(), TurnedAway::nobody(self.0.desk.now(), reason));
        let rows = away.rcpt.iter().take(MOST_NOTED).map(|recipient| row(now, recipient, reason));
        let rows = if away.rcpt.is_empty() { vec![nobody] } else { rows.collect() };
        let (sender, remote) = (away.mail_from.as_ref().map(Email::canonical), away.remote);
        let known = |one: TurnedAway| TurnedAway {
            sender: sender.clone().unwrap_or_default(),
            remote: remote.map(|remote| remote.to_string()).unwrap_or_default(),
            ..one
        };
        self.note(rows.into_iter().map(known).collect()).await;
    }

    async fn receive(&self, raw: Bytes, envelope: Envelope) -> Result<Receipt, IntakeFault> {
        let _coming = self.0.rush.comes();
        let size = raw.len() as i64;
        let spent = self.is_probe(&raw);
        let digest = self.0.blobs.put(raw).await.map_err(|fault| {
            tracing::error!(%fault, "a message could not be stored");
            IntakeFault::Temporary("the message cannot be stored now".into())
        })?;
        let Came { source, mailbox, fetched, cut } = came(&envelope.source);
        let intake = NewIntake {
            raw: digest,
            size,
            source,
            mailbox,
            sender: envelope.mail_from.map(|sender| sender.to_string()).unwrap_or_default(),
            recipients: envelope.rcpt.iter().map(ToString::to_string).collect(),
            client: Client { remote: envelope.remote, helo: envelope.helo },
            fetched,
            cut,
        };
        let kept = self.0.desk.change(Actor::System, move |tx| channel::receive(tx, intake)).await;
        match kept {
            Ok(ids) => Ok(Receipt { id: ids.first().map(ToString::to_string).unwrap_or_default(), spent }),
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

impl DeskIntake {
    /// A letter that we sent round ourselves; nobody else can sign its mark.
    fn is_probe(&self, raw: &Bytes) -> bool {
        let header = String::from_utf8_lossy(&raw[..raw.len().min(MOST_OF_HEADER)]);
        let claimed = probe::claimed(header.split("\r\n\r\n").next().unwrap_or_default());
        claimed.is_some_and(|(id, tag)| self.0.desk.signer().verify(probe::CONTEXT, &id.to_string(), tag))
    }

    /// So that "where is the mail of x?" has an answer also for what was refused. Without it the refusal stands all the same.
    async fn note(&self, rows: Vec<TurnedAway>) {
        let all = move |tx: &mut service::Tx| rows.iter().try_for_each(|away| channel::turn_away(tx, away));
        let noted = self.0.desk.change(Actor::System, all).await;
        if let Err(error) = noted {
            tracing::warn!(%error, "a refusal could not be noted");
        }
    }
}

/// Octets in which a probe's mark is looked for.
const MOST_OF_HEADER: usize = 32 << 10;

/// Recipients of one refused message that are noted.
const MOST_NOTED: usize = 10;

fn row(at: Moment, recipient: &Email, reason: &str) -> TurnedAway {
    TurnedAway { recipient: recipient.canonical(), ..TurnedAway::nobody(at, reason) }
}

/// How a message came, in the desk's own terms.
struct Came {
    source: nouns::Source,
    mailbox: Option<MailboxId>,
    fetched: Option<String>,
    cut: Option<i64>,
}

/// A fetched message belongs to the mailbox it was fetched from, whatever its header says.
fn came(source: &Source) -> Came {
    let by_itself = |source| Came { source, mailbox: None, fetched: None, cut: None };
    let fetched = |mailbox: &str, by: By, name: &str| Came {
        source: match by {
            By::Imap => nouns::Source::Imap,
            By::Pop3 => nouns::Source::Pop3,
            By::Graph => nouns::Source::Graph,
            By::Gmail => nouns::Source::Gmail,
        },
        mailbox: mailbox.parse().ok(),
        fetched: Some(name.to_owned()),
        cut: None,
    };
    match source {
        Source::Lmtp => by_itself(nouns::Source::Lmtp),
        Source::Smtp => by_itself(nouns::Source::Smtp),
        Source::Pipe => by_itself(nouns::Source::Pipe),
        Source::Import { .. } => by_itself(nouns::Source::Import),
        Source::Fetched { mailbox, by, name } => fetched(mailbox, *by, name),
        Source::Stub { mailbox, by, name, octets } => {
            Came { cut: Some(i64::try_from(*octets).unwrap_or(i64::MAX)), ..fetched(mailbox, *by, name) }
        }
    }
}
