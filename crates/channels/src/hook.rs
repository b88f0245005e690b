//! Mail by HTTP: what a program of one's own or a provider posts, shown to be theirs, becomes messages as every other door
//! has them. Nothing here touches the network or the desk.

mod form;
mod mailgun;
mod mandrill;
mod postmark;
mod sendgrid;
mod sign;
pub mod sns;

use base::{Email, Moment};
use bytes::Bytes;
use desk::channel::HookKind;
use http::HeaderMap;
use platform::Hidden;
use std::net::IpAddr;
use std::time::Duration;

/// What was posted.
#[derive(Clone)]
pub struct Posted {
    pub kind: HookKind,
    /// As the provider was given it: some sign it.
    pub url: String,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// The name in the address, `to=`, of a program of one's own.
    pub query: Vec<(String, String)>,
    /// What the provider signs with, or who it is; perhaps empty.
    pub secret: Hidden,
    pub now: Moment,
}

impl Posted {
    fn asked<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p str> {
        self.query.iter().filter(move |(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// One message, with what the provider says about how it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    pub raw: Bytes,
    pub mail_from: Option<Email>,
    pub rcpt: Vec<Email>,
    /// Who handed it to the provider.
    pub remote: Option<IpAddr>,
    /// What the provider calls it: it is kept once under this name. None: it is known by its Message-ID, like all mail.
    pub name: Option<String>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    Mail(Vec<Piece>),
    /// The provider asks whether anybody is here: this address is to be visited.
    Confirm(String),
    /// Nothing to do.
    Nothing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is not from whom it should be.
    Signature,
    /// It was signed too long ago.
    Stale,
    /// It is not what this door takes.
    Form,
    TooBig,
}

/// How long a signature is good. Providers try for hours to deliver what they have signed once.
const FRESH: Duration = Duration::from_secs(24 * 3600);
/// Messages of one call.
const MOST: usize = 100;

/// All kinds but SNS, whose signature needs a certificate that is fetched: see [`sns`].
pub fn heard(posted: &Posted) -> Result<Heard, Wrong> {
    match posted.kind {
        HookKind::Raw => raw(posted),
        HookKind::Mailgun => mailgun::heard(posted),
        HookKind::SendGrid => sendgrid::heard(posted),
        HookKind::Postmark => postmark::heard(posted),
        HookKind::Mandrill => mandrill::heard(posted),
        HookKind::Ses => Err(Wrong::Form),
    }
}

/// The message as it is (RFC 5322), with `?from=` and `?to=` for what its header does not say.
fn raw(posted: &Posted) -> Result<Heard, Wrong> {
    if !is_message(&posted.body) {
        return Err(Wrong::Form);
    }
    Ok(Heard::Mail(vec![Piece {
        raw: posted.body.clone(),
        mail_from: posted.asked("from").next().and_then(Email::parse),
        rcpt: posted.asked("to").filter_map(Email::parse).take(MOST).collect(),
        remote: None,
        name: None,
    }]))
}

/// It begins with a field of a header, and not with a form or a document.
fn is_message(raw: &[u8]) -> bool {
    let start = &raw[..raw.len().min(1_000)];
    let name = start.split(|octet| *octet == b':').next().unwrap_or_default();
    let of_name = |octet: &u8| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_' | b'.');
    let field = !name.is_empty() && name.len() < start.len() && name.iter().all(of_name);
    field || start.starts_with(b"From ")
}

fn is_fresh(signed: i64, now: Moment) -> bool {
    let seconds = now.millis() / 1_000;
    (seconds - signed).unsigned_abs() <= FRESH.as_secs()
}

fn emails(list: &[String]) -> Vec<Email> {
    list.iter().filter_map(|address| Email::parse(address)).take(MOST).collect()
}

#[cfg(test)]
mod tests;
