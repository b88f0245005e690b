//! Who sent a message: judged against a name server of our own, with messages signed here.

use channels::trust::Examiner;
use desk::channel::{Client, Flaw, Policy, Verdict, Verdicts, Witness};
use mail_auth::common::crypto::{Ed25519Key, RsaKey, Sha256};
use mail_auth::common::headers::HeaderWriter;
use mail_auth::dkim::DkimSigner;
use mail_auth::dkim::generate::DkimKeyPair;
use platform::config::{Dns as Ask, MailHosts};
use std::time::Instant;
use testing::peers::{Dns, Zone};

const LETTER: &str = "From: Kei <kei@customer.example>\r\nTo: support@desk.example\r\nSubject: Parcel\r\n\
    Message-ID: <1@customer.example>\r\nDate: Sun, 01 Mar 2026 09:30:00 +0000\r\n\r\nWhere is it?\r\n";

/// A name server, and the keys of a domain it speaks of.
struct Bench {
    dns: Dns,
    examiner: Examiner,
    private: Vec<u8>,
}

impl Bench {
    fn open() -> Self {
        Self::with(MailHosts::default())
    }

    fn with(own: MailHosts) -> Self {
        let dns = Dns::start();
        let pair = DkimKeyPair::generate_ed25519().unwrap();
        dns.txt("s1._domainkey.customer.example", format!("v=DKIM1; k=ed25519; p={}", pair.encoded_public_key()));
        let examiner = Examiner::new(&Ask::Servers(vec![dns.address]), own).unwrap();
        Self { dns, examiner, private: pair.private_key().to_vec() }
    }

    fn key(&self) -> Ed25519Key {
        Ed25519Key::from_pkcs8_der(&self.private).unwrap()
    }

    /// The letter, signed for a domain.
    fn signed(&self, domain: &str) -> String {
        let signer = DkimSigner::from_key(self.key()).domain(domain).selector("s1").headers(["From", "To", "Subject"]);
        format!("{}{LETTER}", signer.sign(LETTER.as_bytes()).unwrap().to_header())
    }

    async fn examine(&self, raw: &str) -> Verdicts {
        self.examiner.examine(raw.to_owned().into(), &Client::default(), "").await
    }

    async fn from(&self, raw: &str, client: &str) -> Verdicts {
        let client = Client { remote: client.parse().ok(), helo: Some("out.customer.example".into()) };
        self.examiner.examine(raw.to_owned().into(), &client, "kei@customer.example").await
    }
}

#[tokio::test]
async fn a_domain_takes_mail_where_it_has_a_server_and_has_not_said_otherwise() {
    let bench = Bench::open();
    bench.dns.say("with.example", Zone::Mx("mx.with.example".into()));
    bench.dns.say("itself.example", Zone::A("192.0.2.7".parse().unwrap()));
    bench.dns.say("never.example", Zone::Mx(".".into()));
    bench.dns.txt("words.example", "no server here");
    bench.dns.say("later.example", Zone::Trouble);
    for (domain, takes) in [
        ("with.example", Some(true)),
        ("itself.example", Some(true)),
        ("never.example", Some(false)),
        ("words.example", Some(false)),
        ("nowhere.example", Some(false)),
        ("later.example", None),
    ] {
        assert_eq!(bench.examiner.takes_mail(domain).await, takes, "{domain}");
    }
    assert_eq!(Examiner::silent().takes_mail("with.example").await, None);
}

#[tokio::test]
async fn a_good_signature_of_the_authors_domain_passes_and_proves() {
    let bench = Bench::open();
    bench.dns.txt("_dmarc.customer.example", "v=DMARC1; p=reject");
    let verdicts = bench.examine(&bench.signed("customer.example")).await;
    assert_eq!((verdicts.dkim, verdicts.dmarc, verdicts.spf), (Verdict::Pass, Verdict::Pass, Verdict::None));
    assert!(verdicts.proved() && !verdicts.forged());
    assert_eq!((verdicts.found.author.as_str(), verdicts.found.policy), ("customer.example", Policy::Reject));
    assert_eq!(verdicts.found.signatures[0].selector, "s1");
}

#[tokio::test]
async fn a_changed_text_and_a_changed_header_fail_and_say_which() {
    let bench = Bench::open();
    let signed = bench.signed("customer.example");
    let body = bench.examine(&signed.replace("Where is it?", "Send money!!")).await;
    assert_eq!((body.dkim, body.found.signatures[0].flaw), (Verdict::Fail, Some(Flaw::BodyChanged)));
    let head = bench.examine(&signed.replace("Subject: Parcel", "Subject: Urgent")).await;
    assert_eq!((head.dkim, head.found.signatures[0].flaw), (Verdict::Fail, Some(Flaw::HeaderChanged)));
    assert!(!body.proved() && !head.proved());
}

