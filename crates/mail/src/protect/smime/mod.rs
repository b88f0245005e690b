//! S/MIME (RFC 8551) over CMS (RFC 5652), of the RustCrypto pieces: what of it mail needs.

mod agree;
mod ber;
mod chain;
mod decrypt;
mod keys;
mod names;
mod read;
mod write;

pub(super) use chain::vouched;
pub(super) use keys::{private_text, public_text, read_private, read_public};
pub(super) use read::{open, verify};
pub(super) use write::{encrypt, sign};

pub(super) type Certificate = x509_cert::Certificate;

/// A private key with its certificate and those above it.
#[derive(Clone)]
pub(super) struct SecretKey {
    pub certificate: Certificate,
    pub chain: Vec<Certificate>,
    pub key: Pair,
}

#[derive(Clone)]
pub(super) enum Pair {
    Rsa(Box<rsa::RsaPrivateKey>),
    P256(Box<p256::ecdsa::SigningKey>),
    P384(Box<p384::ecdsa::SigningKey>),
}

/// Why something of CMS could not be done. Nobody is told more: a difference would be an oracle.
pub(super) struct Fault;

impl<E: std::error::Error> From<E> for Fault {
    fn from(_: E) -> Self {
        Self
    }
}
