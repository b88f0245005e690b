//! Files in fields of people and objects: sent with a form, opened as files of messages are, by whoever sees the field.

use super::{asked, value};
use crate::browser::{House, Multipart, encoded};
use testing::on_both;

const PAGE: &[u8] = b"<script>alert(1)</script>";

/// Aya makes a field of files; its id.
async fn field(house: &House, of: &str, requester: &str) -> String {
    let mut aya = house.agent(house.cast.aya).await;
    let form = [
        ("of", of),
        ("kind", "file"),
        ("label_en", "Contract"),
        ("active", "on"),
        ("agent", "optional"),
        ("requester", requester),
        ("types", "html, png"),
    ];
    let made = aya.post("/admin/fields", &encoded(&form)).await;
    assert_eq!(made.status, 303, "{}", made.text());
    let page = aya.get(&format!("/admin/fields?of={of}")).await.text();
    page.split("id=\"field-").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// Where the first file of a page lies.
fn link(page: &str, field: &str) -> String {
    let at = page.find(&format!("/fields/{field}/files/")).unwrap_or_else(|| panic!("no file in {page}"));
    let start = page[..at].rfind('"').unwrap() + 1;
    page[start..].split('"').next().unwrap().to_owned()
}

on_both! {
    async fn a_file_is_put_on_a_person_opened_harmlessly_and_taken_out(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let (id, number) = (field(&house, "person", "hidden").await, asked(&house, "The kettle leaks", cast.kei, cast.support).await.number);
        let (mut chika, person) = (house.agent(cast.chika).await, format!("/people/{}", cast.kei));
        let page = chika.get(&person).await.text();
        let name = format!("field-{id}");
        let send = |version: &str, file: &str, bytes: &[u8]| {
            Multipart::of(&[("version", version), (&name, "")]).file(&name, file, "text/html", bytes)
        };
        let refused = chika.upload(&format!("{person}/fields"), &send(value(&page, "version"), "run.exe", PAGE)).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains(&format!("{name}-reason")) && refused.text().contains("run.exe"), "{}", refused.text());
        let done = chika.upload(&format!("{person}/fields"), &send(value(&page, "version"), "../plan.html", PAGE)).await;
        assert_eq!(done.status, 303, "{}", done.text());
        let page = chika.get(&person).await.text();
        let at = link(&page, &id);
        assert!(at.starts_with(&format!("{person}/fields/{id}/files/")), "{at}");
        let file = chika.get(&at).await;
        assert_eq!((file.status.as_u16(), file.body.as_ref()), (200, PAGE));
        let head = |name: &str| file.headers.get(name).unwrap().to_str().unwrap().to_owned();
        assert_eq!(head("content-type"), "application/octet-stream");
        assert_eq!(head("x-content-type-options"), "nosniff");
        assert!(head("content-disposition").starts_with("attachment; filename=\"plan.html"), "{}", head("content-disposition"));
        assert!(head("content-security-policy").contains("sandbox"));
        // Beside a ticket of theirs it is the same file; whoever may only read sees it on the page.
        let beside = chika.get(&format!("/tickets/{number}")).await.text();
        assert_eq!(link(&beside, &id), at);
        let mut dai = house.agent(cast.dai).await;
        let read = dai.get(&person).await.text();
        assert_eq!(link(&read, &id), at);
        assert!(!read.contains("type=\"file\""));
        assert_eq!(dai.get(&at).await.status, 200);
        // Nobody else, and nothing beside it.
        for at in [at.replace(&person, &format!("/people/{}", cast.mio)), at.replace("/people/", "/organizations/"), at.replace("/people/", "/objects/"), format!("{at}0"), format!("{person}/fields/{id}/files/x"), format!("{person}/fields/x/files/x")] {
            assert_eq!(chika.get(&at).await.status, 404, "{at}");
        }
        let mut kei = house.requester(crate::portal::KEI).await;
        assert_ne!(kei.get(&at).await.status, 200);
        assert_eq!(kei.get(&at.replace(&person, "/help/profile")).await.status, 404);
        assert_ne!(house.browser().get(&at).await.status, 200);
        let out = encoded(&[("version", value(&page, "version")), (&name, "")]);
        assert_eq!(chika.post(&format!("{person}/fields"), &out).await.status, 303);
        assert_eq!(chika.get(&at).await.status, 404);
    }

    async fn a_requester_sends_a_file_with_their_profile(world: World) {
        let house = House::open(world).await;
        let id = field(&house, "person", "optional").await;
        let (mut kei, name) = (house.requester(crate::portal::KEI).await, format!("field-{id}"));
        let page = kei.get("/help/profile").await.text();
        let form = Multipart::of(&[("version", value(&page, "version")), ("name", "Kei"), ("language", "en"), (&name, "")]);
        let done = kei.upload("/help/profile", &form.file(&name, "badge.png", "image/png", b"not really")).await;
        assert_eq!(done.status, 303, "{}", done.text());
        let page = kei.get("/help/profile").await.text();
        let at = link(&page, &id);
        assert!(at.starts_with("/help/profile/fields/"), "{at}");
        let file = kei.get(&at).await;
        assert_eq!((file.status.as_u16(), file.body.as_ref()), (200, b"not really".as_slice()));
        assert_eq!(file.headers.get("content-type").unwrap(), "image/png");
        let mut mio = house.requester("mio@kyaku.example").await;
        assert_eq!(mio.get(&at).await.status, 404);
        assert_ne!(house.browser().get(&at).await.status, 200);
        // An agent finds it on their page, and it stays when the profile is saved again.
        let mut dai = house.agent(house.cast.dai).await;
        assert_eq!(dai.get(&at.replace("/help/profile", &format!("/people/{}", house.cast.kei))).await.status, 200);
        let kept = page.split(&format!("name=\"{name}\" value=\"badge.png")).nth(1).unwrap().split('"').next().unwrap();
        let again = [("version", value(&page, "version")), ("name", "Kei"), ("language", "en"), (&name, ""), (&name, &format!("badge.png{kept}"))];
        assert_eq!(kei.upload("/help/profile", &Multipart::of(&again)).await.status, 303);
        assert_eq!(kei.get(&at).await.status, 200);
    }
}
