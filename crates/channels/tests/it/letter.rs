//! Letters as they leave the desk, read again by our own reader.

use crate::premises::premises;
use base::{Address, CleanHtml, Email, Language};
use channels::desk::{Composed, DeskIntake, Premises, compose, read};
use channels::ports::{By, Envelope, Intake as _, Source};
use desk::access::Copies;
use desk::channel::{MailboxWish, Quotation, SenderName, SignaturePlace, Writing};
use desk::conversation::{Compose, NewAttachment, Signature};
use desk::people::Profile;
use desk::ticket::{BrandWish, Category, Color, Stars, Ticket, TicketNumber};
use mail::{Limits, Parsed};
use service::access::{self, Invite};
use service::channel::Sending;
use service::ticket::{self, Asked};
use service::{Actor, channel, conversation, people};
use std::time::Duration;
use testing::{Cast, World, email};

const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\nnot really";

/// A desk with a mailbox whose letters are read instead of sent.
struct Desk {
    world: World,
    cast: Cast,
    premises: Premises,
    _files: tempfile::TempDir,
}

impl Desk {
    async fn open(world: World, reply_addresses: bool) -> Self {
        let cast = world.cast().await;
        let (premises, files) = premises(&world);
        let wish = MailboxWish { reply_addresses, ..wish(&cast) };
        let by = world.actor(cast.aya).await;
        world.desk.change(by, move |tx| channel::create_mailbox(tx, wish).map(drop)).await.unwrap();
        Self { world, cast, premises, _files: files }
    }

    async fn asked(&self, name: &str, address: &'static str, language: Language, text: &str) -> Ticket {
        let asked = Asked {
            name: name.into(),
            email: Email::parse(address),
            subject: "Where is my grinder?".into(),
            text: text.into(),
            attachments: Vec::new(),
            language,
            brand: None,
            organization: None,
            priority: None,
            given: Default::default(),
        };
        self.world.desk.change(Actor::Anonymous, move |tx| ticket::ask(tx, asked)).await.unwrap()
    }

    async fn answer(&self, number: TicketNumber, to: &'static str, compose: Compose) {
        let by = self.world.actor(self.cast.chika).await;
        let compose = Compose { to: vec![Address::bare(email(to))], hold: Some(Duration::ZERO), ..compose };
        self.world.desk.change(by, move |tx| conversation::reply(tx, number, compose).map(drop)).await.unwrap();
    }

    /// Its letters carry so many octets of files.
    async fn carries(&self, most_attached: i64) {
        self.writes(Writing { most_attached, link_days: 30, ..Writing::default() }).await;
    }

    async fn writes(&self, writing: Writing) {
        let by = self.world.actor(self.cast.aya).await;
        let write = move |tx: &mut service::Tx| {
            let mailbox = channel::mailboxes(tx)?.remove(0).0;
            channel::change_writing(tx, mailbox.id, mailbox.version, writing)
        };
        self.world.desk.change(by, write).await.unwrap();
    }

    /// The newest letter that waits, as it would leave.
    async fn letter(&self) -> (Composed, Parsed) {
        let sending = self.world.desk.ask(Actor::System, |read| {
            let newest = channel::letters(read, desk::channel::LetterState::Queued, None, 1)?;
            channel::sending(read, newest[0].id)
        });
        let composed = compose(&self.premises, sending.await.unwrap()).await.unwrap();
        let parsed = mail::parse(&composed.raw, &Limits::default()).unwrap();
        (composed, parsed)
    }
}

fn wish(cast: &Cast) -> MailboxWish {
    MailboxWish { acknowledge: true, ..MailboxWish::plain("support@hinode.example", "Hinode Support", cast.support) }
}

async fn compose_one(desk: &Desk, sending: &Sending, alone: Option<Email>) -> Composed {
    compose(&desk.premises, Sending { alone, ..sending.clone() }).await.unwrap()
}

fn text(text: &str) -> Compose {
    Compose { text: text.into(), ..Compose::default() }
}

