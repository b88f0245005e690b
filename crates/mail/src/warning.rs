//! What was odd about a message, for the person who wonders why it looks the way it does.

use serde::{Deserialize, Serialize};

/// One oddity met while reading. None of them stops the reading.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// No header fields at all: everything was taken for the body.
    NoHeader,
    /// No usable From; the address came from elsewhere or there is none.
    NoSender,
    /// A field that may occur once occurred again; the first counts (RFC 5322 §3.6).
    RepeatedField(String),
    /// Characters could not be read with any charset: offer "read as …".
    LossyText,
    /// The declared charset was wrong or unknown; the name of the one used.
    CharsetGuessed(String),
    /// The Date field says nothing we understand.
    BadDate,
    /// A bound of [`crate::Limits`] was reached; its name.
    Cut(String),
    /// A multipart without its boundary in the body.
    MissingBoundary,
    /// An encrypted part that cannot be read here.
    Encrypted,
    /// An attachment that is a program or hides as something else.
    SuspiciousAttachment(String),
}

/// Collects warnings, each once.
#[derive(Default)]
pub(crate) struct Warnings(Vec<Warning>);

impl Warnings {
    pub(crate) fn add(&mut self, warning: Warning) {
        if self.0.len() < 100 && !self.0.contains(&warning) {
            self.0.push(warning);
        }
    }

    pub(crate) fn cut(&mut self, what: &str) {
        self.add(Warning::Cut(what.to_owned()));
    }

    pub(crate) fn into_vec(self) -> Vec<Warning> {
        self.0
    }
}
