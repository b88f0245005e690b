//! `/admin/brands/{brand}/writing`, as that of a mailbox: a signature with its form and pictures.

use super::value;
use crate::browser::{House, Multipart, encoded};
use testing::on_both;

on_both! {
    async fn a_brands_signature_has_a_form_a_picture_and_its_mistakes(world: World) {
        let house = House::open(world).await;
        let (mut aya, mut chika) = (house.agent(house.cast.aya).await, house.agent(house.cast.chika).await);
        let index = aya.get("/admin/brands").await.text();
        let is_id = |rest: &&str| rest.starts_with(|c: char| c.is_ascii_digit());
        let id = index.split("/admin/brands/").skip(1).find(is_id).unwrap();
        let path = format!("/admin/brands/{}/writing", id.split(|c: char| !c.is_ascii_digit()).next().unwrap());
        let picture = aya.upload("/loose/images", &Multipart::of(&[]).file("file", "logo.png", "image/png", b"\x89PNG\r\n")).await;
        let picture = picture.text().split('"').nth(3).unwrap().to_owned();
        let version = value(&aya.get(&path).await.text(), "version").to_owned();
        let form = |version: &str, signature: &str| encoded(&[
            ("version", version), ("sender", "both"), ("separator", ""), ("signature", signature), ("signs", "both"), ("place", "above"),
            ("quotation", "last"), ("hold", "20"), ("most_attached", "5"), ("link_days", "30"),
        ]);
        let html = |words: &str| format!("html:<p onclick=x><b>{words}</b> <img src=\"cid:{picture}\" alt=\"logo\"></p>");
        let wrong = aya.post(&path, &form(&version, &html("{{ nobody }}"))).await;
        assert!(wrong.status == 422 && wrong.text().contains("signature-mistake") && wrong.text().contains(&picture), "{}", wrong.text());
        assert_eq!(aya.post(&path, &form(&version, &html("{{ mailbox.name }}"))).await.status, 303);
        let page = aya.get(&path).await.text();
        assert!(page.contains(&picture) && page.contains("{{ mailbox.name }}</textarea>") && !page.contains("onclick"), "{page}");
        assert_eq!(chika.get(&format!("/loose/images/{picture}")).await.status, 200, "whoever answers sees it");
        let version = value(&page, "version").to_owned();
        assert_eq!(aya.post(&path, &form(&version, "")).await.status, 303);
        assert_eq!(chika.get(&format!("/loose/images/{picture}")).await.status, 404);
    }
}
