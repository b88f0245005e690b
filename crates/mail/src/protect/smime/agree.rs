//! Keys that are agreed upon and not sent: ephemeral-static Diffie-Hellman on curves (RFC 5753).

use super::write::{algorithm, issued};
use super::{Certificate, Fault, Pair, names};
use aes_kw::{KekAes128, KekAes192, KekAes256};
use cms::content_info::CmsVersion;
use cms::enveloped_data::{
    KeyAgreeRecipientIdentifier, KeyAgreeRecipientInfo, OriginatorIdentifierOrKey, OriginatorPublicKey,
    RecipientEncryptedKey,
};
use der::asn1::{BitString, ObjectIdentifier, OctetString};
use der::{Any, Encode, Sequence};
use p256::elliptic_curve::sec1::ToEncodedPoint;
use rsa::rand_core::OsRng;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};
use x509_cert::spki::AlgorithmIdentifierOwned;
use zeroize::Zeroizing;

/// What both sides put into the derivation beside their secret (RFC 5753 §7.2).
#[derive(Sequence)]
struct SharedInfo {
    key_info: AlgorithmIdentifierOwned,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    entity: Option<OctetString>,
    #[asn1(context_specific = "2", tag_mode = "EXPLICIT")]
    length: OctetString,
}

/// The content's key as one of these recipients' private keys opens it.
pub fn unwrap(info: &KeyAgreeRecipientInfo, wrapped: &[u8], pair: &Pair) -> Result<Vec<u8>, Fault> {
    let OriginatorIdentifierOrKey::OriginatorKey(theirs) = &info.originator else { return Err(Fault) };
    let point = theirs.public_key.as_bytes().ok_or(Fault)?;
    let secret = shared(pair, point)?;
    let wrap: AlgorithmIdentifierOwned = info.key_enc_alg.parameters.as_ref().ok_or(Fault)?.decode_as()?;
    let length = wrap_length(wrap.oid).ok_or(Fault)?;
    let key = derived(info.key_enc_alg.oid, &secret, &shared_info(wrap, info.ukm.clone(), length)?, length)?;
    Ok(match length {
        16 => KekAes128::try_from(key.as_slice()).map_err(|_| Fault)?.unwrap_vec(wrapped).map_err(|_| Fault)?,
        24 => KekAes192::try_from(key.as_slice()).map_err(|_| Fault)?.unwrap_vec(wrapped).map_err(|_| Fault)?,
        _ => KekAes256::try_from(key.as_slice()).map_err(|_| Fault)?.unwrap_vec(wrapped).map_err(|_| Fault)?,
    })
}

/// The content's key for the holder of a certificate, with a key pair that lives for this message alone.
pub fn wrap(certificate: &Certificate, content_key: &[u8]) -> Result<KeyAgreeRecipientInfo, Fault> {
    let spki = &certificate.tbs_certificate.subject_public_key_info;
    let curve: ObjectIdentifier = spki.algorithm.parameters.as_ref().ok_or(Fault)?.decode_as()?;
    let (own, secret) = ephemeral(curve, spki.subject_public_key.as_bytes().ok_or(Fault)?)?;
    let wrap = algorithm(names::AES256_WRAP, None);
    let key = derived(names::ECDH_SHA256, &secret, &shared_info(wrap.clone(), None, 32)?, 32)?;
    let wrapped = KekAes256::try_from(key.as_slice()).map_err(|_| Fault)?.wrap_vec(content_key).map_err(|_| Fault)?;
    Ok(KeyAgreeRecipientInfo {
        version: CmsVersion::V3,
        originator: OriginatorIdentifierOrKey::OriginatorKey(OriginatorPublicKey {
            algorithm: algorithm(names::EC, None),
            public_key: BitString::from_bytes(&own)?,
        }),
        ukm: None,
        key_enc_alg: algorithm(names::ECDH_SHA256, Some(Any::encode_from(&wrap)?)),
        recipient_enc_keys: vec![RecipientEncryptedKey {
            rid: KeyAgreeRecipientIdentifier::IssuerAndSerialNumber(issued(certificate)),
            enc_key: OctetString::new(wrapped)?,
        }],
    })
}

type Secret = Zeroizing<Vec<u8>>;

/// What our key and their point have in common.
fn shared(pair: &Pair, point: &[u8]) -> Result<Secret, Fault> {
    let secret = match pair {
        Pair::P256(key) => {
            let theirs = p256::PublicKey::from_sec1_bytes(point)?;
            p256::ecdh::diffie_hellman(key.as_nonzero_scalar(), theirs.as_affine()).raw_secret_bytes().to_vec()
        }
        Pair::P384(key) => {
            let theirs = p384::PublicKey::from_sec1_bytes(point)?;
            p384::ecdh::diffie_hellman(key.as_nonzero_scalar(), theirs.as_affine()).raw_secret_bytes().to_vec()
        }
        Pair::Rsa(_) => return Err(Fault),
    };
    Ok(Zeroizing::new(secret))
}

/// A point of our own for once, and what it has in common with theirs.
fn ephemeral(curve: ObjectIdentifier, point: &[u8]) -> Result<(Vec<u8>, Secret), Fault> {
    let (own, secret) = match curve {
        names::P256 => {
            let own = p256::ecdh::EphemeralSecret::random(&mut OsRng);
            let secret = own.diffie_hellman(&p256::PublicKey::from_sec1_bytes(point)?);
            (own.public_key().to_encoded_point(false).as_bytes().to_vec(), secret.raw_secret_bytes().to_vec())
        }
        names::P384 => {
            let own = p384::ecdh::EphemeralSecret::random(&mut OsRng);
            let secret = own.diffie_hellman(&p384::PublicKey::from_sec1_bytes(point)?);
            (own.public_key().to_encoded_point(false).as_bytes().to_vec(), secret.raw_secret_bytes().to_vec())
        }
        _ => return Err(Fault),
    };
    Ok((own, Zeroizing::new(secret)))
}

/// `length`: octets of the key to be derived.
fn shared_info(
    key_info: AlgorithmIdentifierOwned,
    entity: Option<OctetString>,
    length: usize,
) -> Result<Vec<u8>, Fault> {
    let bits = u32::try_from(length * 8)?.to_be_bytes().to_vec();
    Ok(SharedInfo { key_info, entity, length: OctetString::new(bits)? }.to_der()?)
}

/// ANSI X9.63's derivation (SEC 1 §3.6.1).
fn derived(scheme: ObjectIdentifier, secret: &[u8], info: &[u8], length: usize) -> Result<Secret, Fault> {
    let mut key = Zeroizing::new(Vec::with_capacity(length + 64));
    for counter in 1u32.. {
        let of = [secret, &counter.to_be_bytes(), info].concat();
        match scheme {
            names::ECDH_SHA1 => key.extend_from_slice(&sha1::Sha1::digest(&of)),
            names::ECDH_SHA224 => key.extend_from_slice(&Sha224::digest(&of)),
            names::ECDH_SHA256 => key.extend_from_slice(&Sha256::digest(&of)),
            names::ECDH_SHA384 => key.extend_from_slice(&Sha384::digest(&of)),
            names::ECDH_SHA512 => key.extend_from_slice(&Sha512::digest(&of)),
            _ => return Err(Fault),
        }
        if key.len() >= length {
            break;
        }
    }
    key.truncate(length);
    Ok(key)
}

fn wrap_length(wrap: ObjectIdentifier) -> Option<usize> {
    match wrap {
        names::AES128_WRAP => Some(16),
        names::AES192_WRAP => Some(24),
        names::AES256_WRAP => Some(32),
        _ => None,
    }
}
