//! `/r/NUMBER/LINK`: the link in our letters.

use super::{KEI, MIO, asked, link, number, turned};
use crate::browser::{House, Multipart};
use desk::ticket::{Category, TicketNumber};
use testing::on_both;

async fn open(house: &House) -> TicketNumber {
    number(&asked(&mut house.requester(KEI).await, "A broken cup", "It came in two.").await)
}

on_both! {
    async fn a_link_opens_its_request_without_signing_in(world: World) {
        let house = House::open(world).await;
        let link = link(&house, open(&house).await);
        let mut browser = house.browser();
        let page = browser.get(&link).await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains("It came in two."));
        let form = Multipart::of(&[("text", "Any news?")]).file("files", "a.txt", "text/plain", b"a file");
        let answered = browser.upload(&format!("{link}/answers"), &form).await;
        assert_eq!(answered.location(), format!("{link}?done=answered"));
        let page = browser.get(answered.location()).await.text();
        assert!(page.contains("Any news?"));
        let file = page.split("href=\"").find(|part| part.contains("/files/")).and_then(|part| part.split('"').next());
        assert_eq!(&browser.get(file.expect("the file")).await.body[..], b"a file");
        assert_eq!(browser.post(&format!("{link}/close"), "").await.location(), format!("{link}?done=closed"));
        assert_eq!(browser.post(&format!("{link}/reopen"), "").await.location(), format!("{link}?done=reopened"));
        assert!(browser.cookies.is_empty() && browser.get("/help/requests").await.door() == "/help/sign-in");
    }

    async fn a_link_opens_nothing_else(world: World) {
        let house = House::open(world).await;
        let (one, other) = (open(&house).await, open(&house).await);
        let mios = number(&asked(&mut house.requester(MIO).await, "Beans", "Words.").await);
        let tail = link(&house, one).rsplit('/').next().unwrap_or_default().to_owned();
        let (person, tag) = tail.split_once('.').expect("a person and a tag");
        let mut browser = house.browser();
        for path in [
            format!("/r/{other}/{tail}"),
            format!("/r/{mios}/{tail}"),
            format!("/r/{one}/{}.{tag}", house.cast.mio),
            format!("/r/{one}/{person}.{}x", &tag[1..]),
            format!("/r/{one}/{person}."),
            format!("/r/{one}/{person}"),
            format!("/r/{one}/."),
            format!("/r/999999/{tail}"),
        ] {
            assert_eq!(browser.get(&path).await.status, 404, "{path}");
            assert_eq!(browser.upload(&format!("{path}/answers"), &Multipart::of(&[("text", "x")])).await.status, 404, "{path}");
            assert_eq!(browser.post(&format!("{path}/close"), "").await.status, 404, "{path}");
            assert_eq!(browser.get(&format!("{path}/files/1/a")).await.status, 404, "{path}");
        }
    }

    async fn who_continues_a_closed_request_by_link_is_led_on_by_another(world: World) {
        let house = House::open(world).await;
        let first = open(&house).await;
        turned(&house, first, Category::Closed).await;
        let mut browser = house.browser();
        let reply = browser.upload(&format!("{}/answers", link(&house, first)), &Multipart::of(&[("text", "Again.")])).await;
        let path = reply.location().to_owned();
        assert!(path.starts_with("/r/") && path.ends_with("?done=continued") && !path.contains(&first.to_string()), "{path}");
        assert!(browser.get(&path).await.text().contains("Again."));
    }

    async fn a_held_link_does_not_flood_the_desk(world: World) {
        let house = House::open(world).await;
        let path = format!("{}/answers", link(&house, open(&house).await));
        let mut browser = house.browser();
        for _ in 0..10 {
            assert_eq!(browser.upload(&path, &Multipart::of(&[("text", "Any news?")])).await.status, 303);
        }
        let reply = browser.upload(&path, &Multipart::of(&[("text", "Now?")])).await;
        assert_eq!(reply.status, 429);
        assert!(reply.text().contains("Now?"), "what was typed stays");
    }
}
