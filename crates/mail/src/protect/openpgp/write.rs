//! Signing and encrypting.

use super::keys::{encryption_subkey, primary_signs};
use super::{Answer, PublicKey, SecretKey};
use pgp::composed::{ArmorOptions, DetachedSignature, MessageBuilder};
use pgp::crypto::hash::HashAlgorithm;
use pgp::crypto::sym::SymmetricKeyAlgorithm;
use pgp::errors::Error;
use pgp::packet::Signature;
use pgp::types::{KeyDetails, Password};
use rsa::rand_core::OsRng;
use std::io::Cursor;

/// An armoured signature beside the content, with SHA-256.
pub fn sign(content: &[u8], key: &SecretKey) -> Answer<String> {
    let none = Password::empty();
    let (hash, data) = (HashAlgorithm::Sha256, Cursor::new(content));
    let signature = match signing_subkey(key) {
        Some(subkey) => DetachedSignature::sign_binary_data(OsRng, subkey, &none, hash, data)?,
        None => DetachedSignature::sign_binary_data(OsRng, &key.primary_key, &none, hash, data)?,
    };
    signature.to_armored_string(ArmorOptions::default())
}

/// An armoured message for these keys, signed within where somebody signs.
pub fn encrypt(content: Vec<u8>, to: &[&PublicKey], by: Option<&SecretKey>) -> Answer<String> {
    let mut message = MessageBuilder::from_bytes("", content).seipd_v1(OsRng, SymmetricKeyAlgorithm::AES256);
    for key in to {
        let subkey = encryption_subkey(key).ok_or_else(|| Error::from("a key that does not encrypt".to_owned()))?;
        message.encrypt_to_key(OsRng, subkey)?;
    }
    if let Some(key) = by {
        match signing_subkey(key) {
            Some(subkey) => message.sign(subkey, Password::empty(), HashAlgorithm::Sha256),
            None => message.sign(&key.primary_key, Password::empty(), HashAlgorithm::Sha256),
        };
    }
    message.to_armored_string(OsRng, ArmorOptions::default())
}

/// A subkey that signs, where the primary key does not.
fn signing_subkey(key: &SecretKey) -> Option<&pgp::packet::SecretSubkey> {
    if primary_signs(&key.to_public_key()) {
        return None;
    }
    let signs = |signature: &Signature| signature.key_flags().sign();
    let all = key.secret_subkeys.iter().filter(|subkey| subkey.signatures.iter().any(signs));
    all.max_by_key(|subkey| subkey.key.created_at().as_secs()).map(|subkey| &subkey.key)
}
