//! Carrying letters: claimed for a while, begun once, and told of for every recipient.

use super::{Premises, compose, outgoing_server};
use crate::send::{Fate, Letter as Envelope, Postman, Relay, Said};
use base::{Language, Token, words};
use bytes::Bytes;
use desk::channel::{Attempt, Fate as Told, Letter, MailboxId, Outcome};
use desk::{Actor, Done, Error};
use platform::shutdown::Shutdown;
use service::channel;
use std::collections::HashMap;
use std::time::Duration;

/// How long a claimed letter is ours without another word.
const LEASE: Duration = Duration::from_secs(300);
/// How often we say that we still send.
const HEARTBEAT: Duration = Duration::from_secs(60);
const AT_ONCE: usize = 20;
const POLL: Duration = Duration::from_secs(1);

/// How letters leave the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// By each mailbox's own server.
    Smtp,
    /// Nowhere: a demonstration takes every letter for delivered, and none leaves the machine.
    Sink,
}

/// Carries letters until the end is asked for; what was not begun is handed back.
pub async fn carry(premises: Premises, carrier: Carrier, shutdown: Shutdown) {
    let _busy = shutdown.busy();
    let holder = Token::random().digest().as_str()[..16].to_owned();
    let mut bell = premises.desk.bell();
    let mut postmen = HashMap::new();
    while !shutdown.is_triggered() {
        let carried = round(&premises, carrier, &holder, &mut postmen, &shutdown).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "the outbox waits for the database");
            0
        });
        if carried == 0 {
            rest(&mut postmen).await;
            tokio::select! {
                () = shutdown.triggered() => {}
                _ = bell.changed() => {}
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }
    let handed = premises.desk.change(Actor::System, move |tx| channel::hand_back_letters(tx, &holder)).await;
    if let Err(error) = handed {
        tracing::warn!(%error, "letters could not be handed back; their lease ends by itself");
    }
}

/// One claim; how many letters there were.
async fn round(
    premises: &Premises,
    carrier: Carrier,
    holder: &str,
    postmen: &mut HashMap<MailboxId, Postman>,
    shutdown: &Shutdown,
) -> Done<usize> {
    let claimer = holder.to_owned();
    let letters =
        premises.desk.change(Actor::System, move |tx| channel::claim_letters(tx, &claimer, LEASE, AT_ONCE)).await?;
    let claimed = letters.len();
    for letter in letters {
        if shutdown.is_triggered() {
            break;
        }
        let attempt = Attempt { letter: letter.id, holder: holder.to_owned(), number: letter.attempts };
        let sent = one(premises, carrier, &attempt, letter, postmen);
        tokio::pin!(sent);
        loop {
            tokio::select! {
                outcome = &mut sent => break outcome?,
                () = tokio::time::sleep(HEARTBEAT) => {
                    let holder = holder.to_owned();
                    premises.desk.change(Actor::System, move |tx| channel::keep_letters(tx, &holder, LEASE)).await?;
                }
            }
        }
    }
    Ok(claimed)
}

async fn one(
    premises: &Premises,
    carrier: Carrier,
    attempt: &Attempt,
    letter: Letter,
    postmen: &mut HashMap<MailboxId, Postman>,
) -> Done<()> {
    let id = letter.id;
    let sending = premises.desk.ask(Actor::System, move |read| channel::sending(read, id)).await?;
    let mailbox = sending.mailbox.clone();
    let composed = match compose(premises, sending).await {
        Ok(composed) => composed,
        Err(Error::Fault(fault)) if fault.passing => return Err(fault.into()),
        Err(error) => return refuse(premises, attempt, &error.to_string()).await,
    };
    if !begins(premises, attempt).await? {
        return Ok(());
    }
    let outcomes = match carrier {
        Carrier::Sink => Ok(composed.to.iter().map(|to| (to.clone(), Fate::Accepted(sunk()))).collect()),
        Carrier::Smtp => {
            let server = mailbox.as_ref().and_then(|mailbox| outgoing_server(premises, mailbox));
            let (Some(mailbox), Some(server)) = (mailbox, server) else {
                return defer(premises, attempt, words::of(Language::English).say("outbox-no-server")).await;
            };
            let hello = mailbox.address.domain();
            let postman = postmen.entry(mailbox.id).or_insert_with(|| Postman::new(Relay { server, hello }));
            postman.send(&Envelope { from: composed.from, to: composed.to, raw: Bytes::from(composed.raw) }).await
        }
    };
    match outcomes {
        Ok(fates) => {
            answer(premises, attempt, fates.into_iter().map(|(address, fate)| told(address, fate)).collect()).await
        }
        Err(trouble) => {
            // The settings may have changed since: the next letter gets a new postman.
            postmen.clear();
            defer(premises, attempt, &trouble.tell(words::of(Language::English))).await
        }
    }
}

async fn begins(premises: &Premises, attempt: &Attempt) -> Done<bool> {
    let attempt = attempt.clone();
    premises.desk.change(Actor::System, move |tx| channel::letter_begins(tx, &attempt)).await
}

async fn answer(premises: &Premises, attempt: &Attempt, outcomes: Vec<Outcome>) -> Done<()> {
    let attempt = attempt.clone();
    premises.desk.change(Actor::System, move |tx| channel::letter_answered(tx, &attempt, &outcomes)).await.map(drop)
}

async fn defer(premises: &Premises, attempt: &Attempt, reason: &str) -> Done<()> {
    let (attempt, reason) = (attempt.clone(), reason.to_owned());
    premises.desk.change(Actor::System, move |tx| channel::letter_deferred(tx, &attempt, &reason)).await.map(drop)
}

async fn refuse(premises: &Premises, attempt: &Attempt, reason: &str) -> Done<()> {
    let (attempt, reason) = (attempt.clone(), reason.to_owned());
    premises.desk.change(Actor::System, move |tx| channel::letter_refused(tx, &attempt, &reason)).await.map(drop)
}

async fn rest(postmen: &mut HashMap<MailboxId, Postman>) {
    for (_, mut postman) in postmen.drain() {
        postman.rest().await;
    }
}

fn told(address: base::Email, fate: Fate) -> Outcome {
    let said = |said: &Said| format!("{} {}", said.code, said.text);
    let (fate, detail) = match &fate {
        Fate::Accepted(words) => (Told::Accepted, said(words)),
        Fate::Deferred(words) => (Told::Deferred, said(words)),
        Fate::Refused(words) => (Told::Refused, said(words)),
        Fate::Unknown(trouble) => (Told::Unknown, trouble.tell(words::of(Language::English))),
    };
    Outcome { address, fate, detail }
}

fn sunk() -> Said {
    Said { code: 250, text: "2.0.0 kept by the demonstration".into() }
}
