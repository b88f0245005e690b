//! Signing and encrypting.

use super::{Certificate, Fault, Pair, SecretKey, agree, names};
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockEncryptMut, KeyIvInit};
use base::Moment;
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::enveloped_data::{
    EncryptedContentInfo, EnvelopedData, KeyTransRecipientInfo, RecipientIdentifier, RecipientInfo, RecipientInfos,
};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use der::asn1::{ObjectIdentifier, OctetString, SetOfVec, UtcTime};
use der::referenced::OwnedToRef;
use der::{Any, Encode};
use p256::ecdsa::signature::Signer;
use rsa::rand_core::{OsRng, RngCore};
use rsa::{Pkcs1v15Encrypt, Pkcs1v15Sign, RsaPublicKey};
use sha2::{Digest, Sha256};
use std::time::Duration;
use x509_cert::attr::Attribute;
use x509_cert::spki::AlgorithmIdentifierOwned;
use zeroize::Zeroizing;

/// A signature beside the content, in DER, with the certificates by which it is checked.
pub fn sign(content: &[u8], secret: &SecretKey, now: Moment) -> Result<Vec<u8>, Fault> {
    let seconds = u64::try_from(now.0 / 1_000)?;
    let attributes = SetOfVec::try_from(vec![
        attribute(names::CONTENT_TYPE, Any::encode_from(&names::DATA)?)?,
        attribute(names::SIGNING_TIME, Any::encode_from(&UtcTime::from_unix_duration(Duration::from_secs(seconds))?)?)?,
        attribute(names::MESSAGE_DIGEST, Any::encode_from(&OctetString::new(Sha256::digest(content).to_vec())?)?)?,
    ])?;
    let (signature_algorithm, signature) = signature(&attributes.to_der()?, &secret.key)?;
    let digest_alg = algorithm(names::SHA256, None);
    let info = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(issued(&secret.certificate)),
        digest_alg: digest_alg.clone(),
        signed_attrs: Some(attributes),
        signature_algorithm,
        signature: OctetString::new(signature)?,
        unsigned_attrs: None,
    };
    let all = [&secret.certificate].into_iter().chain(&secret.chain);
    let certificates: Vec<_> = all.cloned().map(CertificateChoices::Certificate).collect();
    let signed = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![digest_alg])?,
        encap_content_info: EncapsulatedContentInfo { econtent_type: names::DATA, econtent: None },
        certificates: Some(CertificateSet::try_from(certificates)?),
        crls: None,
        signer_infos: SignerInfos::try_from(vec![info])?,
    };
    wrapped(names::SIGNED_DATA, &signed)
}

/// Content for the holders of these certificates, in DER.
pub fn encrypt(content: &[u8], to: &[&Certificate]) -> Result<Vec<u8>, Fault> {
    let mut key = Zeroizing::new([0; 32]);
    let mut iv = [0; 16];
    OsRng.fill_bytes(key.as_mut_slice());
    OsRng.fill_bytes(&mut iv);
    let data = cbc::Encryptor::<aes::Aes256>::new_from_slices(key.as_slice(), &iv).map_err(|_| Fault)?;
    let data = data.encrypt_padded_vec_mut::<Pkcs7>(content);
    let recipients =
        to.iter().map(|certificate| recipient(certificate, key.as_slice())).collect::<Result<Vec<_>, _>>()?;
    let enveloped = EnvelopedData {
        version: version(&recipients),
        originator_info: None,
        recip_infos: RecipientInfos::try_from(recipients)?,
        encrypted_content: EncryptedContentInfo {
            content_type: names::DATA,
            content_enc_alg: algorithm(names::AES256_CBC, Some(Any::encode_from(&OctetString::new(iv.to_vec())?)?)),
            encrypted_content: Some(OctetString::new(data)?),
        },
        unprotected_attrs: None,
    };
    wrapped(names::ENVELOPED_DATA, &enveloped)
}

/// By the kind of its key: wrapped for RSA, agreed upon for a curve.
fn recipient(certificate: &Certificate, key: &[u8]) -> Result<RecipientInfo, Fault> {
    if certificate.tbs_certificate.subject_public_key_info.algorithm.oid == names::EC {
        return Ok(RecipientInfo::Kari(agree::wrap(certificate, key)?));
    }
    let public = RsaPublicKey::try_from(certificate.tbs_certificate.subject_public_key_info.owned_to_ref())?;
    Ok(RecipientInfo::Ktri(KeyTransRecipientInfo {
        version: CmsVersion::V0,
        rid: RecipientIdentifier::IssuerAndSerialNumber(issued(certificate)),
        key_enc_alg: algorithm(names::RSA, Some(Any::null())),
        enc_key: OctetString::new(public.encrypt(&mut OsRng, Pkcs1v15Encrypt, key)?)?,
    }))
}

/// RFC 5652 §6.1: 2 as soon as anybody agreed on a key.
fn version(recipients: &[RecipientInfo]) -> CmsVersion {
    let agreed = recipients.iter().any(|recipient| matches!(recipient, RecipientInfo::Kari(_)));
    if agreed { CmsVersion::V2 } else { CmsVersion::V0 }
}

fn signature(octets: &[u8], key: &Pair) -> Result<(AlgorithmIdentifierOwned, Vec<u8>), Fault> {
    Ok(match key {
        Pair::Rsa(key) => {
            let hash = Sha256::digest(octets);
            let signature = key.sign_with_rng(&mut OsRng, Pkcs1v15Sign::new::<Sha256>(), &hash)?;
            (algorithm(names::RSA_SHA256, Some(Any::null())), signature)
        }
        Pair::P256(key) => {
            let signature: p256::ecdsa::Signature = key.sign(octets);
            (algorithm(names::ECDSA_SHA256, None), signature.to_der().as_bytes().to_vec())
        }
        Pair::P384(key) => {
            use p384::ecdsa::signature::hazmat::PrehashSigner;
            let signature: p384::ecdsa::Signature = key.sign_prehash(&Sha256::digest(octets))?;
            (algorithm(names::ECDSA_SHA256, None), signature.to_der().as_bytes().to_vec())
        }
    })
}

fn attribute(oid: ObjectIdentifier, value: Any) -> Result<Attribute, Fault> {
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![value])? })
}

pub(super) const fn algorithm(oid: ObjectIdentifier, parameters: Option<Any>) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid, parameters }
}

pub(super) fn issued(certificate: &Certificate) -> IssuerAndSerialNumber {
    let body = &certificate.tbs_certificate;
    IssuerAndSerialNumber { issuer: body.issuer.clone(), serial_number: body.serial_number.clone() }
}

fn wrapped(content_type: ObjectIdentifier, content: &impl Encode) -> Result<Vec<u8>, Fault> {
    use der::Decode;
    let content = Any::from_der(&content.to_der()?)?;
    Ok(ContentInfo { content_type, content }.to_der()?)
}
