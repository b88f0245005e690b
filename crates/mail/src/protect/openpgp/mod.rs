//! OpenPGP (RFC 9580) by the `pgp` crate: what of it mail needs.

mod keys;
mod read;
mod write;

pub(super) use keys::{make, private_text, public_bytes, public_text, read_private, read_public};
pub(super) use read::{decrypt, verify, verify_clear};
pub(super) use write::{encrypt, sign};

pub(super) type PublicKey = pgp::composed::SignedPublicKey;
pub(super) type SecretKey = pgp::composed::SignedSecretKey;

/// What the library answers.
pub(super) type Answer<T> = Result<T, pgp::errors::Error>;
