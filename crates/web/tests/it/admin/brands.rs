//! Brands: made, met under their own address, and removed.

use super::{reason, value};
use crate::browser::{HOST, House, Multipart, encoded};
use axum::http::StatusCode;
use desk::ticket::TicketNumber;

const OWN: &str = "hilfe.nordlicht.example";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and then pixels";

async fn nordlicht(house: &House) -> String {
    let mut aya = house.agent(house.cast.aya).await;
    let form = [("name", "Nordlicht"), ("domain", OWN), ("language", "ja"), ("color", "teal")];
    assert_eq!(aya.post("/admin/brands", &encoded(&form)).await.location(), "/admin/brands");
    let list = aya.get("/admin/brands").await.text();
    let mut links = list.split("href=\"").filter(|link| link.starts_with("/admin/brands/"));
    links.find(|link| link.contains(">Nordlicht<")).unwrap().split('"').next().unwrap().to_owned()
}

testing::on_both! {
    async fn a_brand_answers_under_its_own_address_and_under_no_other(world: World) {
        let house = House::open_with(world, |web| web.public_url = Some(format!("https://{HOST}"))).await;
        let stranger = house.browser().saying("host", OWN).get("/help").await;
        assert_eq!(stranger.status, StatusCode::MISDIRECTED_REQUEST);
        nordlicht(&house).await;
        let page = house.browser().saying("host", &OWN.to_uppercase()).get("/help").await.text();
        assert!(page.contains("data-color=\"teal\"") && page.contains("Nordlicht"), "{page}");
        assert!(page.contains("lang=\"ja\""), "a visitor without a wish hears the brand's language");
        let home = house.browser().get("/help").await.text();
        assert!(home.contains("data-color=\"indigo\"") && !home.contains("Nordlicht"), "{home}");
    }

    async fn what_is_asked_at_a_brands_door_belongs_to_it(world: World) {
        let house = House::open(world).await;
        nordlicht(&house).await;
        let form = Multipart::of(&[("name", "Kei"), ("email", "kei@customer.example"), ("subject", "Hallo"), ("text", "Moin")]);
        let thanks = house.browser().saying("host", OWN).upload("/help/requests", &form).await;
        assert_eq!(thanks.status, StatusCode::OK);
        let number = TicketNumber(thanks.text().split("#").find_map(|part| part.get(..6)?.parse().ok()).unwrap());
        let aya = house.world.actor(house.cast.aya).await;
        let (ticket, brands) = house.world.desk.ask(aya, move |read| {
            Ok((service::ticket::page(read, number)?.ticket, service::ticket::brands(read)?))
        }).await.unwrap();
        assert_eq!(brands.iter().find(|brand| brand.id == ticket.brand).unwrap().name, "Nordlicht");
    }

    async fn two_brands_share_neither_name_nor_address(world: World) {
        let house = House::open(world).await;
        nordlicht(&house).await;
        let mut aya = house.agent(house.cast.aya).await;
        for (name, domain, field) in [("Nordlicht", "", "name"), ("Other", OWN, "domain"), ("Other", "no host", "domain"), (" ", "", "name")] {
            let refused = aya.post("/admin/brands", &encoded(&[("name", name), ("domain", domain), ("color", "red")])).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {domain}");
            assert!(reason(&refused.text(), field).is_some(), "{name} {domain}");
            assert_eq!(value(&refused.text(), "domain"), domain);
        }
    }

    async fn a_logo_is_a_picture_and_nothing_else(world: World) {
        let house = House::open(world).await;
        let at = nordlicht(&house).await;
        let mut aya = house.agent(house.cast.aya).await;
        let file = |bytes: &[u8], version: &str| Multipart::of(&[("version", version)]).file("logo", "logo.png", "image/png", bytes);
        let refused = aya.upload(&format!("{at}/logo"), &file(b"<svg onload=alert(1)>", "1")).await;
        assert!(reason(&refused.text(), "logo").is_some(), "{}", refused.text());
        let large = [PNG, &vec![0; 600 * 1024]].concat();
        assert_eq!(aya.upload(&format!("{at}/logo"), &file(&large, "1")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(aya.upload(&format!("{at}/logo"), &file(PNG, "1")).await.status, StatusCode::SEE_OTHER);
        let page = house.browser().saying("host", OWN).get("/help").await.text();
        let src = page.split("src=\"").find(|part| part.starts_with("/brands/")).unwrap().split('"').next().unwrap().to_owned();
        let logo = house.browser().get(&src).await;
        assert_eq!((logo.header("content-type"), logo.header("x-content-type-options")), ("image/png", "nosniff"));
        assert_eq!(logo.body, PNG);
        assert_eq!(aya.upload(&format!("{at}/logo"), &file(PNG, "1")).await.status, StatusCode::CONFLICT);
        assert_eq!(aya.post(&format!("{at}/logo/remove"), "version=2").await.status, StatusCode::SEE_OTHER);
        assert_eq!(house.browser().get(&src).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_brand_in_use_stays_and_so_does_the_last(world: World) {
        let house = House::open(world).await;
        let at = nordlicht(&house).await;
        let mut aya = house.agent(house.cast.aya).await;
        assert_eq!(aya.post(&format!("{at}/remove"), "version=7").await.status, StatusCode::CONFLICT);
        assert_eq!(aya.post(&format!("{at}/remove"), "version=1").await.status, StatusCode::SEE_OTHER);
        assert_eq!(aya.get(&at).await.status, StatusCode::NOT_FOUND);
        let refused = aya.post("/admin/brands/1/remove", "version=1").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("class=\"banner danger\""));
    }

    async fn the_first_brand_follows_the_organisations_name(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let page = aya.get("/admin/organization").await.text();
        let old = value(&page, "organization");
        let form = [
            ("organization", "Hinode Roasters"), ("language", "en"), ("time_zone", "Asia/Tokyo"),
            ("seen_organization", old.as_str()), ("seen_language", &value(&page, "seen_language")), ("seen_time_zone", &value(&page, "seen_time_zone")),
        ];
        assert_eq!(aya.post("/admin/organization", &encoded(&form)).await.status, StatusCode::SEE_OTHER);
        assert!(aya.get("/admin/brands").await.text().contains(">Hinode Roasters<"));
    }
}
