//! Letters signed by their domain and closed by keys, and messages that come so, on a real desk.

use crate::premises::premises;
use base::{Address, CleanHtml, Email, Moment};
use channels::desk::{
    DeskIntake, Premises, make_mail_key, make_signing_key, published, read, read_mail_key, read_public_keys,
};
use channels::ports::{Envelope, Intake as _, Source};
use channels::trust::Examiner;
use desk::channel::{
    Algorithm, Client, Decided, Encryption, KeySource, KeyTrust, MailKey, MailboxId, Protect, SigningState, Standard,
    Verdict, Worth, Writing, selector,
};
use desk::conversation::{Compose, MOST_ATTACHED_BYTES, NewAttachment, Signature};
use desk::notification::{Medium, Occasion, Reach, Wishes};
use desk::ticket::TicketId;
use desk::{Error, Refusal};
use mail::protect::{Closing, Keyring, Private, close, open};
use mail::{Limits, parse};
use platform::config::{Dns as Ask, MailHosts, Networks};
use platform::http::Http;
use service::ticket::{self, Entry};
use service::{Actor, channel, conversation, notification, people, readers};
use std::time::Duration;
use testing::peers::{Answered, Dns, HttpService};
use testing::{Cast, World, email};

struct Office {
    world: World,
    cast: Cast,
    premises: Premises,
    mailbox: MailboxId,
    dns: Dns,
    _files: tempfile::TempDir,
}

impl Office {
    async fn open(world: World) -> Self {
        // OpenPGP signs by the machine's clock.
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        world.clock.set(Moment(now.as_millis() as i64));
        let cast = world.cast().await;
        let ((premises, files), dns) = (premises(&world), Dns::start());
        let examiner = Examiner::new(&Ask::Servers(vec![dns.address]), MailHosts::default()).unwrap();
        let premises = Premises { examiner, ..premises };
        let plain = desk::channel::MailboxWish::plain("support@hinode.example", "Hinode Support", cast.support);
        let wish = desk::channel::MailboxWish { acknowledge: true, ..plain };
        let by = world.actor(cast.aya).await;
        let mailbox = world.desk.change(by, move |tx| channel::create_mailbox(tx, wish)).await.unwrap().id;
        Self { world, cast, premises, mailbox, dns, _files: files }
    }

    async fn admin(&self) -> Actor {
        self.world.actor(self.cast.aya).await
    }

    /// A key of the domain, published and at work.
    async fn signing_key(&self, algorithm: Algorithm) -> desk::channel::SigningKeyId {
        let name = selector(self.world.desk.now(), algorithm, |_| false);
        let new = make_signing_key(&self.premises, "hinode.example", name, algorithm).await.unwrap();
        let of = self.mailbox;
        let id =
            self.world.desk.change(self.admin().await, move |tx| channel::add_signing_key(tx, of, new)).await.unwrap();
        let key = self.signing_keys().await.into_iter().find(|key| key.id == id).unwrap();
        self.dns.txt(&key.record_name(), key.record());
        self.world.desk.change(self.admin().await, move |tx| channel::activate_signing_key(tx, of, id)).await.unwrap();
        id
    }

    async fn signing_keys(&self) -> Vec<desk::channel::SigningKey> {
        let of = self.mailbox;
        self.world.desk.ask(self.admin().await, move |read| channel::signing_keys(read, of)).await.unwrap()
    }

    async fn takes(&self, raw: Vec<u8>) -> Decided {
        let envelope = Envelope {
            source: Source::Lmtp,
            mail_from: Some(email("kei@customer.example")),
            rcpt: vec![email("support@hinode.example")],
            remote: None,
            helo: None,
        };
        let receipt = DeskIntake(self.premises.clone()).receive(raw.into(), envelope).await.unwrap();
        read(&self.premises, &format!("{{\"intake\": {}}}", receipt.id)).await.unwrap()
    }

