//! Decrypting. CMS as mail mostly uses it proves nothing about an encrypted text by itself (RFC 8551 §6, EFAIL): that it
//! was signed as well is what makes it whole, and what is shown. Authenticated encryption (RFC 5083, RFC 5084) does.

use super::read::{has_id, is_issued};
use super::{Fault, Pair, SecretKey, agree, names};
use crate::protect::key::PrivateInner;
use crate::protect::open::Peeled;
use crate::protect::{Encryption, Keyring};
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockDecryptMut, KeyIvInit};
use aes_gcm::aead::consts::U12;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{AesGcm, Nonce};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::enveloped_data::{
    EncryptedContentInfo, EnvelopedData, KeyAgreeRecipientIdentifier, KeyTransRecipientInfo, OriginatorInfo,
    RecipientIdentifier, RecipientInfo, RecipientInfos,
};
use der::asn1::{ObjectIdentifier, OctetString};
use der::{Encode, Sequence};
use rsa::rand_core::{OsRng, RngCore};
use rsa::{Oaep, Pkcs1v15Encrypt};
use sha2::{Sha256, Sha384, Sha512};
use x509_cert::attr::Attributes;
use zeroize::Zeroizing;

/// Recipients looked at.
const MOST: usize = 50;
/// Octets of a tag: shorter ones prove too little.
const TAG: usize = 16;

/// RFC 5083 §2.1.
#[derive(Sequence)]
struct AuthEnvelopedData {
    version: CmsVersion,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", constructed = "true", optional = "true")]
    originator_info: Option<OriginatorInfo>,
    recip_infos: RecipientInfos,
    content: EncryptedContentInfo,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", constructed = "true", optional = "true")]
    auth_attrs: Option<Attributes>,
    mac: OctetString,
    #[asn1(context_specific = "2", tag_mode = "IMPLICIT", constructed = "true", optional = "true")]
    unauth_attrs: Option<Attributes>,
}

/// RFC 5084 §3.2.
#[derive(Sequence)]
struct GcmParameters {
    nonce: OctetString,
    #[asn1(default = "shortest_tag")]
    tag: u8,
}

const fn shortest_tag() -> u8 {
    12
}

type Key = Zeroizing<Vec<u8>>;

pub fn enveloped(content: &ContentInfo, keyring: &Keyring) -> Peeled {
    let Ok(enveloped) = content.content.decode_as::<EnvelopedData>() else {
        return Peeled::smime(Encryption::Broken, None);
    };
    let info = &enveloped.encrypted_content;
    opened(&enveloped.recip_infos, keyring, key_length(info.content_enc_alg.oid), |key| plain(info, key))
}

pub fn authenticated(content: &ContentInfo, keyring: &Keyring) -> Peeled {
    let Ok(data) = content.content.decode_as::<AuthEnvelopedData>() else {
        return Peeled::smime(Encryption::Broken, None);
    };
    let length = gcm_length(data.content.content_enc_alg.oid);
    opened(&data.recip_infos, keyring, length, |key| proved(&data, key))
}

/// By the first of our keys that somebody meant.
fn opened(
    recipients: &RecipientInfos,
    keyring: &Keyring,
    length: Option<usize>,
    open: impl Fn(&[u8]) -> Result<Vec<u8>, Fault>,
) -> Peeled {
    let Some(length) = length else { return Peeled::smime(Encryption::Broken, None) };
    for recipient in recipients.0.iter().take(MOST) {
        for key in &keyring.private {
            let PrivateInner::Smime(secret) = &key.inner else { continue };
            let Some(key) = key_for(recipient, secret, length) else { continue };
            return match key.and_then(|key| open(&key)) {
                Ok(plain) => Peeled::smime(Encryption::Opened, Some(plain)),
                Err(Fault) => Peeled::smime(Encryption::Broken, None),
            };
        }
    }
    Peeled::smime(Encryption::Closed, None)
}

/// None: it is meant for another key.
fn key_for(recipient: &RecipientInfo, secret: &SecretKey, length: usize) -> Option<Result<Key, Fault>> {
    match (recipient, &secret.key) {
        (RecipientInfo::Ktri(info), Pair::Rsa(rsa)) => {
            let meant = match &info.rid {
                RecipientIdentifier::IssuerAndSerialNumber(named) => is_issued(named, &secret.certificate),
                RecipientIdentifier::SubjectKeyIdentifier(id) => has_id(id, &secret.certificate),
            };
            meant.then(|| unwrapped(info, rsa, length))
        }
        (RecipientInfo::Kari(info), Pair::P256(_) | Pair::P384(_)) => {
            let own = info.recipient_enc_keys.iter().take(MOST).find(|one| match &one.rid {
                KeyAgreeRecipientIdentifier::IssuerAndSerialNumber(named) => is_issued(named, &secret.certificate),
                KeyAgreeRecipientIdentifier::RKeyId(id) => has_id(&id.subject_key_identifier, &secret.certificate),
            })?;
            let key = agree::unwrap(info, own.enc_key.as_bytes(), &secret.key);
            Some(key.and_then(|key| if key.len() == length { Ok(Zeroizing::new(key)) } else { Err(Fault) }))
        }
        (
            RecipientInfo::Ktri(_)
            | RecipientInfo::Kari(_)
            | RecipientInfo::Kekri(_)
            | RecipientInfo::Pwri(_)
            | RecipientInfo::Ori(_),
            _,
        ) => None,
    }
}

