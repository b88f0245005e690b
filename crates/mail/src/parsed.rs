//! A message, read.

use crate::body::Part;
use crate::classify::{Bounce, Kind, Marks};
use crate::reply::Piece;
use crate::warning::Warning;
use base::{Address, CleanHtml, Email, Moment};
use std::fmt;

/// What one message says, about itself and to its reader.
#[derive(Clone, Debug)]
pub struct Parsed {
    pub from: Option<Address>,
    pub sender: Option<Address>,
    pub to: Vec<Address>,
    pub cc: Vec<Address>,
    pub bcc: Vec<Address>,
    pub reply_to: Vec<Address>,
    /// On one line; empty when there is none.
    pub subject: String,
    /// Ids are without angle brackets.
    pub message_id: Option<String>,
    pub in_reply_to: Vec<String>,
    pub references: Vec<String>,
    pub date: Option<Moment>,
    /// The whole text, lines ended by `\n`.
    pub text: String,
    /// Empty when the message came as plain text alone.
    pub html: CleanHtml,
    /// What the sender newly wrote: without quotation and signature.
    pub reply_text: String,
    /// The same with its form; empty when it came without one, or one cannot tell where it ends.
    pub reply_html: CleanHtml,
    /// The whole text in order, cut where a page can fold it.
    pub folded: Vec<Piece>,
    pub attachments: Vec<Part>,
    pub kind: Kind,
    /// For a bounce: what became of each recipient.
    pub bounce: Vec<Bounce>,
    /// BCP 47 primary subtag of what was newly written.
    pub language: Option<String>,
    /// What the header says about being written by a machine or a list.
    pub marks: Marks,
    /// Addresses by which the message reached us: Delivered-To, X-Original-To, Envelope-To.
    pub delivered_to: Vec<Email>,
    /// All header fields in order, decoded, each on one line; bounded.
    pub headers: Vec<(String, String)>,
    pub warnings: Vec<Warning>,
}

impl Parsed {
    /// The first header field of that name; case does not matter.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The part an image in the HTML refers to.
    pub fn part_of(&self, content_id: &str) -> Option<&Part> {
        self.attachments
            .iter()
            .find(|part| part.content_id.as_deref().is_some_and(|id| id.eq_ignore_ascii_case(content_id)))
    }
}

/// Why a message could not be read at all. It is kept and shown as "unreadable", with its original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// More octets than [`crate::Limits::bytes`].
    TooLarge { bytes: usize, limit: usize },
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { bytes, limit } => write!(f, "the message has {bytes} octets; {limit} are read at most"),
        }
    }
}

impl std::error::Error for Unreadable {}
