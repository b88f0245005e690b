//! Checking and decrypting. Nothing leaves an encrypted message before its integrity is proved, so that a text that was
//! changed on the way gives nothing away; the old form without a proof of integrity is not opened at all.

use super::keys::{primary_signs, signing_subkeys};
use super::{Answer, PublicKey, SecretKey};
use crate::protect::key::{PrivateInner, PublicInner};
use crate::protect::open::Peeled;
use crate::protect::{Encryption, Keyring, LARGEST, Public, Signature, Standard};
use base::Moment;
use pgp::composed::{CleartextSignedMessage, DecryptionOptions, Deserializable, DetachedSignature, Message, TheRing};
use pgp::crypto::hash::HashAlgorithm;
use pgp::errors::Error;
use pgp::packet::Signature as Packet;
use pgp::types::{KeyDetails, Password, Seipdv1ReadMode, VerifyingKey};
use std::io::{Cursor, Read};

/// Signatures looked at on one message.
const MOST: usize = 10;
/// Clocks differ.
const SLACK: i64 = 24 * 3_600;

impl Peeled {
    fn openpgp(encryption: Encryption, found: Found, entity: Option<Vec<u8>>) -> Self {
        let (signature, signer) = found;
        Self { standard: Standard::OpenPgp, encryption, signature, signer, keys: Vec::new(), entity }
    }
}

type Found = (Signature, Option<Public>);

const NOTHING: Found = (Signature::None, None);

/// A signature beside what it signs (RFC 3156 §5).
pub fn verify(content: Vec<u8>, signature: &[u8], keyring: &Keyring, now: Moment) -> Peeled {
    let found = match detached(signature) {
        packets if packets.is_empty() => (Signature::Bad, None),
        packets => best(
            packets.iter().map(|packet| judged(packet, keyring, now, |key| packet.verify(key, Cursor::new(&content)))),
        ),
    };
    Peeled::openpgp(Encryption::None, found, Some(content))
}

/// Text and signature in one armour (RFC 9580 §7).
pub fn verify_clear(text: &str, keyring: &Keyring, now: Moment) -> Peeled {
    let Ok((message, _)) = CleartextSignedMessage::from_string(text) else {
        return Peeled::openpgp(Encryption::None, (Signature::Bad, None), None);
    };
    let signed = message.signed_text();
    let found = best(
        message
            .signatures()
            .iter()
            .take(MOST)
            .map(|packet| judged(packet, keyring, now, |key| packet.verify(key, Cursor::new(signed.as_bytes())))),
    );
    Peeled::openpgp(Encryption::None, found, Some(message.text().as_bytes().to_vec()))
}

/// An encrypted message, perhaps signed within.
pub fn decrypt(data: &[u8], keyring: &Keyring, now: Moment) -> Peeled {
    match plain(data, keyring, now) {
        Ok((plain, found)) => Peeled::openpgp(Encryption::Opened, found, Some(plain)),
        Err(Error::MissingKey) => Peeled::openpgp(Encryption::Closed, NOTHING, None),
        Err(_) => Peeled::openpgp(Encryption::Broken, NOTHING, None),
    }
}

fn plain(data: &[u8], keyring: &Keyring, now: Moment) -> Answer<(Vec<u8>, Found)> {
    let secrets: Vec<&SecretKey> = keyring
        .private
        .iter()
        .filter_map(|key| match &key.inner {
            PrivateInner::OpenPgp(key) => Some(&**key),
            PrivateInner::Smime(_) => None,
        })
        .collect();
    let armoured = data.trim_ascii_start().starts_with(b"-----BEGIN PGP MESSAGE-----");
    let message = match armoured {
        true => Message::from_armor(Cursor::new(data))?.0,
        false => Message::from_bytes(Cursor::new(data))?,
    };
    if !message.is_encrypted() {
        return Err(Error::from("not encrypted".to_owned()));
    }
    let none = Password::empty();
    let ring = TheRing {
        key_passwords: secrets.iter().map(|_| &none).collect(),
        secret_keys: secrets,
        decrypt_options: DecryptionOptions::new()
            .enable_gnupg_aead()
            .set_seipdv1_read_mode(Seipdv1ReadMode::CheckFirst { max_message_size: LARGEST }),
        ..TheRing::default()
    };
    let (mut message, _) = message.decrypt_the_ring(ring, true)?;
    // Compressed, and at most once more inside.
    for _ in 0..2 {
        if message.is_compressed() {
            message = message.decompress()?;
        }
    }
    let mut plain = Vec::new();
    message.by_ref().take(LARGEST as u64 + 1).read_to_end(&mut plain)?;
    if plain.len() > LARGEST {
        return Err(Error::from("too large".to_owned()));
    }
    let found = within(&message, keyring, now);
    Ok((plain, found))
}

/// The signatures inside an encrypted message that was read to its end.
fn within(message: &Message<'_>, keyring: &Keyring, now: Moment) -> Found {
    let Message::Signed { reader, .. } = message else { return NOTHING };
    let all = (0..reader.num_signatures().min(MOST)).filter_map(|nth| Some((nth, reader.signature(nth)?)));
    best(
        all.map(|(nth, packet)| judged(packet, keyring, now, |key| message.verify_nested_explicit(nth, key).map(drop))),
    )
}

