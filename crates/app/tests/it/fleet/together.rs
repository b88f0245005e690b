//! Whichever process one speaks to, it is one desk.

use super::Fleet;
use std::time::Duration;

const SOON: Duration = Duration::from_secs(5);
/// Somebody whose process was killed is gone from the pages of the others within this time.
const GONE: Duration = Duration::from_secs(25);

#[test]
fn who_signs_in_on_one_of_four_is_signed_in_on_all() {
    testing::run(|| async {
        let Some(fleet) = Fleet::of(4).await else { return };
        let running = fleet.start().await;
        let mut office = fleet.office().await;
        let number = office.opens("A broken cup").await;
        for place in &fleet.places {
            let mut page = office.0.moved_to(place.http);
            let shown = page.get(&format!("/tickets/{number}")).await;
            assert!(shown.status == 200 && shown.text.contains("A broken cup"), "{}", shown.path);
            assert!(
                page.post(&format!("/tickets/{number}/subject"), &[("subject", "A broken cup")]).await.status < 400
            );
        }
        let mut elsewhere = office.0.moved_to(fleet.places[3].http);
        office.0.moved_to(fleet.places[1].http).post("/logout", &[]).await;
        assert_eq!(elsewhere.get("/tickets").await.path, "/login?next=%2Ftickets", "signed out everywhere");
        drop(running);
    });
}

#[test]
fn who_guesses_on_one_has_guessed_on_all() {
    testing::run(|| async {
        let Some(fleet) = Fleet::of(2).await else { return };
        let _running = fleet.start().await;
        drop(fleet.office().await);
        let (mut first, mut second) = (fleet.places[0].browser(), fleet.places[1].browser());
        let guess = |password: &'static str| [("email", "mika@desk.example"), ("password", password)];
        for _ in 0..3 {
            assert_eq!(first.post("/login", &guess("a wild guess")).await.path, "/login");
            assert_eq!(second.post("/login", &guess("a wild guess")).await.path, "/login");
        }
        assert_eq!(second.post("/login", &guess("three quiet rivers")).await.path, "/login", "it must wait");
    });
}

#[test]
fn who_begins_to_answer_in_one_process_is_seen_in_the_others() {
    testing::run(|| async {
        let Some(fleet) = Fleet::of(2).await else { return };
        let _running = fleet.start().await;
        let mut office = fleet.office().await;
        let number = office.opens("A broken cup").await;
        let mut page = office.0.moved_to(fleet.places[0].http);
        let mut news = page.listen(&format!("/live?ticket={number}")).await;
        let mut list = page.listen("/live").await;
        news.until(&["presence"], SOON).await;
        let mut ben = fleet.colleague().await.moved_to(fleet.places[1].http);
        // His page is open nowhere: what he writes is enough.
        let kept = ben.put(&format!("/tickets/{number}/draft"), &[("kind", "reply"), ("text", "Dear Kei")]).await;
        assert_eq!(kept.status, 204);
        news.until(&["presence"], SOON).await;
        list.until(&["marks"], SOON).await;
        let said = page.get(&format!("/tickets/{number}/claim")).await.text;
        assert!(said.contains("Ben Okada") && said.contains("claim/ask"), "{said}");
        let mark = page.get(&format!("/tickets/here?ticket={number}")).await.text;
        assert!(mark.contains("answering") && mark.contains("Ben Okada"), "{mark}");
        assert!(page.post(&format!("/tickets/{number}/claim/ask"), &[]).await.status < 400);
        let asked = ben.get(&format!("/tickets/{number}/claim")).await.text;
        assert!(asked.contains("claim/hand-over"), "{asked}");
    });
}

#[test]
fn a_page_hears_what_happens_in_other_processes_and_who_is_there() {
    testing::run(|| async {
        let Some(fleet) = Fleet::of(2).await else { return };
        let mut running = fleet.start().await;
        let mut office = fleet.office().await;
        let number = office.opens("A broken cup").await;
        let page = office.0.moved_to(fleet.places[0].http);
        let mut news = page.listen(&format!("/live?ticket={number}")).await;
        let mut ben = fleet.colleague().await.moved_to(fleet.places[1].http);
        let his = ben.listen(&format!("/live?ticket={number}")).await;
        news.until(&["presence", "Ben Okada"], SOON).await;
        assert!(ben.post(&format!("/tickets/{number}/subject"), &[("subject", "Two broken cups")]).await.status < 400);
        news.until(&["ticket list counter", "subject"], SOON).await;
        drop(his);
        news.until(&["\"presence\"", "\"people\":[{", "Mika"], SOON).await;
        let his = ben.listen(&format!("/live?ticket={number}")).await;
        news.until(&["presence", "Ben Okada"], SOON).await;
        running.remove(1).kill();
        let told = news.until(&["presence"], GONE).await;
        assert!(!told.contains("Ben Okada"), "{told}");
        drop(his);
    });
}
