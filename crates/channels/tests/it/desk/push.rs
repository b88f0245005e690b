//! Browsers told over real connections to a push service, and what they read.

use super::House;
use aes_gcm::aead::Aead;
use aes_gcm::{Aes128Gcm, KeyInit, Nonce};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use channels::desk::{Pushed, make_push_key, push};
use desk::notification::{Medium, Occasion, Reach, SubscriptionWish, Wishes};
use desk::people::PersonId;
use desk::ticket::{Origin, TicketNumber};
use hkdf::Hkdf;
use p256::{PublicKey, SecretKey};
use platform::http::Limits;
use service::conversation::Incoming;
use service::ticket::NewTicket;
use service::{Actor, access, jobs, notification, readers, ticket};
use sha2::Sha256;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;
use testing::Cast;
use testing::peers::{Answered, HttpService};

const LIMITS: Limits = Limits { body: 1_000, time: Duration::from_millis(500) };
const HOUR: Duration = Duration::from_secs(3_600);
const AUTH: [u8; 16] = [9; 16];

/// A browser's own key.
fn browser() -> SecretKey {
    SecretKey::from_slice(&[7; 32]).unwrap()
}

fn point(key: &PublicKey) -> Vec<u8> {
    use p256::elliptic_curve::sec1::ToEncodedPoint;
    key.to_encoded_point(false).as_bytes().to_vec()
}

/// As a browser opens it (RFC 8188 §2, RFC 8291 §3): from its own end, with nothing of ours.
fn opened(body: &[u8]) -> serde_json::Value {
    let (salt, rest) = body.split_at(16);
    let (size, rest) = rest.split_at(4);
    assert_eq!(size, 4096u32.to_be_bytes());
    let (theirs, sealed) = rest[1..].split_at(usize::from(rest[0]));
    let (own, sender) = (browser(), PublicKey::from_sec1_bytes(theirs).unwrap());
    let shared = p256::ecdh::diffie_hellman(own.to_nonzero_scalar(), sender.as_affine());
    let mut material = [0; 32];
    let info = [b"WebPush: info\0".as_slice(), &point(&own.public_key()), theirs].concat();
    Hkdf::<Sha256>::new(Some(&AUTH), shared.raw_secret_bytes()).expand(&info, &mut material).unwrap();
    let (mut key, mut nonce) = ([0; 16], [0; 12]);
    let record = Hkdf::<Sha256>::new(Some(salt), &material);
    record.expand(b"Content-Encoding: aes128gcm\0", &mut key).unwrap();
    record.expand(b"Content-Encoding: nonce\0", &mut nonce).unwrap();
    let plain = Aes128Gcm::new_from_slice(&key).unwrap().decrypt(Nonce::from_slice(&nonce), sealed).unwrap();
    let text = plain.strip_suffix(&[2]).expect("the last record ends with 2");
    serde_json::from_slice(text).unwrap()
}

/// Chika's browser is told of a ticket of hers; the job that does it.
async fn errand(house: &House, cast: Cast, url: &str, text: bool) -> (PersonId, TicketNumber, String) {
    make_push_key(&house.premises).await.unwrap();
    let world = &house.world;
    let (session, _) =
        world.desk.change(Actor::Anonymous, move |tx| access::sign_in(tx, cast.chika, "", "")).await.unwrap();
    let wish = SubscriptionWish {
        endpoint: format!("{url}/send/secret"),
        public_key: URL_SAFE_NO_PAD.encode(point(&browser().public_key())),
        auth: URL_SAFE_NO_PAD.encode(AUTH),
    };
    let by = world.actor(cast.chika).await;
    world
        .desk
        .change(by, move |tx| {
            let mut matrix = notification::wishes(tx)?.1;
            matrix.set(Occasion::Received, Medium::Push, Reach::Off)?;
            notification::choose(tx, Wishes { matrix: Some(matrix), push_text: text, ..Wishes::default() })?;
            notification::subscribe(tx, &session.digest(), wish)
        })
        .await
        .unwrap();
    let first = Incoming::said(cast.kei, Origin::Mail, "It leaks.");
    let made = world.desk.change(Actor::System, move |tx| {
        let made = ticket::create(tx, NewTicket::asked("The kettle leaks", cast.kei, cast.support, first))?;
        ticket::assign(tx, made.number, Some(cast.chika), None)?;
        Ok(made.number)
    });
    let number = made.await.unwrap();
    while world.desk.ask(Actor::System, |read| readers::must_wait(read, "notify")).await.unwrap() {
        world.desk.change(Actor::System, |tx| readers::follow(tx, "notify", notification::follow)).await.unwrap();
    }
    world.clock.advance(Duration::from_secs(61));
    world.desk.change(Actor::System, notification::deliver_due).await.unwrap();
    let claimed = world.desk.change(Actor::System, |tx| jobs::claim(tx, notification::PUSH, "me", HOUR, 10)).await;
    (cast.chika, number, claimed.unwrap().remove(0).body)
}