/// One good signature is enough; a bad one counts more than one whose key we do not have.
fn best(found: impl Iterator<Item = Found>) -> Found {
    let rank = |signature: Signature| match signature {
        Signature::Good => 0,
        Signature::Bad => 1,
        Signature::NoKey => 2,
        Signature::None => 3,
    };
    found.min_by_key(|(signature, _)| rank(*signature)).unwrap_or(NOTHING)
}

fn judged(packet: &Packet, keyring: &Keyring, now: Moment, check: impl Fn(&Any<'_>) -> Answer<()>) -> Found {
    for public in &keyring.public {
        let PublicInner::OpenPgp(key) = &public.inner else { continue };
        if let Some(signing) = signers(key).find(|signing| issued(packet, signing)) {
            let good = is_sound(packet, public, now) && check(&signing).is_ok();
            return (if good { Signature::Good } else { Signature::Bad }, Some(public.clone()));
        }
    }
    (Signature::NoKey, None)
}

/// It was made when the key was good, by a digest that still proves something.
fn is_sound(packet: &Packet, public: &Public, now: Moment) -> bool {
    let weak =
        matches!(packet.hash_alg(), None | Some(HashAlgorithm::Md5 | HashAlgorithm::Sha1 | HashAlgorithm::Ripemd160));
    let made = packet.created().map(|made| i64::from(made.as_secs()));
    let over = packet.signature_expiration_time().map(|lasts| i64::from(lasts.as_secs())).filter(|lasts| *lasts > 0);
    let now = now.0 / 1_000;
    let secs = |moment: Moment| moment.0 / 1_000;
    !weak
        && made.is_some_and(|made| {
            made <= now + SLACK
                && over.is_none_or(|lasts| now <= made + lasts)
                && public.facts.from.is_none_or(|from| made + SLACK >= secs(from))
                && public.facts.until.is_none_or(|until| made <= secs(until))
        })
}

fn issued(packet: &Packet, key: &Any<'_>) -> bool {
    let ids = packet.issuer_key_id();
    let fingerprints = packet.issuer_fingerprint();
    if ids.is_empty() && fingerprints.is_empty() {
        return true;
    }
    ids.contains(&&key.legacy_key_id()) || fingerprints.contains(&&key.fingerprint())
}

/// The primary key or a subkey.
#[derive(Debug)]
pub(super) enum Any<'k> {
    Primary(&'k pgp::packet::PublicKey),
    Sub(&'k pgp::packet::PublicSubkey),
}

fn signers(key: &PublicKey) -> impl Iterator<Item = Any<'_>> {
    let primary = primary_signs(key).then_some(Any::Primary(&key.primary_key));
    primary.into_iter().chain(signing_subkeys(key).map(|subkey| Any::Sub(&subkey.key)))
}

impl KeyDetails for Any<'_> {
    fn version(&self) -> pgp::types::KeyVersion {
        match self {
            Self::Primary(key) => key.version(),
            Self::Sub(key) => key.version(),
        }
    }

    fn legacy_key_id(&self) -> pgp::types::KeyId {
        match self {
            Self::Primary(key) => key.legacy_key_id(),
            Self::Sub(key) => key.legacy_key_id(),
        }
    }

    fn fingerprint(&self) -> pgp::types::Fingerprint {
        match self {
            Self::Primary(key) => key.fingerprint(),
            Self::Sub(key) => key.fingerprint(),
        }
    }

    fn algorithm(&self) -> pgp::crypto::public_key::PublicKeyAlgorithm {
        match self {
            Self::Primary(key) => key.algorithm(),
            Self::Sub(key) => key.algorithm(),
        }
    }

    fn created_at(&self) -> pgp::types::Timestamp {
        match self {
            Self::Primary(key) => key.created_at(),
            Self::Sub(key) => key.created_at(),
        }
    }

    fn legacy_v3_expiration_days(&self) -> Option<u16> {
        match self {
            Self::Primary(key) => key.legacy_v3_expiration_days(),
            Self::Sub(key) => key.legacy_v3_expiration_days(),
        }
    }

    fn public_params(&self) -> &pgp::types::PublicParams {
        match self {
            Self::Primary(key) => key.public_params(),
            Self::Sub(key) => key.public_params(),
        }
    }
}

impl VerifyingKey for Any<'_> {
    fn verify(&self, hash: HashAlgorithm, data: &[u8], signature: &pgp::types::SignatureBytes) -> Answer<()> {
        match self {
            Self::Primary(key) => key.verify(hash, data, signature),
            Self::Sub(key) => key.verify(hash, data, signature),
        }
    }
}

fn detached(signature: &[u8]) -> Vec<Packet> {
    let packets: Answer<Vec<DetachedSignature>> = if signature.trim_ascii_start().starts_with(b"-----BEGIN") {
        DetachedSignature::from_armor_many(Cursor::new(signature)).map(|(all, _)| all.take(MOST).flatten().collect())
    } else {
        DetachedSignature::from_bytes_many(Cursor::new(signature)).map(|all| all.take(MOST).flatten().collect())
    };
    packets.unwrap_or_default().into_iter().map(|detached| detached.signature).collect()
}
