//! What the installation itself keeps secret: it seals what the database stores, and signs what comes back from outside.
//!
//! One key of 32 bytes stands behind both: `secret.key` in the data folder, made once, or `KIPPU_SECRET_KEY` where
//! several machines share it. From it HKDF (RFC 5869) derives a key for each purpose, so that no tag or text made
//! for one purpose means anything in another. Who loses the key loses what was sealed, not the desk.

mod key;
mod webhook;

pub use webhook::webhook_signature;

use crate::Hidden;
use crate::config::Config;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use data_encoding::{BASE32_NOPAD, Encoding};
use hmac::{Hmac, Mac};
use key::MasterKey;
use sha2::Sha256;
use std::fmt;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// Letters of a tag: 100 bits, more than anyone guesses by sending mail.
pub const TAG: usize = 20;

/// The first letters of a sealed text: which form it has.
const FORM: &str = "k1.";
const NONCE: usize = 24;

/// Why a sealed text did not open.
#[derive(Debug, thiserror::Error)]
pub enum SecretFault {
    #[error("the key file {file}: {reason}")]
    Key { file: String, reason: String },
    #[error("this is no sealed text")]
    NotSealed,
    #[error("the text was sealed with another key or for another place, or it was changed")]
    WrongKey,
}

/// The installation's key, and what can be done with it.
#[derive(Clone)]
pub struct Secrets(MasterKey);

impl Secrets {
    /// The key of the configuration, else the one in the data folder, which is made on the first day.
    ///
    /// # Errors
    /// The key file cannot be read or made, or does not hold 32 bytes.
    pub fn open_or_create(config: &Config) -> Result<Self, SecretFault> {
        let key = match &config.secret_key {
            Some(text) => MasterKey::from_base64(text, "KIPPU_SECRET_KEY")?,
            None => MasterKey::in_folder(&config.data)?,
        };
        Ok(Self(key))
    }

    /// A key that is forgotten with the process, for tests.
    pub fn random() -> Self {
        Self(MasterKey::random())
    }

    /// Encrypts a text for the database (XChaCha20-Poly1305). `context` says where it stands (`mailbox 7 password`)
    /// and must be the same when it is opened: a sealed text that was moved elsewhere does not open.
    pub fn seal(&self, plain: &Hidden, context: &str) -> String {
        let mut nonce = [0u8; NONCE];
        getrandom::fill(&mut nonce).expect("the operating system has a source of randomness");
        let payload = Payload { msg: plain.reveal().as_bytes(), aad: context.as_bytes() };
        let sealed =
            self.cipher().encrypt(&XNonce::from(nonce), payload).expect("a text fits into memory and into the cipher");
        format!("{FORM}{}", URL_SAFE_NO_PAD.encode([&nonce[..], &sealed].concat()))
    }

    /// # Errors
    /// It is no sealed text, or the key or the context is another one.
    pub fn open(&self, sealed: &str, context: &str) -> Result<Hidden, SecretFault> {
        let bytes = sealed.strip_prefix(FORM).and_then(|text| URL_SAFE_NO_PAD.decode(text).ok());
        let bytes = bytes.ok_or(SecretFault::NotSealed)?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE>().ok_or(SecretFault::NotSealed)?;
        let payload = Payload { msg: sealed, aad: context.as_bytes() };
        let plain = self.cipher().decrypt(&XNonce::from(*nonce), payload).map_err(|_| SecretFault::WrongKey)?;
        String::from_utf8(plain).map(Hidden::new).map_err(|_| SecretFault::WrongKey)
    }

    /// Twenty letters that only this installation can write below `data` (HMAC-SHA256, base32 in lower case):
    /// `support+t.100042.<tag>@example.com`. `context` says what is signed (`reply`).
    pub fn sign(&self, context: &str, data: &str) -> String {
        let key = self.0.derive(&["sign", context]);
        let mut mac = Hmac::<Sha256>::new_from_slice(key.as_ref()).expect("HMAC takes a key of any length");
        mac.update(data.as_bytes());
        let mut tag = lower_base32().encode(&mac.finalize().into_bytes());
        tag.truncate(TAG);
        tag
    }

    /// Whether a tag is ours, in constant time. Capitals count as small letters: some servers change them in an address.
    pub fn verify(&self, context: &str, data: &str, tag: &str) -> bool {
        self.sign(context, data).as_bytes().ct_eq(tag.to_ascii_lowercase().as_bytes()).into()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        let key: Zeroizing<[u8; 32]> = self.0.derive(&["seal"]);
        XChaCha20Poly1305::new(&Key::from(*key))
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets(…)")
    }
}

fn lower_base32() -> Encoding {
    let mut form = BASE32_NOPAD.specification();
    form.symbols.make_ascii_lowercase();
    form.encoding().expect("base32 in lower case is an encoding")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_only_where_it_was_sealed() {
        let secrets = Secrets::random();
        let sealed = secrets.seal(&Hidden::new("合言葉"), "mailbox 7");
        assert_eq!(secrets.open(&sealed, "mailbox 7").unwrap().reveal(), "合言葉");
        assert!(matches!(secrets.open(&sealed, "mailbox 8"), Err(SecretFault::WrongKey)));
        assert!(matches!(Secrets::random().open(&sealed, "mailbox 7"), Err(SecretFault::WrongKey)));
    }

    #[test]
    fn the_same_text_is_never_sealed_alike() {
        let secrets = Secrets::random();
        let seal = || secrets.seal(&Hidden::new("x"), "");
        assert_ne!(seal(), seal());
    }

    #[test]
    fn a_changed_text_does_not_open() {
        let secrets = Secrets::random();
        let mut sealed = secrets.seal(&Hidden::new("text"), "place").into_bytes();
        sealed[10] = if sealed[10] == b'A' { b'B' } else { b'A' };
        assert!(secrets.open(std::str::from_utf8(&sealed).unwrap(), "place").is_err());
        assert!(matches!(secrets.open("k1.AAAA", "place"), Err(SecretFault::NotSealed)));
        assert!(matches!(secrets.open("hunter2", "place"), Err(SecretFault::NotSealed)));
    }

    #[test]
    fn a_tag_fits_into_an_address_and_proves_what_it_stands_below() {
        let secrets = Secrets::random();
        let tag = secrets.sign("reply", "100042");
        assert!(tag.len() == TAG && tag.chars().all(|c| matches!(c, 'a'..='z' | '2'..='7')), "{tag}");
        assert!(secrets.verify("reply", "100042", &tag));
        assert!(secrets.verify("reply", "100042", &tag.to_uppercase()));
        assert!(!secrets.verify("reply", "100043", &tag));
        assert!(!secrets.verify("unsubscribe", "100042", &tag));
        assert!(!secrets.verify("reply", "100042", &tag[..19]));
        assert!(!secrets.verify("reply", "100042", ""));
    }

    #[test]
    fn the_key_never_shows_itself() {
        assert_eq!(format!("{:?}", Secrets::random()), "Secrets(…)");
    }
}
