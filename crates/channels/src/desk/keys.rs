//! Keys between the forms in which they are kept and in which they work.

use super::Premises;
use base::Moment;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use desk::channel::{
    Algorithm, Encryption, KeySource, KeyTrust, MailKey, MailKeyId, Mailbox, NewSigningKey, Protection, Signature,
    SigningKey, Standard, mail_key_context, signing_key_context,
};
use mail::protect::{self, Facts, KeyFault, Keyring, Private, Public, Report};
use mail_auth::common::crypto::{Ed25519Key, RsaKey, Sha256};
use mail_auth::dkim::DkimSigner;
use platform::Hidden;
use rsa::pkcs8::{EncodePrivateKey, EncodePublicKey};

/// A new key for a domain; takes a moment, and a thread of its own.
pub async fn make_signing_key(
    premises: &Premises,
    domain: &str,
    selector: String,
    algorithm: Algorithm,
) -> Result<NewSigningKey, String> {
    let made = tokio::task::spawn_blocking(move || match algorithm {
        Algorithm::Rsa => rsa_pair(),
        Algorithm::Ed25519 => ed25519_pair(),
    });
    let (private, public) = made.await.map_err(|error| error.to_string())??;
    let plain = Hidden::new(BASE64_STANDARD.encode(private));
    let sealed = premises.secrets.seal(&plain, &signing_key_context(domain, &selector));
    Ok(NewSigningKey { selector, algorithm, public: BASE64_STANDARD.encode(public), sealed })
}

/// PKCS #8, and the key as the DNS has it: SubjectPublicKeyInfo, as everybody reads it (RFC 6376 erratum 3017).
fn rsa_pair() -> Result<(Vec<u8>, Vec<u8>), String> {
    let key = rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2_048).map_err(|error| error.to_string())?;
    let public = key.to_public_key().to_public_key_der().map_err(|error| error.to_string())?;
    let private = key.to_pkcs8_der().map_err(|error| error.to_string())?;
    Ok((private.as_bytes().to_vec(), public.into_vec()))
}

/// PKCS #8, and the 32 octets of RFC 8463 §4.
fn ed25519_pair() -> Result<(Vec<u8>, Vec<u8>), String> {
    let private = Ed25519Key::generate_pkcs8().map_err(|error| error.to_string())?;
    let public = Ed25519Key::from_pkcs8_der(&private).map_err(|error| error.to_string())?.public_key();
    Ok((private, public))
}

/// Fields that are signed where they are there.
const SIGNED: [&str; 14] = [
    "From",
    "Reply-To",
    "To",
    "Cc",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Auto-Submitted",
    "Autocrypt",
];

/// Those that the letter has. From stands twice, so that nobody adds a second one.
fn signed(raw: &[u8]) -> impl Iterator<Item = &'static str> {
    let head = memchr::memmem::find(raw, b"\r\n\r\n").map_or(raw, |end| &raw[..end]);
    let names: Vec<String> = head
        .split(|byte| *byte == b'\n')
        .filter_map(|line| std::str::from_utf8(line.split(|byte| *byte == b':').next()?).ok())
        .map(str::to_ascii_lowercase)
        .collect();
    SIGNED.into_iter().filter(move |field| names.contains(&field.to_ascii_lowercase())).chain(["From"])
}

/// The letter with a signature by each key. A key that does not open leaves its signature out: a letter without one still
/// arrives more often than a letter that is not sent.
pub(super) fn dkim_signed(premises: &Premises, raw: Vec<u8>, keys: &[SigningKey]) -> Vec<u8> {
    let mut head = Vec::new();
    for key in keys {
        match dkim_signature(premises, &raw, key) {
            Ok(field) => head.extend(field.into_bytes()),
            Err(error) => {
                tracing::error!(domain = key.domain, selector = key.selector, error, "a letter goes unsigned")
            }
        }
    }
    head.extend(raw);
    head
}

fn dkim_signature(premises: &Premises, raw: &[u8], key: &SigningKey) -> Result<String, String> {
    let opened = premises.secrets.open(&key.sealed, &signing_key_context(&key.domain, &key.selector));
    let opened = opened.map_err(|error| error.to_string())?;
    let der = BASE64_STANDARD.decode(opened.reveal()).map_err(|error| error.to_string())?;
    match key.algorithm {
        Algorithm::Rsa => {
            let der = rustls_pki_types::PrivateKeyDer::Pkcs8(der.into());
            let rsa = RsaKey::<Sha256>::from_key_der(der).map_err(|error| error.to_string())?;
            signature(rsa, raw, key)
        }
        Algorithm::Ed25519 => {
            let ed25519 = Ed25519Key::from_pkcs8_der(&der).map_err(|error| error.to_string())?;
            signature(ed25519, raw, key)
        }
    }
}

