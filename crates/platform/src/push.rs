//! Web Push: a message for one browser, sealed so that only it can read it (RFC 8291), and the word by which its push
//! service knows the sender (VAPID, RFC 8292).

use crate::Hidden;
use aes_gcm::aead::Aead;
use aes_gcm::{Aes128Gcm, KeyInit, Nonce};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hkdf::Hkdf;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use p256::elliptic_curve::sec1::ToEncodedPoint;
use p256::{PublicKey, SecretKey};
use sha2::Sha256;
use zeroize::Zeroizing;

/// The place in which the house's private key is sealed.
pub const PUSH_KEY: &str = "push key";
/// Push services take 4096 octets; of those a header and a tag are ours.
pub const LONGEST: usize = 3_900;
/// Of the one record, as its header has it.
const RECORD: u32 = 4_096;
const SALT: usize = 16;
/// The end of the last record.
const END: u8 = 2;

#[derive(Debug, thiserror::Error)]
pub enum PushFault {
    #[error("the browser's keys are none")]
    Browser,
    #[error("the house's own key is none")]
    Key,
    #[error("{0} octets are too many to push")]
    TooLong(usize),
}

/// A new key of the house: the point that browsers are told, and the scalar, both base64url.
pub fn make_key() -> (String, Hidden) {
    let secret = secret();
    let scalar = Zeroizing::new(secret.to_bytes());
    let private = Hidden::new(URL_SAFE_NO_PAD.encode(scalar.as_slice()));
    (URL_SAFE_NO_PAD.encode(point(&secret.public_key())), private)
}

/// The body of a push in the encoding `aes128gcm`, for the browser with this public key and secret.
///
/// # Errors
/// Its keys are none, or the text is too long.
pub fn encrypt(plain: &[u8], public_key: &str, auth: &str) -> Result<Vec<u8>, PushFault> {
    let mut salt = [0u8; SALT];
    getrandom::fill(&mut salt).expect("the operating system has a source of randomness");
    encrypt_with(plain, public_key, auth, &secret(), &salt)
}

fn encrypt_with(
    plain: &[u8],
    public_key: &str,
    auth: &str,
    own: &SecretKey,
    salt: &[u8; SALT],
) -> Result<Vec<u8>, PushFault> {
    if plain.len() > LONGEST {
        return Err(PushFault::TooLong(plain.len()));
    }
    let theirs = URL_SAFE_NO_PAD.decode(public_key).map_err(|_| PushFault::Browser)?;
    let auth = URL_SAFE_NO_PAD.decode(auth).map_err(|_| PushFault::Browser)?;
    let their_key = PublicKey::from_sec1_bytes(&theirs).map_err(|_| PushFault::Browser)?;
    let ours = point(&own.public_key());
    let shared = p256::ecdh::diffie_hellman(own.to_nonzero_scalar(), their_key.as_affine());
    // RFC 8291 §3.4: the secret of the browser goes into the key, then RFC 8188 §2.2 and §2.3.
    let info = [b"WebPush: info\0".as_slice(), &theirs, &ours].concat();
    let material = expand::<32>(&auth, shared.raw_secret_bytes(), &info);
    let key = expand::<16>(salt, material.as_ref(), b"Content-Encoding: aes128gcm\0");
    let nonce = expand::<12>(salt, material.as_ref(), b"Content-Encoding: nonce\0");
    let cipher = Aes128Gcm::new_from_slice(key.as_ref()).expect("sixteen octets are a key");
    let record = Zeroizing::new([plain, &[END]].concat());
    let sealed = cipher.encrypt(Nonce::from_slice(nonce.as_ref()), record.as_slice());
    let sealed = sealed.expect("a record fits into memory and into the cipher");
    let length = u8::try_from(ours.len()).expect("a point has 65 octets");
    Ok([salt.as_slice(), &RECORD.to_be_bytes(), &[length], &ours, &sealed].concat())
}