    /// The last message of a ticket, with what its signature is worth.
    async fn last(&self, ticket: TicketId) -> ticket::Said {
        let page = self.world.desk.ask(Actor::System, move |read| {
            let number = ticket_number(read, ticket)?;
            ticket::page(read, number)
        });
        let mut said = page.await.unwrap().timeline.into_iter().filter_map(|entry| match entry {
            Entry::Message(said) => Some(*said),
            Entry::Event(_) | Entry::Side(_) => None,
        });
        said.next_back().unwrap()
    }

    async fn answers(&self, ticket: TicketId, protect: Protect) -> Result<Vec<u8>, Error> {
        self.sends(ticket, Compose { protect: Some(protect), ..Compose::default() }).await
    }

    async fn sends(&self, ticket: TicketId, compose: Compose) -> Result<Vec<u8>, Error> {
        let by = self.world.actor(self.cast.chika).await;
        let compose = Compose {
            text: "Tomorrow.".into(),
            to: vec![Address::bare(email("kei@customer.example"))],
            hold: Some(Duration::ZERO),
            ..compose
        };
        self.world
            .desk
            .change(by, move |tx| {
                let number = ticket_number(tx, ticket)?;
                conversation::reply(tx, number, compose).map(drop)
            })
            .await?;
        Ok(self.leaves().await)
    }

    /// The newest letter that waits.
    async fn leaves(&self) -> Vec<u8> {
        let sending = self.world.desk.ask(Actor::System, |read| {
            let newest = channel::letters(read, desk::channel::LetterState::Queued, None, 1)?;
            channel::sending(read, newest[0].id)
        });
        channels::desk::compose(&self.premises, sending.await.unwrap()).await.unwrap().raw
    }
}

fn kei() -> Private {
    openpgp("kei@customer.example")
}

fn openpgp(address: &str) -> Private {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis() as i64;
    Private::make_openpgp("Somebody", &Email::parse(address).unwrap(), Moment(now - 600_000)).unwrap()
}

fn smime(address: &str) -> Private {
    let key = rcgen::KeyPair::generate().unwrap();
    let mut named = rcgen::CertificateParams::new(Vec::<String>::new()).unwrap();
    named.subject_alt_names.push(rcgen::SanType::Rfc822Name(address.try_into().unwrap()));
    let certificate = named.self_signed(&key).unwrap();
    Private::read(format!("{}{}", key.serialize_pem(), certificate.pem()).as_bytes(), "").unwrap()
}

/// A letter that is closed carries all its files, and the picture of its signature, whatever its mailbox has room for.
async fn carries_everything(world: World, ours: Private, theirs: Private) {
    const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\nnot really";
    const FILM: &[u8] = b"longer than there is room";
    let office = Office::open(world).await;
    let of = office.mailbox;
    let ticket = office.takes(letter("")).await.ticket.unwrap();
    let person = office.last(ticket).await.message.author.unwrap();
    let kept = async |name: &str, content_type: &str, bytes: &'static [u8], content_id: Option<&str>| NewAttachment {
        digest: office.premises.blobs.put(bytes).await.unwrap(),
        name: name.into(),
        content_type: content_type.into(),
        size: bytes.len() as i64,
        inline: content_id.is_some(),
        content_id: content_id.map(str::to_owned),
    };
    let film = kept("film.bin", "application/octet-stream", FILM, None).await;
    let logo = kept("logo.png", "image/png", PIXEL, Some("logo@desk")).await;
    let html = CleanHtml::clean("<p>Hinode <img src=\"cid:logo@desk\" alt=\"logo\"></p>");
    let signature = Signature { html, pictures: vec![logo], ..Signature::default() };
    let own = read_mail_key(&office.premises, ours.text().as_bytes(), "").unwrap();
    let known = read_public_keys(theirs.public.text().as_bytes()).unwrap().remove(0);
    let set_up = move |tx: &mut service::Tx| {
        channel::add_mail_key(tx, of, own)?;
        let key = channel::add_person_key(tx, person, known)?;
        channel::decide_mail_key(tx, person, key, KeyTrust::Trusted)?;
        let version = channel::mailbox(tx, of)?.version;
        channel::change_writing(tx, of, version, Writing { signature, most_attached: 5, ..Writing::default() })
    };
    office.world.desk.change(office.admin().await, set_up).await.unwrap();
    let keyring = Keyring { private: vec![theirs], public: vec![ours.public.clone()] };
    for (protect, encryption) in
        [(Protect::Sign, mail::protect::Encryption::None), (Protect::Encrypt, mail::protect::Encryption::Opened)]
    {
        let compose = Compose { protect: Some(protect), attachments: vec![film.clone()], ..Compose::default() };
        let raw = office.sends(ticket, compose).await.unwrap();
        if protect == Protect::Encrypt {
            assert!(!String::from_utf8_lossy(&raw).contains("logo@desk"), "nothing of it is outside");
        }
        let opened = open(&raw, &keyring, office.world.desk.now());
        let report = opened.report.unwrap();
        assert_eq!((report.encryption, report.signature), (encryption, mail::protect::Signature::Good));
        let inside = parse(&opened.raw, &Limits::default()).unwrap();
        let part = inside.part_of("logo@desk").expect("the picture is inside");
        assert_eq!((part.bytes.as_slice(), part.inline), (PIXEL, true));
        assert_eq!(String::from_utf8_lossy(&opened.raw).matches("<logo@desk>").count(), 1, "once");
        assert!(inside.html.as_str().contains("cid:logo@desk"), "{}", inside.html.as_str());
        let mut names: Vec<_> = inside.attachments.iter().map(|part| part.filename.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["film.bin", "logo.png"]);
        assert!(!inside.text.contains("/f/"), "no link: {}", inside.text);
        let said = office.last(ticket).await;
        let files: Vec<_> = said.attachments.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(files, ["film.bin"], "the picture is no file of the message");
    }
}

