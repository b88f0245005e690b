//! `/attachments/{id}/{name}`, and `/f/{link}/{name}` for those that went as links.

use super::{asked, asked_with};
use crate::browser::House;
use base::Address;
use desk::Actor;
use desk::conversation::{AttachmentId, Compose, NewAttachment};
use desk::ticket::{Origin, TicketNumber};
use service::conversation::{self, Incoming};
use service::{channel, ticket};
use std::time::Duration;
use testing::email;
use testing::on_both;

async fn file(house: &House, name: &str, content_type: &str, bytes: &'static [u8]) -> String {
    let digest = house.web.blobs.put(bytes).await.unwrap();
    let mut first = Incoming::said(house.cast.kei, Origin::Mail, "See the file");
    let (name, content_type) = (name.to_owned(), content_type.to_owned());
    first.attachments =
        vec![NewAttachment { digest, name, content_type, size: bytes.len() as i64, inline: false, content_id: None }];
    let ticket = asked_with(house, "A file", house.cast.support, first).await;
    let page = house.agent(house.cast.ben).await.get(&format!("/tickets/{}", ticket.number)).await.text();
    let path = page.split("href=\"").find(|part| part.starts_with("/attachments/")).expect("a file on the page");
    path.split(['"', '?']).next().unwrap().to_owned()
}

/// A page with a script in it that Ben sent and that went as a link, good for a day: its ticket, itself and its address.
async fn linked(house: &House) -> (TicketNumber, AttachmentId, String) {
    let number = asked(house, "The kettle leaks", house.cast.kei, house.cast.support).await.number;
    let bytes: &[u8] = b"<script>x</script>";
    let digest = house.web.blobs.put(bytes).await.unwrap();
    let (name, content_type) = ("見積.html".to_owned(), "text/html".to_owned());
    let file = NewAttachment { digest, name, content_type, size: bytes.len() as i64, inline: false, content_id: None };
    let to = vec![Address::bare(email("kei@customer.example"))];
    let compose = Compose { text: "As a link".into(), to, attachments: vec![file], ..Compose::default() };
    let by = house.world.actor(house.cast.ben).await;
    house.world.desk.change(by, move |tx| conversation::reply(tx, number, compose).map(drop)).await.unwrap();
    let link = move |tx: &mut service::Tx| {
        let said = ticket::page(tx, number)?.timeline.into_iter().filter_map(|entry| match entry {
            ticket::Entry::Message(said) => Some(*said),
            ticket::Entry::Event(_) | ticket::Entry::Side(_) => None,
        });
        let said = said.last().expect("Ben has answered");
        let id = said.attachments[0].id;
        channel::link_files(tx, said.message.id, &[id], 1)?;
        Ok(id)
    };
    let id = house.world.desk.change(Actor::System, link).await.unwrap();
    (number, id, format!("/f/{}/x.html", channel::file_link(&**house.world.desk.signer(), id)))
}

