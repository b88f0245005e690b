//! Mail by HTTP at the door of a mailbox: judged, then kept like all mail, before whoever sent it hears so.

use super::{DeskIntake, Premises};
use crate::hook::{self, Heard, Piece, Posted, Wrong, sns::Notification};
use crate::ports::{Envelope, Intake, IntakeFault, Source};
use bytes::Bytes;
use desk::channel::{Hook, HookKind, Mailbox, TurnedAway, hook_context};
use desk::{Actor, Done, Fault};
use http::HeaderMap;
use platform::Hidden;
use platform::http::Limits;
use service::channel;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// A call, at a door that is open.
pub struct Call {
    pub hook: Hook,
    pub mailbox: Mailbox,
    pub url: String,
    pub headers: HeaderMap,
    pub query: Vec<(String, String)>,
    pub body: Bytes,
    /// For whoever looks for what was refused.
    pub remote: String,
    /// Octets of a message, as at the other doors.
    pub limit: usize,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Knocked {
    /// So many messages are ours now, under these names.
    Kept(Vec<String>),
    Nothing,
    Refused(Wrong),
    /// It may work later.
    Later,
}

/// A certificate is small, and Amazon near.
const LIMITS: Limits = Limits { body: 64 * 1024, time: Duration::from_secs(10) };
/// Certificates that are remembered.
const REMEMBERED: usize = 16;

pub async fn knock(premises: &Premises, call: Call) -> Done<Knocked> {
    let Call { hook, mailbox, url, headers, query, body, remote, limit } = call;
    let secret = match hook.sealed_secret.as_str() {
        "" => Hidden::new(""),
        sealed => premises.secrets.open(sealed, &hook_context(&mailbox.address)).map_err(Fault::new)?,
    };
    let posted = Posted { kind: hook.kind, url, headers, body, query, secret, now: premises.desk.now() };
    let heard = match hook.kind {
        HookKind::Ses => of_amazon(premises, &posted).await,
        HookKind::Raw | HookKind::Mailgun | HookKind::SendGrid | HookKind::Postmark | HookKind::Mandrill => {
            Ok(hook::heard(&posted))
        }
    };
    match heard {
        Ok(Ok(Heard::Mail(pieces))) if pieces.iter().any(|piece| piece.raw.len() > limit) => {
            note(premises, &mailbox, &remote, Wrong::TooBig).await;
            Ok(Knocked::Refused(Wrong::TooBig))
        }
        Ok(Ok(Heard::Mail(pieces))) => keep(premises, &mailbox, pieces).await,
        Ok(Ok(Heard::Nothing)) => Ok(Knocked::Nothing),
        Ok(Ok(Heard::Confirm(url))) => {
            let answer = premises.outside.http.with(LIMITS).get(&url).await;
            Ok(if answer.is_ok_and(|answer| answer.status().is_success()) { Knocked::Nothing } else { Knocked::Later })
        }
        Ok(Err(wrong)) => {
            note(premises, &mailbox, &remote, wrong).await;
            Ok(Knocked::Refused(wrong))
        }
        Err(Unreachable) => Ok(Knocked::Later),
    }
}

/// Nobody could be asked whether it is genuine.
struct Unreachable;

async fn of_amazon(premises: &Premises, posted: &Posted) -> Result<Result<Heard, Wrong>, Unreachable> {
    let notification = match Notification::read(posted) {
        Ok(notification) => notification,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let Some(url) = notification.certificate_url() else { return Ok(Err(Wrong::Signature)) };
    let certificate = certificate(premises, url).await?;
    Ok(notification.heard(&certificate, posted.now))
}

/// The same one signs for months.
static CERTIFICATES: Mutex<Option<HashMap<String, Bytes>>> = Mutex::new(None);

async fn certificate(premises: &Premises, url: &str) -> Result<Bytes, Unreachable> {
    let remembered = || CERTIFICATES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = remembered().as_ref().and_then(|known| known.get(url).cloned()) {
        return Ok(known);
    }
    let answer = premises.outside.http.with(LIMITS).get(url).await.map_err(|fault| {
        tracing::warn!(%fault, "a certificate of Amazon's cannot be fetched");
        Unreachable
    })?;
    if !answer.status().is_success() {
        return Err(Unreachable);
    }
    let certificate = answer.into_body();
    let mut known = remembered();
    let known = known.get_or_insert_default();
    if known.len() >= REMEMBERED {
        known.clear();
    }
    known.insert(url.to_owned(), certificate.clone());
    Ok(certificate)
}

async fn keep(premises: &Premises, mailbox: &Mailbox, pieces: Vec<Piece>) -> Done<Knocked> {
    let intake = DeskIntake(premises.clone());
    let mut kept = Vec::new();
    for Piece { raw, mail_from, rcpt, remote, name } in pieces {
        let rcpt = if rcpt.is_empty() { vec![mailbox.address.clone()] } else { rcpt };
        let source = Source::Hook { mailbox: mailbox.id.to_string(), name };
        match intake.receive(raw, Envelope { source, mail_from, rcpt, remote, helo: None }).await {
            Ok(receipt) => kept.push(receipt.id),
            // What is kept of a call already is known when all of it comes again.
            Err(IntakeFault::Temporary(_) | IntakeFault::Permanent(_)) => return Ok(Knocked::Later),
        }
    }
    Ok(Knocked::Kept(kept))
}

async fn note(premises: &Premises, mailbox: &Mailbox, remote: &str, wrong: Wrong) {
    let reason = match wrong {
        Wrong::Signature => "flight-away-signature",
        Wrong::Stale => "flight-away-stale",
        Wrong::Form => "flight-away-form",
        Wrong::TooBig => "flight-away-too-big",
    };
    let nobody = TurnedAway::nobody(premises.desk.now(), reason);
    let away = TurnedAway { recipient: mailbox.address.canonical(), remote: remote.to_owned(), ..nobody };
    let noted = premises.desk.change(Actor::System, move |tx| channel::turn_away(tx, &away)).await;
    if let Err(error) = noted {
        tracing::warn!(%error, "a refusal could not be noted");
    }
}