async fn browsers(house: &House, person: PersonId) -> usize {
    let actor = house.world.actor(person).await;
    house.world.desk.ask(actor, notification::subscriptions).await.unwrap().len()
}

testing::on_both! {
    async fn a_browser_reads_what_was_sealed_for_it_and_nothing_of_the_ticket_unasked(world: World) {
        let (house, cast) = House::with_cast(world).await;
        let service = HttpService::start(|_| Answered::json(201, "")).await;
        let (_, number, body) = errand(&house, cast, &service.url(), false).await;
        assert_eq!(push(&house.premises, &body, LIMITS).await.unwrap(), Pushed::Done);
        let asked = service.asked().remove(0);
        assert_eq!((asked.method.as_str(), asked.header("content-encoding")), ("POST", "aes128gcm"));
        assert_eq!((asked.header("ttl"), asked.header("urgency")), ("43200", "high"));
        assert_eq!(asked.header("topic"), format!("ticket-{number}"));
        assert!(asked.header("authorization").starts_with("vapid t="));
        let told = opened(&asked.body);
        assert_eq!(told["title"], format!("#{number}: This ticket is yours now"));
        assert_eq!((told["url"].as_str(), told["body"].as_str()), (Some(format!("/tickets/{number}").as_str()), Some("")));
        assert!(!told.to_string().contains("kettle"), "{told}");
    }

    async fn whoever_wishes_reads_the_subject_as_well(world: World) {
        let (house, cast) = House::with_cast(world).await;
        let service = HttpService::start(|_| Answered::json(201, "")).await;
        let (_, _, body) = errand(&house, cast, &service.url(), true).await;
        push(&house.premises, &body, LIMITS).await.unwrap();
        assert_eq!(opened(&service.asked().remove(0).body)["body"], "The kettle leaks");
    }

    async fn a_busy_service_is_asked_again_and_a_browser_that_is_gone_is_forgotten(world: World) {
        let (house, cast) = House::with_cast(world).await;
        let status = Arc::new(AtomicU16::new(503));
        let says = status.clone();
        let service = HttpService::start(move |_| Answered::json(says.load(Ordering::SeqCst), "")).await;
        let (chika, _, body) = errand(&house, cast, &service.url(), false).await;
        for busy in [503, 429, 500] {
            status.store(busy, Ordering::SeqCst);
            assert!(matches!(push(&house.premises, &body, LIMITS).await.unwrap(), Pushed::Again(_)), "{busy}");
        }
        status.store(400, Ordering::SeqCst);
        assert!(matches!(push(&house.premises, &body, LIMITS).await.unwrap(), Pushed::Hopeless(_)));
        assert_eq!(browsers(&house, chika).await, 1);
        status.store(410, Ordering::SeqCst);
        assert_eq!(push(&house.premises, &body, LIMITS).await.unwrap(), Pushed::Done);
        assert_eq!(browsers(&house, chika).await, 0);
        assert_eq!(push(&house.premises, &body, LIMITS).await.unwrap(), Pushed::Done, "nobody is left to tell");
        assert_eq!(service.asked().len(), 5);
    }
}
