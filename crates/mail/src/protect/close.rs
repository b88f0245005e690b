//! Closing: a composed message is signed, encrypted, or both; the signature always lies within.

use super::entity::{Outer, with_crlf};
use super::key::{PrivateInner, PublicInner};
use super::{Private, Public, Standard, openpgp, smime};
use base::{Digest, Moment};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// How a message is to be closed.
pub struct Closing<'k> {
    pub standard: Standard,
    /// Who signs it; none: nobody.
    pub by: Option<&'k Private>,
    /// For whom it is encrypted; empty: it is not.
    pub to: &'k [Public],
}

/// The message as it travels; none where a key does not do what is asked of it. The header stays as it was, except for
/// what it says about the content.
pub fn close(raw: &[u8], closing: &Closing<'_>, now: Moment) -> Option<Vec<u8>> {
    let outer = Outer::of(raw);
    let entity = outer.entity();
    let closed = match closing.standard {
        Standard::OpenPgp => by_openpgp(entity, closing)?,
        Standard::Smime => by_smime(entity, closing, now)?,
    };
    Some(outer.with(&closed))
}

fn by_openpgp(entity: Vec<u8>, closing: &Closing<'_>) -> Option<Vec<u8>> {
    let by = match closing.by.map(|key| &key.inner) {
        Some(PrivateInner::OpenPgp(key)) => Some(&**key),
        Some(PrivateInner::Smime(_)) => return None,
        None => None,
    };
    let to: Vec<&openpgp::PublicKey> = closing
        .to
        .iter()
        .map(|key| match &key.inner {
            PublicInner::OpenPgp(key) => Some(&**key),
            PublicInner::Smime(_) => None,
        })
        .collect::<Option<_>>()?;
    match (by, to.is_empty()) {
        (None, true) => Some(entity),
        (Some(key), true) => {
            let signature = openpgp::sign(&entity, key).ok()?;
            let beside = part("application/pgp-signature; name=\"signature.asc\"", "", signature.as_bytes());
            let kind = "multipart/signed; micalg=pgp-sha256; protocol=\"application/pgp-signature\"";
            Some(multipart(kind, &[&entity, &beside]))
        }
        (by, false) => {
            let data = openpgp::encrypt(entity, &to, by).ok()?;
            let control = part("application/pgp-encrypted", "", b"Version: 1\r\n");
            let content = part("application/octet-stream; name=\"encrypted.asc\"", "", data.as_bytes());
            let kind = "multipart/encrypted; protocol=\"application/pgp-encrypted\"";
            Some(multipart(kind, &[&control, &content]))
        }
    }
}

fn by_smime(mut entity: Vec<u8>, closing: &Closing<'_>, now: Moment) -> Option<Vec<u8>> {
    if let Some(key) = closing.by {
        let PrivateInner::Smime(secret) = &key.inner else { return None };
        let signature = smime::sign(&entity, secret, now).ok()?;
        let kind = "application/pkcs7-signature; name=\"smime.p7s\"";
        let beside = part(kind, "Content-Transfer-Encoding: base64\r\n", &base64_lines(&signature));
        let kind = "multipart/signed; micalg=sha-256; protocol=\"application/pkcs7-signature\"";
        entity = multipart(kind, &[&entity, &beside]);
    }
    if closing.to.is_empty() {
        return Some(entity);
    }
    let to: Vec<&smime::Certificate> = closing
        .to
        .iter()
        .map(|key| match &key.inner {
            PublicInner::Smime(certificate) => Some(&**certificate),
            PublicInner::OpenPgp(_) => None,
        })
        .collect::<Option<_>>()?;
    let data = smime::encrypt(&entity, &to).ok()?;
    let kind = "application/pkcs7-mime; smime-type=enveloped-data; name=\"smime.p7m\"";
    let more = "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"smime.p7m\"\r\n";
    Some(part(kind, more, &base64_lines(&data)))
}

fn part(kind: &str, more: &str, content: &[u8]) -> Vec<u8> {
    let mut out = format!("Content-Type: {kind}\r\n{more}\r\n").into_bytes();
    out.extend(with_crlf(content));
    out
}

fn multipart(kind: &str, parts: &[&[u8]]) -> Vec<u8> {
    let seed = Digest::of(parts.first().copied().unwrap_or_default());
    // `=_` occurs neither in base64, quoted-printable nor armour, and the rest is of this content alone.
    let boundary = format!("=_closed_{}", &seed.as_str()[..24]);
    let mut out = format!("Content-Type: {kind}; boundary=\"{boundary}\"\r\n\r\n").into_bytes();
    for part in parts {
        out.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
        out.extend_from_slice(part);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    out
}

fn base64_lines(octets: &[u8]) -> Vec<u8> {
    let lines: Vec<String> = octets.chunks(57).map(|line| BASE64_STANDARD.encode(line)).collect();
    lines.join("\r\n").into_bytes()
}
