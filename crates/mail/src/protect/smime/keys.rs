//! Certificates and the keys that belong to them: read from PEM, DER and PKCS #12.

use super::{Certificate, Fault, Pair, SecretKey, names};
use crate::protect::Standard;
use crate::protect::key::{
    Facts, KeyFault, MOST, MOST_ADDRESSES, Private, PrivateInner, Public, PublicInner, address_in, shown,
};
use base::{Digest, Email, Moment};
use der::{Decode, DecodePem, Encode, EncodePem, pem::LineEnding};
use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{ExtendedKeyUsage, KeyUsage, SubjectAltName};

pub fn read_public(file: &[u8]) -> Vec<Public> {
    certificates(file).into_iter().take(MOST).filter_map(public).collect()
}

pub fn read_private(file: &[u8], passphrase: &str) -> Result<Private, KeyFault> {
    let (keys, certificates) = if is_pem(file) { from_pem(file, passphrase)? } else { from_pkcs12(file, passphrase)? };
    let key = keys.into_iter().next().ok_or(KeyFault::Unreadable)?;
    let own = certificates.iter().position(|certificate| key.fits(certificate)).ok_or(KeyFault::Mismatch)?;
    let mut chain = certificates;
    let certificate = chain.remove(own);
    let public = public(certificate.clone()).ok_or(KeyFault::Unreadable)?;
    Ok(Private { public, inner: PrivateInner::Smime(Box::new(SecretKey { certificate, chain, key })) })
}

pub fn public_text(certificate: &Certificate) -> String {
    certificate.to_pem(LineEnding::LF).unwrap_or_default()
}

pub fn private_text(secret: &SecretKey) -> String {
    let key = match &secret.key {
        Pair::Rsa(key) => key.to_pkcs8_pem(LineEnding::LF).ok(),
        Pair::P256(key) => p256::SecretKey::from(&**key).to_pkcs8_pem(LineEnding::LF).ok(),
        Pair::P384(key) => p384::SecretKey::from(&**key).to_pkcs8_pem(LineEnding::LF).ok(),
    };
    let key = key.map(|pem| pem.to_string()).unwrap_or_default();
    let all = [&secret.certificate].into_iter().chain(&secret.chain).map(public_text);
    all.fold(key, |text, pem| text + &pem)
}

/// A certificate with what it says.
pub(super) fn public(certificate: Certificate) -> Option<Public> {
    let body = &certificate.tbs_certificate;
    let der = certificate.to_der().ok()?;
    let usage = extension::<KeyUsage>(&certificate);
    let purposes = extension::<ExtendedKeyUsage>(&certificate);
    let mail =
        purposes.is_none_or(|all| all.0.contains(&names::EMAIL_PROTECTION) || all.0.contains(&names::ANY_PURPOSE));
    let key = body.subject_public_key_info.algorithm.oid;
    let allowed = |of: fn(&KeyUsage) -> bool| usage.as_ref().is_none_or(of);
    let seconds = |time: x509_cert::time::Time| i64::try_from(time.to_unix_duration().as_secs()).ok();
    let facts = Facts {
        standard: Standard::Smime,
        fingerprint: Digest::of(&der).as_str().to_ascii_uppercase(),
        holder: shown(&name(&body.subject)),
        issuer: shown(&name(&body.issuer)),
        addresses: addresses(&certificate),
        from: Some(Moment(seconds(body.validity.not_before)? * 1_000)),
        until: Some(Moment(seconds(body.validity.not_after)?.saturating_mul(1_000))),
        signs: mail && allowed(|usage| usage.digital_signature() || usage.non_repudiation()),
        encrypts: mail
            && ((key == names::RSA && allowed(KeyUsage::key_encipherment))
                || (key == names::EC && allowed(KeyUsage::key_agreement))),
    };
    Some(Public { facts, inner: PublicInner::Smime(Box::new(certificate)) })
}

pub(super) fn extension<T>(certificate: &Certificate) -> Option<T>
where
    T: for<'d> Decode<'d> + der::oid::AssociatedOid,
{
    certificate.tbs_certificate.get::<T>().ok().flatten().map(|(_, value)| value)
}

/// From the alternative names, else from the subject (RFC 8550 §3).
fn addresses(certificate: &Certificate) -> Vec<Email> {
    let named = extension::<SubjectAltName>(certificate).map(|names| names.0).unwrap_or_default();
    let alternative: Vec<Email> = named
        .iter()
        .filter_map(|name| match name {
            GeneralName::Rfc822Name(address) => Email::parse(address.as_str()),
            _ => None,
        })
        .take(MOST_ADDRESSES)
        .collect();
    if !alternative.is_empty() {
        return alternative;
    }
    attribute(&certificate.tbs_certificate.subject, names::EMAIL).as_deref().and_then(address_in).into_iter().collect()
}

/// What a person calls it: the common name, else all of it.
fn name(of: &x509_cert::name::Name) -> String {
    attribute(of, names::COMMON_NAME).unwrap_or_else(|| of.to_string())
}

