//! One message as one JSON object: what `kippu mail inspect --json -` prints.

use crate::{Bounce, Kind, Limits, Parsed, Unreadable, Warning, parse};
use base::Address;
use serde::Serialize;

/// The report on a message.
#[derive(Debug, Serialize)]
pub struct Report {
    pub from: Mailbox,
    pub to: Vec<Mailbox>,
    pub cc: Vec<Mailbox>,
    pub reply_to: Vec<Mailbox>,
    pub subject: String,
    pub message_id: Option<String>,
    /// The first id of In-Reply-To.
    pub in_reply_to: Option<String>,
    pub references: Vec<String>,
    /// RFC 3339.
    pub date: Option<String>,
    pub text: String,
    pub html: String,
    pub reply_text: String,
    pub attachments: Vec<Attachment>,
    pub kind: Kind,
    /// The first failed recipient of a bounce.
    pub bounce: Option<Bounce>,
    pub bounces: Vec<Bounce>,
    pub auth: Auth,
    pub language: Option<String>,
    pub warnings: Vec<Warning>,
}

#[derive(Debug, Default, Serialize)]
pub struct Mailbox {
    pub name: String,
    pub address: String,
}

#[derive(Debug, Serialize)]
pub struct Attachment {
    pub filename: String,
    pub content_type: String,
    /// Octets.
    pub size: usize,
    pub inline: bool,
    pub content_id: Option<String>,
}

/// Verdicts of RFC 8601; "none" here, because they need the DNS, which this crate never sees.
#[derive(Debug, Serialize)]
pub struct Auth {
    pub spf: String,
    pub dkim: String,
    pub dmarc: String,
    pub arc: String,
}

impl Default for Auth {
    fn default() -> Self {
        let none = || "none".to_owned();
        Self { spf: none(), dkim: none(), dmarc: none(), arc: none() }
    }
}

/// Reads a message and reports on it.
///
/// # Errors
/// As [`parse`].
pub fn inspect(raw: &[u8]) -> Result<Report, Unreadable> {
    parse(raw, &Limits::default()).map(Report::from)
}

impl From<Parsed> for Report {
    fn from(parsed: Parsed) -> Self {
        let all = |list: Vec<Address>| list.into_iter().map(Mailbox::from).collect();
        Self {
            from: parsed.from.map(Mailbox::from).unwrap_or_default(),
            to: all(parsed.to),
            cc: all(parsed.cc),
            reply_to: all(parsed.reply_to),
            subject: parsed.subject,
            message_id: parsed.message_id,
            in_reply_to: parsed.in_reply_to.into_iter().next(),
            references: parsed.references,
            date: parsed.date.map(base::Moment::rfc3339),
            text: parsed.text,
            html: parsed.html.as_str().to_owned(),
            reply_text: parsed.reply_text,
            attachments: parsed.attachments.into_iter().map(Attachment::from).collect(),
            kind: parsed.kind,
            bounce: parsed.bounce.first().cloned(),
            bounces: parsed.bounce,
            auth: Auth::default(),
            language: parsed.language,
            warnings: parsed.warnings,
        }
    }
}

impl From<Address> for Mailbox {
    fn from(address: Address) -> Self {
        Self { name: address.name.unwrap_or_default(), address: address.email.as_str().to_owned() }
    }
}

impl From<crate::Part> for Attachment {
    fn from(part: crate::Part) -> Self {
        Self {
            filename: part.filename,
            content_type: part.content_type,
            size: part.bytes.len(),
            inline: part.inline,
            content_id: part.content_id,
        }
    }
}
