//! `/help/requests/NUMBER`

use super::{KEI, MIO, asked, number, turned};
use crate::browser::{Browser, House, Multipart};
use base::{Address, CleanHtml};
use desk::conversation::Compose;
use desk::ticket::{Category, TicketNumber};
use service::{conversation, ticket};
use std::time::Duration;
use testing::{email, on_both};

fn file_of(page: &str) -> String {
    let part = page.split("href=\"").find(|part| part.contains("/files/")).expect("a file on the page");
    part.split('"').next().unwrap_or_default().to_owned()
}

async fn answered_by_chika(house: &House, number: TicketNumber) {
    let by = house.world.actor(house.cast.chika).await;
    let reply = Compose {
        text: "Dear Kei, see https://hinode.example/cups.".into(),
        html: Some(CleanHtml::clean("<p onclick=x()>Dear Kei</p><script>alert(1)</script>")),
        to: vec![Address::bare(email(KEI))],
        hold: Some(Duration::ZERO),
        ..Compose::default()
    };
    let said = house.world.desk.change(by, move |tx| {
        conversation::note(tx, number, Compose { text: "Between us: emerald.".into(), ..Compose::default() })?;
        conversation::reply(tx, number, reply)
    });
    said.await.expect("Chika may answer");
}

async fn open(house: &House) -> (Browser, String) {
    let mut kei = house.requester(KEI).await;
    let path = asked(&mut kei, "A broken cup", "It came in <two>.").await;
    (kei, path)
}

