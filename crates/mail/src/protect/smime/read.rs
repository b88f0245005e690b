//! Checking signatures, and telling what else is there.

use super::keys::{extension, public};
use super::{Certificate, Fault, ber, decrypt, names};
use crate::protect::open::Peeled;
use crate::protect::{Encryption, Keyring, Public, Signature, Standard};
use base::Moment;
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use der::asn1::{ObjectIdentifier, OctetString};
use der::referenced::OwnedToRef;
use der::{Decode, Encode};
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Sign, Pss, RsaPublicKey};
use sha2::{Digest, Sha256, Sha384, Sha512};
use x509_cert::ext::pkix::SubjectKeyIdentifier;

/// Signatures, and recipients, looked at.
const MOST: usize = 50;
/// Clocks differ.
const SLACK: i64 = 24 * 3_600 * 1_000;

impl Peeled {
    pub(super) fn smime(encryption: Encryption, entity: Option<Vec<u8>>) -> Self {
        let (signature, signer, keys) = (Signature::None, None, Vec::new());
        Self { standard: Standard::Smime, encryption, signature, signer, keys, entity }
    }
}

/// `application/pkcs7-mime`: whatever is in it.
pub fn open(octets: &[u8], keyring: &Keyring, now: Moment) -> Peeled {
    let content = ber::to_der(octets).and_then(|der| ContentInfo::from_der(&der).ok());
    match content {
        Some(content) if content.content_type == names::SIGNED_DATA => verify(octets, None, now),
        Some(content) if content.content_type == names::ENVELOPED_DATA => decrypt::enveloped(&content, keyring),
        Some(content) if content.content_type == names::AUTH_ENVELOPED_DATA => {
            decrypt::authenticated(&content, keyring)
        }
        Some(_) | None => Peeled::smime(Encryption::Broken, None),
    }
}

/// A signature, beside its content or around it.
pub fn verify(octets: &[u8], beside: Option<Vec<u8>>, now: Moment) -> Peeled {
    let signed = || -> Option<SignedData> {
        let content = ContentInfo::from_der(&ber::to_der(octets)?).ok()?;
        (content.content_type == names::SIGNED_DATA).then(|| content.content.decode_as().ok())?
    };
    let Some(signed) = signed() else {
        return Peeled { signature: Signature::Bad, ..Peeled::smime(Encryption::None, beside) };
    };
    let content = beside.or_else(|| Some(signed.encap_content_info.econtent.as_ref()?.value().to_vec()));
    let Some(content) = content else {
        return Peeled { signature: Signature::Bad, ..Peeled::smime(Encryption::None, None) };
    };
    let certificates = certificates(&signed);
    let (signature, signer) = judged(&signed, &certificates, &content, now);
    let others = certificates.iter().filter_map(|one| public((*one).clone()));
    let own = signer.as_ref().map(|signer: &Public| signer.facts.fingerprint.clone());
    let others = others.filter(|other| Some(&other.facts.fingerprint) != own.as_ref());
    let keys = signer.iter().cloned().chain(others).collect();
    Peeled { signature, signer, keys, ..Peeled::smime(Encryption::None, Some(content)) }
}

fn certificates(signed: &SignedData) -> Vec<&Certificate> {
    let all = signed.certificates.iter().flat_map(|set| set.0.iter());
    all.take(MOST)
        .filter_map(|choice| match choice {
            CertificateChoices::Certificate(certificate) => Some(certificate),
            CertificateChoices::Other(_) => None,
        })
        .collect()
}

/// All who signed must have signed this.
fn judged(signed: &SignedData, all: &[&Certificate], content: &[u8], now: Moment) -> (Signature, Option<Public>) {
    let mut found = (Signature::Bad, None);
    for info in signed.signer_infos.0.iter().take(MOST) {
        let Some(certificate) = all.iter().find(|certificate| is_named(&info.sid, certificate)) else {
            return (Signature::NoKey, None);
        };
        let signer = public((*certificate).clone());
        if check(info, certificate, content).is_err() || !signer.as_ref().is_some_and(|it| may_sign(it, now)) {
            return (Signature::Bad, signer);
        }
        found = (Signature::Good, signer);
    }
    found
}

fn may_sign(signer: &Public, now: Moment) -> bool {
    let facts = &signer.facts;
    facts.signs
        && facts.from.is_none_or(|from| now.0 + SLACK >= from.0)
        && facts.until.is_none_or(|until| now.0 <= until.0.saturating_add(SLACK))
}

