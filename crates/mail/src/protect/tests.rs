//! What the inside promises, without peers.

use super::*;
use crate::{Limits, parse};
use base::{Email, Moment};

/// The library signs by the machine's clock.
static NOW: std::sync::LazyLock<Moment> = std::sync::LazyLock::new(|| {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Moment(since.as_secs() as i64 * 1_000 - 60_000)
});

fn key(address: &str) -> Private {
    Private::make_openpgp("Aya Mori", &Email::parse(address).unwrap(), *NOW).unwrap()
}

fn letter() -> Vec<u8> {
    b"From: aya@desk.example\r\nTo: kei@customer.example\r\nSubject: Lid\r\nMIME-Version: 1.0\r\n\
      Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\nHere it is.\r\n"
        .to_vec()
}

fn ring(private: &[&Private], public: &[&Public]) -> Keyring {
    Keyring {
        private: private.iter().map(|key| (*key).clone()).collect(),
        public: public.iter().map(|key| (*key).clone()).collect(),
    }
}

fn text(opened: &Opened) -> String {
    parse(&opened.raw, &Limits::default()).unwrap().text.trim().to_owned()
}

#[test]
fn what_we_sign_and_encrypt_we_open_and_believe() {
    let (ours, theirs) = (key("aya@desk.example"), key("kei@customer.example"));
    let to = [theirs.public.clone()];
    let closing = Closing { standard: Standard::OpenPgp, by: Some(&ours), to: &to };
    let closed = close(&letter(), &closing, *NOW).unwrap();
    assert!(!String::from_utf8_lossy(&closed).contains("Here it is"));
    let opened = open(&closed, &ring(&[&theirs], &[&ours.public]), *NOW);
    let report = opened.report.as_ref().unwrap();
    assert_eq!((report.encryption, report.signature), (Encryption::Opened, Signature::Good));
    assert_eq!(report.signer.as_ref().unwrap().facts.fingerprint, ours.public.facts.fingerprint);
    assert_eq!(text(&opened), "Here it is.");
    let stranger = open(&closed, &ring(&[&ours], &[]), *NOW).report.unwrap();
    assert_eq!((stranger.encryption, stranger.signature), (Encryption::Closed, Signature::None));
}

#[test]
fn a_signature_holds_exactly_what_was_signed() {
    let ours = key("aya@desk.example");
    let closed = close(&letter(), &Closing { standard: Standard::OpenPgp, by: Some(&ours), to: &[] }, *NOW).unwrap();
    let keyring = ring(&[], &[&ours.public]);
    let of = |raw: &[u8], keyring: &Keyring| open(raw, keyring, *NOW).report.unwrap().signature;
    assert_eq!(of(&closed, &keyring), Signature::Good);
    assert_eq!(of(&closed, &Keyring::default()), Signature::NoKey);
    let changed = String::from_utf8(closed.clone()).unwrap().replace("Here it is.", "Here it was");
    assert_eq!(of(changed.as_bytes(), &keyring), Signature::Bad);
    // Some gateways take the carriage returns away; what was signed had them.
    let bare = String::from_utf8(closed).unwrap().replace("\r\n", "\n");
    assert_eq!(of(bare.as_bytes(), &keyring), Signature::Good);
}

#[test]
fn nothing_beside_a_protected_part_makes_it_open() {
    let theirs = key("kei@customer.example");
    let to = [theirs.public.clone()];
    let closed = close(&letter(), &Closing { standard: Standard::OpenPgp, by: None, to: &to }, *NOW).unwrap();
    let closed = String::from_utf8(closed).unwrap();
    let (head, body) = closed.split_once("\r\n\r\n").unwrap();
    let kind = head.split("\r\n").find(|line| line.starts_with("Content-Type:")).unwrap();
    let wrapped = format!(
        "From: evil@x.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\n\
         Content-Type: text/html\r\n\r\n<img src=\"http://evil.example/\r\n--b\r\n{kind}\r\n\r\n{body}\r\n--b\r\n\
         Content-Type: text/html\r\n\r\n\">\r\n--b--\r\n"
    );
    let opened = open(wrapped.as_bytes(), &ring(&[&theirs], &[]), *NOW);
    assert!(opened.report.is_none() && !String::from_utf8_lossy(&opened.raw).contains("Here it is"));
    let third = closed.replace("--\r\n", "\r\nContent-Type: text/plain\r\n\r\nmore\r\n") + "--\r\n";
    assert!(!String::from_utf8_lossy(&open(third.as_bytes(), &ring(&[&theirs], &[]), *NOW).raw).contains("Here it is"));
}

#[test]
fn a_text_that_was_changed_on_the_way_gives_nothing_away() {
    let theirs = key("kei@customer.example");
    let to = [theirs.public.clone()];
    let closed = close(&letter(), &Closing { standard: Standard::OpenPgp, by: None, to: &to }, *NOW).unwrap();
    let begin = memchr::memmem::find(&closed, b"-----BEGIN PGP MESSAGE").unwrap();
    for at in (begin + 200..closed.len() - 120).step_by(37) {
        let mut changed = closed.clone();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        let opened = open(&changed, &ring(&[&theirs], &[]), *NOW);
        let report = opened.report.unwrap();
        assert_ne!(report.encryption, Encryption::Opened, "at {at}");
        assert!(!String::from_utf8_lossy(&opened.raw).contains("Here it is"));
    }
}