fn signature<K>(by: K, raw: &[u8], key: &SigningKey) -> Result<String, String>
where
    K: mail_auth::common::crypto::SigningKey,
{
    use mail_auth::common::headers::HeaderWriter;
    let signer = DkimSigner::from_key(by).domain(&key.domain).selector(&key.selector).headers(signed(raw));
    signer.sign(raw).map(|signature| signature.to_header()).map_err(|error| error.to_string())
}

/// A key that somebody gave a mailbox, sealed. The passphrase opens it once and is forgotten.
///
/// # Errors
/// See [`KeyFault`].
pub fn read_mail_key(premises: &Premises, file: &[u8], passphrase: &str) -> Result<MailKey, KeyFault> {
    let private = Private::read(file, passphrase)?;
    Ok(sealed(premises, &private, KeySource::Uploaded))
}

/// A new OpenPGP key for a mailbox.
///
/// # Errors
/// The machine has no randomness.
pub fn make_mail_key(premises: &Premises, mailbox: &Mailbox) -> Result<MailKey, KeyFault> {
    let private = Private::make_openpgp(&mailbox.name, &mailbox.address, premises.desk.now())?;
    Ok(sealed(premises, &private, KeySource::Made))
}

/// The keys in a file that somebody else's are.
///
/// # Errors
/// There are none.
pub fn read_public_keys(file: &[u8]) -> Result<Vec<MailKey>, KeyFault> {
    Ok(Public::read(file)?.iter().map(|public| known(public, KeySource::Uploaded)).collect())
}

fn sealed(premises: &Premises, private: &Private, source: KeySource) -> MailKey {
    let key = known(&private.public, source);
    let sealed = premises.secrets.seal(&Hidden::new(private.text()), &mail_key_context(&key.fingerprint));
    MailKey { sealed, ..key }
}

/// A key as the desk knows it.
pub(super) fn known(public: &Public, source: KeySource) -> MailKey {
    let Facts { standard, fingerprint, holder, issuer, addresses, from, until, signs, encrypts } = public.facts.clone();
    MailKey {
        id: MailKeyId(0),
        standard: self::standard(standard),
        fingerprint,
        holder,
        issuer,
        addresses,
        public: public.text(),
        sealed: String::new(),
        mailbox: None,
        active: false,
        source,
        trust: KeyTrust::Undecided,
        signs,
        encrypts,
        valid_from: from,
        valid_until: until,
        created_at: Moment(0),
    }
}

/// Keys as they work. Those that cannot be opened or read are left out.
pub(super) fn keyring(premises: &Premises, ours: &[MailKey], theirs: &[MailKey]) -> Keyring {
    let all = theirs.iter().chain(ours);
    Keyring {
        private: ours.iter().filter_map(|key| private(premises, key)).collect(),
        public: all.filter_map(public).collect(),
    }
}

pub(super) fn private(premises: &Premises, key: &MailKey) -> Option<Private> {
    let opened = premises.secrets.open(&key.sealed, &mail_key_context(&key.fingerprint));
    match opened {
        Ok(text) => Private::read(text.reveal().as_bytes(), "").ok(),
        Err(error) => {
            tracing::error!(%error, fingerprint = key.fingerprint, "a key of ours does not open");
            None
        }
    }
}

pub(super) fn public(key: &MailKey) -> Option<Public> {
    let all = Public::read(key.public.as_bytes()).ok()?;
    all.into_iter().find(|public| public.facts.fingerprint == key.fingerprint)
}

/// What became of a message's protection, in the desk's words.
pub(super) fn protection(report: &Report, author: Option<&base::Email>) -> Protection {
    let signer = report.signer.as_ref().map(|signer| &signer.facts);
    let fits = |facts: &Facts| {
        author.is_some_and(|author| facts.addresses.iter().any(|own| own.canonical() == author.canonical()))
    };
    Protection {
        standard: standard(report.standard),
        encryption: match report.encryption {
            protect::Encryption::None => Encryption::None,
            protect::Encryption::Opened => Encryption::Opened,
            protect::Encryption::Closed => Encryption::Closed,
            protect::Encryption::Broken => Encryption::Broken,
        },
        signature: match report.signature {
            protect::Signature::None => Signature::None,
            protect::Signature::Good => Signature::Good,
            protect::Signature::Bad => Signature::Bad,
            protect::Signature::NoKey => Signature::NoKey,
        },
        fingerprint: signer.map(|facts| facts.fingerprint.clone()).unwrap_or_default(),
        holder: signer.map(|facts| facts.holder.clone()).unwrap_or_default(),
        fits: signer.is_some_and(fits),
    }
}

pub(super) const fn standard(standard: protect::Standard) -> Standard {
    match standard {
        protect::Standard::OpenPgp => Standard::OpenPgp,
        protect::Standard::Smime => Standard::Smime,
    }
}

pub(super) const fn by_standard(standard: Standard) -> protect::Standard {
    match standard {
        Standard::OpenPgp => protect::Standard::OpenPgp,
        Standard::Smime => protect::Standard::Smime,
    }
}
