//! A postman: carries the letters of one mailbox, over one connection, as long as any wait.

use super::{Premises, compose, way_out};
use crate::send::{Fate, Letter as Envelope, Postman, Said};
use crate::server::Trouble;
use base::{Language, Token, words};
use bytes::Bytes;
use desk::channel::{Attempt, Fate as Told, Letter, Mailbox, MailboxId, Outcome};
use desk::{Actor, Done, Error};
use platform::shutdown::Shutdown;
use service::channel::{self, Sending};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long a claimed letter is ours without another word.
const LEASE: Duration = Duration::from_secs(12);
/// How often we say that we still send.
const HEARTBEAT: Duration = Duration::from_secs(3);
/// Letters claimed at once; the rest is for the other postmen.
const AT_ONCE: usize = 10;

/// How letters leave the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// By each mailbox's own server.
    Smtp,
    /// Nowhere: a demonstration takes every letter for delivered, and none leaves the machine.
    Sink,
}

/// Carries what waits in a mailbox, or in none, until nothing does or the end is asked for.
pub async fn walk(premises: Premises, carrier: Carrier, mailbox: Option<MailboxId>, shutdown: Shutdown) {
    let mut walk =
        Walk { premises, carrier, holder: Token::random().digest().as_str()[..16].to_owned(), postman: None };
    loop {
        match walk.round(mailbox, &shutdown).await {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(%error, "letters wait for the database");
                break;
            }
        }
    }
    walk.end().await;
}

struct Walk {
    premises: Premises,
    carrier: Carrier,
    /// Of this walk alone.
    holder: String,
    /// Who knows the way, and by which version of the mailbox's settings.
    postman: Option<(i64, Postman)>,
}

impl Walk {
    /// One claim; how many letters there were.
    async fn round(&mut self, mailbox: Option<MailboxId>, shutdown: &Shutdown) -> Done<usize> {
        if shutdown.is_triggered() {
            return Ok(0);
        }
        let (premises, holder) = (self.premises.clone(), self.holder.clone());
        let claim = move |tx: &mut service::Tx| channel::claim_letters_of(tx, mailbox, &holder, LEASE, AT_ONCE);
        let letters = premises.desk.change(Actor::System, claim).await?;
        let claimed = letters.len();
        let holder = self.holder.clone();
        let mut beating = std::pin::pin!(heartbeat(&premises, &holder));
        for letter in letters {
            if shutdown.is_triggered() {
                break;
            }
            tokio::select! {
                sent = self.one(letter) => sent?,
                never = &mut beating => match never {},
            }
        }
        Ok(claimed)
    }