#[test]
fn an_inner_message_writes_no_header_of_the_outer_one() {
    let theirs = key("kei@customer.example");
    let to = [theirs.public.clone()];
    let inner = b"From: ceo@desk.example\r\nTo: all@desk.example\r\nSubject: Secret\r\nMIME-Version: 1.0\r\n\
        Content-Type: text/plain; protected-headers=\"v1\"\r\n\r\nInside.\r\n";
    let by = Closing { standard: Standard::OpenPgp, by: None, to: &to };
    let entity = super::entity::Outer::of(inner).entity();
    assert!(!String::from_utf8_lossy(&entity).contains("ceo@"), "the entity of a message is its content");
    let data = super::openpgp::encrypt(inner.to_vec(), &[public(&theirs)], None).unwrap();
    let closed = String::from_utf8(close(&letter(), &by, *NOW).unwrap()).unwrap();
    let (before, rest) = closed.split_once("-----BEGIN PGP MESSAGE").unwrap();
    let (_, after) = rest.split_once("-----END PGP MESSAGE-----").unwrap();
    let raw = format!("{before}{}{after}", data.trim_end());
    let opened = open(raw.as_bytes(), &ring(&[&theirs], &[]), *NOW);
    let parsed = parse(&opened.raw, &Limits::default()).unwrap();
    assert_eq!(parsed.text.trim(), "Inside.");
    assert_eq!(parsed.from.unwrap().email.as_str(), "aya@desk.example");
    assert_eq!((parsed.to.len(), parsed.subject.as_str()), (1, "Secret"), "a subject may be protected");
}

fn public(key: &Private) -> &super::openpgp::PublicKey {
    match &key.public.inner {
        super::key::PublicInner::OpenPgp(key) => key,
        super::key::PublicInner::Smime(_) => panic!("made by OpenPGP"),
    }
}

#[test]
fn a_key_is_kept_as_text_and_read_again() {
    let made = key("aya@desk.example");
    let facts = &made.public.facts;
    assert_eq!(
        (facts.holder.as_str(), facts.addresses[0].as_str()),
        ("Aya Mori <aya@desk.example>", "aya@desk.example")
    );
    assert!(facts.signs && facts.encrypts && facts.until.is_none() && facts.from == Some(*NOW), "{facts:?}");
    assert_eq!(Public::read(made.public.text().as_bytes()).unwrap()[0].facts, *facts);
    let again = Private::read(made.text().as_bytes(), "").unwrap();
    assert_eq!(again.public.facts, *facts);
    assert!(Public::read(b"nonsense").is_err() && Private::read(made.public.text().as_bytes(), "").is_err());
    assert!(!format!("{made:?}").contains("PRIVATE"));
}

#[test]
fn an_announced_key_is_its_authors_alone() {
    let theirs = key("kei@customer.example");
    let kei = Email::parse("kei@customer.example").unwrap();
    let (name, value) = announcement(&theirs.public, &kei).unwrap();
    let raw = format!("From: kei@customer.example\r\n{name}: {value}\r\n\r\nhello\r\n");
    let found = announced(raw.as_bytes(), &kei).unwrap();
    assert_eq!(found.facts.fingerprint, theirs.public.facts.fingerprint);
    assert!(announced(raw.as_bytes(), &Email::parse("mio@customer.example").unwrap()).is_none());
    let twice = raw.replace("\r\n\r\n", &format!("\r\n{name}: {value}\r\n\r\n"));
    assert!(announced(twice.as_bytes(), &kei).is_none());
    let critical = raw.replace("keydata=", "must-know=1; keydata=");
    assert!(announced(critical.as_bytes(), &kei).is_none());
}

#[test]
fn whatever_comes_is_answered() {
    let theirs = key("kei@customer.example");
    let keyring = ring(&[&theirs], &[&theirs.public]);
    let kinds = [
        "application/pkcs7-mime; smime-type=enveloped-data",
        "multipart/signed; protocol=\"application/pgp-signature\"; boundary=b",
        "multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b",
        "text/plain",
    ];
    let bodies = [
        "",
        "--b\r\n\r\nx\r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\n-----BEGIN PGP SIGNATURE-----\r\n--b--",
        "--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n--b--",
        "-----BEGIN PGP MESSAGE-----\r\n\r\nAAAA\r\n-----END PGP MESSAGE-----",
        "-----BEGIN PGP SIGNED MESSAGE-----\r\n\r\nx\r\n-----BEGIN PGP SIGNATURE-----\r\n\r\n-----END PGP SIGNATURE-----",
        "0\u{80}0\u{80}0\u{80}",
    ];
    for kind in kinds {
        for body in bodies {
            let raw = format!("From: a@b.example\r\nContent-Type: {kind}\r\n\r\n{body}");
            let report = open(raw.as_bytes(), &keyring, *NOW).report;
            assert!(report.is_none_or(|report| report.signature != Signature::Good
                && report.encryption != Encryption::Opened), "{kind} {body}");
        }
    }
}
