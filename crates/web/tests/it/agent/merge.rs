//! `/tickets/{number}/merge`: chosen, looked at, done, and taken back.

use crate::browser::{House, Multipart, encoded};
use axum::http::StatusCode;
use desk::Actor;
use desk::people::PersonId;
use desk::ticket::{Origin, TicketNumber};
use service::conversation::Incoming;
use service::ticket::{self, NewTicket};

async fn asked(house: &House, who: PersonId, subject: &'static str) -> TicketNumber {
    let support = house.cast.support;
    let verb = move |tx: &mut service::Tx<'_>| {
        ticket::create(tx, NewTicket::asked(subject, who, support, Incoming::said(who, Origin::Mail, "Words.")))
    };
    house.world.desk.change(Actor::System, verb).await.unwrap().number
}

testing::on_both! {
    async fn a_merge_is_shown_before_it_is_done_and_taken_back_from_the_timeline(world: World) {
        let house = House::open(world).await;
        let (one, two) = (asked(&house, house.cast.kei, "Cup").await, asked(&house, house.cast.mio, "Mug").await);
        let mut chika = house.agent(house.cast.chika).await;
        let page = chika.get(&format!("/tickets/{one}/merge?into=%23{two}")).await.text();
        assert!(page.contains("Kei Tanaka") && page.contains(&format!("name=\"into\" value=\"{two}\"")), "{page}");
        for back in [format!("href=\"/tickets/{one}\" data-key=\"u\""), format!("href=\"/tickets/{one}\">Cancel</a>")] {
            assert!(page.contains(&back), "{back}: {page}");
        }
        let done = chika.post(&format!("/tickets/{one}/merge"), &encoded(&[("into", &two.to_string())])).await;
        assert_eq!(done.location(), format!("/tickets/{two}"));
        let merged = chika.get(done.location()).await.text();
        assert!(merged.contains(&format!("Said on #{one}")), "{merged}");
        assert_eq!(chika.get(&format!("/tickets/{one}")).await.location(), format!("/tickets/{two}"));
        let alone = chika.get(&format!("/tickets/{two}?view=open&thread={one}")).await.text();
        assert!(alone.contains(&format!("href=\"/tickets/{two}?view=open&#38;thread={two}\"")) || alone.contains(&format!("href=\"/tickets/{two}?view=open&amp;thread={two}\"")), "{alone}");
        assert!(alone.contains("aria-current=\"true\"") && alone.matches("class=\"message").count() < merged.matches("class=\"message").count());
        assert_eq!(chika.get(&format!("/tickets/{two}?thread=nonsense")).await.status, StatusCode::OK);
        let undo = merged.split("action=\"").find(|part| part.starts_with(&format!("/tickets/{two}/undo/"))).unwrap();
        chika.post(undo.split('"').next().unwrap(), "").await;
        let alone = chika.get(&format!("/tickets/{two}")).await.text();
        assert!(alone.contains(&format!("undid the merge: <a class=\"link\" href=\"/tickets/{one}\">#{one}</a>")), "{alone}");
        assert_eq!(chika.get(&format!("/tickets/{one}")).await.status, StatusCode::OK);
    }

    async fn an_answer_to_a_ticket_that_was_merged_meanwhile_is_asked_about_once_on_the_page_of_the_other(world: World) {
        let house = House::open(world).await;
        let (one, two) = (asked(&house, house.cast.kei, "Cup").await, asked(&house, house.cast.mio, "Mug").await);
        let (mut ben, mut chika) = (house.agent(house.cast.ben).await, house.agent(house.cast.chika).await);
        ben.post(&format!("/tickets/{one}/merge"), &encoded(&[("into", &two.to_string())])).await;
        let form = Multipart::of(&[("kind", "note"), ("text", "For the cup alone")]);
        let refused = chika.upload(&format!("/tickets/{one}/messages"), &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.header("hx-replace-url"), format!("/tickets/{two}"));
        let page = refused.text();
        assert!(page.contains("For the cup alone</textarea>") && page.contains("merged into this one"), "{page}");
        assert!(page.contains(&format!("action=\"/tickets/{two}/messages\"")), "{page}");
        assert!(page.contains(&format!("data-turn=\"Ben Okada merged the ticket into #{two}\"")), "{page}");
        assert_eq!(chika.upload(&format!("/tickets/{two}/messages"), &form).await.status, StatusCode::SEE_OTHER);
    }

    async fn a_target_that_will_not_do_is_refused_beside_its_field(world: World) {
        let house = House::open(world).await;
        let one = asked(&house, house.cast.kei, "Cup").await;
        let mut chika = house.agent(house.cast.chika).await;
        let own = one.to_string();
        for into in [own.as_str(), "7", "nonsense"] {
            let looked = chika.get(&format!("/tickets/{one}/merge?into={into}")).await;
            assert!(crate::admin::reason(&looked.text(), "into").is_some(), "{into}: {}", looked.text());
            assert!(looked.status.is_client_error(), "{into}");
        }
        let lost = chika.post(&format!("/tickets/{one}/merge"), "into=nonsense").await;
        assert_eq!(lost.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
