//! Messages that are signed or encrypted, by OpenPGP (RFC 9580, RFC 3156) or S/MIME (RFC 8551): opened when they come,
//! closed when they go.
//!
//! Only what protects a whole message counts. A signed or encrypted part beside other parts stays the attachment it is:
//! nothing of it is opened, so that nobody can wrap a text of ours into a message of theirs.

mod autocrypt;
mod close;
mod directory;
mod entity;
mod key;
mod layer;
mod open;
mod openpgp;
mod smime;

pub use autocrypt::{announced, announcement};
pub use close::{Closing, close};
pub use directory::key_addresses;
pub use key::{Facts, KeyFault, Private, Public};
pub use layer::is_protected;
pub use open::{Opened, open};

use serde::{Deserialize, Serialize};

/// Octets of plain text that one layer may unfold to; beyond them it is broken.
pub(crate) const LARGEST: usize = 64 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standard {
    OpenPgp,
    Smime,
}

/// What became of an encrypted message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encryption {
    /// It was not encrypted.
    None,
    Opened,
    /// None of our keys opens it.
    Closed,
    /// It was changed on the way, or is no message that can be read.
    Broken,
}

/// What became of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// It was not signed.
    None,
    /// The key that signed it fits. Whose key that is, is another question.
    Good,
    Bad,
    /// We do not have the key.
    NoKey,
}

/// How a message was protected.
#[derive(Clone, Debug)]
pub struct Report {
    pub standard: Standard,
    pub encryption: Encryption,
    pub signature: Signature,
    /// The key that signed it, where we have it.
    pub signer: Option<Public>,
}

/// What we open messages with.
#[derive(Clone, Default)]
pub struct Keyring {
    /// Of our own.
    pub private: Vec<Private>,
    /// Of whoever may have signed.
    pub public: Vec<Public>,
}

#[cfg(test)]
mod tests;