fn check(info: &SignerInfo, certificate: &Certificate, content: &[u8]) -> Result<(), Fault> {
    let digest = digest(info.digest_alg.oid, content).ok_or(Fault)?;
    match &info.signed_attrs {
        Some(attributes) => {
            let value = |oid: ObjectIdentifier| {
                let mut of = attributes.iter().filter(|attribute| attribute.oid == oid);
                let one = of.next().filter(|attribute| attribute.values.len() == 1);
                one.filter(|_| of.next().is_none()).and_then(|attribute| attribute.values.get(0))
            };
            let said: OctetString = value(names::MESSAGE_DIGEST).ok_or(Fault)?.decode_as()?;
            value(names::CONTENT_TYPE).ok_or(Fault)?;
            if said.as_bytes() != digest {
                return Err(Fault);
            }
            prove(info, certificate, &attributes.to_der()?)
        }
        None => prove(info, certificate, content),
    }
}

/// The signature over some octets, by the key of a certificate.
fn prove(info: &SignerInfo, certificate: &Certificate, octets: &[u8]) -> Result<(), Fault> {
    fits(certificate, info.signature_algorithm.oid, info.digest_alg.oid, octets, info.signature.as_bytes())
}

/// Whether the key of a certificate made a signature over some octets.
pub(super) fn fits(
    certificate: &Certificate,
    algorithm: ObjectIdentifier,
    digested: ObjectIdentifier,
    octets: &[u8],
    signature: &[u8],
) -> Result<(), Fault> {
    let hash = digest(digested, octets).ok_or(Fault)?;
    let spki = &certificate.tbs_certificate.subject_public_key_info;
    match spki.algorithm.oid {
        names::RSA => {
            let key = RsaPublicKey::try_from(spki.owned_to_ref())?;
            if key.size() < 128 {
                return Err(Fault);
            }
            match (algorithm, digested) {
                (names::RSA_PSS, names::SHA256) => Ok(key.verify(Pss::new::<Sha256>(), &hash, signature)?),
                (names::RSA_PSS, names::SHA384) => Ok(key.verify(Pss::new::<Sha384>(), &hash, signature)?),
                (names::RSA_PSS, names::SHA512) => Ok(key.verify(Pss::new::<Sha512>(), &hash, signature)?),
                (_, names::SHA256) => Ok(key.verify(Pkcs1v15Sign::new::<Sha256>(), &hash, signature)?),
                (_, names::SHA384) => Ok(key.verify(Pkcs1v15Sign::new::<Sha384>(), &hash, signature)?),
                (_, names::SHA512) => Ok(key.verify(Pkcs1v15Sign::new::<Sha512>(), &hash, signature)?),
                (_, _) => Err(Fault),
            }
        }
        names::EC => elliptic(spki, &hash, signature),
        _ => Err(Fault),
    }
}

fn elliptic(spki: &x509_cert::spki::SubjectPublicKeyInfoOwned, hash: &[u8], signature: &[u8]) -> Result<(), Fault> {
    use p256::ecdsa::signature::hazmat::PrehashVerifier;
    let curve: ObjectIdentifier = spki.algorithm.parameters.as_ref().ok_or(Fault)?.decode_as()?;
    let point = spki.subject_public_key.as_bytes().ok_or(Fault)?;
    match curve {
        names::P256 => {
            let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(point)?;
            Ok(key.verify_prehash(hash, &p256::ecdsa::Signature::from_der(signature)?)?)
        }
        names::P384 => {
            let key = p384::ecdsa::VerifyingKey::from_sec1_bytes(point)?;
            Ok(key.verify_prehash(hash, &p384::ecdsa::Signature::from_der(signature)?)?)
        }
        _ => Err(Fault),
    }
}

/// SHA-2 alone: what is older proves nothing any more.
fn digest(algorithm: ObjectIdentifier, octets: &[u8]) -> Option<Vec<u8>> {
    match algorithm {
        names::SHA256 => Some(Sha256::digest(octets).to_vec()),
        names::SHA384 => Some(Sha384::digest(octets).to_vec()),
        names::SHA512 => Some(Sha512::digest(octets).to_vec()),
        _ => None,
    }
}

fn is_named(sid: &SignerIdentifier, certificate: &Certificate) -> bool {
    match sid {
        SignerIdentifier::IssuerAndSerialNumber(named) => is_issued(named, certificate),
        SignerIdentifier::SubjectKeyIdentifier(id) => has_id(id, certificate),
    }
}

pub(super) fn is_issued(named: &IssuerAndSerialNumber, certificate: &Certificate) -> bool {
    let body = &certificate.tbs_certificate;
    named.issuer == body.issuer && named.serial_number == body.serial_number
}

pub(super) fn has_id(id: &SubjectKeyIdentifier, certificate: &Certificate) -> bool {
    extension::<SubjectKeyIdentifier>(certificate).is_some_and(|own| own == *id)
}
