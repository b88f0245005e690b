//! Doors that mail programs and providers knock at: a mailbox's address for mail by HTTP, and the image of a letter.

use crate::agent::asked;
use crate::browser::{House, Multipart};
use axum::body::Body;
use axum::http::{Method, StatusCode};
use desk::channel::{Attempt, Fate, HookKind, LetterId, LetterState, MailboxId, MailboxWish, Outcome, Writing, mark};
use service::{Actor, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use testing::World;
use web::HookAnswer;

/// What a provider is told for each answer of the desk.
type Told = (Option<HookAnswer>, u16);

async fn mailbox(house: &House) -> MailboxId {
    let (by, team) = (house.world.actor(house.cast.aya).await, house.cast.support);
    let wish = MailboxWish::plain("support@hinode.example", "Hinode", team);
    house.world.desk.change(by, move |tx| Ok(channel::create_mailbox(tx, wish)?.id)).await.unwrap()
}

async fn door(house: &House, kind: HookKind) -> String {
    let (by, mailbox) = (house.world.actor(house.cast.aya).await, mailbox(house).await);
    let secret = if kind.needs_secret() { "sealed" } else { "" };
    let open = move |tx: &mut service::Tx| channel::open_hook(tx, mailbox, kind, secret.into());
    format!("/hooks/mail/{}{}", house.world.desk.change(by, open).await.unwrap().reveal(), kind.suffix())
}

/// A house whose desk answers what is in hand, and the bodies it was given.
async fn answering(world: World) -> (House, Arc<Mutex<Option<HookAnswer>>>, Arc<Mutex<Vec<Vec<u8>>>>) {
    let (answer, bodies) = (Arc::new(Mutex::new(None)), Arc::new(Mutex::new(Vec::new())));
    let (says, keeps) = (answer.clone(), bodies.clone());
    let house = House::open_with(world, move |web| {
        web.hooks = Arc::new(move |call| {
            keeps.lock().unwrap().push(call.body.to_vec());
            let said: Option<HookAnswer> = says.lock().unwrap().clone();
            Box::pin(async move { said.ok_or_else(|| desk::Fault::new("the disk is full").into()) })
        });
    });
    (house.await, answer, bodies)
}

async fn knock(house: &House, door: &str, body: &'static str) -> (u16, String) {
    let reply = house.browser().send(Method::POST, door, Some("message/rfc822"), Body::from(body)).await;
    (reply.status.as_u16(), reply.text())
}

/// A letter that has gone out.
async fn sent(house: &House) -> LetterId {
    house.mailed_link("kei@customer.example").await;
    leaves(house).await
}

/// The next letter goes out.
pub async fn leaves(house: &House) -> LetterId {
    let send = |tx: &mut service::Tx| {
        let letter = channel::claim_letters(tx, "here", Duration::from_secs(60), 1)?.remove(0);
        let attempt = Attempt { letter: letter.id, holder: "here".into(), number: letter.attempts };
        channel::letter_begins(tx, &attempt)?;
        let outcome = |to: &desk::channel::Delivery| Outcome {
            address: to.address.clone(),
            fate: Fate::Accepted,
            detail: String::new(),
        };
        let outcomes: Vec<_> = letter.waiting().map(outcome).collect();
        channel::letter_answered(tx, &attempt, &outcomes)?;
        Ok(letter.id)
    };
    house.world.desk.change(Actor::System, send).await.unwrap()
}

async fn opened(house: &House, id: LetterId) -> bool {
    let sent = house.world.desk.ask(Actor::System, |read| channel::letters(read, LetterState::Sent, None, 50)).await;
    sent.unwrap().iter().any(|letter| letter.id == id && letter.opened_at.is_some())
}

testing::on_both! {
    async fn whoever_brings_mail_by_http_is_told_whether_to_bring_it_again(world: World) {
        let (house, answer, bodies) = answering(world).await;
        let door = door(&house, HookKind::Raw).await;
        let all: [Told; 5] = [
            (Some(HookAnswer::Kept(vec!["7".into()])), 200),
            (Some(HookAnswer::Nothing), 200),
            (Some(HookAnswer::Refused), 403),
            (Some(HookAnswer::Later), 503),
            (None, 503),
        ];
        for (says, status) in all {
            *answer.lock().unwrap() = says.clone();
            let (told, text) = knock(&house, &door, "Subject: Parcel\r\n\r\nWhere?").await;
            assert_eq!(told, status, "{says:?}");
            assert!(!text.contains("disk"), "what is wrong here is nobody's business outside: {text}");
        }
        assert!(bodies.lock().unwrap().iter().all(|body| body == b"Subject: Parcel\r\n\r\nWhere?"), "to the octet");
        assert_eq!(house.browser().get(&door).await.status, StatusCode::OK, "whoever asks before is welcome");
    }

    async fn mailgun_stops_only_at_its_own_status(world: World) {
        let (house, answer, _) = answering(world).await;
        *answer.lock().unwrap() = Some(HookAnswer::Refused);
        let door = door(&house, HookKind::Mailgun).await;
        assert_eq!(knock(&house, &door, "").await.0, 406);
    }

    async fn a_door_that_is_shut_or_never_was_is_not_found_and_soon_not_even_that(world: World) {
        let (house, _, bodies) = answering(world).await;
        assert_eq!(knock(&house, "/hooks/mail/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "").await.0, 404);
        let mut guesser = house.browser();
        let mut told = Vec::new();
        for n in 0..40 {
            told.push(guesser.get(&format!("/hooks/mail/guess{n}")).await.status.as_u16());
        }
        assert_eq!((told[0], told[39]), (404, 429));
        let door = door(&house, HookKind::Raw).await;
        let mut heavy = house.browser().saying("content-length", "99999999");
        let told = heavy.send(Method::POST, &door, Some("message/rfc822"), Body::empty()).await;
        assert_eq!(told.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(bodies.lock().unwrap().is_empty(), "nothing of it came in");
    }

    async fn a_letter_counts_as_opened_by_its_own_image_and_never_by_a_colleague(world: World) {
        let house = House::open(world).await;
        let letter = sent(&house).await;
        let tag = house.world.desk.signer().sign(mark::OPENED, &letter.to_string());
        let image = format!("/o/{letter}.{tag}.gif");
        let mut answers = Vec::new();
        for wrong in [format!("/o/{letter}.{}x.gif", &tag[1..]), format!("/o/{}.{tag}.gif", letter.0 + 1), format!("/o/{letter}.gif"), "/o/x".into()] {
            answers.push(house.browser().get(&wrong).await);
        }
        answers.push(house.agent(house.cast.chika).await.get(&image).await);
        assert!(!opened(&house, letter).await);
        answers.push(house.browser().get(&image).await);
        assert!(opened(&house, letter).await);
        for answer in answers {
            assert_eq!((answer.status, answer.header("content-type"), answer.header("cache-control")), (StatusCode::OK, "image/gif", "no-store, private"));
            assert_eq!(&answer.body[..6], b"GIF89a");
            assert!(answer.cookie("kippu").is_none());
        }
    }

    async fn an_answer_that_was_read_in_the_portal_says_so_where_its_mailbox_wants_to_know(world: World) {
        let house = House::open(world).await;
        let (aya, mailbox) = (house.world.actor(house.cast.aya).await, mailbox(&house).await);
        let tracks = move |tx: &mut service::Tx| {
            let version = channel::mailbox(tx, mailbox)?.version;
            channel::change_writing(tx, mailbox, version, Writing { tracks: true, ..Writing::default() }).map(drop)
        };
        house.world.desk.change(aya, tracks).await.unwrap();
        let number = asked(&house, "The kettle leaks", house.cast.kei, house.cast.support).await.number;
        let (mut kei, mut chika) = (house.requester("kei@customer.example").await, house.agent(house.cast.chika).await);
        let (page, request) = (format!("/tickets/{number}"), format!("/help/requests/{number}"));
        let answer = Multipart::of(&[("kind", "reply"), ("to", "kei@customer.example"), ("text", "Close the lid.")]);
        assert_eq!(chika.upload(&format!("{page}/messages"), &answer).await.status, StatusCode::SEE_OTHER);
        house.world.clock.advance(Duration::from_secs(11));
        // The link to sign in leaves as well.
        leaves(&house).await;
        leaves(&house).await;
        assert_eq!(chika.post(&format!("{page}/as-requester"), "").await.status, StatusCode::OK);
        assert!(!chika.get(&page).await.text().contains("Seen in the portal"));
        assert!(kei.get(&request).await.text().contains("Close the lid."));
        let page = chika.get(&page).await.text();
        assert!(page.contains("Seen in the portal") && page.contains("saw it in the portal for the first time"), "{page}");
    }
}