fn letter(more: &str) -> Vec<u8> {
    format!(
        "From: Kei <kei@customer.example>\r\nTo: support@hinode.example\r\nSubject: Parcel\r\nMessage-ID: \
         <{}@customer.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n{more}\r\nWhere is it?\r\n",
        base::Token::random().reveal().chars().filter(char::is_ascii_alphanumeric).collect::<String>()
    )
    .into_bytes()
}

fn signed(by: &Private, now: Moment) -> Vec<u8> {
    close(&letter(""), &Closing { standard: mail::protect::Standard::OpenPgp, by: Some(by), to: &[] }, now).unwrap()
}

testing::on_both! {
    async fn a_letter_carries_the_signatures_of_its_domain_and_they_hold(world: World) {
        let office = Office::open(world).await;
        let ticket = office.takes(letter("")).await.ticket.unwrap();
        office.signing_key(Algorithm::Rsa).await;
        office.signing_key(Algorithm::Ed25519).await;
        let raw = office.answers(ticket, Protect::None).await.unwrap();
        let verdicts = office.premises.examiner.examine(raw.into(), &Client::default(), "").await;
        let found: Vec<_> = verdicts.found.signatures.iter().map(|one| (one.domain.as_str(), one.verdict)).collect();
        assert_eq!(found, [("hinode.example", Verdict::Pass); 2], "{verdicts:?}");
        assert!(verdicts.proved());
    }

    async fn a_new_key_takes_the_place_of_the_old_one(world: World) {
        let office = Office::open(world).await;
        let first = office.signing_key(Algorithm::Ed25519).await;
        let of = office.mailbox;
        let removed = office.world.desk.change(office.admin().await, move |tx| channel::remove_signing_key(tx, of, first));
        assert!(matches!(removed.await, Err(Error::Refused(Refusal::KeyActive))));
        let name = selector(office.world.desk.now(), Algorithm::Ed25519, |name| !name.ends_with('2'));
        let new = make_signing_key(&office.premises, "hinode.example", name, Algorithm::Ed25519).await.unwrap();
        let add = office.world.desk.change(office.admin().await, move |tx| channel::add_signing_key(tx, of, new)).await.unwrap();
        office.world.desk.change(office.admin().await, move |tx| channel::activate_signing_key(tx, of, add)).await.unwrap();
        let states: Vec<_> = office.signing_keys().await.iter().map(|key| (key.id, key.state)).collect();
        assert_eq!(states, [(add, SigningState::Active), (first, SigningState::Retired)]);
        let chika = office.world.actor(office.cast.chika).await;
        assert!(office.world.desk.change(chika, move |tx| channel::activate_signing_key(tx, of, first)).await.is_err());
    }

    async fn the_check_list_says_what_is_published_and_what_is_missing(world: World) {
        let office = Office::open(world).await;
        office.signing_key(Algorithm::Ed25519).await;
        let keys = office.signing_keys().await;
        let advice = office.premises.examiner.advise("hinode.example", &keys).await;
        let found: Vec<_> = advice.points.iter().map(|point| (point.what, point.passed, point.found)).collect();
        assert_eq!(found, [
            ("advice-spf", false, "advice-spf-missing"),
            ("advice-dmarc", false, "advice-dmarc-missing"),
            ("advice-dkim", true, "advice-there"),
        ]);
        assert_eq!(advice.seen, Some(vec![true]));
        office.dns.txt("hinode.example", "v=spf1 mx -all");
        office.dns.txt("_dmarc.hinode.example", "v=DMARC1; p=none");
        office.dns.forget(&keys[0].record_name());
        office.dns.txt(&keys[0].record_name(), "v=DKIM1; k=ed25519; p=AAAA");
        let advice = office.premises.examiner.advise("hinode.example", &keys).await;
        let found: Vec<_> = advice.points.iter().map(|point| (point.passed, point.found)).collect();
        assert_eq!(found, [(true, "advice-there"), (true, "advice-dmarc-watches"), (false, "advice-dkim-other")]);
    }

    async fn a_key_is_learned_from_signed_mail_and_believed_once_somebody_has_compared_it(world: World) {
        let office = Office::open(world).await;
        let (kei, now) = (kei(), office.world.desk.now());
        let unknown = office.takes(signed(&kei, now)).await.ticket.unwrap();
        let (protection, worth) = office.last(unknown).await.protection.unwrap();
        assert_eq!((protection.standard, protection.encryption, worth), (Standard::OpenPgp, Encryption::None, Worth::Keyless));
        // The next one announces the key in its header.
        let (name, value) = mail::protect::announcement(&kei.public, &email("kei@customer.example")).unwrap();
        office.takes(letter(&format!("{name}: {value}\r\n"))).await;
        let ticket = office.takes(signed(&kei, now)).await.ticket.unwrap();
        let said = office.last(ticket).await;
        assert_eq!(said.protection.as_ref().unwrap().1, Worth::Unknown);
        assert_eq!(said.message.text.trim(), "Where is it?");
        let person = said.message.author.unwrap();
        let keys = office.world.desk.ask(office.admin().await, move |read| channel::mail_keys_of_person(read, person)).await.unwrap();
        assert_eq!((keys.len(), keys[0].trust), (1, KeyTrust::Undecided));
        let id = keys[0].id;
        office.world.desk.change(office.admin().await, move |tx| channel::decide_mail_key(tx, person, id, KeyTrust::Trusted)).await.unwrap();
        assert_eq!(office.last(ticket).await.protection.unwrap().1, Worth::Valid, "what is decided later counts");
    }

    async fn a_letter_is_encrypted_for_whom_we_trust_and_refused_for_others(world: World) {
        let office = Office::open(world).await;
        let (kei, of) = (kei(), office.mailbox);
        let ticket = office.takes(letter("")).await.ticket.unwrap();
        let refused = |answer: Result<Vec<u8>, Error>| match answer {
            Err(Error::Refused(refusal)) => refusal,
            other => panic!("{other:?}"),
        };
        assert_eq!(refused(office.answers(ticket, Protect::Sign).await), Refusal::SenderWithoutKey);
        assert_eq!(refused(office.answers(ticket, Protect::Encrypt).await), Refusal::RecipientWithoutKey);
        let mailbox = office.world.desk.ask(office.admin().await, move |read| channel::mailbox(read, of)).await.unwrap();
        let ours = make_mail_key(&office.premises, &mailbox).unwrap();
        assert!(!ours.sealed.contains("PRIVATE KEY"), "a private key is sealed");
        office.world.desk.change(office.admin().await, move |tx| channel::add_mail_key(tx, of, ours)).await.unwrap();
        let theirs = read_public_keys(kei.public.text().as_bytes()).unwrap().remove(0);
        let person = office.last(ticket).await.message.author.unwrap();
        let id = office.world.desk.change(office.admin().await, move |tx| channel::add_person_key(tx, person, theirs)).await.unwrap();
        assert_eq!(refused(office.answers(ticket, Protect::Encrypt).await), Refusal::RecipientWithoutKey);
        office.world.desk.change(office.admin().await, move |tx| channel::decide_mail_key(tx, person, id, KeyTrust::Trusted)).await.unwrap();
        // What is closed has no links: more than it can carry is refused while one can still do something about it.
        let film = NewAttachment {
            digest: base::Digest::of(b"film"),
            name: "film.mp4".into(),
            content_type: "video/mp4".into(),
            size: MOST_ATTACHED_BYTES + 1,
            inline: false,
            content_id: None,
        };
        for protect in [Protect::Sign, Protect::Encrypt, Protect::Possible] {
            let compose = Compose { protect: Some(protect), attachments: vec![film.clone()], ..Compose::default() };
            assert_eq!(refused(office.sends(ticket, compose).await), Refusal::ClosedTooLarge);
        }
        let raw = office.answers(ticket, Protect::Possible).await.unwrap();
        assert!(!String::from_utf8_lossy(&raw).contains("Tomorrow"));
        let parsed = parse(&raw, &Limits::default()).unwrap();
        assert!(parsed.header("autocrypt").is_some());
        let keys = office.world.desk.ask(office.admin().await, move |read| channel::mail_keys_of_mailbox(read, of)).await.unwrap().0;
        let public = mail::protect::Public::read(keys[0].public.as_bytes()).unwrap();
        let opened = open(&raw, &Keyring { private: vec![kei.clone()], public }, office.world.desk.now());
        let report = opened.report.unwrap();
        assert_eq!((report.encryption, report.signature), (mail::protect::Encryption::Opened, mail::protect::Signature::Good));
        assert!(parse(&opened.raw, &Limits::default()).unwrap().text.contains("Tomorrow."));
        // Where nobody chose, as in a macro, it leaves as its mailbox says.
        let unsaid = office.sends(ticket, Compose::default()).await.unwrap();
        assert!(String::from_utf8_lossy(&unsaid).contains("Tomorrow"));
        office.world.desk.change(office.admin().await, move |tx| channel::protect_mailbox(tx, of, Protect::Encrypt)).await.unwrap();
        let unsaid = office.sends(ticket, Compose::default()).await.unwrap();
        assert!(!String::from_utf8_lossy(&unsaid).contains("Tomorrow"));
        // And what they encrypt for us is read here.
        let to = mail::protect::Public::read(keys[0].public.as_bytes()).unwrap();
        let closing = Closing { standard: mail::protect::Standard::OpenPgp, by: Some(&kei), to: &to };
        let came = office.takes(close(&letter(""), &closing, office.world.desk.now()).unwrap()).await;
        let said = office.last(came.ticket.unwrap()).await;
        let (protection, worth) = said.protection.unwrap();
        assert_eq!((protection.encryption, worth, said.message.text.trim()), (Encryption::Opened, Worth::Valid, "Where is it?"));
    }

    async fn what_the_desk_writes_by_itself_leaves_closed_as_its_mailbox_says(world: World) {
        let office = Office::open(world).await;
        let (ours, kei, of) = (openpgp("support@hinode.example"), kei(), office.mailbox);
        let ticket = office.takes(letter("")).await.ticket.unwrap();
        let person = office.last(ticket).await.message.author.unwrap();
        let own = read_mail_key(&office.premises, ours.text().as_bytes(), "").unwrap();
        let theirs = read_public_keys(kei.public.text().as_bytes()).unwrap().remove(0);
        let set_up = move |tx: &mut service::Tx| {
            channel::add_mail_key(tx, of, own)?;
            channel::protect_mailbox(tx, of, Protect::Encrypt)?;
            let key = channel::add_person_key(tx, person, theirs)?;
            channel::decide_mail_key(tx, person, key, KeyTrust::Trusted)
        };
        office.world.desk.change(office.admin().await, set_up).await.unwrap();
        let told = office.world.desk.change(Actor::System, move |tx| channel::acknowledge(tx, ticket)).await.unwrap();
        assert!(told.is_some());
        let raw = office.leaves().await;
        let number = office.world.desk.ask(Actor::System, move |read| ticket_number(read, ticket)).await.unwrap();
        let link = format!("/r/{number}/");
        assert!(!String::from_utf8_lossy(&raw).contains(&link), "the link opens the request");
        let opened = open(&raw, &Keyring { private: vec![kei], public: vec![ours.public.clone()] }, office.world.desk.now());
        let report = opened.report.unwrap();
        assert_eq!((report.encryption, report.signature), (mail::protect::Encryption::Opened, mail::protect::Signature::Good));
        let inside = parse(&opened.raw, &Limits::default()).unwrap();
        assert!(inside.text.contains(&link), "{}", inside.text);
    }

    async fn a_notice_of_a_mailbox_that_always_encrypts_says_nothing_that_was_written(world: World) {
        let office = Office::open(world).await;
        let (ours, of, chika) = (openpgp("support@hinode.example"), office.mailbox, office.cast.chika);
        let own = read_mail_key(&office.premises, ours.text().as_bytes(), "").unwrap();
        let set_up = move |tx: &mut service::Tx| {
            channel::add_mail_key(tx, of, own)?;
            channel::protect_mailbox(tx, of, Protect::Encrypt)
        };
        office.world.desk.change(office.admin().await, set_up).await.unwrap();
        let wish = |tx: &mut service::Tx| {
            let mut matrix = notification::wishes(tx)?.1;
            matrix.set(Occasion::Received, Medium::Mail, Reach::Off)?;
            notification::choose(tx, Wishes { matrix: Some(matrix), ..Wishes::default() })
        };
        office.world.desk.change(office.world.actor(chika).await, wish).await.unwrap();
        let ticket = office.takes(letter("")).await.ticket.unwrap();
        let number = office.world.desk.ask(Actor::System, move |read| ticket_number(read, ticket)).await.unwrap();
        let assign = move |tx: &mut service::Tx| ticket::assign(tx, number, Some(chika), None);
        office.world.desk.change(office.admin().await, assign).await.unwrap();
        while office.world.desk.ask(Actor::System, |read| readers::must_wait(read, "notify")).await.unwrap() {
            office.world.desk.change(Actor::System, |tx| readers::follow(tx, "notify", notification::follow)).await.unwrap();
        }
        let told = office.world.desk.change(Actor::System, notification::deliver_due).await.unwrap();
        assert_eq!(told.len(), 1);
        let raw = office.leaves().await;
        let whole = String::from_utf8_lossy(&raw);
        assert!(!whole.contains("Parcel") && !whole.contains("Thread-Topic"), "{whole}");
        let told = parse(&raw, &Limits::default()).unwrap();
        assert!(told.subject.starts_with(&format!("Ticket #{number}")), "{}", told.subject);
        assert!(told.text.contains(&format!("#{number}: Aya Mori gave you this ticket")), "{}", told.text);
        assert!(told.text.contains("encrypts its letters") && !told.text.contains("Where is it"), "{}", told.text);
    }

    async fn what_is_closed_by_openpgp_carries_everything_with_the_picture_of_its_signature(world: World) {
        carries_everything(world, openpgp("support@hinode.example"), openpgp("kei@customer.example")).await;
    }

    async fn what_is_closed_by_smime_carries_everything_with_the_picture_of_its_signature(world: World) {
        carries_everything(world, smime("support@hinode.example"), smime("kei@customer.example")).await;
    }

    async fn a_key_that_a_domain_publishes_is_found_where_somebody_looks_for_it(world: World) {
        let office = Office::open(world).await;
        let ticket = office.takes(letter("")).await.ticket.unwrap();
        let person = office.last(ticket).await.message.author.unwrap();
        let asked = office.world.desk.ask(office.admin().await, move |read| channel::addresses_for_keys(read, person)).await;
        assert_eq!(asked.unwrap(), [email("kei@customer.example")]);
        let add = async |keys: Vec<MailKey>| {
            let added = office.world.desk.change(office.admin().await, move |tx| channel::add_found_keys(tx, person, keys)).await;
            added.map_err(|error| match error {
                Error::Refused(refusal) => refusal,
                other => panic!("{other:?}"),
            })
        };
        assert_eq!(add(Vec::new()).await, Err(Refusal::KeyNotPublished));
        let key = MailKey { source: KeySource::Directory, ..read_public_keys(kei().public.text().as_bytes()).unwrap().remove(0) };
        assert_eq!(add(vec![key.clone()]).await, Ok(()));
        assert_eq!(add(vec![key]).await, Err(Refusal::KeyTaken));
        let keys = office.world.desk.ask(office.admin().await, move |read| channel::mail_keys_of_person(read, person)).await.unwrap();
        assert_eq!((keys.len(), keys[0].source, keys[0].trust), (1, KeySource::Directory, KeyTrust::Undecided));
    }

    async fn a_key_of_somebody_else_is_given_to_no_mailbox_and_no_person(world: World) {
        let office = Office::open(world).await;
        let (kei, of) = (kei(), office.mailbox);
        let key = read_mail_key(&office.premises, kei.text().as_bytes(), "").unwrap();
        let given = office.world.desk.change(office.admin().await, move |tx| channel::add_mail_key(tx, of, key)).await;
        assert!(matches!(given, Err(Error::Refused(Refusal::KeyOfAnother))));
        let mio = office.world.desk.change(office.admin().await, |tx| {
            people::find_or_create(tx, &Address::bare(email("mio@kyaku.example")), None)
        });
        let (mio, key) = (mio.await.unwrap().id, read_public_keys(kei.public.text().as_bytes()).unwrap().remove(0));
        let given = office.world.desk.change(office.admin().await, move |tx| channel::add_person_key(tx, mio, key)).await;
        assert!(matches!(given, Err(Error::Refused(Refusal::KeyOfAnother))));
    }
}

