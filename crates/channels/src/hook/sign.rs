//! Signatures as providers make them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::{hmac, signature};

/// In constant time.
pub fn hmac_sha256(key: &str, text: &[u8], tag: &[u8]) -> bool {
    !key.is_empty() && hmac::verify(&hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes()), text, tag).is_ok()
}

/// As old services do; the secret is what protects it, not the digest.
pub fn hmac_sha1(key: &str, text: &[u8], tag: &[u8]) -> bool {
    !key.is_empty()
        && hmac::verify(&hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, key.as_bytes()), text, tag).is_ok()
}

/// `key`: a P-256 public key as base64 of its SubjectPublicKeyInfo (RFC 5480), also between the lines of a PEM.
pub fn p256(key: &str, text: &[u8], tag: &[u8]) -> bool {
    let bare: String = key.lines().filter(|line| !line.starts_with("-----")).collect();
    let Ok(der) = STANDARD.decode(bare.trim()) else { return false };
    // An uncompressed point stands at the end.
    let Some(point) = der.len().checked_sub(65).map(|at| &der[at..]).filter(|point| point[0] == 4) else {
        return false;
    };
    signature::UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_ASN1, point).verify(text, tag).is_ok()
}

/// `key`: an RSAPublicKey (RFC 8017 §A.1.1).
pub fn rsa(key: &[u8], sha1: bool, text: &[u8], tag: &[u8]) -> bool {
    let how: &dyn signature::VerificationAlgorithm = if sha1 {
        &signature::RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY
    } else {
        &signature::RSA_PKCS1_2048_8192_SHA256
    };
    signature::UnparsedPublicKey::new(how, key).verify(text, tag).is_ok()
}

pub fn hex(text: &str) -> Option<Vec<u8>> {
    if text.len() % 2 != 0 || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

pub fn base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text.trim()).ok()
}