#[tokio::test]
async fn an_expired_a_revoked_and_a_missing_key_are_told_apart() {
    let bench = Bench::open();
    let signer = DkimSigner::from_key(bench.key()).domain("customer.example").selector("s1").headers(["From"]);
    let expired = signer.expiration(1).sign(LETTER.as_bytes()).unwrap().to_header();
    tokio::time::sleep(std::time::Duration::from_millis(2_100)).await;
    let flaw = async |raw: String| bench.examine(&raw).await.found.signatures[0].flaw;
    assert_eq!(flaw(format!("{expired}{LETTER}")).await, Some(Flaw::Expired));
    assert_eq!(flaw(bench.signed("other.example")).await, Some(Flaw::NoKey));
    bench.dns.txt("s1._domainkey.gone.example", "v=DKIM1; k=ed25519; p=");
    assert_eq!(flaw(bench.signed("gone.example")).await, Some(Flaw::Revoked));
    assert_eq!(bench.examine(LETTER).await.dkim, Verdict::None);
}

#[tokio::test]
async fn a_signature_of_somebody_else_proves_nothing_about_the_author() {
    let bench = Bench::open();
    bench.dns.txt("_dmarc.customer.example", "v=DMARC1; p=reject");
    let key = Ed25519Key::from_pkcs8_der(&bench.private).unwrap();
    bench.dns.txt("s1._domainkey.evil.example", format!("v=DKIM1; k=ed25519; p={}", base64(&key.public_key())));
    let signed = bench.signed("evil.example");
    let unknown = bench.examine(&signed).await;
    assert_eq!((unknown.dkim, unknown.dmarc), (Verdict::Pass, Verdict::None), "SPF is not known: it may have passed");
    assert!(!unknown.proved() && !unknown.forged());
    bench.dns.txt("customer.example", "v=spf1 ip4:192.0.2.7 -all");
    let forged = bench.from(&signed, "198.51.100.66").await;
    assert_eq!((forged.spf, forged.dmarc), (Verdict::Fail, Verdict::Fail));
    assert!(forged.forged() && !forged.proved());
    let honest = bench.from(&signed, "192.0.2.7").await;
    assert_eq!((honest.spf, honest.dmarc, honest.found.witness), (Verdict::Pass, Verdict::Pass, Witness::Ourselves));
}

#[tokio::test]
async fn a_domain_that_only_watches_forges_nothing() {
    let bench = Bench::open();
    bench.dns.txt("_dmarc.customer.example", "v=DMARC1; p=none");
    bench.dns.txt("customer.example", "v=spf1 -all");
    let verdicts = bench.from(LETTER, "198.51.100.66").await;
    assert_eq!((verdicts.dmarc, verdicts.forged()), (Verdict::Fail, false));
}

#[tokio::test]
async fn a_dns_in_trouble_is_said_and_accuses_nobody() {
    let bench = Bench::open();
    bench.dns.txt("_dmarc.customer.example", "v=DMARC1; p=reject");
    bench.dns.forget("s1._domainkey.customer.example");
    bench.dns.say("s1._domainkey.customer.example", Zone::Trouble);
    bench.dns.say("customer.example", Zone::Trouble);
    let verdicts = bench.from(&bench.signed("customer.example"), "198.51.100.66").await;
    assert_eq!(
        (verdicts.spf, verdicts.dkim, verdicts.dmarc),
        (Verdict::TempError, Verdict::TempError, Verdict::TempError)
    );
    assert_eq!(verdicts.found.signatures[0].flaw, Some(Flaw::Dns));
    assert!(!verdicts.forged() && !verdicts.proved());
}

#[tokio::test]
async fn a_dead_dns_costs_the_first_message_a_moment_and_the_rest_nothing() {
    let nobody = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    let examiner = Examiner::new(&Ask::Servers(vec![nobody.local_addr().unwrap()]), MailHosts::default()).unwrap();
    let begun = Instant::now();
    for _ in 0..100 {
        let verdicts = examiner.examine(LETTER.into(), &Client::default(), "").await;
        assert_eq!(verdicts.dmarc, Verdict::TempError);
    }
    assert!(begun.elapsed().as_secs() < 4, "{:?}", begun.elapsed());
}

