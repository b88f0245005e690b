//! Keys: read within bounds, believed only as far as their own signatures go, made, and written.

use super::{PublicKey, SecretKey};
use crate::protect::Standard;
use crate::protect::key::{
    Facts, KeyFault, MOST, MOST_ADDRESSES, Private, PrivateInner, Public, PublicInner, address_in, shown,
};
use base::{Email, Moment};
use pgp::composed::{
    ArmorOptions, Deserializable, EncryptionCaps, KeyType, SecretKeyParamsBuilder, SignedPublicSubKey,
    SubkeyParamsBuilder,
};
use pgp::crypto::ecc_curve::ECCCurve;
use pgp::crypto::hash::HashAlgorithm;
use pgp::crypto::sym::SymmetricKeyAlgorithm;
use pgp::packet::{KeyFlags, Signature};
use pgp::ser::Serialize;
use pgp::types::{CompressionAlgorithm, KeyDetails, Password, SecretParams};
use rsa::rand_core::OsRng;
use std::io::Cursor;

pub fn read_public(file: &[u8]) -> Vec<Public> {
    let private = secrets(file).into_iter().map(|key| key.to_public_key());
    let keys = if is_armoured(file) {
        PublicKey::from_armor_many(Cursor::new(file)).map(|(keys, _)| keys.take(MOST).flatten().collect())
    } else {
        PublicKey::from_bytes_many(Cursor::new(file)).map(|keys| keys.take(MOST).flatten().collect())
    };
    let keys: Vec<PublicKey> = keys.unwrap_or_default();
    keys.into_iter().chain(private).filter_map(public).collect()
}

pub fn read_private(file: &[u8], passphrase: &str) -> Result<Private, KeyFault> {
    let mut key = secrets(file).into_iter().next().ok_or(KeyFault::Unreadable)?;
    let password = Password::from(passphrase);
    let mut locked = false;
    if is_locked(key.primary_key.secret_params()) {
        locked = key.primary_key.remove_password(&password).is_err();
    }
    for subkey in &mut key.secret_subkeys {
        if is_locked(subkey.key.secret_params()) {
            locked |= subkey.key.remove_password(&password).is_err();
        }
    }
    if locked {
        return Err(KeyFault::Passphrase);
    }
    private(key).ok_or(KeyFault::Unreadable)
}

pub fn make(name: &str, address: &Email, now: Moment) -> Result<Private, KeyFault> {
    let made = || -> Result<SecretKey, Box<dyn std::error::Error>> {
        let created = pgp::types::Timestamp::from_secs(u32::try_from(now.0 / 1_000)?);
        let subkey = SubkeyParamsBuilder::default()
            .key_type(KeyType::ECDH(ECCCurve::Curve25519Legacy))
            .can_encrypt(EncryptionCaps::All)
            .created_at(created)
            .build()?;
        let mut key = SecretKeyParamsBuilder::default();
        key.key_type(KeyType::Ed25519Legacy)
            .can_certify(true)
            .can_sign(true)
            .created_at(created)
            // Without preferences some programs fall back to what was usual in 1998.
            .preferred_symmetric_algorithms(
                [SymmetricKeyAlgorithm::AES256, SymmetricKeyAlgorithm::AES128].into_iter().collect(),
            )
            .preferred_hash_algorithms([HashAlgorithm::Sha512, HashAlgorithm::Sha256].into_iter().collect())
            .preferred_compression_algorithms([CompressionAlgorithm::ZLIB].into_iter().collect())
            .primary_user_id(format!("{} <{address}>", name.replace(['<', '>', '\n', '\r'], " ").trim()))
            .subkeys(vec![subkey]);
        Ok(key.build()?.generate(OsRng)?)
    };
    private(made().map_err(|_| KeyFault::Unreadable)?).ok_or(KeyFault::Unreadable)
}

pub fn public_text(key: &PublicKey) -> String {
    key.to_armored_string(ArmorOptions::default()).unwrap_or_default()
}

pub fn public_bytes(key: &PublicKey) -> Vec<u8> {
    key.to_bytes().unwrap_or_default()
}

pub fn private_text(key: &SecretKey) -> String {
    key.to_armored_string(ArmorOptions::default()).unwrap_or_default()
}

fn secrets(file: &[u8]) -> Vec<SecretKey> {
    let keys = if is_armoured(file) {
        SecretKey::from_armor_many(Cursor::new(file)).map(|(keys, _)| keys.take(MOST).flatten().collect())
    } else {
        SecretKey::from_bytes_many(Cursor::new(file)).map(|keys| keys.take(MOST).flatten().collect())
    };
    keys.unwrap_or_default()
}