fn attribute(name: &x509_cert::name::Name, wanted: der::asn1::ObjectIdentifier) -> Option<String> {
    let all = name.0.iter().flat_map(|part| part.0.iter());
    all.filter(|one| one.oid == wanted).find_map(|one| String::from_utf8(one.value.value().to_vec()).ok())
}

fn certificates(file: &[u8]) -> Vec<Certificate> {
    if !is_pem(file) {
        return Certificate::from_der(file).into_iter().collect();
    }
    blocks(file, "CERTIFICATE").filter_map(|pem| Certificate::from_pem(pem).ok()).take(MOST).collect()
}

fn is_pem(file: &[u8]) -> bool {
    memchr::memmem::find(file, b"-----BEGIN ").is_some()
}

/// The blocks of one kind in a PEM file, each from its first line to its last.
fn blocks<'f>(file: &'f [u8], kind: &str) -> impl Iterator<Item = &'f str> + use<'f> {
    let text = std::str::from_utf8(file).unwrap_or_default();
    let (begin, end) = (format!("-----BEGIN {kind}-----"), format!("-----END {kind}-----"));
    let mut rest = text;
    std::iter::from_fn(move || {
        let from = rest.find(&begin)?;
        let to = from + rest[from..].find(&end)? + end.len();
        let block = &rest[from..to];
        rest = &rest[to..];
        Some(block)
    })
}

type Read = Result<(Vec<Pair>, Vec<Certificate>), KeyFault>;

fn from_pem(file: &[u8], passphrase: &str) -> Read {
    let mut keys: Vec<Pair> = blocks(file, "PRIVATE KEY").filter_map(|pem| decoded(&der_of(pem)?)).collect();
    keys.extend(
        blocks(file, "RSA PRIVATE KEY")
            .filter_map(|pem| rsa::RsaPrivateKey::from_pkcs1_pem(pem).ok().map(|key| Pair::Rsa(Box::new(key)))),
    );
    keys.extend(blocks(file, "EC PRIVATE KEY").filter_map(|pem| {
        let p256 = || Some(Pair::P256(Box::new(p256::SecretKey::from_sec1_pem(pem).ok()?.into())));
        p256().or_else(|| Some(Pair::P384(Box::new(p384::SecretKey::from_sec1_pem(pem).ok()?.into()))))
    }));
    for pem in blocks(file, "ENCRYPTED PRIVATE KEY") {
        let der = der_of(pem).ok_or(KeyFault::Unreadable)?;
        let locked = pkcs8::EncryptedPrivateKeyInfo::from_der(&der).map_err(|_| KeyFault::Unreadable)?;
        let opened = locked.decrypt(passphrase).map_err(|_| KeyFault::Passphrase)?;
        keys.extend(decoded(opened.as_bytes()));
    }
    Ok((keys, certificates(file)))
}

fn from_pkcs12(file: &[u8], passphrase: &str) -> Read {
    let file = super::ber::to_der(file).ok_or(KeyFault::Unreadable)?;
    let store = p12_keystore::KeyStore::from_pkcs12(&file, passphrase).map_err(|error| match error {
        p12_keystore::error::Error::Pkcs5Error(_) | p12_keystore::error::Error::MacError(_) => KeyFault::Passphrase,
        _ => KeyFault::Unreadable,
    })?;
    let (_, chain) = store.private_key_chain().ok_or(KeyFault::Unreadable)?;
    let certificates = chain.chain().iter().filter_map(|one| Certificate::from_der(one.as_der()).ok()).collect();
    Ok((decoded(chain.key()).into_iter().collect(), certificates))
}

fn der_of(pem: &str) -> Option<Vec<u8>> {
    der::pem::decode_vec(pem.as_bytes()).ok().map(|(_, der)| der)
}

/// PKCS #8.
fn decoded(der: &[u8]) -> Option<Pair> {
    let rsa = || Some(Pair::Rsa(Box::new(rsa::RsaPrivateKey::from_pkcs8_der(der).ok()?)));
    let p256 = || Some(Pair::P256(Box::new(p256::SecretKey::from_pkcs8_der(der).ok()?.into())));
    let p384 = || Some(Pair::P384(Box::new(p384::SecretKey::from_pkcs8_der(der).ok()?.into())));
    rsa().or_else(p256).or_else(p384)
}

impl Pair {
    fn fits(&self, certificate: &Certificate) -> bool {
        let own = || -> Result<Vec<u8>, Fault> {
            use rsa::pkcs8::EncodePublicKey;
            Ok(match self {
                Self::Rsa(key) => key.to_public_key().to_public_key_der()?.into_vec(),
                Self::P256(key) => p256::PublicKey::from(key.verifying_key()).to_public_key_der()?.into_vec(),
                Self::P384(key) => p384::PublicKey::from(key.verifying_key()).to_public_key_der()?.into_vec(),
            })
        };
        let its = certificate.tbs_certificate.subject_public_key_info.to_der();
        matches!((own(), its), (Ok(own), Ok(its)) if own == its)
    }
}