#[tokio::test]
async fn the_host_for_keys_is_asked_first_and_the_domain_only_where_there_is_none() {
    let (kei, http) = (kei(), Http::new(Networks::read("127.0.0.0/8").unwrap()).unwrap());
    let text = kei.public.text();
    let service = HttpService::start(move |asked| match asked.target.as_str() {
        "/own" | "/domain" => Answered::bytes(text.as_bytes()),
        "/large" => Answered::bytes(vec![b'x'; 3_000]),
        _ => Answered::json(404, "{}"),
    })
    .await;
    let at = |place: &str| format!("{}/{place}", service.url());
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let closed = format!("http://{nobody}/own");
    let limited = http.with(platform::http::Limits { body: 2_000, time: Duration::from_secs(10) });
    for (places, found, asked) in [
        ([at("own"), at("domain")], 1, vec!["/own"]),
        ([closed, at("domain")], 1, vec!["/domain"]),
        ([at("none"), at("domain")], 0, vec!["/none"]),
        ([at("large"), at("domain")], 0, vec!["/large"]),
    ] {
        let before = service.asked().len();
        let keys = published(&limited, &places).await;
        assert_eq!(keys.len(), found, "{places:?}");
        assert!(keys.iter().all(|key| key.facts.fingerprint == kei.public.facts.fingerprint));
        let heard: Vec<String> = service.asked().split_off(before).into_iter().map(|asked| asked.target).collect();
        assert_eq!(heard, asked);
    }
    let guarded = Http::new(Networks::read("").unwrap()).unwrap();
    assert!(published(&guarded, &[at("own"), at("domain")]).await.is_empty(), "nobody makes us ask inside");
}

fn ticket_number(read: &mut service::Read, ticket: TicketId) -> service::Done<desk::ticket::TicketNumber> {
    ticket::number_of(read, ticket)?.ok_or(Error::Missing)
}
