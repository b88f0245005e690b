//! Mail by HTTP at the door of a mailbox: kept once, and only of whom it should be.

use super::House;
use channels::desk::{Call, Knocked, knock, read};
use channels::hook::Wrong;
use desk::channel::{Decision, HookKind, MailboxId, hook_context};
use http::HeaderMap;
use platform::Hidden;
use ring::hmac;
use service::{Actor, channel};
use testing::email;

const LETTER: &str = "From: Kei <kei@customer.example>\r\nTo: support@desk.example\r\nSubject: Parcel\r\n\
    Message-ID: <1@customer.example>\r\n\r\nWhere is it?\r\n";

struct Door<'h> {
    house: &'h House,
    mailbox: MailboxId,
    token: base::Token,
}

impl<'h> Door<'h> {
    async fn open(house: &'h House, kind: HookKind, secret: &str) -> Self {
        let mailbox = house.mailbox("support@desk.example", None, None).await;
        Self { token: Self::token(house, mailbox, kind, secret).await, house, mailbox }
    }

    async fn token(house: &House, mailbox: MailboxId, kind: HookKind, secret: &str) -> base::Token {
        let by = house.world.actor(house.aya).await;
        let sealed = match secret {
            "" => String::new(),
            secret => house.premises.secrets.seal(&Hidden::new(secret), &hook_context(&email("support@desk.example"))),
        };
        house.world.desk.change(by, move |tx| channel::open_hook(tx, mailbox, kind, sealed)).await.unwrap()
    }

    async fn knocks(&self, token: &base::Token, content_type: &str, body: impl Into<bytes::Bytes>) -> Option<Knocked> {
        let token = token.clone();
        let asked = self.house.world.desk.ask(Actor::System, move |read| channel::hook_of(read, &token)).await;
        let (hook, mailbox) = asked.unwrap()?;
        let mut headers = HeaderMap::new();
        headers.insert("content-type", content_type.parse().unwrap());
        let url = "https://help.desk.example/hooks/mail/token".into();
        let call = Call {
            hook,
            mailbox,
            url,
            headers,
            query: Vec::new(),
            body: body.into(),
            remote: "192.0.2.7".into(),
            limit: 1_000_000,
        };
        Some(knock(&self.house.premises, call).await.unwrap())
    }
}

fn signed(token: &str, letter: &str, now: i64) -> String {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, b"key"), format!("{now}{token}").as_bytes());
    let hex: String = tag.as_ref().iter().map(|octet| format!("{octet:02x}")).collect();
    let now = now.to_string();
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("timestamp", now.as_str()), ("token", token), ("signature", &hex), ("body-mime", letter)])
        .extend_pairs([("recipient", "support@desk.example"), ("sender", "kei@customer.example")])
        .finish()
}

testing::on_both! {
    async fn what_is_posted_becomes_a_ticket_once(world: World) {
        let house = House::open(world).await;
        let door = Door::open(&house, HookKind::Raw, "").await;
        let mut decided = Vec::new();
        for _ in 0..2 {
            let Some(Knocked::Kept(names)) = door.knocks(&door.token, "message/rfc822", LETTER).await else { panic!() };
            decided.push(read(&house.premises, &format!("{{\"intake\": {}}}", names[0])).await.unwrap());
        }
        let decisions: Vec<_> = decided.iter().map(|decided| decided.decision).collect();
        assert_eq!(decisions, [Decision::New, Decision::Duplicate], "posted again it is the one we have");
        assert_eq!(decided[0].ticket, decided[1].ticket);
    }

    async fn a_call_that_is_heard_again_keeps_nothing_new(world: World) {
        let house = House::open(world).await;
        let door = Door::open(&house, HookKind::Mailgun, "key").await;
        let form = "application/x-www-form-urlencoded";
        let now = house.world.desk.now().millis() / 1_000;
        let first = door.knocks(&door.token, form, signed("once", LETTER, now)).await;
        assert!(matches!(&first, Some(Knocked::Kept(names)) if names.len() == 1), "{first:?}");
        let other = LETTER.replace("Where is it?", "Send money!!");
        assert_eq!(door.knocks(&door.token, form, signed("once", &other, now)).await, first, "its signature is used up");
        assert_ne!(door.knocks(&door.token, form, signed("twice", LETTER, now)).await, first);
    }

    async fn whoever_pretends_is_turned_away_and_can_be_found(world: World) {
        let house = House::open(world).await;
        let door = Door::open(&house, HookKind::Mailgun, "another key").await;
        let now = house.world.desk.now().millis() / 1_000;
        let refused = door.knocks(&door.token, "application/x-www-form-urlencoded", signed("t", LETTER, now)).await;
        assert_eq!(refused, Some(Knocked::Refused(Wrong::Signature)));
        let by = house.world.actor(house.aya).await;
        let away = house.world.desk.ask(by, |read| channel::turned_away(read, "support@desk.example")).await.unwrap();
        assert_eq!((away.len(), away[0].reason.as_str()), (1, "flight-away-signature"));
    }

    async fn a_message_that_is_too_large_is_refused(world: World) {
        let house = House::open(world).await;
        let door = Door::open(&house, HookKind::Raw, "").await;
        let huge = format!("{LETTER}{}", "x".repeat(1_000_001));
        assert_eq!(door.knocks(&door.token, "message/rfc822", huge).await, Some(Knocked::Refused(Wrong::TooBig)));
    }

    async fn a_token_opens_until_a_day_after_the_next(world: World) {
        let house = House::open(world).await;
        let door = Door::open(&house, HookKind::Raw, "").await;
        let next = Door::token(&house, door.mailbox, HookKind::Raw, "").await;
        assert!(door.knocks(&next, "message/rfc822", LETTER).await.is_some());
        assert!(door.knocks(&door.token, "message/rfc822", LETTER).await.is_some());
        house.world.clock.advance(std::time::Duration::from_secs(25 * 3600));
        assert!(door.knocks(&door.token, "message/rfc822", LETTER).await.is_none());
        assert!(door.knocks(&next, "message/rfc822", LETTER).await.is_some());
        assert!(door.knocks(&base::Token::random(), "message/rfc822", LETTER).await.is_none());
        let (by, mailbox) = (house.world.actor(house.aya).await, door.mailbox);
        house.world.desk.change(by, move |tx| channel::shut_hook(tx, mailbox)).await.unwrap();
        assert!(door.knocks(&next, "message/rfc822", LETTER).await.is_none());
    }

    async fn a_provider_that_signs_needs_its_secret(world: World) {
        let house = House::open(world).await;
        let mailbox = house.mailbox("support@desk.example", None, None).await;
        let by = house.world.actor(house.aya).await;
        let open = move |tx: &mut service::Tx| channel::open_hook(tx, mailbox, HookKind::Ses, String::new());
        let refused = house.world.desk.change(by, open).await;
        assert!(matches!(refused, Err(desk::Error::Refused(desk::Refusal::HookSecretMissing))), "{refused:?}");
    }
}