/// A key that does not unwrap is replaced by a random one, so that a wrong padding and a wrong key fail alike
/// (RFC 3218 §2.3.2).
fn unwrapped(info: &KeyTransRecipientInfo, rsa: &rsa::RsaPrivateKey, length: usize) -> Result<Key, Fault> {
    let mut key = Zeroizing::new(vec![0; length]);
    OsRng.fill_bytes(&mut key);
    let wrapped = info.enc_key.as_bytes();
    let opened = match info.key_enc_alg.oid {
        names::RSA => rsa.decrypt_blinded(&mut OsRng, Pkcs1v15Encrypt, wrapped).ok(),
        names::RSA_OAEP => oaep(info, rsa, wrapped),
        _ => return Err(Fault),
    };
    Ok(opened.filter(|opened| opened.len() == length).map_or(key, Zeroizing::new))
}

/// By the digest its parameters name; SHA-1 is the default (RFC 8017 §A.2.1).
fn oaep(info: &KeyTransRecipientInfo, rsa: &rsa::RsaPrivateKey, wrapped: &[u8]) -> Option<Vec<u8>> {
    let parameters = info.key_enc_alg.parameters.as_ref().and_then(|it| it.to_der().ok()).unwrap_or_default();
    let names = |oid: ObjectIdentifier| memchr::memmem::find(&parameters, oid.as_bytes()).is_some();
    let padding = if names(names::SHA256) {
        Oaep::new::<Sha256>()
    } else if names(names::SHA384) {
        Oaep::new::<Sha384>()
    } else if names(names::SHA512) {
        Oaep::new::<Sha512>()
    } else {
        Oaep::new::<sha1::Sha1>()
    };
    rsa.decrypt_blinded(&mut OsRng, padding, wrapped).ok()
}

fn key_length(cipher: ObjectIdentifier) -> Option<usize> {
    match cipher {
        names::AES128_CBC => Some(16),
        names::AES192_CBC | names::DES3_CBC => Some(24),
        names::AES256_CBC => Some(32),
        _ => None,
    }
}

fn gcm_length(cipher: ObjectIdentifier) -> Option<usize> {
    match cipher {
        names::AES128_GCM => Some(16),
        names::AES192_GCM => Some(24),
        names::AES256_GCM => Some(32),
        _ => None,
    }
}

fn plain(info: &EncryptedContentInfo, key: &[u8]) -> Result<Vec<u8>, Fault> {
    let iv: OctetString = info.content_enc_alg.parameters.as_ref().ok_or(Fault)?.decode_as()?;
    let (data, iv) = (info.encrypted_content.as_ref().ok_or(Fault)?.as_bytes(), iv.as_bytes());
    match info.content_enc_alg.oid {
        names::AES128_CBC => undone(cbc::Decryptor::<aes::Aes128>::new_from_slices(key, iv).ok(), data),
        names::AES192_CBC => undone(cbc::Decryptor::<aes::Aes192>::new_from_slices(key, iv).ok(), data),
        names::AES256_CBC => undone(cbc::Decryptor::<aes::Aes256>::new_from_slices(key, iv).ok(), data),
        names::DES3_CBC => undone(cbc::Decryptor::<des::TdesEde3>::new_from_slices(key, iv).ok(), data),
        _ => Err(Fault),
    }
}

fn undone(cipher: Option<impl BlockDecryptMut>, data: &[u8]) -> Result<Vec<u8>, Fault> {
    cipher.ok_or(Fault)?.decrypt_padded_vec_mut::<Pkcs7>(data).map_err(|_| Fault)
}

/// Nothing of it is given away unless its tag fits.
fn proved(data: &AuthEnvelopedData, key: &[u8]) -> Result<Vec<u8>, Fault> {
    let info = &data.content;
    let parameters: GcmParameters = info.content_enc_alg.parameters.as_ref().ok_or(Fault)?.decode_as()?;
    let mac = data.mac.as_bytes();
    if parameters.nonce.as_bytes().len() != 12 || usize::from(parameters.tag) != TAG || mac.len() != TAG {
        return Err(Fault);
    }
    let attributes = data.auth_attrs.as_ref().map(Encode::to_der).transpose()?.unwrap_or_default();
    let sealed = [info.encrypted_content.as_ref().ok_or(Fault)?.as_bytes(), mac].concat();
    let (nonce, aad) = (Nonce::from_slice(parameters.nonce.as_bytes()), attributes.as_slice());
    let payload = Payload { msg: &sealed, aad };
    match info.content_enc_alg.oid {
        names::AES128_GCM => gcm::<aes::Aes128>(key, nonce, payload),
        names::AES192_GCM => gcm::<aes::Aes192>(key, nonce, payload),
        names::AES256_GCM => gcm::<aes::Aes256>(key, nonce, payload),
        _ => Err(Fault),
    }
}

fn gcm<C>(key: &[u8], nonce: &Nonce<U12>, payload: Payload<'_, '_>) -> Result<Vec<u8>, Fault>
where
    AesGcm<C, U12>: Aead + KeyInit + aes_gcm::aead::AeadCore<NonceSize = U12>,
{
    let cipher = AesGcm::<C, U12>::new_from_slice(key).map_err(|_| Fault)?;
    cipher.decrypt(nonce, payload).map_err(|_| Fault)
}