on_both! {
    async fn a_request_shows_what_was_said_and_who_is_on_it_and_no_note(world: World) {
        let house = House::open(world).await;
        let (mut kei, path) = open(&house).await;
        answered_by_chika(&house, number(&path)).await;
        let page = kei.get(&path).await.text();
        for part in ["<title>A broken cup", "It came in &lt;two&gt;.", "Dear Kei, see", "href=\"https://hinode.example/cups\"", "Chika Ueda", "We are waiting for your answer."] {
            assert!(page.contains(part), "{part}: {page}");
        }
        for part in ["emerald", "onclick", "alert(1)", "<two>"] {
            assert!(!page.contains(part), "{part}: {page}");
        }
    }

    async fn an_answer_with_a_file_is_said_and_the_file_served(world: World) {
        let house = House::open(world).await;
        let (mut kei, path) = open(&house).await;
        let form = Multipart::of(&[("text", "Here is a picture.")]).file("files", "カップ.png", "image/png", b"\x89PNG cup");
        let reply = kei.upload(&format!("{path}/answers"), &form).await;
        assert_eq!(reply.location(), format!("{path}?done=answered"));
        let page = kei.get(reply.location()).await.text();
        assert!(page.contains("we have your answer") && page.contains("Here is a picture.") && page.contains("カップ.png"), "{page}");
        let file = kei.get(&file_of(&page)).await;
        assert_eq!((file.status.as_u16(), &file.body[..]), (200, &b"\x89PNG cup"[..]));
        assert_eq!(file.header("content-security-policy"), "default-src 'none'; style-src 'unsafe-inline'; sandbox");
        assert_eq!(house.requester(MIO).await.get(&file_of(&page)).await.status, 404);
        assert_eq!(house.browser().get(&file_of(&page)).await.door(), "/help/sign-in");
    }

    async fn a_request_and_an_answer_that_come_twice_are_taken_once(world: World) {
        let house = House::open(world).await;
        let mut kei = house.requester(KEI).await;
        let page = kei.get("/help/requests/new").await.text();
        let form = Multipart::of(&[("subject", "A broken cup"), ("text", "It came in two."), ("slip", crate::agent::value(&page, "slip"))]);
        let first = kei.upload("/help/requests", &form).await;
        let again = kei.upload("/help/requests", &form).await;
        assert_eq!((first.status.as_u16(), first.location()), (303, again.location()));
        assert_eq!(crate::portal::tickets(&house).await, 1);
        let path = first.location().to_owned();
        let page = kei.get(&path).await.text();
        let form = Multipart::of(&[("text", "Here is a picture."), ("slip", crate::agent::value(&page, "slip"))]);
        for _ in 0..2 {
            assert_eq!(kei.upload(&format!("{path}/answers"), &form).await.location(), format!("{path}?done=answered"));
        }
        assert_eq!(kei.get(&path).await.text().matches("Here is a picture.").count(), 1);
    }

    async fn an_empty_answer_is_refused_with_its_reason(world: World) {
        let house = House::open(world).await;
        let (mut kei, path) = open(&house).await;
        let reply = kei.upload(&format!("{path}/answers"), &Multipart::of(&[("text", " ")])).await;
        assert_eq!(reply.status, 422);
        assert!(reply.text().contains("role=\"alert\""));
    }

    async fn whoever_asked_closes_and_reopens(world: World) {
        let house = House::open(world).await;
        let (mut kei, path) = open(&house).await;
        let closed = kei.post(&format!("{path}/close"), "").await;
        let page = kei.get(closed.location()).await.text();
        assert!(page.contains("Marked as solved.") && page.contains("/reopen\"") && !page.contains("/close\""), "{page}");
        let opened = kei.post(&format!("{path}/reopen"), "").await;
        let page = kei.get(opened.location()).await.text();
        assert!(page.contains("Open again.") && page.contains("/close\""), "{page}");
    }

    async fn an_answer_to_a_closed_request_begins_a_new_one(world: World) {
        let house = House::open(world).await;
        let (mut kei, path) = open(&house).await;
        turned(&house, number(&path), Category::Closed).await;
        assert!(kei.get(&path).await.text().contains("begins a new one"));
        let reply = kei.upload(&format!("{path}/answers"), &Multipart::of(&[("text", "It broke again.")])).await;
        assert!(reply.location().ends_with("?done=continued") && !reply.location().starts_with(&path), "{}", reply.location());
        let page = kei.get(reply.location()).await.text();
        assert!(page.contains("It broke again.") && page.contains("We have opened this new request"), "{page}");
        assert_eq!(kei.post(&format!("{path}/reopen"), "").await.status, 422);
    }

    async fn strangers_find_nothing_there(world: World) {
        let house = House::open(world).await;
        let (_, path) = open(&house).await;
        let mut mio = house.requester(MIO).await;
        let nowhere = mio.get("/help/requests/999999").await.text();
        let page = mio.get(&path).await;
        assert_eq!((page.status.as_u16(), page.text()), (404, nowhere));
        let words = Multipart::of(&[("text", "Mine now.")]);
        assert_eq!(mio.upload(&format!("{path}/answers"), &words).await.status, 404);
        assert_eq!(mio.post(&format!("{path}/close"), "").await.status, 404);
        assert_eq!(mio.post(&format!("{path}/reopen"), "").await.status, 404);
        assert_eq!(house.browser().upload(&format!("{path}/answers"), &words).await.status, 401);
    }

    async fn who_is_in_copy_reads_and_answers_and_does_not_close(world: World) {
        let house = House::open(world).await;
        let (_, path) = open(&house).await;
        let (by, number, mio) = (house.world.actor(house.cast.chika).await, number(&path), house.cast.mio);
        house.world.desk.change(by, move |tx| ticket::add_participant(tx, number, mio, None).map(drop)).await.expect("Mio joins");
        let mut mio = house.requester(MIO).await;
        let page = mio.get(&path).await.text();
        assert!(page.contains("A broken cup") && !page.contains("/close\""), "{page}");
        assert!(mio.get("/help/requests").await.text().contains("Kei Tanaka"), "the list says whose request it is");
        assert_eq!(mio.upload(&format!("{path}/answers"), &Multipart::of(&[("text", "割れました。")])).await.status, 303);
        assert_eq!(mio.post(&format!("{path}/close"), "").await.status, 403);
    }
}