fn is_armoured(file: &[u8]) -> bool {
    memchr::memmem::find(&file[..file.len().min(64 << 10)], b"-----BEGIN PGP ").is_some()
}

const fn is_locked(secret: &SecretParams) -> bool {
    matches!(secret, SecretParams::Encrypted(_))
}

fn private(key: SecretKey) -> Option<Private> {
    let public = public(key.to_public_key())?;
    Some(Private { public, inner: PrivateInner::OpenPgp(Box::new(key)) })
}

/// A key with what its self-signatures bear out; none where they bear out no address.
fn public(mut key: PublicKey) -> Option<Public> {
    if key.details.users.len() > 200 || key.public_subkeys.len() > 50 {
        return None;
    }
    // Signatures of others are many, and nobody here asks for them.
    for user in &mut key.details.users {
        user.signatures.retain(|signature| {
            signature.verify_certification(&key.primary_key, pgp::types::Tag::UserId, &user.id).is_ok()
        });
    }
    key.details.users.retain(|user| !user.signatures.is_empty());
    key.public_subkeys.retain(|subkey| subkey.verify_bindings(&key.primary_key).is_ok());
    let addresses: Vec<Email> = key.details.users.iter().filter_map(|user| address_in(user.id.as_str()?)).collect();
    let first = key.details.users.first()?.id.as_str().map(shown)?;
    let facts = Facts {
        standard: Standard::OpenPgp,
        fingerprint: key.fingerprint().to_string().to_ascii_uppercase(),
        holder: first,
        issuer: String::new(),
        addresses: addresses.into_iter().take(MOST_ADDRESSES).collect(),
        from: Some(Moment(i64::from(key.created_at().as_secs()) * 1_000)),
        until: until(&key),
        signs: signing_ids(&key).next().is_some(),
        encrypts: encryption_subkey(&key).is_some(),
    };
    Some(Public { facts, inner: PublicInner::OpenPgp(Box::new(key)) })
}

/// The newest self-signature on the first user id: what it says of the key counts.
fn latest(key: &PublicKey) -> Option<&Signature> {
    let of = key.details.users.first()?.signatures.iter();
    of.max_by_key(|signature| signature.created().map_or(0, pgp::types::Timestamp::as_secs))
}

/// When it ends: at once, where its holder has revoked it.
fn until(key: &PublicKey) -> Option<Moment> {
    let created = i64::from(key.created_at().as_secs());
    if key.details.revocation_signatures.iter().any(|signature| signature.verify_key(&key.primary_key).is_ok()) {
        return Some(Moment(created * 1_000));
    }
    let lasts = latest(key)?.key_expiration_time()?.as_secs();
    (lasts > 0).then(|| Moment((created + i64::from(lasts)) * 1_000))
}

fn flags(signatures: &[Signature]) -> KeyFlags {
    let newest = signatures.iter().max_by_key(|it| it.created().map_or(0, pgp::types::Timestamp::as_secs));
    newest.map(Signature::key_flags).unwrap_or_default()
}

/// The newest subkey that messages are encrypted for and that has not ended.
pub(super) fn encryption_subkey(key: &PublicKey) -> Option<&SignedPublicSubKey> {
    let usable = |subkey: &&SignedPublicSubKey| {
        let flags = flags(&subkey.signatures);
        subkey.key.algorithm().can_encrypt() && (flags.encrypt_comms() || flags.encrypt_storage()) && !revoked(subkey)
    };
    key.public_subkeys.iter().filter(usable).max_by_key(|subkey| subkey.key.created_at().as_secs())
}

pub(super) fn revoked(subkey: &SignedPublicSubKey) -> bool {
    subkey.signatures.iter().any(|it| it.typ() == Some(pgp::packet::SignatureType::SubkeyRevocation))
}

/// Whether the primary key itself signs messages.
pub(super) fn primary_signs(key: &PublicKey) -> bool {
    latest(key).is_some_and(|signature| signature.key_flags().sign())
}

/// The key ids under which its signatures go.
pub(super) fn signing_ids(key: &PublicKey) -> impl Iterator<Item = pgp::types::KeyId> + '_ {
    let primary = primary_signs(key).then(|| key.legacy_key_id());
    primary.into_iter().chain(signing_subkeys(key).map(|subkey| subkey.key.legacy_key_id()))
}

pub(super) fn signing_subkeys(key: &PublicKey) -> impl Iterator<Item = &SignedPublicSubKey> + '_ {
    key.public_subkeys.iter().filter(|subkey| flags(&subkey.signatures).sign() && !revoked(subkey))
}