    async fn one(&mut self, letter: Letter) -> Done<()> {
        let attempt = Attempt { letter: letter.id, holder: self.holder.clone(), number: letter.attempts };
        let id = letter.id;
        let sending = self.premises.desk.ask(Actor::System, move |read| channel::sending(read, id)).await?;
        let mailbox = sending.mailbox.clone();
        let mut turns = sending.turns().into_iter().peekable();
        while let Some(alone) = turns.next() {
            let envelope = match compose(&self.premises, Sending { alone, ..sending.clone() }).await {
                Ok(composed) => Envelope { from: composed.from, to: composed.to, raw: Bytes::from(composed.raw) },
                Err(Error::Fault(fault)) if fault.passing => return Err(fault.into()),
                Err(error) => return refuse(&self.premises, &attempt, &error.to_string()).await,
            };
            let fates = match self.hand_over(mailbox.as_ref(), &envelope, &attempt).await {
                Ok(fates) => fates,
                Err(Kept::Trouble(reason)) => return defer(&self.premises, &attempt, &reason).await,
                Err(Kept::NotOurs) => return Ok(()),
                Err(Kept::Unrecorded(error)) => return Err(error),
            };
            let doubtful = fates.iter().any(|(_, fate)| matches!(fate, Fate::Unknown(_)));
            let outcomes: Vec<Outcome> = fates.into_iter().map(|(address, fate)| told(address, fate)).collect();
            if doubtful || turns.peek().is_none() {
                return answer(&self.premises, &attempt, outcomes).await;
            }
            if !go_on(&self.premises, &attempt, outcomes).await? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// The fate for each recipient; or, in words, why nothing was handed over to anybody.
    async fn hand_over(
        &mut self,
        mailbox: Option<&Mailbox>,
        envelope: &Envelope,
        attempt: &Attempt,
    ) -> Result<Vec<(base::Email, Fate)>, Kept> {
        let words = words::of(Language::English);
        match (self.carrier, mailbox) {
            (Carrier::Sink, _) if !begins(&self.premises, attempt).await.map_err(Kept::Unrecorded)? => {
                Err(Kept::NotOurs)
            }
            (Carrier::Sink, _) => Ok(envelope.to.iter().map(|to| (to.clone(), Fate::Accepted(sunk()))).collect()),
            (Carrier::Smtp, Some(mailbox)) if mailbox.outgoing.is_some() => {
                self.hand_to_server(mailbox, envelope, attempt).await
            }
            (Carrier::Smtp, _) => Err(Kept::Trouble(words.say("outbox-no-server").to_owned())),
        }
    }

    /// That it begins is recorded when the server asks for the text, and not before: whatever breaks earlier may be tried
    /// again without a doubt.
    async fn hand_to_server(
        &mut self,
        mailbox: &Mailbox,
        envelope: &Envelope,
        attempt: &Attempt,
    ) -> Result<Vec<(base::Email, Fate)>, Kept> {
        let known = self.postman.take().filter(|(version, _)| *version == mailbox.version);
        let mut postman = match (known, &mailbox.outgoing) {
            (Some((_, postman)), _) => postman,
            (None, Some(outgoing)) => {
                let way = way_out(&self.premises, Some(mailbox.id), &mailbox.address, outgoing).await;
                Postman::new(way.map_err(Kept::by)?)
            }
            (None, None) => return Err(Kept::by(Trouble::Settings("no server is set".into()))),
        };
        let kept = Arc::new(Mutex::new(None));
        let mut begin = || -> Pin<Box<dyn Future<Output = bool> + Send>> {
            let (premises, attempt, kept) = (self.premises.clone(), attempt.clone(), kept.clone());
            Box::pin(async move {
                let why = match begins(&premises, &attempt).await {
                    Ok(true) => return true,
                    Ok(false) => Kept::NotOurs,
                    Err(error) => Kept::Unrecorded(error),
                };
                *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(why);
                false
            })
        };
        let fates = postman.send_when(envelope, &mut begin).await;
        let kept = kept.lock().unwrap_or_else(PoisonError::into_inner).take();
        match (kept, fates) {
            (Some(kept), _) => Err(kept),
            (None, Ok(fates)) => {
                self.postman = Some((mailbox.version, postman));
                Ok(fates)
            }
            (None, Err(trouble)) => Err(Kept::by(trouble)),
        }
    }

    /// Takes leave of the server; what was claimed and not begun is up again.
    async fn end(self) {
        if let Some((_, mut postman)) = self.postman {
            postman.rest().await;
        }
        let holder = self.holder;
        let handed = self.premises.desk.change(Actor::System, move |tx| channel::hand_back_letters(tx, &holder)).await;
        if let Err(error) = handed {
            tracing::warn!(%error, "letters could not be handed back; their lease ends by itself");
        }
    }
}

/// Why a letter was not handed over.
enum Kept {
    /// In words.
    Trouble(String),
    /// It is somebody else's by now.
    NotOurs,
    /// It could not be recorded that it begins.
    Unrecorded(Error),
}

impl Kept {
    fn by(trouble: Trouble) -> Self {
        Self::Trouble(trouble.tell(words::of(Language::English)))
    }
}

/// Says every now and then that this walk still sends. Where that cannot be said, the letter under way is not cut off.
async fn heartbeat(premises: &Premises, holder: &str) -> Infallible {
    loop {
        tokio::time::sleep(HEARTBEAT).await;
        let holder = holder.to_owned();
        let kept = premises.desk.change(Actor::System, move |tx| channel::keep_letters(tx, &holder, LEASE)).await;
        if let Err(error) = kept {
            tracing::warn!(%error, "the leases of letters could not be prolonged");
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

/// Whether the next of those who get letters of their own may have theirs.
async fn go_on(premises: &Premises, attempt: &Attempt, outcomes: Vec<Outcome>) -> Done<bool> {
    let attempt = attempt.clone();
    premises.desk.change(Actor::System, move |tx| channel::letter_goes_on(tx, &attempt, &outcomes)).await
}

async fn defer(premises: &Premises, attempt: &Attempt, reason: &str) -> Done<()> {
    let (attempt, reason) = (attempt.clone(), reason.to_owned());
    premises.desk.change(Actor::System, move |tx| channel::letter_deferred(tx, &attempt, &reason)).await.map(drop)
}

async fn refuse(premises: &Premises, attempt: &Attempt, reason: &str) -> Done<()> {
    let (attempt, reason) = (attempt.clone(), reason.to_owned());
    premises.desk.change(Actor::System, move |tx| channel::letter_refused(tx, &attempt, &reason)).await.map(drop)
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