#[tokio::test]
async fn the_silence_of_one_sender_is_not_the_silence_of_all() {
    let bench = Bench::open();
    for name in ["_dmarc.slow.example", "slow.example"] {
        bench.dns.say(name, Zone::Silence);
    }
    let slow = LETTER.replace("kei@customer.example", "kei@slow.example");
    for _ in 0..2 {
        assert_eq!(bench.examine(&slow).await.dmarc, Verdict::TempError);
    }
    assert_eq!(bench.examine(&bench.signed("customer.example")).await.dkim, Verdict::Pass);
}

#[tokio::test]
async fn answers_are_remembered_and_signatures_are_counted() {
    let bench = Bench::open();
    bench.examine(&bench.signed("customer.example")).await;
    let first = bench.dns.asked();
    bench.examine(&bench.signed("customer.example")).await;
    assert!(bench.dns.asked() <= first + 1, "{first} and then {}", bench.dns.asked());
    let many: String = (0..200).map(|n| bench.signed(&format!("d{n}.example")).replace(LETTER, "")).collect();
    let before = bench.dns.asked();
    let verdicts = bench.examine(&format!("{many}{LETTER}")).await;
    assert!(bench.dns.asked() - before <= 40, "{}", bench.dns.asked() - before);
    assert!(verdicts.found.signatures.len() <= 10);
}

#[tokio::test]
async fn a_key_too_weak_to_prove_anything_proves_nothing() {
    let bench = Bench::open();
    for (bits, expected, flaw) in [(512, Verdict::PermError, Some(Flaw::Weak)), (1024, Verdict::Pass, None)] {
        let pair = DkimKeyPair::generate_rsa(bits).unwrap();
        let name = format!("r{bits}._domainkey.customer.example");
        bench.dns.txt(&name, format!("v=DKIM1; k=rsa; p={}", pair.encoded_public_key()));
        let key = RsaKey::<Sha256>::from_key_der(pkcs1(pair.private_key())).unwrap();
        let signer =
            DkimSigner::from_key(key).domain("customer.example").selector(format!("r{bits}")).headers(["From"]);
        let raw = format!("{}{LETTER}", signer.sign(LETTER.as_bytes()).unwrap().to_header());
        let verdicts = bench.examine(&raw).await;
        assert_eq!((verdicts.dkim, verdicts.found.signatures[0].flaw), (expected, flaw), "{bits}");
    }
}

#[tokio::test]
async fn what_our_own_server_saw_counts_where_we_are_told_to_believe_it() {
    let hosts = MailHosts { names: vec!["mx.desk.example".into()], relays: Default::default() };
    let bench = Bench::with(hosts);
    bench.dns.txt("_dmarc.customer.example", "v=DMARC1; p=quarantine");
    bench.dns.txt("customer.example", "v=spf1 ip4:192.0.2.7 -all");
    let received = |client: &str| {
        let path = "Return-Path: <kei@customer.example>";
        format!("{path}\r\nReceived: from x (x [{client}]) by mx.desk.example with ESMTP\r\n{LETTER}")
    };
    let honest = bench.examine(&received("192.0.2.7")).await;
    assert_eq!((honest.spf, honest.dmarc, honest.found.witness), (Verdict::Pass, Verdict::Pass, Witness::Received));
    let forged = bench.examine(&received("198.51.100.66")).await;
    assert_eq!((forged.spf, forged.forged()), (Verdict::Fail, true));
    let results = "Authentication-Results: mx.desk.example; spf=pass smtp.mailfrom=customer.example\r\n";
    let judged = bench.examine(&format!("{results}{}", received("198.51.100.66"))).await;
    assert_eq!((judged.spf, judged.dmarc, judged.found.witness), (Verdict::Pass, Verdict::Pass, Witness::Results));
    let stranger = bench.examine(&format!("{}{LETTER}", results.replace("mx.desk", "mx.evil"))).await;
    assert_eq!((stranger.spf, stranger.found.witness), (Verdict::None, Witness::Nobody));
}

