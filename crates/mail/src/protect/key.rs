//! Keys and certificates: what they say of themselves, and how they are kept.

use super::{Standard, openpgp, smime};
use base::{Email, Moment};
use std::fmt;

/// Octets of a file with keys.
const LARGEST: usize = 512 << 10;
/// Keys taken from one file.
pub(super) const MOST: usize = 20;
/// Addresses one key may speak for.
pub(super) const MOST_ADDRESSES: usize = 20;

/// What a key says of itself, as far as its own signatures bear it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub standard: Standard,
    /// Hexadecimal capitals: the key's own for OpenPGP, SHA-256 of the certificate for S/MIME.
    pub fingerprint: String,
    /// Whose it claims to be.
    pub holder: String,
    /// Who vouches for it: the issuer of a certificate; empty for OpenPGP.
    pub issuer: String,
    pub addresses: Vec<Email>,
    pub from: Option<Moment>,
    /// None: it never ends.
    pub until: Option<Moment>,
    pub signs: bool,
    /// A message can be encrypted for it.
    pub encrypts: bool,
}

/// A public key or a certificate.
#[derive(Clone)]
pub struct Public {
    pub facts: Facts,
    pub(super) inner: PublicInner,
}

#[derive(Clone)]
pub(super) enum PublicInner {
    OpenPgp(Box<openpgp::PublicKey>),
    Smime(Box<smime::Certificate>),
}

/// A private key with its public half, without a passphrase: whoever keeps it seals it.
#[derive(Clone)]
pub struct Private {
    pub public: Public,
    pub(super) inner: PrivateInner,
}

#[derive(Clone)]
pub(super) enum PrivateInner {
    OpenPgp(Box<openpgp::SecretKey>),
    Smime(Box<smime::SecretKey>),
}

/// Why a file holds no key that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFault {
    Unreadable,
    /// It is locked, and the passphrase does not open it.
    Passphrase,
    /// Certificate and key are not of one pair.
    Mismatch,
}

impl Public {
    /// All keys and certificates of a file, armoured or not.
    ///
    /// # Errors
    /// There is none that can be read.
    pub fn read(file: &[u8]) -> Result<Vec<Self>, KeyFault> {
        if file.len() > LARGEST {
            return Err(KeyFault::Unreadable);
        }
        let mut found = openpgp::read_public(file);
        if found.is_empty() {
            found = smime::read_public(file);
        }
        found.truncate(MOST);
        if found.is_empty() { Err(KeyFault::Unreadable) } else { Ok(found) }
    }

    /// Whether one of these roots stands for it, by the certificates that came along. OpenPGP knows no such thing.
    pub fn is_vouched(&self, beside: &[Self], roots: &[Self], now: Moment) -> bool {
        let certificates = |all: &[Self]| -> Vec<smime::Certificate> {
            let one = |key: &Self| match &key.inner {
                PublicInner::Smime(certificate) => Some((**certificate).clone()),
                PublicInner::OpenPgp(_) => None,
            };
            all.iter().filter_map(one).collect()
        };
        match &self.inner {
            PublicInner::Smime(own) => {
                let (beside, roots) = (certificates(beside), certificates(roots));
                smime::vouched(own, &beside.iter().collect::<Vec<_>>(), &roots.iter().collect::<Vec<_>>(), now)
            }
            PublicInner::OpenPgp(_) => false,
        }
    }

    /// As text that every program reads: armour or PEM.
    pub fn text(&self) -> String {
        match &self.inner {
            PublicInner::OpenPgp(key) => openpgp::public_text(key),
            PublicInner::Smime(certificate) => smime::public_text(certificate),
        }
    }
}

impl Private {
    /// The first private key of a file, with its certificate where it is S/MIME.
    ///
    /// # Errors
    /// There is none, or it does not open.
    pub fn read(file: &[u8], passphrase: &str) -> Result<Self, KeyFault> {
        if file.len() > LARGEST {
            return Err(KeyFault::Unreadable);
        }
        match openpgp::read_private(file, passphrase) {
            Err(KeyFault::Unreadable) => smime::read_private(file, passphrase),
            read => read,
        }
    }

    /// A new OpenPGP key for an address: Ed25519 to sign, Curve25519 to encrypt.
    ///
    /// # Errors
    /// The machine has no randomness.
    pub fn make_openpgp(name: &str, address: &Email, now: Moment) -> Result<Self, KeyFault> {
        openpgp::make(name, address, now)
    }

    /// Everything, in the clear: for whoever seals it.
    pub fn text(&self) -> String {
        match &self.inner {
            PrivateInner::OpenPgp(key) => openpgp::private_text(key),
            PrivateInner::Smime(key) => smime::private_text(key),
        }
    }
}

impl fmt::Debug for Public {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.facts.fmt(f)
    }
}

impl fmt::Debug for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Private({}, …)", self.public.facts.fingerprint)
    }
}

/// `Aya Mori <aya@x.example>`, or the address alone, as keys name people.
pub(super) fn address_in(text: &str) -> Option<Email> {
    let inner = text.rsplit_once('<').map_or(text, |(_, rest)| rest.trim_end().trim_end_matches('>'));
    Email::parse(inner.trim())
}

/// A name as a key has it, fit to be shown on a line.
pub(super) fn shown(text: &str) -> String {
    crate::header::one_line(text).chars().take(200).collect()
}
