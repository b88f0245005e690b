//! `/invitation/TOKEN`, `/reset/TOKEN`

use crate::browser::{House, PASSWORD, encoded};
use base::Language;
use desk::access::Purpose;
use desk::{Level, Role};
use service::access::{self, Invite};
use std::time::Duration;
use testing::{email, on_both};

const NEW: &str = "a new and longer one";

async fn invited(house: &House) -> String {
    let by = house.world.actor(house.cast.aya).await;
    let wish = Invite {
        name: "Fumi Abe".into(),
        email: email("fumi@hinode.example"),
        role: Role::Agent,
        levels: [(house.cast.support, Level::Full)].into(),
        language: Language::English,
    };
    let (_, link) = house.world.desk.change(by, move |tx| access::invite(tx, wish)).await.expect("Aya may invite");
    format!("/invitation/{}", link.reveal())
}

async fn forgotten(house: &House) -> String {
    house.browser().post("/forgot", "email=chika%40hinode.example").await;
    format!("/reset/{}", house.newest_link().await.reveal())
}

fn password(password: &str) -> String {
    encoded(&[("password", password)])
}

on_both! {
    async fn an_invitation_is_accepted_once(world: World) {
        let house = House::open(world).await;
        let link = invited(&house).await;
        let mut fumi = house.browser();
        let page = fumi.get(&link).await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains("fumi@hinode.example"));
        assert_eq!(fumi.post(&link, &password(NEW)).await.location(), "/");
        assert_eq!(fumi.get("/tickets").await.status, 200);
        assert_eq!(house.browser().sign_in("fumi@hinode.example", NEW).await.location(), "/");
        let mut late = house.browser();
        for reply in [late.get(&link).await, late.post(&link, &password("something else entirely")).await] {
            assert_eq!(reply.status, 422);
            assert!(reply.text().contains("used or is too old"));
        }
        assert!(late.cookies.is_empty());
    }

    async fn a_poor_password_is_refused_beside_its_field_and_the_link_still_opens(world: World) {
        let house = House::open(world).await;
        let link = invited(&house).await;
        let mut fumi = house.browser();
        for poor in ["short", "Password123!", "aaaaaaaaaaaa", &"x1".repeat(129), ""] {
            let reply = fumi.post(&link, &password(poor)).await;
            assert_eq!(reply.status, 422, "{poor}");
            assert!(reply.text().contains("password-reason") && reply.text().contains("aria-invalid"), "{poor}");
            assert!(poor.is_empty() || !reply.text().contains(&format!("value=\"{poor}\"")), "a password is not shown again");
        }
        assert_eq!(fumi.post(&link, &password(NEW)).await.status, 303);
    }

    async fn a_reset_opens_once_and_ends_every_other_session(world: World) {
        let house = House::open(world).await;
        house.give_password(house.cast.chika).await;
        let mut before = house.browser();
        before.sign_in("chika@hinode.example", PASSWORD).await;
        let link = forgotten(&house).await;
        let mut chika = house.browser();
        assert_eq!(chika.get(&link).await.status, 200);
        assert_eq!(chika.post(&link, &password(NEW)).await.location(), "/");
        assert_eq!(chika.get("/tickets").await.status, 200);
        assert_eq!(before.get("/tickets").await.door(), "/login", "whoever was in is out");
        assert_eq!(house.browser().sign_in("chika@hinode.example", PASSWORD).await.status, 422);
        assert_eq!(house.browser().sign_in("chika@hinode.example", NEW).await.status, 303);
        let again = house.browser().post(&link, &password("and once more please")).await;
        assert_eq!(again.status, 422);
        assert!(again.text().contains("href=\"/forgot\""), "{}", again.text());
    }

    async fn an_earlier_reset_link_dies_with_the_one_that_was_used(world: World) {
        let house = House::open(world).await;
        house.give_password(house.cast.chika).await;
        let (first, second) = (forgotten(&house).await, forgotten(&house).await);
        assert_ne!(first, second);
        assert_eq!(house.browser().post(&second, &password(NEW)).await.status, 303);
        assert_eq!(house.browser().post(&first, &password("and once more please")).await.status, 422);
    }

    async fn links_grow_old(world: World) {
        let house = House::open(world).await;
        house.give_password(house.cast.chika).await;
        let (invitation, reset) = (invited(&house).await, forgotten(&house).await);
        house.world.clock.advance(Purpose::Reset.lasts() + Duration::from_secs(1));
        assert_eq!(house.browser().get(&reset).await.status, 422);
        assert_eq!(house.browser().get(&invitation).await.status, 200);
        house.world.clock.advance(Purpose::Invitation.lasts());
        assert_eq!(house.browser().get(&invitation).await.status, 422);
    }

    async fn a_link_opens_only_the_door_it_was_made_for(world: World) {
        let house = House::open(world).await;
        let token = invited(&house).await.trim_start_matches("/invitation/").to_owned();
        for door in ["reset", "help/enter", "setup"] {
            let reply = house.browser().get(&format!("/{door}/{token}")).await;
            assert!(reply.status == 422 || reply.location() == "/login", "{door}");
            let reply = house.browser().post(&format!("/{door}/{token}"), &password(NEW)).await;
            assert!(reply.status == 422 || reply.location() == "/login", "{door}");
        }
        assert_eq!(house.browser().get(&format!("/invitation/{token}")).await.status, 200, "and is not spent by it");
    }
}