#[tokio::test]
async fn a_chain_of_seals_is_followed_and_a_broken_one_is_seen() {
    use mail_auth::arc::ArcSealer;
    use mail_auth::{AuthenticatedMessage, AuthenticationResults, MessageAuthenticator};
    let bench = Bench::open();
    let pair = DkimKeyPair::generate_ed25519().unwrap();
    bench.dns.txt("a._domainkey.list.example", format!("v=DKIM1; k=ed25519; p={}", pair.encoded_public_key()));
    let resolver = MessageAuthenticator::new(Default::default(), Default::default()).unwrap();
    let message = AuthenticatedMessage::parse(LETTER.as_bytes()).unwrap();
    let results = AuthenticationResults::new("list.example");
    let arc = resolver.verify_arc(&message).await;
    let key = Ed25519Key::from_pkcs8_der(pair.private_key()).unwrap();
    let sealer = ArcSealer::from_key(key).domain("list.example").selector("a").headers(["From", "Subject"]);
    let sealed = format!("{}{LETTER}", sealer.seal(&message, &results, &arc).unwrap().to_header());
    let verdicts = bench.examine(&sealed).await;
    assert_eq!((verdicts.arc, verdicts.found.sealer.as_str()), (Verdict::Pass, "list.example"));
    assert_eq!(bench.examine(&sealed.replace("Where is it?", "Send money!!")).await.arc, Verdict::Fail);
    assert_eq!(bench.examine(&sealed.replacen("i=1", "i=2", 1)).await.arc, Verdict::Fail);
    assert!(!verdicts.proved(), "anybody can seal");
}

#[tokio::test]
async fn a_forwarder_whose_word_counts_vouches_for_what_it_changed() {
    use mail_auth::arc::ArcSealer;
    use mail_auth::dmarc::verify::DmarcParameters;
    use mail_auth::{AuthenticatedMessage, AuthenticationResults, MessageAuthenticator, SpfOutput};
    let bench = Bench::open();
    bench.dns.txt("_dmarc.customer.example", "v=DMARC1; p=reject");
    bench.dns.txt("customer.example", "v=spf1 ip4:192.0.2.7 -all");
    let pair = DkimKeyPair::generate_ed25519().unwrap();
    bench.dns.txt("a._domainkey.list.example", format!("v=DKIM1; k=ed25519; p={}", pair.encoded_public_key()));
    // The forwarder finds the message in order, writes that down, changes the text and seals what it passes on.
    let forwarder = MessageAuthenticator::new(ask(bench.dns.address), Default::default()).unwrap();
    let original = bench.signed("customer.example");
    let came = AuthenticatedMessage::parse(original.as_bytes()).unwrap();
    let (dkim, spf) = (forwarder.verify_dkim(&came).await, SpfOutput::default());
    let dmarc = forwarder.verify_dmarc(DmarcParameters::new(&came, &dkim, "customer.example", &spf)).await;
    let results = AuthenticationResults::new("list.example").with_dmarc_result(&dmarc);
    let arc = forwarder.verify_arc(&came).await;
    let passed_on = original.replace("Where is it?", "Where is it?\r\n-- \r\nThe list of all parcels");
    let changed = AuthenticatedMessage::parse(passed_on.as_bytes()).unwrap();
    let key = Ed25519Key::from_pkcs8_der(pair.private_key()).unwrap();
    let sealer = ArcSealer::from_key(key).domain("list.example").selector("a").headers(["From", "Subject"]);
    let sealed = format!("{}{passed_on}", sealer.seal(&changed, &results, &arc).unwrap().to_header());
    let verdicts = bench.from(&sealed, "198.51.100.66").await;
    assert_eq!((verdicts.dkim, verdicts.dmarc, verdicts.arc), (Verdict::Fail, Verdict::Fail, Verdict::Pass));
    assert!(verdicts.found.sealed_pass && verdicts.doubted(), "a seal by itself says nothing");
    let trusting = |sealer: &'static str| {
        let mut verdicts = verdicts.clone();
        verdicts.overrule(|found| found == sealer);
        verdicts.doubted()
    };
    assert!(trusting("other.example") && !trusting("list.example"));
    let mut forged = bench.from(&sealed.replace("Where is", "Who has"), "198.51.100.66").await;
    forged.overrule(|_| true);
    assert!(forged.doubted(), "what was changed after the seal is nobody's word");
}

/// A resolver of somebody else on the same name server.
fn ask(address: std::net::SocketAddr) -> hickory_resolver::config::ResolverConfig {
    use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig};
    let mut connection = ConnectionConfig::udp();
    connection.port = address.port();
    ResolverConfig::from_parts(None, Vec::new(), vec![NameServerConfig::new(address.ip(), true, vec![connection])])
}

#[tokio::test]
async fn who_asks_nobody_says_nothing() {
    let silent = Examiner::new(&Ask::Off, MailHosts::default()).unwrap();
    let verdicts = silent.examine(LETTER.into(), &Client::default(), "").await;
    assert_eq!(verdicts, Verdicts::none());
    assert!(!silent.asks());
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

fn pkcs1(der: &[u8]) -> rustls_pki_types::PrivateKeyDer<'_> {
    rustls_pki_types::PrivateKeyDer::Pkcs1(der.into())
}