testing::on_both! {
    async fn a_reply_shows_beneath_it_what_it_answers_and_our_reader_folds_that_again(world: World) {
        let desk = Desk::open(world, true).await;
        let asked = desk.asked("Kei Tanaka", "kei@customer.example", Language::English, "It should have come on Monday.\n\nKei").await;
        desk.answer(asked.number, "kei@customer.example", text("Dear Kei,\n\nit left us today.")).await;
        let (composed, read) = desk.letter().await;
        assert_eq!(read.reply_text, "Dear Kei,\n\nit left us today.");
        assert!(read.text.contains("On Sun 1 Mar 2026, 18:30 JST, Kei Tanaka wrote:\n\n> It should have come on Monday.\n>\n> Kei"), "{}", read.text);
        for part in ["it left us today.", "Kei Tanaka wrote:", "It should have come on Monday."] {
            assert!(read.html.as_str().contains(part), "{part}: {}", read.html.as_str());
        }
        assert_eq!(read.subject, "Re: Where is my grinder?");
        assert_eq!(read.from, Some(Address::new("Hinode Support", email("support@hinode.example"))));
        assert_eq!(read.marks.auto_submitted, None);
        assert!(composed.from.is_some_and(|from| from.as_str().starts_with("support+b.")));
    }

    async fn whoever_must_not_see_the_others_gets_a_letter_of_their_own(world: World) {
        let desk = Desk::open(world, true).await;
        let asked = desk.asked("Kei Tanaka", "kei@customer.example", Language::English, "Where is it?").await;
        let by = desk.world.actor(desk.cast.aya).await;
        let apart = |tx: &mut service::Tx| {
            let seen = service::house::load(tx)?.wish();
            service::house::change(tx, &seen, &service::house::Wish { copies: Copies::Apart, ..seen.clone() })
        };
        desk.world.desk.change(by, apart).await.unwrap();
        let (cc, bcc) = (["mio@kyaku.example"], ["box@kyaku.example"]);
        let named = |some: [&str; 1]| some.map(|one| Address::bare(email(one))).to_vec();
        let compose = Compose { cc: named(cc), bcc: named(bcc), ..text("It left today.") };
        desk.answer(asked.number, "kei@customer.example", compose).await;
        let sending = desk.world.desk.ask(Actor::System, |read| {
            let newest = channel::letters(read, desk::channel::LetterState::Queued, None, 1)?;
            channel::sending(read, newest[0].id)
        });
        let sending = sending.await.unwrap();
        assert_eq!(sending.turns().len(), 3);
        for alone in sending.turns() {
            let composed = compose_one(&desk, &sending, alone.clone()).await;
            let read = mail::parse(&composed.raw, &Limits::default()).unwrap();
            let own = alone.unwrap();
            assert_eq!((composed.to, read.to.len(), read.cc.len()), (vec![own.clone()], 1, 0));
            assert_eq!(read.to[0].email, own);
            for other in ["kei@customer.example", cc[0], bcc[0]].iter().filter(|one| **one != own.as_str()) {
                assert!(!String::from_utf8_lossy(&composed.raw).contains(other), "{other} in the letter to {own}");
            }
        }
    }

    async fn a_mailbox_writes_as_it_was_told(world: World) {
        let desk = Desk::open(world, true).await;
        let writing = Writing {
            sender: SenderName::Both,
            signature: "Hinode Ltd, request {{ ticket.number }}".into(),
            place: SignaturePlace::BelowQuotation,
            quotation: Quotation::All,
            archive: Some(email("archive@hinode.example")),
            ..Writing::default()
        };
        let by = desk.world.actor(desk.cast.aya).await;
        let write = move |tx: &mut service::Tx| {
            let mailbox = channel::mailboxes(tx)?.remove(0).0;
            channel::change_writing(tx, mailbox.id, mailbox.version, writing)
        };
        desk.world.desk.change(by, write).await.unwrap();
        let asked = desk.asked("Kei Tanaka", "kei@customer.example", Language::English, "It should have come on Monday.").await;
        desk.answer(asked.number, "kei@customer.example", text("It left us today.")).await;
        desk.answer(asked.number, "kei@customer.example", text("It should be there now.")).await;
        let (composed, read) = desk.letter().await;
        assert_eq!(read.from, Some(Address::new("Chika Ueda at Hinode Support", email("support@hinode.example"))));
        let quoted = (read.text.find("> It left us today."), read.text.find("> It should have come on Monday."));
        let signed = read.text.find(&format!("Hinode Ltd, request {}", asked.number));
        assert!(quoted.0.is_some() && quoted.0 < quoted.1 && quoted.1 < signed, "{}", read.text);
        assert_eq!(composed.to, [email("archive@hinode.example"), email("kei@customer.example")]);
        assert!(!String::from_utf8_lossy(&composed.raw).contains("archive@"), "a blind copy is blind");
    }

    async fn a_letter_that_asks_how_content_somebody_is_has_a_link_for_each_answer(world: World) {
        let desk = Desk::open(world, true).await;
        let asked = desk.asked("Kei Tanaka", "kei@customer.example", Language::English, "It should have come on Monday.").await;
        let number = asked.number;
        let ask = move |tx: &mut service::Tx| {
            let solved = ticket::statuses(tx)?.into_iter().find(|one| one.category == Category::Solved).unwrap();
            ticket::set_status(tx, number, solved.id, None)?;
            ticket::ask_for_rating(tx, number)
        };
        desk.world.desk.change(Actor::System, ask).await.unwrap();
        let (_, read) = desk.letter().await;
        assert!(read.text.contains(&format!("Your request #{number} is closed.")), "{}", read.text);
        for stars in Stars::ALL {
            let link = format!("/rate/{number}/{}.", asked.requester);
            let line = read.text.lines().find(|line| line.contains(&link) && line.ends_with(&format!("?stars={}", stars.number())));
            let url = line.unwrap_or_else(|| panic!("{stars:?}: {}", read.text));
            assert!(read.html.as_str().contains(url), "{}", read.html.as_str());
            assert!(read.text.contains(&stars.drawn()));
        }
        assert_eq!(read.marks.auto_submitted.as_deref(), Some("auto-generated"));
    }

    async fn who_wrote_more_than_is_taken_in_is_told_so_also_where_nobody_is_acknowledged(world: World) {
        let desk = Desk::open(world, true).await;
        let by = desk.world.actor(desk.cast.aya).await;
        let wish = MailboxWish { acknowledge: false, ..wish(&desk.cast) };
        let silent = move |tx: &mut service::Tx| {
            let mailbox = channel::mailboxes(tx)?.remove(0).0;
            channel::change_mailbox(tx, mailbox.id, mailbox.version, wish).map(|changed| changed.id)
        };
        let mailbox = desk.world.desk.change(by, silent).await.unwrap();
        let header = "From: Kei <kei@customer.example>\r\nTo: support@hinode.example\r\nSubject: Film\r\nMessage-ID: <9@c.example>";
        let source = Source::Stub { mailbox: mailbox.to_string(), by: By::Imap, name: "7.1".into(), octets: 90 << 20 };
        let envelope = Envelope { source, mail_from: None, rcpt: Vec::new(), remote: None, helo: None };
        let beginning = format!("{header}\r\n\r\n[its beginning]\r\n");
        let taken = DeskIntake(desk.premises.clone()).receive(beginning.into(), envelope).await.unwrap();
        let read = read(&desk.premises, &format!("{{\"intake\": {}}}", taken.id)).await.unwrap();
        let ticket = read.ticket.expect("what was too big is a ticket all the same");
        let told = desk.world.desk.change(Actor::System, move |tx| channel::acknowledge(tx, ticket)).await.unwrap();
        assert!(told.is_some());
        let (composed, letter) = desk.letter().await;
        assert_eq!(composed.to, [email("kei@customer.example")]);
        assert!(letter.text.contains("too big to be taken in") && letter.text.contains("smaller attachments"), "{}", letter.text);
        assert!(letter.marks.forbids_automatic_answers());
    }

    async fn outlook_finds_our_answer_where_its_own_message_stands(world: World) {
        let desk = Desk::open(world, true).await;
        let asked = desk.asked("Kei Tanaka", "kei@customer.example", Language::English, "Where?").await;
        desk.answer(asked.number, "kei@customer.example", text("Here.")).await;
        let (_, read) = desk.letter().await;
        let own = mail::compose::ThreadIndex::read(read.header("thread-index").unwrap()).expect("a conversation of our own");
        assert_eq!(read.header("thread-topic"), Some("Where is my grinder?"));
        desk.answer(asked.number, "kei@customer.example", text("Still here.")).await;
        let (_, read) = desk.letter().await;
        let again = read.header("thread-index").unwrap();
        assert_eq!(again[..28], own.to_string()[..28], "one conversation has one head");
    }

    async fn what_has_a_form_leaves_as_html_and_as_text(world: World) {
        let desk = Desk::open(world, true).await;
        let asked = desk.asked("Kei Tanaka", "kei@customer.example", Language::English, "How?").await;
        let html = CleanHtml::clean("<p>Three <strong>steps</strong>:</p><ol><li>Open</li><li>Turn</li></ol><p><img src=\"cid:lid@kippu\" alt=\"the lid\"></p>");
        let bytes = bytes::Bytes::from_static(b"PNG");
        let digest = desk.premises.blobs.put(bytes).await.unwrap();
        let picture = NewAttachment {
            digest, name: "lid.png".into(), content_type: "image/png".into(), size: 3, inline: true, content_id: Some("lid@kippu".into()),
        };
        let compose = Compose { text: html.to_text(), html: Some(html), attachments: vec![picture], ..Compose::default() };
        desk.answer(asked.number, "kei@customer.example", compose).await;
        let (_, read) = desk.letter().await;
        assert_eq!(read.reply_text, "Three steps:\n\n1. Open\n2. Turn\n\n[the lid]");
        assert!(read.html.as_str().contains("<strong>steps</strong>") && read.html.as_str().contains("cid:lid@kippu"));
        assert!(read.attachments[0].inline && read.attachments[0].content_id.as_deref() == Some("lid@kippu"));
    }

    async fn the_same_in_japanese(world: World) {
        let desk = Desk::open(world, true).await;
        let asked = desk.asked("佐藤 美緒", "mio@kyaku.example", Language::Japanese, "まだ届いておりません。").await;
        desk.answer(asked.number, "mio@kyaku.example", text("佐藤 様\n\n本日発送いたしました。")).await;
        let (_, read) = desk.letter().await;
        assert_eq!(read.reply_text, "佐藤 様\n\n本日発送いたしました。");
        assert!(read.text.contains("2026年3月1日(日) 18:30、佐藤 美緒 様からのメッセージ:\n\n> まだ届いておりません。"), "{}", read.text);
    }

    async fn whoever_is_known_to_be_where_we_are_is_told_no_zone(world: World) {
        let desk = Desk::open(world, true).await;
        let asked = desk.asked("Kei Tanaka", "kei@customer.example", Language::English, "Where is it?").await;
        for (zone, told) in [("Asia/Tokyo", "On Sun 1 Mar 2026, 18:30, Kei"), ("Europe/Berlin", "On Sun 1 Mar 2026, 18:30 JST, Kei")] {
            let by = desk.world.actor(desk.cast.aya).await;
            let kei = desk.cast.kei;
            let moves = move |tx: &mut service::Tx| {
                let person = people::panel(tx, kei)?.person;
                let there = Profile { time_zone: Some(zone.into()), ..person.profile() };
                people::edit_person(tx, kei, there, person.version).map(drop)
            };
            desk.world.desk.change(by, moves).await.unwrap();
            desk.answer(asked.number, "kei@customer.example", text(&format!("It left for {zone}."))).await;
            let (_, read) = desk.letter().await;
            assert!(read.text.contains(told), "{zone}: {}", read.text);
        }
    }

    async fn only_the_last_message_from_outside_is_quoted(world: World) {
        let desk = Desk::open(world, true).await;
        let asked = desk.asked("Kei Tanaka", "kei@customer.example", Language::English, "First words.").await;
        desk.answer(asked.number, "kei@customer.example", text("Our answer.")).await;
        let number = asked.number;
        let kei = Actor::Requester(desk.cast.kei);
        desk.world.desk.change(kei, move |tx| ticket::answer(tx, number, "Second words.", Vec::new()).map(drop)).await.unwrap();
        desk.answer(number, "kei@customer.example", text("Our second answer.")).await;
        let (_, read) = desk.letter().await;
        assert!(read.text.contains("> Second words."), "{}", read.text);
        assert!(!read.text.contains("First words.") && !read.text.contains("Our answer."), "{}", read.text);
    }

    async fn a_picture_within_the_text_travels_with_it(world: World) {
        let desk = Desk::open(world, true).await;
        let asked = desk.asked("Kei Tanaka", "kei@customer.example", Language::English, "How?").await;
        let digest = desk.premises.blobs.put(PIXEL).await.unwrap();
        let picture = NewAttachment {
            digest,
            name: "plan.png".into(),
            content_type: "image/png".into(),
            size: PIXEL.len() as i64,
            inline: true,
            content_id: Some("plan@desk".into()),
        };
        let html = CleanHtml::clean("<p>Like <b>this</b>: <img src=\"cid:plan@desk\" alt=\"plan\"></p>");
        desk.answer(asked.number, "kei@customer.example", Compose { html: Some(html), attachments: vec![picture], ..text("Like this:") }).await;
        let (_, read) = desk.letter().await;
        assert!(read.html.as_str().contains("cid:plan@desk"), "{}", read.html.as_str());
        let part = read.part_of("plan@desk").expect("the picture is in the letter");
        assert_eq!((part.bytes.as_slice(), part.inline), (PIXEL, true));
    }

    async fn signatures_go_with_their_form_and_a_picture_of_all_goes_once(world: World) {
        let desk = Desk::open(world, true).await;
        let asked = desk.asked("Kei Tanaka", "kei@customer.example", Language::English, "How?").await;
        let logo = NewAttachment {
            digest: desk.premises.blobs.put(PIXEL).await.unwrap(),
            name: "logo.png".into(),
            content_type: "image/png".into(),
            size: PIXEL.len() as i64,
            inline: true,
            content_id: Some("logo@desk".into()),
        };
        let image = "<img src=\"cid:logo@desk\" alt=\"logo.png\">";
        let signed = |words: &str| Signature {
            html: CleanHtml::clean(&format!("<p><b>{words}</b> {image}</p>")),
            pictures: vec![logo.clone()],
            ..Signature::default()
        };
        let (own, writing) = (signed("{{ agent.name }}"), Writing { signature: signed("Hinode & Co"), ..Writing::default() });
        let write = move |tx: &mut service::Tx| {
            let mailbox = channel::mailboxes(tx)?.remove(0).0;
            channel::change_writing(tx, mailbox.id, mailbox.version, writing)
        };
        desk.world.desk.change(desk.world.actor(desk.cast.aya).await, write).await.unwrap();
        let sign = move |tx: &mut service::Tx| {
            let version = people::own_panel(tx)?.agent.unwrap().version;
            people::set_signature(tx, own, version)
        };
        desk.world.desk.change(desk.world.actor(desk.cast.chika).await, sign).await.unwrap();
        let html = CleanHtml::clean(&format!("<p>Like this: {image}</p>"));
        desk.answer(asked.number, "kei@customer.example", Compose { html: Some(html), attachments: vec![logo.clone()], ..text("Like this:") }).await;
        let (composed, read) = desk.letter().await;
        assert_eq!(read.html.as_str().matches("cid:logo@desk").count(), 3, "{}", read.html.as_str());
        assert!(read.html.as_str().contains("<b>Chika Ueda</b>"), "{}", read.html.as_str());
        assert!(read.text.contains("\nChika Ueda\n\nHinode & Co\n"), "{}", read.text);
        let raw = String::from_utf8_lossy(&composed.raw);
        assert_eq!(raw.matches("<logo@desk>").count(), 1, "once");
        assert_eq!(read.part_of("logo@desk").expect("it is in the letter").bytes.as_slice(), PIXEL);
        let number = asked.number;
        let page = desk.world.desk.ask(Actor::System, move |read| ticket::page(read, number)).await.unwrap();
        let said: Vec<usize> = page.timeline.iter().filter_map(|entry| match entry {
            ticket::Entry::Message(said) => Some(said.attachments.len()),
            ticket::Entry::Event(_) | ticket::Entry::Side(_) => None,
        }).collect();
        assert_eq!(said, [0, 1], "the signatures are no part of the message");
    }

    async fn what_is_too_large_goes_as_a_link_in_the_text_and_in_the_html(world: World) {
        let desk = Desk::open(world, true).await;
        desk.carries(10).await;
        let asked = desk.asked("Kei Tanaka", "kei@customer.example", Language::English, "How?").await;
        let mut attachments = Vec::new();
        for (name, bytes) in [("plan.zip", &[7_u8; 20][..]), ("note.txt", &b"small"[..])] {
            let digest = desk.premises.blobs.put(bytes.to_vec()).await.unwrap();
            let (name, content_type) = (name.to_owned(), "application/octet-stream".to_owned());
            let size = bytes.len() as i64;
            attachments.push(NewAttachment { digest, name, content_type, size, inline: false, content_id: None });
        }
        desk.answer(asked.number, "kei@customer.example", Compose { attachments, ..text("Both are here.") }).await;
        let (_, read) = desk.letter().await;
        let inside: Vec<_> = read.attachments.iter().map(|part| part.filename.clone()).collect();
        assert_eq!(inside, ["note.txt"]);
        assert!(read.text.contains("Files too large for this letter:\nplan.zip (20 B, until Tue 31 Mar 2026, "), "{}", read.text);
        let url = read.text.lines().find(|line| line.contains("/f/") && line.ends_with("/plan.zip")).expect("a link").to_owned();
        assert!(read.html.as_str().contains(&url), "{}", read.html.as_str());
        // Composed once more, because the server was away: the same link.
        let (_, again) = desk.letter().await;
        assert!(again.text.contains(&url), "{}", again.text);
        let key = url.rsplit('/').nth(1).unwrap().to_owned();
        let found = desk.world.desk.ask(Actor::Anonymous, move |read| channel::linked_file(read, &key)).await.unwrap();
        assert_eq!(found.0.name, "plan.zip");
    }

    async fn pictures_in_the_text_take_their_room_before_the_files(world: World) {
        let desk = Desk::open(world, true).await;
        desk.carries(PIXEL.len() as i64 + 5).await;
        let asked = desk.asked("Kei Tanaka", "kei@customer.example", Language::English, "How?").await;
        let mut attachments = Vec::new();
        for (name, bytes, inline) in [("plan.txt", &b"twelve bytes"[..], false), ("note.txt", &b"small"[..], false), ("lid.png", PIXEL, true)] {
            let digest = desk.premises.blobs.put(bytes.to_vec()).await.unwrap();
            let content_type = if inline { "image/png" } else { "application/octet-stream" }.to_owned();
            let content_id = inline.then(|| "lid@desk".to_owned());
            attachments.push(NewAttachment { digest, name: name.into(), content_type, size: bytes.len() as i64, inline, content_id });
        }
        let html = Some(CleanHtml::clean("<p>So: <img src=\"cid:lid@desk\" alt=\"lid\"></p>"));
        desk.answer(asked.number, "kei@customer.example", Compose { html, attachments, ..text("So:") }).await;
        let (_, read) = desk.letter().await;
        let mut inside: Vec<_> = read.attachments.iter().map(|part| part.filename.clone()).collect();
        inside.sort();
        assert_eq!(inside, ["lid.png", "note.txt"], "without the picture the plan would have fitted");
        assert!(read.text.contains("/plan.txt"), "{}", read.text);
    }

    async fn the_pictures_of_a_signature_take_their_room_before_the_files_and_once(world: World) {
        let desk = Desk::open(world, true).await;
        let file = async |name: &str, bytes: &'static [u8]| NewAttachment {
            digest: desk.premises.blobs.put(bytes).await.unwrap(),
            name: name.into(),
            content_type: "application/octet-stream".into(),
            size: bytes.len() as i64,
            inline: false,
            content_id: None,
        };
        let logo = file("logo.png", PIXEL).await;
        let logo = NewAttachment { content_type: "image/png".into(), inline: true, content_id: Some("logo@desk".into()), ..logo };
        let image = "<img src=\"cid:logo@desk\" alt=\"logo.png\">";
        let html = CleanHtml::clean(&format!("<p>Hinode {image}</p>"));
        let signature = Signature { html, pictures: vec![logo.clone()], ..Signature::default() };
        desk.writes(Writing { signature, most_attached: PIXEL.len() as i64 + 5, ..Writing::default() }).await;
        let asked = desk.asked("Kei Tanaka", "kei@customer.example", Language::English, "How?").await;
        let beside = [file("plan.txt", &b"twelve bytes"[..]).await, file("note.txt", &b"small"[..]).await];
        let shows_it = Compose {
            html: Some(CleanHtml::clean(&format!("<p>So: {image}</p>"))),
            attachments: beside.iter().cloned().chain([logo]).collect(),
            ..text("So:")
        };
        for compose in [Compose { attachments: beside.to_vec(), ..text("So:") }, shows_it] {
            desk.answer(asked.number, "kei@customer.example", compose).await;
            let (_, read) = desk.letter().await;
            let mut inside: Vec<_> = read.attachments.iter().map(|part| part.filename.clone()).collect();
            inside.sort();
            assert_eq!(inside, ["logo.png", "note.txt"], "without the picture the plan would have fitted");
            assert!(read.text.contains("/plan.txt"), "{}", read.text);
        }
    }

    async fn an_acknowledgement_says_that_a_machine_writes_and_expects_no_bounce(world: World) {
        let desk = Desk::open(world, true).await;
        let asked = desk.asked("佐藤 美緒", "mio@kyaku.example", Language::Japanese, "まだ届いておりません。").await;
        let acknowledged = desk.world.desk.change(Actor::System, move |tx| channel::acknowledge(tx, asked.id)).await.unwrap();
        assert!(acknowledged.is_some());
        let (composed, read) = desk.letter().await;
        assert_eq!(composed.from, None);
        assert_eq!(read.marks.auto_submitted.as_deref(), Some("auto-replied"));
        assert!(read.marks.forbids_automatic_answers());
        assert!(read.text.contains(&format!("受付番号 #{}", asked.number)), "{}", read.text);
        assert!(read.text.contains(&format!("https://desk.example/r/{}/", asked.number)), "{}", read.text);
        assert!(read.text.contains(&format!("[#{}-", asked.number)), "{}", read.text);
        assert_eq!(read.subject, "Re: Where is my grinder?");
    }

    async fn a_mailbox_without_tagged_addresses_marks_the_subject(world: World) {
        let desk = Desk::open(world, false).await;
        let asked = desk.asked("Kei Tanaka", "kei@customer.example", Language::English, "How?").await;
        desk.answer(asked.number, "kei@customer.example", text("So.")).await;
        let (_, read) = desk.letter().await;
        assert!(read.subject.starts_with(&format!("Re: Where is my grinder? [#{}-", asked.number)), "{}", read.subject);
        assert_eq!(read.reply_to, [Address::bare(email("support@hinode.example"))]);
    }

    async fn a_letter_leads_to_its_brands_portal(world: World) {
        let desk = Desk::open(world, true).await;
        let asked = desk.asked("Kei Tanaka", "kei@customer.example", Language::English, "How?").await;
        let by = desk.world.actor(desk.cast.aya).await;
        let wish = BrandWish { name: "Nordlicht".into(), domain: "help.nordlicht.example".into(), language: None, color: Color::Teal };
        desk.world.desk.change(by, move |tx| ticket::change_brand(tx, asked.brand, 1, &wish).map(drop)).await.unwrap();
        desk.answer(asked.number, "kei@customer.example", text("So.")).await;
        let (_, read) = desk.letter().await;
        assert!(read.text.contains(&format!("://help.nordlicht.example/r/{}/", asked.number)), "{}", read.text);
    }

    async fn an_invitation_greets_and_leads_in(world: World) {
        let desk = Desk::open(world, true).await;
        let wish = Invite {
            name: "Fumi Abe".into(),
            email: email("fumi@hinode.example"),
            role: desk::Role::Agent,
            levels: [(desk.cast.support, desk::Level::Full)].into(),
            language: Language::English,
        };
        let by = desk.world.actor(desk.cast.aya).await;
        let (_, link) = desk.world.desk.change(by, move |tx| access::invite(tx, wish)).await.unwrap();
        let (composed, read) = desk.letter().await;
        assert_eq!(composed.from, None);
        assert_eq!(read.marks.auto_submitted.as_deref(), Some("auto-generated"));
        for half in [read.text.as_str(), read.html.as_str()] {
            assert!(half.contains("Hello Fumi Abe,") && half.contains(&format!("https://desk.example/invitation/{}", link.reveal())), "{half}");
        }
    }
}
