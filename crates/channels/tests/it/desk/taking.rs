//! Messages taken in: each kept with what is known of it, each a message of a ticket once.

use super::House;
use channels::desk::{DeskIntake, read};
use channels::ports::{By, Envelope, Intake as _, Recipient, Source};
use desk::channel::{Decision, Intake, IntakeId, MailboxId};
use service::{Actor, channel};
use testing::email;

const MESSAGE: &str = "From: Kei <kei@customer.example>\r\nTo: support@desk.example\r\nSubject: Parcel\r\n\
    Message-ID: <1@customer.example>\r\n\r\nWhere is it?\r\n";

fn fetched(mailbox: MailboxId, uid: u32) -> Envelope {
    let source = Source::Fetched { mailbox: mailbox.to_string(), by: By::Imap, name: format!("7.{uid}") };
    Envelope { source, mail_from: None, rcpt: Vec::new(), remote: None, helo: None }
}

async fn take(house: &House, envelope: Envelope) -> Intake {
    let receipt = DeskIntake(house.premises.clone()).receive(MESSAGE.into(), envelope).await.unwrap();
    let id = IntakeId(receipt.id.parse().unwrap());
    house.world.desk.ask(Actor::System, move |read| channel::intake(read, id)).await.unwrap()
}

testing::on_both! {
    async fn a_message_that_is_fetched_twice_is_one_message(world: World) {
        let house = House::open(world).await;
        let mailbox = house.mailbox("support@desk.example", None, None).await;
        let mut decided = Vec::new();
        // The server has numbered its mailbox anew: everything comes again under other numbers.
        for uid in [1, 2] {
            let intake = take(&house, fetched(mailbox, uid)).await;
            decided.push(read(&house.premises, &format!("{{\"intake\": {}}}", intake.id)).await.unwrap());
        }
        let decisions: Vec<_> = decided.iter().map(|decided| decided.decision).collect();
        assert_eq!(decisions, [Decision::New, Decision::Duplicate]);
        assert_eq!((decided[0].ticket, decided[0].message), (decided[1].ticket, decided[1].message));
    }

    async fn who_handed_a_message_over_is_kept(world: World) {
        let house = House::open(world).await;
        house.mailbox("support@desk.example", None, None).await;
        let envelope = Envelope {
            source: Source::Smtp,
            mail_from: Some(email("kei@customer.example")),
            rcpt: vec![email("support@desk.example")],
            remote: Some("192.0.2.7".parse().unwrap()),
            helo: Some("mail.customer.example".into()),
        };
        let kept = take(&house, envelope).await;
        assert_eq!(kept.client.remote, Some("192.0.2.7".parse().unwrap()));
        assert_eq!(kept.client.helo.as_deref(), Some("mail.customer.example"));
    }

    async fn a_door_knows_our_addresses_also_with_a_tag(world: World) {
        let house = House::open(world).await;
        house.mailbox("support@desk.example", None, None).await;
        let door = DeskIntake(house.premises.clone());
        for (address, known) in [
            ("support@desk.example", Recipient::Known),
            ("SUPPORT+t.100001.abc@Desk.example", Recipient::Known),
            ("sales@desk.example", Recipient::Unknown),
        ] {
            assert_eq!(door.recipient(&email(address)).await, known, "{address}");
        }
    }
}
