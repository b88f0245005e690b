//! Who answers a ticket, on the page of whoever opens it as well.

use super::{asked, value};
use crate::browser::{House, Multipart, encoded};
use testing::on_both;

on_both! {
    async fn a_second_answer_is_asked_about_once_and_nothing_of_it_is_lost(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let path = format!("/tickets/{}", ticket.number);
        let (mut ben, mut chika) = (house.agent(cast.ben).await, house.agent(cast.chika).await);
        assert!(!ben.get(&format!("{path}/claim")).await.text().contains("banner"), "nobody answers");
        assert_eq!(chika.put(&format!("{path}/draft"), "kind=reply&text=We+lo").await.status, 204);
        let said = ben.get(&format!("{path}/claim")).await.text();
        assert!(said.contains("Chika") && said.contains("claim/ask") && said.contains("claim/instead"), "{said}");
        let light = house.agent(cast.dai).await.get(&format!("{path}/claim")).await.text();
        assert!(light.contains("Chika") && !light.contains("<form"), "{light}");
        assert!(!chika.get(&format!("{path}/claim")).await.text().contains("banner"), "her own");

        let answer = |kind, more: &[(&'static str, &str)]| {
            let fields = [("kind", kind), ("to", "kei@customer.example"), ("text", "A careful answer")];
            Multipart::of(&fields.into_iter().chain(more.iter().copied()).collect::<Vec<_>>())
        };
        let messages = format!("{path}/messages");
        let refused = ben.upload(&messages, &answer("reply", &[])).await;
        assert_eq!(refused.status, 422);
        let page = refused.text();
        assert!(page.contains(">A careful answer</textarea>") && page.contains("A colleague is answering"), "{page}");
        let knows = value(&page, "knows").to_owned();
        assert_eq!(knows, cast.chika.to_string());
        assert!(!ben.get(&path).await.text().contains("name=\"knows\""), "each time anew");
        for bad in ["", "999999", &cast.ben.to_string()] {
            assert_eq!(ben.upload(&messages, &answer("reply", &[("knows", bad)])).await.status, 422, "{bad:?}");
        }
        assert_eq!(ben.upload(&messages, &answer("reply", &[("knows", "<b>")])).await.status, 422);
        assert_eq!(ben.upload(&messages, &answer("forward", &[("forward_to", "smith@works.example")])).await.status, 422);
        assert_eq!(ben.upload(&messages, &answer("note", &[])).await.status, 303, "a note is no answer");
        assert_eq!(ben.upload(&messages, &answer("reply", &[("knows", &knows)])).await.status, 303);
    }

    async fn an_answer_changes_hands_and_its_text_goes_along(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let path = format!("/tickets/{}", ticket.number);
        let (mut ben, mut chika) = (house.agent(cast.ben).await, house.agent(cast.chika).await);
        let draft = encoded(&[("kind", "reply"), ("text", "We look into it"), ("to", "kei@customer.example")]);
        assert_eq!(chika.put(&format!("{path}/draft"), &draft).await.status, 204);
        let said = |page: &str, what: &str| assert!(page.contains(what), "{what}: {page}");
        assert_eq!(ben.post(&format!("{path}/claim/ask"), "").await.status, 303);
        said(&ben.get(&format!("{path}/claim")).await.text(), "has been asked");
        let wish = chika.get(&format!("{path}/claim")).await.text();
        said(&wish, "claim/hand-over");
        said(&wish, "data-again=\"61\"");
        assert_eq!(ben.post(&format!("{path}/claim/hand-over"), "").await.status, 422, "it is hers to give");
        assert_eq!(chika.post(&format!("{path}/claim/keep"), "").await.status, 303);
        said(&ben.get(&format!("{path}/claim")).await.text(), "goes on with the answer");
        house.world.clock.advance(std::time::Duration::from_secs(61));
        assert_eq!(ben.post(&format!("{path}/claim/ask"), "").await.status, 303);
        assert_eq!(chika.post(&format!("{path}/claim/hand-over"), "").await.status, 303);
        said(&ben.get(&format!("{path}/claim")).await.text(), "is yours now, with all they wrote");
        said(&ben.get(&path).await.text(), ">We look into it</textarea>");
        let hers = chika.get(&path).await.text();
        assert!(!hers.contains(">We look into it</textarea>") && hers.contains("handed the answer over to"), "{hers}");
        for writes_on in [false, true] {
            if writes_on {
                house.world.clock.advance(std::time::Duration::from_secs(1));
                let on = encoded(&[("kind", "reply"), ("text", "We look into it, and soon"), ("to", "kei@customer.example")]);
                assert_eq!(ben.clone().saying("if-match", "\"1\"").put(&format!("{path}/draft"), &on).await.status, 204);
            }
            let hers = chika.get(&format!("{path}/claim")).await.text();
            said(&hers, "has been answering with what you wrote");
            assert!(!hers.contains("stays your draft"), "{hers}");
        }
        assert!(!ben.get(&format!("{path}/claim")).await.text().contains("banner"), "he knows by now");
    }

    async fn where_a_ticket_is_held_silence_promises_nothing_and_one_asks_again(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let aya = house.world.actor(cast.aya).await;
        house.world.desk.change(aya, move |tx| service::ticket::set_lock_minutes(tx, cast.support, 10)).await.unwrap();
        let path = format!("/tickets/{}", ticket.number);
        let (mut ben, mut chika) = (house.agent(cast.ben).await, house.agent(cast.chika).await);
        assert_eq!(chika.put(&format!("{path}/draft"), "kind=reply&text=We+lo").await.status, 204);
        assert_eq!(ben.post(&format!("{path}/claim/ask"), "").await.status, 303);
        let asked = ben.get(&format!("{path}/claim")).await.text();
        assert!(asked.contains("has been asked to hand the answer over") && !asked.contains("you may"), "{asked}");
        let wish = chika.get(&format!("{path}/claim")).await.text();
        assert!(wish.contains("claim/hand-over") && !wish.contains("they may"), "{wish}");
        house.world.clock.advance(std::time::Duration::from_secs(61));
        let silent = ben.get(&format!("{path}/claim")).await.text();
        assert!(silent.contains("has said nothing") && silent.contains("Ask again") && !silent.contains("take-up"), "{silent}");
        assert_eq!(ben.post(&format!("{path}/claim/ask"), "").await.status, 303);
        assert!(ben.get(&format!("{path}/claim")).await.text().contains("has been asked"));
    }

    async fn a_held_ticket_that_is_let_go_is_said_to_whoever_held_it(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let aya = house.world.actor(cast.aya).await;
        house.world.desk.change(aya, move |tx| service::ticket::set_lock_minutes(tx, cast.support, 10)).await.unwrap();
        let path = format!("/tickets/{}", ticket.number);
        let claim = format!("{path}/claim");
        let (mut ben, mut chika) = (house.agent(cast.ben).await, house.agent(cast.chika).await);
        assert_eq!(chika.put(&format!("{path}/draft"), "kind=reply&text=We+lo").await.status, 204);
        let light = house.agent(cast.dai).await.get(&claim).await.text();
        assert!(light.contains("Chika") && !light.contains("lock/break"), "{light}");
        for page in [&claim, &path] {
            let said = ben.get(page).await.text();
            assert!(said.contains("lock/break") && said.contains("you can note, but send no answer"), "{said}");
        }
        assert_eq!(ben.post(&format!("{path}/lock/break"), "").await.status, 303);
        let his = ben.get(&claim).await.text();
        assert!(his.contains("You hold this ticket now instead of Chika") && his.contains("lock/release"), "{his}");
        let hers = chika.get(&claim).await.text();
        assert!(hers.contains("has been holding this ticket instead of you") && !hers.contains("lock/break"), "{hers}");
        assert_eq!(ben.post(&format!("{path}/lock/release"), "").await.status, 303);
        assert!(!chika.get(&claim).await.text().contains("banner"), "it is anybody's");
    }

    async fn who_wrote_a_draft_that_is_taken_over_is_told_and_their_page_goes_on_from_nothing(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let path = format!("/tickets/{}", ticket.number);
        let (mut ben, mut chika) = (house.agent(cast.ben).await, house.agent(cast.chika).await);
        let draft = |text| encoded(&[("kind", "reply"), ("text", text), ("to", "kei@customer.example"), ("shared", "on"), ("draft", "window")]);
        assert_eq!(chika.put(&format!("{path}/draft"), &draft("We look into it")).await.status, 204);
        assert!(!chika.get(&format!("{path}/claim")).await.text().contains("data-given"));
        let take = encoded(&[("person", &cast.chika.to_string())]);
        assert_eq!(ben.post(&format!("{path}/drafts/take"), &take).await.status, 303);
        let hers = chika.get(&format!("{path}/claim")).await.text();
        assert!(hers.contains("data-given=\"2\"") && hers.contains("has been answering with what you wrote"), "{hers}");
        let his = ben.get(&format!("{path}/claim")).await.text();
        assert!(!his.contains("data-given") && his.contains("is yours now, with all they wrote"), "{his}");
        let mut before = chika.clone().saying("if-match", "\"1\"");
        assert_eq!(before.put(&format!("{path}/draft"), &draft("We look into it, and more")).await.status, 412);
        let page = chika.get(&path).await.text();
        assert!(page.contains("data-draft-version=\"&quot;2&quot;\"") && !page.contains(">We look into it"), "{page}");
        assert!(chika.get(&format!("{path}/drafts")).await.text().contains("We look into it, and more"));
        let mut now = chika.clone().saying("if-match", "\"2\"");
        assert_eq!(now.put(&format!("{path}/draft"), &draft("Something else")).await.status, 204);
        assert!(!chika.get(&format!("{path}/claim")).await.text().contains("data-given"));
    }

    async fn lists_show_who_answers(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let other = asked(&house, "The lid", cast.mio, cast.billing).await;
        let (mut ben, mut chika) = (house.agent(cast.ben).await, house.agent(cast.chika).await);
        chika.put(&format!("/tickets/{}/draft", ticket.number), "kind=reply&text=We+lo").await;
        let list = ben.get("/tickets?view=open").await.text();
        let row = list.split(&format!("id=\"row-{}\"", ticket.number)).nth(1).unwrap().split("</li>").next().unwrap();
        assert!(row.contains("data-state=\"answering\"") && row.contains("Chika") && row.contains("is answering"), "{row}");
        let own = chika.get("/tickets?view=open").await.text();
        assert!(!own.contains("is answering"), "one knows what one does oneself");
        let here = format!("/tickets/here?ticket={}&ticket={}&ticket=999999&ticket=x", ticket.number, other.number);
        let marks = ben.get(&here).await.text();
        assert_eq!(marks.matches("data-here=").count(), 2, "{marks}");
        assert_eq!(marks.matches("answering").count(), 1 + 2, "{marks}");
        assert_eq!(house.agent(cast.eve).await.get(&here).await.text().trim(), "", "what one does not see is not there");
    }
}
