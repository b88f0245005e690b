//! Signed and encrypted mail against the programs people use: GnuPG and OpenSSL, both ways.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use base::Moment;
use mail::protect::{
    Closing, Encryption, KeyFault, Keyring, Opened, Private, Public, Signature, Standard, close, open,
};
use mail::{Limits, parse};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Instant, SystemTime, UNIX_EPOCH};
use tempfile::TempDir;

const ENTITY: &str =
    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n荷物はどこですか。\r\n";

fn now() -> Moment {
    Moment(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as i64)
}

/// Whether a program is there; with `KIPPU_REQUIRE_PEERS=1` it must be.
fn has(program: &str) -> bool {
    let there = Command::new(program).arg("--version").output().is_ok()
        || Command::new(program).arg("version").output().is_ok();
    assert!(
        there || std::env::var("KIPPU_REQUIRE_PEERS").as_deref() != Ok("1"),
        "{program} is not there; run bin/setup"
    );
    there
}

fn run(program: &str, words: &[&str], home: &Path, input: &[u8]) -> (bool, Vec<u8>) {
    let mut child = Command::new(program)
        .args(words)
        .current_dir(home)
        .env("GNUPGHOME", home)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writing = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writing.join().unwrap();
    if !output.status.success() {
        eprintln!("{program} {words:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    (output.status.success(), output.stdout)
}

fn text(opened: &Opened) -> String {
    parse(&opened.raw, &Limits::default()).unwrap().text.trim().to_owned()
}

fn letter() -> Vec<u8> {
    format!("From: aya@desk.example\r\nTo: kei@customer.example\r\nSubject: Lid\r\nMIME-Version: 1.0\r\n{ENTITY}")
        .into_bytes()
}

fn said(opened: &Opened) -> (Encryption, Signature) {
    opened.report.as_ref().map_or((Encryption::None, Signature::None), |report| (report.encryption, report.signature))
}

struct Gpg(TempDir);

impl Gpg {
    /// Kei's, with a key.
    fn of_kei(algorithm: &str) -> Option<Self> {
        if !has("gpg") {
            return None;
        }
        let gpg = Self(tempfile::tempdir().unwrap());
        let made = [
            "--pinentry-mode",
            "loopback",
            "--passphrase",
            "",
            "--quick-gen-key",
            "Kei <kei@customer.example>",
            algorithm,
        ];
        gpg.run(&made, b"");
        Some(gpg)
    }

    fn try_run(&self, words: &[&str], input: &[u8]) -> (bool, Vec<u8>) {
        let words: Vec<&str> = ["--batch", "--yes", "--quiet", "--trust-model", "always"]
            .into_iter()
            .chain(words.iter().copied())
            .collect();
        run("gpg", &words, self.0.path(), input)
    }

    fn run(&self, words: &[&str], input: &[u8]) -> Vec<u8> {
        let (good, out) = self.try_run(words, input);
        assert!(good, "gpg {words:?}");
        out
    }

    fn public(&self) -> Public {
        Public::read(&self.run(&["--armor", "--export"], b"")).unwrap().remove(0)
    }

    fn encrypted(&self, words: &[&str], content: &[u8]) -> Vec<u8> {
        let armor = self.run(&[&["--armor", "--recipient", "aya@desk.example", "--encrypt"], words].concat(), content);
        let armor = String::from_utf8(armor).unwrap();
        format!(
            "From: kei@customer.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/encrypted; \
             protocol=\"application/pgp-encrypted\"; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: application/pgp-encrypted\r\n\r\n\
             Version: 1\r\n\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\n{armor}\r\n--b--\r\n"
        )
        .into_bytes()
    }
}

impl Drop for Gpg {
    fn drop(&mut self) {
        let _ = Command::new("gpgconf").args(["--kill", "all"]).env("GNUPGHOME", self.0.path()).output();
    }
}

fn ours() -> Private {
    Private::make_openpgp("Aya", &base::Email::parse("aya@desk.example").unwrap(), Moment(now().0 - 60_000)).unwrap()
}

#[test]
fn gnupg_signs_and_we_check() {
    for algorithm in ["future-default", "rsa2048"] {
        let Some(gpg) = Gpg::of_kei(algorithm) else { return };
        let signature = gpg.run(&["--armor", "--detach-sign"], ENTITY.as_bytes());
        let raw = format!(
            "From: kei@customer.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/signed; micalg=pgp-sha512; \
             protocol=\"application/pgp-signature\"; boundary=\"b\"\r\n\r\n--b\r\n{ENTITY}\r\n--b\r\n\
             Content-Type: application/pgp-signature\r\n\r\n{}\r\n--b--\r\n",
            String::from_utf8(signature).unwrap()
        );
        let keyring = Keyring { private: vec![], public: vec![gpg.public()] };
        let opened = open(raw.as_bytes(), &keyring, now());
        assert_eq!(said(&opened), (Encryption::None, Signature::Good), "{algorithm}");
        assert_eq!(text(&opened), "荷物はどこですか。");
        assert_eq!(opened.report.unwrap().signer.unwrap().facts.addresses[0].as_str(), "kei@customer.example");
        let changed = raw.replace("荷物", "お金");
        assert_eq!(said(&open(changed.as_bytes(), &keyring, now())).1, Signature::Bad);
        assert_eq!(said(&open(raw.as_bytes(), &Keyring::default(), now())).1, Signature::NoKey);
    }
}

#[test]
fn gnupg_encrypts_and_we_open_and_the_other_way_round() {
    let Some(gpg) = Gpg::of_kei("future-default") else { return };
    let ours = ours();
    gpg.run(&["--import"], ours.public.text().as_bytes());
    let keyring = Keyring { private: vec![ours.clone()], public: vec![gpg.public()] };
    let opened = open(&gpg.encrypted(&["--sign"], ENTITY.as_bytes()), &keyring, now());
    assert_eq!(said(&opened), (Encryption::Opened, Signature::Good));
    assert_eq!(text(&opened), "荷物はどこですか。");
    let to = [gpg.public()];
    let closed = close(&letter(), &Closing { standard: Standard::OpenPgp, by: Some(&ours), to: &to }, now()).unwrap();
    let parsed = parse(&closed, &Limits::default()).unwrap();
    let plain = gpg.run(&["--decrypt"], &parsed.attachments[1].bytes);
    assert_eq!(String::from_utf8(plain).unwrap(), ENTITY);
    let signed = close(&letter(), &Closing { standard: Standard::OpenPgp, by: Some(&ours), to: &[] }, now()).unwrap();
    let attached = parse(&signed, &Limits::default()).unwrap().attachments.remove(0);
    std::fs::write(gpg.0.path().join("signature.asc"), attached.bytes).unwrap();
    assert!(
        gpg.try_run(&["--verify", "signature.asc", "-"], ENTITY.as_bytes()).0,
        "gpg does not believe our signature"
    );
}

#[test]
fn inline_texts_are_read_where_they_are_the_whole_message() {
    let Some(gpg) = Gpg::of_kei("future-default") else { return };
    let ours = ours();
    gpg.run(&["--import"], ours.public.text().as_bytes());
    let keyring = Keyring { private: vec![ours], public: vec![gpg.public()] };
    let mail =
        |body: &[u8]| [b"From: kei@customer.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n", body].concat();
    let armor = gpg
        .run(&["--armor", "--sign", "--encrypt", "--recipient", "aya@desk.example"], "荷物はどこですか。".as_bytes());
    let opened = open(&mail(&armor), &keyring, now());
    assert_eq!((said(&opened), text(&opened).as_str()), ((Encryption::Opened, Signature::Good), "荷物はどこですか。"));
    let clear = gpg.run(&["--clear-sign"], "荷物はどこですか。\n".as_bytes());
    let opened = open(&mail(&clear), &keyring, now());
    assert_eq!((said(&opened), text(&opened).as_str()), ((Encryption::None, Signature::Good), "荷物はどこですか。"));
    let changed = String::from_utf8(clear.clone()).unwrap().replace("荷物", "お金");
    assert_eq!(said(&open(&mail(changed.as_bytes()), &keyring, now())).1, Signature::Bad);
    for around in [[b"Pay 1000 yen.\n\n", &clear[..]].concat(), [&armor[..], b"\n\nPay 1000 yen.\n"].concat()] {
        let opened = open(&mail(&around), &keyring, now());
        assert_eq!(said(&opened), (Encryption::None, Signature::None), "what stands beside was signed by nobody");
    }
}

#[test]
fn a_bomb_costs_little_and_opens_nothing() {
    let Some(gpg) = Gpg::of_kei("future-default") else { return };
    let ours = ours();
    gpg.run(&["--import"], ours.public.text().as_bytes());
    let bomb = gpg.encrypted(&["--compress-algo", "zlib", "-z", "9"], &vec![b'a'; 300 << 20]);
    assert!(bomb.len() < 2 << 20, "{}", bomb.len());
    let begun = Instant::now();
    let opened = open(&bomb, &Keyring { private: vec![ours], public: vec![] }, now());
    assert_eq!(said(&opened).0, Encryption::Broken);
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
}

#[test]
fn a_locked_key_opens_with_its_passphrase_alone() {
    if !has("gpg") {
        return;
    }
    let gpg = Gpg(tempfile::tempdir().unwrap());
    let words = ["--pinentry-mode", "loopback", "--passphrase", "open sesame"];
    gpg.run(&[&words[..], &["--quick-gen-key", "Aya <aya@desk.example>", "future-default"]].concat(), b"");
    let secret = gpg.run(&[&words[..], &["--armor", "--export-secret-keys"]].concat(), b"");
    assert_eq!(Private::read(&secret, "open").unwrap_err(), KeyFault::Passphrase);
    let key = Private::read(&secret, "open sesame").unwrap();
    let signed = close(&letter(), &Closing { standard: Standard::OpenPgp, by: Some(&key), to: &[] }, now()).unwrap();
    let keyring = Keyring { private: vec![], public: vec![key.public.clone()] };
    assert_eq!(said(&open(&signed, &keyring, now())).1, Signature::Good);
    assert!(Private::read(key.text().as_bytes(), "").is_ok(), "what is kept is not locked");
}

struct Ssl(TempDir);

impl Ssl {
    /// A certificate and its key, for an address.
    fn of(address: &str, key: &[&str]) -> Option<Self> {
        if !has("openssl") {
            return None;
        }
        let ssl = Self(tempfile::tempdir().unwrap());
        let (subject, name) =
            (format!("/CN=Somebody/emailAddress={address}"), format!("subjectAltName=email:{address}"));
        let words = [
            "req", "-x509", "-nodes", "-days", "30", "-subj", &subject, "-addext", &name, "-keyout", "key.pem", "-out",
            "cert.pem",
        ];
        ssl.run(&[&words[..], key].concat(), b"");
        Some(ssl)
    }

    fn rsa(address: &str) -> Option<Self> {
        Self::of(address, &["-newkey", "rsa:2048"])
    }

    fn run(&self, words: &[&str], input: &[u8]) -> Vec<u8> {
        let (good, out) = run("openssl", words, self.0.path(), input);
        assert!(good, "openssl {words:?}");
        out
    }

    fn file(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.0.path().join(name)).unwrap()
    }

    fn private(&self) -> Private {
        Private::read(&[self.file("key.pem"), self.file("cert.pem")].concat(), "").unwrap()
    }
}

fn from_kei(message: &[u8]) -> Vec<u8> {
    [b"From: kei@customer.example\r\n", message].concat()
}

#[test]
fn openssl_signs_and_we_check() {
    for key in [&["-newkey", "rsa:2048"][..], &["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]] {
        let Some(ssl) = Ssl::of("kei@customer.example", key) else { return };
        for (tool, more) in [
            ("smime", &[][..]),
            ("smime", &["-nodetach"]),
            ("cms", &[]),
            ("cms", &["-nodetach", "-keyid"]),
            ("cms", &["-noattr"]),
        ] {
            if key.len() > 2 && tool == "smime" {
                continue;
            }
            let words = [&[tool, "-sign", "-md", "sha256", "-signer", "cert.pem", "-inkey", "key.pem"], more].concat();
            let raw = from_kei(&ssl.run(&words, ENTITY.as_bytes()));
            let opened = open(&raw, &Keyring::default(), now());
            assert_eq!(said(&opened), (Encryption::None, Signature::Good), "{words:?}");
            assert_eq!(text(&opened), "荷物はどこですか。", "{words:?}");
            assert_eq!(opened.keys[0].facts.addresses[0].as_str(), "kei@customer.example");
        }
        let raw = from_kei(
            &ssl.run(&["cms", "-sign", "-md", "sha256", "-signer", "cert.pem", "-inkey", "key.pem"], ENTITY.as_bytes()),
        );
        let changed = String::from_utf8(raw).unwrap().replace("荷物", "お金");
        assert_eq!(said(&open(changed.as_bytes(), &Keyring::default(), now())).1, Signature::Bad);
        let weak = from_kei(
            &ssl.run(&["cms", "-sign", "-md", "sha1", "-signer", "cert.pem", "-inkey", "key.pem"], ENTITY.as_bytes()),
        );
        assert_eq!(said(&open(&weak, &Keyring::default(), now())).1, Signature::Bad, "SHA-1 proves nothing");
    }
}

#[test]
fn an_expired_certificate_signs_nothing() {
    let Some(ssl) = Ssl::rsa("kei@customer.example") else { return };
    let raw = from_kei(&ssl.run(&["cms", "-sign", "-signer", "cert.pem", "-inkey", "key.pem"], ENTITY.as_bytes()));
    let later = Moment(now().0 + 40 * 24 * 3_600 * 1_000);
    assert_eq!(said(&open(&raw, &Keyring::default(), later)).1, Signature::Bad);
}

#[test]
fn openssl_encrypts_and_we_open() {
    let Some(ssl) = Ssl::rsa("aya@desk.example") else { return };
    let keyring = Keyring { private: vec![ssl.private()], public: vec![] };
    for words in [
        &["smime", "-encrypt", "-aes256", "cert.pem"][..],
        &["smime", "-encrypt", "-des3", "cert.pem"],
        &["cms", "-encrypt", "-aes-128-cbc", "-keyid", "-recip", "cert.pem"],
        &["cms", "-encrypt", "-aes-256-cbc", "-recip", "cert.pem", "-keyopt", "rsa_padding_mode:oaep"],
        &[
            "cms",
            "-encrypt",
            "-aes-256-cbc",
            "-recip",
            "cert.pem",
            "-keyopt",
            "rsa_padding_mode:oaep",
            "-keyopt",
            "rsa_oaep_md:sha256",
        ],
    ] {
        let raw = from_kei(&ssl.run(words, ENTITY.as_bytes()));
        let opened = open(&raw, &keyring, now());
        assert_eq!(said(&opened), (Encryption::Opened, Signature::None), "{words:?}");
        assert_eq!(text(&opened), "荷物はどこですか。", "{words:?}");
        assert_eq!(said(&open(&raw, &Keyring::default(), now())).0, Encryption::Closed);
    }
    let signed =
        ssl.run(&["cms", "-sign", "-md", "sha256", "-signer", "cert.pem", "-inkey", "key.pem"], ENTITY.as_bytes());
    let both = from_kei(&ssl.run(&["cms", "-encrypt", "-aes-256-cbc", "-recip", "cert.pem"], &signed));
    assert_eq!(said(&open(&both, &keyring, now())), (Encryption::Opened, Signature::Good));
}

#[test]
fn we_sign_and_encrypt_and_openssl_reads_it() {
    let (Some(ours), Some(theirs)) = (Ssl::rsa("aya@desk.example"), Ssl::rsa("kei@customer.example")) else { return };
    let by = ours.private();
    let signed = close(&letter(), &Closing { standard: Standard::Smime, by: Some(&by), to: &[] }, now()).unwrap();
    let content = ours.run(&["cms", "-verify", "-noverify"], &signed);
    assert_eq!(String::from_utf8(content).unwrap(), ENTITY);
    let to = Public::read(&theirs.file("cert.pem")).unwrap();
    let closed = close(&letter(), &Closing { standard: Standard::Smime, by: Some(&by), to: &to }, now()).unwrap();
    assert!(!String::from_utf8_lossy(&closed).contains("text/plain"));
    let inner = theirs.run(&["cms", "-decrypt", "-recip", "cert.pem", "-inkey", "key.pem"], &closed);
    let content = theirs.run(&["cms", "-verify", "-noverify"], &inner);
    assert_eq!(String::from_utf8(content).unwrap(), ENTITY);
}

#[test]
fn elliptic_keys_sign_and_are_agreed_upon_both_ways() {
    for curve in ["P-256", "P-384"] {
        let Some(ssl) =
            Ssl::of("aya@desk.example", &["-newkey", "ec", "-pkeyopt", &format!("ec_paramgen_curve:{curve}")])
        else {
            return;
        };
        let by = ssl.private();
        assert!(by.public.facts.signs && by.public.facts.encrypts);
        let signed = close(&letter(), &Closing { standard: Standard::Smime, by: Some(&by), to: &[] }, now()).unwrap();
        assert_eq!(String::from_utf8(ssl.run(&["cms", "-verify", "-noverify"], &signed)).unwrap(), ENTITY, "{curve}");
        assert_eq!(said(&open(&signed, &Keyring::default(), now())).1, Signature::Good, "{curve}");
        let to = [by.public.clone()];
        let closed = close(&letter(), &Closing { standard: Standard::Smime, by: None, to: &to }, now()).unwrap();
        let plain = ssl.run(&["cms", "-decrypt", "-recip", "cert.pem", "-inkey", "key.pem"], &closed);
        assert_eq!(String::from_utf8(plain).unwrap(), ENTITY, "{curve}");
        let keyring = Keyring { private: vec![by], public: vec![] };
        assert_eq!(said(&open(&closed, &keyring, now())).0, Encryption::Opened, "what we agreed on with ourselves");
        for words in [
            &["-aes-256-cbc"][..],
            &["-aes-128-cbc"],
            &["-aes-256-gcm"],
            &["-aes-128-cbc", "-wrap", "aes128-wrap"],
            &["-aes-256-cbc", "-wrap", "aes256-wrap", "-keyopt", "ecdh_kdf_md:sha384"],
        ] {
            let words = [&["cms", "-encrypt"][..], words, &["-recip", "cert.pem"]];
            let mut words = words.concat();
            if let Some(at) = words.iter().position(|word| *word == "-keyopt") {
                let of_recipient = words.splice(at..at + 2, []).collect::<Vec<_>>();
                words.extend(of_recipient);
            }
            let raw = from_kei(&ssl.run(&words, ENTITY.as_bytes()));
            let opened = open(&raw, &keyring, now());
            assert_eq!(said(&opened).0, Encryption::Opened, "{curve} {words:?}");
            assert_eq!(text(&opened), "荷物はどこですか。", "{curve} {words:?}");
        }
    }
}

#[test]
fn what_is_sealed_and_was_changed_gives_nothing_away() {
    let Some(ssl) = Ssl::rsa("aya@desk.example") else { return };
    let keyring = Keyring { private: vec![ssl.private()], public: vec![] };
    for cipher in ["-aes-128-gcm", "-aes-192-gcm", "-aes-256-gcm"] {
        let raw = from_kei(&ssl.run(&["cms", "-encrypt", cipher, "-recip", "cert.pem"], ENTITY.as_bytes()));
        let opened = open(&raw, &keyring, now());
        assert_eq!((said(&opened).0, text(&opened).as_str()), (Encryption::Opened, "荷物はどこですか。"), "{cipher}");
        assert_eq!(said(&open(&raw, &Keyring::default(), now())).0, Encryption::Closed);
        let der = ssl.run(&["cms", "-encrypt", cipher, "-outform", "DER", "-recip", "cert.pem"], ENTITY.as_bytes());
        for at in (der.len() - 120..der.len()).step_by(7) {
            let mut changed = der.clone();
            changed[at] ^= 1;
            let body = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &changed);
            let head = "From: kei@customer.example\r\nContent-Type: application/pkcs7-mime; \
                 smime-type=authEnveloped-data\r\nContent-Transfer-Encoding: base64\r\n\r\n";
            let opened = open(format!("{head}{body}\r\n").as_bytes(), &keyring, now());
            assert_ne!(said(&opened).0, Encryption::Opened, "{cipher} at {at}");
        }
    }
}

#[test]
fn a_pkcs12_file_opens_with_its_password_alone() {
    let Some(ssl) = Ssl::rsa("aya@desk.example") else { return };
    for legacy in [&[][..], &["-certpbe", "PBE-SHA1-3DES", "-keypbe", "PBE-SHA1-3DES", "-macalg", "sha1"]] {
        let words = [&["pkcs12", "-export", "-in", "cert.pem", "-inkey", "key.pem", "-passout", "pass:secret"], legacy]
            .concat();
        let file = ssl.run(&words, b"");
        assert_eq!(Private::read(&file, "secret").unwrap().public.facts, ssl.private().public.facts);
        assert_eq!(Private::read(&file, "wrong").unwrap_err(), KeyFault::Passphrase, "{legacy:?}");
    }
    let locked = ssl.run(&["pkcs8", "-topk8", "-in", "key.pem", "-passout", "pass:secret"], b"");
    let both = [locked, ssl.file("cert.pem")].concat();
    assert!(Private::read(&both, "secret").is_ok());
    assert_eq!(Private::read(&both, "wrong").unwrap_err(), KeyFault::Passphrase);
    let other = Ssl::rsa("mio@desk.example").unwrap();
    let mixed = [ssl.file("key.pem"), other.file("cert.pem")].concat();
    assert_eq!(Private::read(&mixed, "").unwrap_err(), KeyFault::Mismatch);
}

#[test]
fn malformed_asn1_is_answered_wherever_it_is_cut_or_changed() {
    let Some(ssl) = Ssl::rsa("aya@desk.example") else { return };
    let keyring = Keyring { private: vec![ssl.private()], public: vec![] };
    let der = ssl.run(&["cms", "-encrypt", "-aes-256-cbc", "-outform", "DER", "-recip", "cert.pem"], ENTITY.as_bytes());
    let signed = ssl.run(
        &["cms", "-sign", "-nodetach", "-outform", "DER", "-signer", "cert.pem", "-inkey", "key.pem"],
        ENTITY.as_bytes(),
    );
    for der in [der, signed] {
        let mail = |der: &[u8]| {
            use base64::Engine;
            let body = base64::engine::general_purpose::STANDARD.encode(der);
            format!(
                "From: a@b.example\r\nContent-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}\r\n"
            )
        };
        for at in (0..der.len()).step_by(7) {
            let cut = open(mail(&der[..at]).as_bytes(), &keyring, now());
            assert!(said(&cut).1 != Signature::Good && said(&cut).0 != Encryption::Opened, "cut at {at}");
            let mut changed = der.clone();
            changed[at] ^= 0x41;
            open(mail(&changed).as_bytes(), &keyring, now());
        }
    }
}

#[test]
fn a_certificate_is_vouched_for_by_the_way_up_to_a_root_and_by_nothing_else() {
    let Some(root) = Ssl::rsa("root@authority.example") else { return };
    let write = |name: &str, text: &str| std::fs::write(root.0.path().join(name), text).unwrap();
    let make = |name: &str, subject: &str, issuer: &str, extensions: &str| {
        write(&format!("{name}.ext"), extensions);
        let (key, csr, pem) = (format!("{name}.key"), format!("{name}.csr"), format!("{name}.crt"));
        root.run(
            &["req", "-new", "-nodes", "-newkey", "rsa:2048", "-subj", subject, "-keyout", &key, "-out", &csr],
            b"",
        );
        let (ca, cakey) = (format!("{issuer}.crt"), format!("{issuer}.key"));
        let ext = format!("{name}.ext");
        root.run(
            &[
                "x509",
                "-req",
                "-in",
                &csr,
                "-CA",
                &ca,
                "-CAkey",
                &cakey,
                "-CAcreateserial",
                "-days",
                "30",
                "-extfile",
                &ext,
                "-out",
                &pem,
            ],
            b"",
        );
    };
    let subject = "/CN=Root";
    root.run(
        &[
            "req", "-x509", "-nodes", "-newkey", "rsa:2048", "-days", "30", "-subj", subject, "-keyout", "root.key",
            "-out", "root.crt",
        ],
        b"",
    );
    make(
        "middle",
        "/CN=Middle",
        "root",
        "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign\n",
    );
    let leaf = "basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nsubjectAltName=email:kei@customer.example\n";
    make("leaf", "/CN=Kei", "middle", leaf);
    make("under-leaf", "/CN=Mallory", "leaf", leaf);
    let read = |name: &str| Public::read(&root.file(name)).unwrap().remove(0);
    let (own, middle, top, under) = (read("leaf.crt"), read("middle.crt"), read("root.crt"), read("under-leaf.crt"));
    let roots = [top.clone()];
    let beside = [middle.clone(), own.clone()];
    assert!(own.is_vouched(&beside, &roots, now()));
    assert!(!own.is_vouched(&[], &roots, now()), "a step of the way is missing");
    assert!(!own.is_vouched(&beside, &[], now()) && !own.is_vouched(&beside, &[read("cert.pem")], now()));
    assert!(own.is_vouched(&[], &[middle], now()), "what stands in the list is believed itself");
    assert!(!under.is_vouched(&beside, &roots, now()), "who is no authority stands for nobody");
    let later = Moment(now().0 + 40 * 24 * 3_600 * 1_000);
    assert!(!own.is_vouched(&beside, &roots, later));
    let signed = root.run(
        &["cms", "-sign", "-md", "sha256", "-signer", "leaf.crt", "-inkey", "leaf.key", "-certfile", "middle.crt"],
        ENTITY.as_bytes(),
    );
    let opened = open(&from_kei(&signed), &Keyring::default(), now());
    assert!(opened.keys[0].is_vouched(&opened.keys, &roots, now()), "with what came along");
}
