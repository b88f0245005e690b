//! The four ways in which the desk says no, for every door alike.

use crate::Refusal;
use std::fmt;

/// What a verb or a question answers.
pub type Done<T> = Result<T, Error>;

#[derive(Debug)]
pub enum Error {
    /// A rule says no; nothing was changed.
    Refused(Refusal),
    /// Not there, or not yours: one answer.
    Missing,
    /// Somebody else changed it since it was read; nothing was overwritten.
    Conflict,
    /// The machine failed.
    Fault(Fault),
}

/// A failure of the machine beneath, in words for the log. Never shown to the outside.
#[derive(Debug)]
pub struct Fault {
    pub what: String,
    /// The same call may succeed a moment later: the queue is full, the database restarts.
    pub passing: bool,
    /// The database refused a second row with the same key.
    pub duplicate: bool,
}

impl Fault {
    pub fn new(what: impl fmt::Display) -> Self {
        Self { what: what.to_string(), passing: false, duplicate: false }
    }

    pub fn passing(what: impl fmt::Display) -> Self {
        Self { passing: true, ..Self::new(what) }
    }

    pub fn duplicate(what: impl fmt::Display) -> Self {
        Self { duplicate: true, ..Self::new(what) }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Fault {}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => write!(f, "refused: {}", refusal.key()),
            Self::Missing => f.write_str("not there"),
            Self::Conflict => f.write_str("changed by somebody else meanwhile"),
            Self::Fault(fault) => fault.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}