on_both! {
    async fn whoever_holds_a_letter_fetches_its_file_and_the_ticket_knows_it_once(world: World) {
        let house = House::open(world).await;
        let (number, id, path) = linked(&house).await;
        let told = |page: String| page.matches("was fetched by the link").count();
        assert_eq!(house.agent(house.cast.ben).await.get(&path).await.status, 200, "a colleague does not count");
        let mut times = Vec::new();
        for _ in 0..2 {
            times.push(told(house.agent(house.cast.ben).await.get(&format!("/tickets/{number}")).await.text()));
            let saved = house.browser().get(&path).await;
            assert_eq!((saved.status.as_u16(), saved.header("content-type")), (200, "application/octet-stream"));
            assert!(saved.header("content-disposition").starts_with("attachment;"));
            assert!(saved.header("content-security-policy").contains("sandbox"));
            assert_eq!((saved.header("x-content-type-options"), saved.header("cache-control")), ("nosniff", "private, no-store"));
            assert_eq!(saved.text(), "<script>x</script>");
        }
        let page = house.agent(house.cast.ben).await.get(&format!("/tickets/{number}")).await.text();
        times.push(told(page.clone()));
        assert!(times[0] == 0 && times[1] > 0 && times[2] == times[1], "{times:?} {page}");
        assert!(page.contains("1 file as a link") && page.contains(&format!("/files/{id}/revoke")), "{page}");
        let tag = path.split(['.', '/']).nth(3).unwrap();
        for wrong in [format!("/f/{id}/x.html"), format!("/f/{id}.AAAA/x.html"), format!("/f/{}.{tag}/x.html", id.0 + 1), "/f/x/x".into()] {
            assert_eq!(house.browser().get(&wrong).await.status, 404, "{wrong}");
        }
    }

    async fn a_link_to_a_file_ends_by_itself(world: World) {
        let house = House::open(world).await;
        let (_, _, path) = linked(&house).await;
        house.world.clock.advance(Duration::from_secs(86_401));
        let gone = house.browser().saying("accept-language", "en").get(&path).await;
        assert_eq!(gone.status, 410);
        assert!(gone.text().contains("Please answer the letter it came in"), "{}", gone.text());
    }

    async fn who_may_answer_takes_a_link_away_and_others_do_not(world: World) {
        let house = House::open(world).await;
        let (number, id, path) = linked(&house).await;
        let revoke = format!("/tickets/{number}/files/{id}/revoke");
        assert_eq!(house.agent(house.cast.dai).await.post(&revoke, "").await.status, 403);
        assert_eq!(house.agent(house.cast.eve).await.post(&revoke, "").await.status, 404);
        let other = asked(&house, "Another", house.cast.kei, house.cast.support).await.number;
        assert_eq!(house.agent(house.cast.ben).await.post(&format!("/tickets/{other}/files/{id}/revoke"), "").await.status, 404);
        assert_eq!(house.browser().get(&path).await.status, 200);
        assert_eq!(house.agent(house.cast.ben).await.post(&revoke, "").await.status, 303);
        assert_eq!(house.browser().get(&path).await.status, 410);
        assert_eq!(house.agent(house.cast.ben).await.post(&revoke, "").await.status, 410, "it is done already");
        let page = house.agent(house.cast.ben).await.get(&format!("/tickets/{number}")).await.text();
        assert!(page.contains("took the link to <b>見積.html</b> away") && !page.contains(&revoke), "{page}");
    }

    async fn what_is_redacted_is_fetched_no_more(world: World) {
        let house = House::open(world).await;
        let (number, id, path) = linked(&house).await;
        house.world.clock.advance(Duration::from_secs(60));
        crate::mail_doors::leaves(&house).await;
        let by = house.world.actor(house.cast.ben).await;
        house.world.desk.change(by, move |tx| conversation::redact_file(tx, number, id)).await.unwrap();
        assert_eq!(house.browser().get(&path).await.status, 410);
    }

    async fn a_picture_is_shown_and_anything_else_is_saved(world: World) {
        let house = House::open(world).await;
        let mut ben = house.agent(house.cast.ben).await;
        let picture = ben.get(&file(&house, "写真.png", "image/png", b"\x89PNG").await).await;
        assert_eq!((picture.header("content-type"), picture.header("x-content-type-options")), ("image/png", "nosniff"));
        assert!(picture.header("content-disposition").starts_with("inline; filename="), "{}", picture.header("content-disposition"));
        assert!(picture.header("content-disposition").contains("filename*=UTF-8''%E5%86%99%E7%9C%9F.png"));
        for (name, kind) in [("page.html", "text/html"), ("drawing.svg", "image/svg+xml"), ("run.js", "text/javascript"), ("a.pdf", "application/pdf")] {
            let saved = ben.get(&file(&house, name, kind, b"<script>x</script>").await).await;
            assert_eq!(saved.header("content-type"), "application/octet-stream", "{name}");
            assert!(saved.header("content-disposition").starts_with("attachment;"), "{name}");
            assert!(saved.header("content-security-policy").contains("sandbox"), "{name}");
        }
    }

    async fn a_document_is_read_within_our_own_pages_and_nothing_else_is(world: World) {
        let house = House::open(world).await;
        let mut ben = house.agent(house.cast.ben).await;
        let read = ben.get(&format!("{}?view=1", file(&house, "a.pdf", "application/pdf", b"%PDF-1.4").await)).await;
        assert_eq!((read.header("content-type"), read.header("x-content-type-options")), ("application/pdf", "nosniff"));
        assert!(read.header("content-disposition").starts_with("inline;"));
        let policy = read.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'self'"), "{policy}");
        let page = ben.get(&format!("{}?view=1", file(&house, "a.html", "text/html", b"<script>x</script>").await)).await;
        assert_eq!(page.header("content-type"), "application/octet-stream");
        assert!(page.header("content-security-policy").contains("sandbox"));
    }

    async fn a_part_of_a_file_is_served_as_asked(world: World) {
        let house = House::open(world).await;
        let path = file(&house, "film.mp4", "video/mp4", b"0123456789").await;
        let part = house.agent(house.cast.ben).await.saying("range", "bytes=2-4").get(&path).await;
        assert_eq!((part.status.as_u16(), part.header("content-range"), &part.body[..]), (206, "bytes 2-4/10", &b"234"[..]));
        let none = house.agent(house.cast.ben).await.saying("range", "bytes=10-").get(&path).await;
        assert_eq!((none.status.as_u16(), none.header("content-range")), (416, "bytes */10"));
        let whole = house.agent(house.cast.ben).await.get(&path).await;
        let again = house.agent(house.cast.ben).await.saying("if-none-match", whole.header("etag")).get(&path).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    }

    async fn a_file_is_there_for_those_who_may_see_its_ticket(world: World) {
        let house = House::open(world).await;
        let path = file(&house, "a.txt", "text/plain", b"hello").await;
        assert_eq!(house.agent(house.cast.dai).await.get(&path).await.status, 200);
        assert_eq!(house.requester("kei@customer.example").await.get(&path).await.status, 200);
        assert_eq!(house.agent(house.cast.eve).await.get(&path).await.status, 404);
        assert_eq!(house.requester("mio@kyaku.example").await.get(&path).await.status, 404);
        assert_eq!(house.browser().get(&path).await.status, 404);
        assert_eq!(house.agent(house.cast.ben).await.get("/attachments/abc/x").await.status, 404);
    }
}
