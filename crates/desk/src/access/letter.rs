//! What a letter with a one-time link needs to be written.

use super::Purpose;
use crate::channel::LetterKind;
use base::Language;
use serde::{Deserialize, Serialize};

/// The `details` of an invitation, a reset or a sign-in letter, as JSON. They hold a secret: emptied once sent.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkLetter {
    /// Of whoever is written to; perhaps empty.
    pub name: String,
    pub language: Language,
    /// Of the installation.
    pub organization: String,
    /// The last part of the link: `/invitation/TOKEN`, `/reset/TOKEN`.
    pub token: String,
}

impl std::fmt::Debug for LinkLetter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LinkLetter").field("name", &self.name).field("language", &self.language).finish_non_exhaustive()
    }
}

impl Purpose {
    /// The letter that carries the link, and the Fluent key of its subject (`$organization`). None: it is printed.
    pub const fn letter(self) -> Option<(LetterKind, &'static str)> {
        match self {
            Self::SetUp => None,
            Self::Invitation => Some((LetterKind::Invitation, "access-letter-invitation")),
            Self::Reset => Some((LetterKind::Reset, "access-letter-reset")),
            Self::SignIn => Some((LetterKind::SignIn, "access-letter-sign-in")),
        }
    }
}