/// The `Authorization` of a push to a service (its scheme, host and port), good until a moment in seconds since 1970.
///
/// # Errors
/// The private key is none.
pub fn authorization(private: &Hidden, origin: &str, subject: &str, until: i64) -> Result<String, PushFault> {
    let scalar = Zeroizing::new(URL_SAFE_NO_PAD.decode(private.reveal()).map_err(|_| PushFault::Key)?);
    let secret = SecretKey::from_slice(&scalar).map_err(|_| PushFault::Key)?;
    let claims = serde_json::json!({"aud": origin, "exp": until, "sub": subject}).to_string();
    let said =
        format!("{}.{}", URL_SAFE_NO_PAD.encode(r#"{"typ":"JWT","alg":"ES256"}"#), URL_SAFE_NO_PAD.encode(claims));
    let signature: Signature = SigningKey::from(&secret).sign(said.as_bytes());
    let public = URL_SAFE_NO_PAD.encode(point(&secret.public_key()));
    Ok(format!("vapid t={said}.{}, k={public}", URL_SAFE_NO_PAD.encode(signature.to_bytes())))
}

fn expand<const N: usize>(salt: &[u8], material: &[u8], info: &[u8]) -> Zeroizing<[u8; N]> {
    let mut out = Zeroizing::new([0u8; N]);
    Hkdf::<Sha256>::new(Some(salt), material).expand(info, out.as_mut()).expect("HKDF gives so few octets");
    out
}

/// Nearly every number of 32 octets is a key; one that is none is drawn again.
fn secret() -> SecretKey {
    loop {
        let mut scalar = Zeroizing::new([0u8; 32]);
        getrandom::fill(scalar.as_mut()).expect("the operating system has a source of randomness");
        if let Ok(secret) = SecretKey::from_slice(scalar.as_ref()) {
            return secret;
        }
    }
}

/// Uncompressed.
fn point(key: &PublicKey) -> Vec<u8> {
    key.to_encoded_point(false).as_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use p256::ecdsa::VerifyingKey;
    use p256::ecdsa::signature::Verifier;

    fn decoded(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).unwrap()
    }

    /// RFC 8291, appendix A.
    #[test]
    fn the_example_of_the_standard_comes_out_as_it_stands_there() {
        let own = SecretKey::from_slice(&decoded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")).unwrap();
        let salt: [u8; SALT] = decoded("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap();
        let browser = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
        let sealed =
            encrypt_with(b"When I grow up, I want to be a watermelon", browser, "BTBZMqHH6r4Tts7J_aSIgg", &own, &salt);
        let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz\
                        AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(URL_SAFE_NO_PAD.encode(sealed.unwrap()), expected);
    }

    #[test]
    fn a_service_that_knows_the_key_believes_the_sender() {
        let (public, private) = make_key();
        let header =
            authorization(&private, "https://push.example", "mailto:desk@hinode.example", 1_772_400_000).unwrap();
        let (token, key) = header.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        assert_eq!(key, public);
        let (said, signature) = token.rsplit_once('.').unwrap();
        let verifying = VerifyingKey::from_sec1_bytes(&decoded(key)).unwrap();
        verifying.verify(said.as_bytes(), &Signature::from_slice(&decoded(signature)).unwrap()).unwrap();
        let claims: serde_json::Value = serde_json::from_slice(&decoded(said.split_once('.').unwrap().1)).unwrap();
        assert_eq!(claims["aud"], "https://push.example");
        assert_eq!(claims["exp"], 1_772_400_000);
    }

    #[test]
    fn what_is_no_key_and_what_is_too_long_is_refused() {
        let (public, _) = make_key();
        let auth = URL_SAFE_NO_PAD.encode([7u8; 16]);
        assert!(encrypt(b"x", &public, &auth).is_ok());
        assert!(matches!(encrypt(b"x", &URL_SAFE_NO_PAD.encode([4u8; 65]), &auth), Err(PushFault::Browser)));
        assert!(matches!(encrypt(&[b'x'; LONGEST + 1], &public, &auth), Err(PushFault::TooLong(_))));
        assert!(matches!(authorization(&Hidden::new("no"), "https://a.example", "", 0), Err(PushFault::Key)));
    }
}
