//! `/me`

use super::{followed, value};
use crate::browser::{House, Multipart, PASSWORD, encoded};
use testing::on_both;

on_both! {
    async fn my_name_language_and_zone_are_mine_to_change(world: World) {
        let house = House::open(world).await;
        let mut chika = house.agent(house.cast.chika).await;
        let page = chika.get("/me").await.text();
        let version = value(&page, "version").to_owned();
        let form = encoded(&[("version", &version), ("name", "上田 千佳"), ("language", "ja"), ("time_zone", "Asia/Tokyo")]);
        let reply = chika.post("/me", &form).await;
        let page = followed(&mut chika, reply).await;
        assert!(page.contains("lang=\"ja\"") && page.contains("上田 千佳") && page.contains("プロフィール"), "{page}");
        let late = chika.post("/me", &form).await;
        assert_eq!(late.status, 409);
        let wrong = chika.post("/me", "name=+&version=1").await;
        assert_eq!(wrong.status, 422);
        let wrong = chika.post("/me", &encoded(&[("name", "X"), ("time_zone", "Mars/Olympus"), ("version", "2")])).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text().contains("Mars/Olympus"), "what was typed stays");
    }

    async fn a_key_moves_where_it_stands_and_two_never_share_one(world: World) {
        let house = House::open(world).await;
        let mut chika = house.agent(house.cast.chika).await;
        assert!(chika.get("/tickets").await.text().contains(r#"data-key="/""#));
        let reply = chika.post("/me/shortcuts", "search=%C3%B6&help=").await;
        let page = followed(&mut chika, reply).await;
        assert!(page.contains(r#"name="search" value="ö""#) && page.contains(r#"name="undo" value="z""#), "{page}");
        let list = chika.get("/tickets").await.text();
        assert!(list.contains(r#"data-key="ö""#) && !list.contains(r#"data-key="?""#), "{list}");
        let taken = chika.post("/me/shortcuts", "new=%C3%B6").await;
        assert_eq!(taken.status, 422);
        assert!(taken.text().contains("something else on the same page") && taken.text().contains(r#"id="new-reason""#));
        let wrong = chika.post("/me/shortcuts", "snooze=%3Cb%3E").await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text().contains("&#60;b&#62;"), "what was typed stays, and stays text");
        let mut ben = house.agent(house.cast.ben).await;
        assert!(ben.get("/tickets").await.text().contains(r#"data-key="?""#), "nobody else's key moved");
        assert_eq!(chika.post("/me/shortcuts", "act=standard").await.status, 303);
        assert!(chika.get("/me/shortcuts").await.text().contains(r#"name="search" value="/""#));
    }

    async fn a_password_is_changed_by_who_knows_the_old_one(world: World) {
        let house = House::open(world).await;
        house.give_password(house.cast.chika).await;
        let mut chika = house.browser();
        chika.sign_in("chika@hinode.example", PASSWORD).await;
        let mut elsewhere = house.browser();
        elsewhere.sign_in("chika@hinode.example", PASSWORD).await;
        let wrong = chika.post("/me/password", "old=not+it+at+all&password=a+new+and+long+one").await;
        assert_eq!(wrong.status, 422);
        assert!(!wrong.text().contains("a new and long one"), "a password is not shown again");
        assert_eq!(chika.post("/me/password", &encoded(&[("old", PASSWORD), ("password", "short")])).await.status, 422);
        let done = chika.post("/me/password", &encoded(&[("old", PASSWORD), ("password", "a new and long one")])).await;
        assert_eq!(done.status, 303, "{}", done.text());
        assert_eq!(chika.get("/me").await.status, 200);
        assert_eq!(elsewhere.get("/me").await.door(), "/login", "signed out everywhere else");
    }

    async fn a_session_one_does_not_know_can_be_ended(world: World) {
        let house = House::open(world).await;
        let (mut here, mut there) = (house.agent(house.cast.chika).await, house.agent(house.cast.chika).await);
        let page = here.get("/me").await.text();
        let revoke = page.split("action=\"").find(|part| part.starts_with("/me/sessions/") && part.contains("/revoke\"")).expect("another session");
        let revoke = revoke.split('"').next().unwrap().to_owned();
        assert_eq!(here.post(&revoke, "").await.status, 303);
        assert_eq!(there.get("/me").await.door(), "/login");
        assert_eq!(here.post(&revoke, "").await.status, 404);
        assert_eq!(here.get("/me").await.status, 200);
    }

    async fn how_a_browser_shows_things_is_kept_in_that_browser(world: World) {
        let house = House::open(world).await;
        let mut ben = house.agent(house.cast.ben).await;
        ben.post("/me/appearance", "theme=dark").await;
        ben.post("/me/appearance", "density=comfortable").await;
        let page = ben.get("/tickets").await.text();
        assert!(page.contains("data-theme=\"dark\" data-density=\"comfortable\""), "{page}");
        ben.post("/me/appearance", "theme=%22%3E%3Cscript%3E&density=enormous").await;
        assert!(ben.get("/tickets").await.text().contains("data-theme=\"dark\""));
    }

    async fn a_signature_is_written_with_a_form_and_a_picture_and_shown_as_it_will_look(world: World) {
        let house = House::open(world).await;
        let (mut chika, mut ben) = (house.agent(house.cast.chika).await, house.agent(house.cast.ben).await);
        let picture = chika.upload("/loose/images", &Multipart::of(&[]).file("file", "logo.png", "image/png", b"\x89PNG\r\n")).await;
        let picture = picture.text().split('"').nth(3).unwrap().to_owned();
        let kept = |page: &str, name: &str| value(page.split("/me/signature").nth(1).unwrap(), name).to_owned();
        let version = kept(&chika.get("/me").await.text(), "version");
        let html = format!("html:<p onclick=x><b>Chika</b> <img src=\"cid:{picture}\" alt=\"logo.png\"></p><script>x</script>");
        assert_eq!(chika.post("/me/signature", &encoded(&[("version", &version), ("signature", &html)])).await.status, 303);
        let shown = chika.get("/tickets/new/signature?team=1").await.text();
        assert!(shown.contains("<b>Chika</b>") && shown.contains("src=\"/loose/images/"), "{shown}");
        assert!(!shown.contains("onclick") && !shown.contains("<script"), "{shown}");
        assert_eq!(chika.get(&format!("/loose/images/{picture}")).await.status, 200);
        assert_eq!(ben.get(&format!("/loose/images/{picture}")).await.status, 404);
        // Without the editor: words that are the same keep their form, others are plain.
        let page = chika.get("/me").await.text();
        let (version, form) = (kept(&page, "version"), format!("<p><b>Chika</b> <img src=\"cid:{picture}\" alt=\"logo.png\"></p>"));
        let same = [("version", &*version), ("signature", "Chika"), ("signature_html", &*form)];
        assert_eq!(chika.post("/me/signature", &encoded(&same)).await.status, 303);
        assert!(chika.get("/tickets/new/signature?team=1").await.text().contains("<b>Chika</b>"));
        let version = kept(&chika.get("/me").await.text(), "version");
        let other = [("version", &*version), ("signature", "Chika <Ueda>"), ("signature_html", &*form)];
        assert_eq!(chika.post("/me/signature", &encoded(&other)).await.status, 303);
        let shown = chika.get("/tickets/new/signature?team=1").await.text();
        assert!(!shown.contains("<b>") && !shown.contains("<Ueda>") && shown.contains("Ueda"), "{shown}");
        // One that was only looked at in the editor stays plain.
        let version = kept(&chika.get("/me").await.text(), "version");
        let looked = [("version", &*version), ("signature", "html:Chika<br>Hinode")];
        assert_eq!(chika.post("/me/signature", &encoded(&looked)).await.status, 303);
        assert!(chika.get("/tickets/new/signature?team=1").await.text().contains("<p>Chika\nHinode</p>"));
    }

    async fn a_signature_has_its_bounds(world: World) {
        let house = House::open(world).await;
        let mut chika = house.agent(house.cast.chika).await;
        let page = chika.get("/me").await.text();
        let version = value(page.split("/me/signature").nth(1).unwrap(), "version").to_owned();
        assert_eq!(chika.post("/me/signature", &encoded(&[("version", &version), ("signature", &"x".repeat(2001))])).await.status, 422);
        assert_eq!(chika.post("/me/signature", &encoded(&[("version", &version), ("signature", "Chika\nHinode")])).await.status, 303);
        assert!(chika.get("/me").await.text().contains(">Chika\nHinode</textarea>"));
    }
}
