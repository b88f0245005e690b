//! `/attachments/{id}/{name}`

use super::asked_with;
use crate::browser::House;
use desk::conversation::NewAttachment;
use desk::ticket::Origin;
use service::conversation::Incoming;
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

on_both! {
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
