//! Live updates tell nobody of what they may not see, and end with the session.

use super::{At, Scene, Who, more};
use crate::browser::{Browser, House, Reply};
use axum::http::StatusCode;
use desk::ticket::{Priority, TicketNumber};
use service::{Actor, access, ticket};
use std::time::Duration;
use tokio::task::JoinHandle;

/// Longer than a change takes to be told, also while other databases of the same server keep transactions open.
const PATIENCE: Duration = Duration::from_secs(6);
/// A stream is heard from the moment it is open.
const OPEN: Duration = Duration::from_millis(300);

async fn listen(mut browser: Browser, path: String) -> JoinHandle<Reply> {
    let heard = tokio::spawn(async move { browser.get(&path).await });
    tokio::time::sleep(OPEN).await;
    heard
}

async fn number(scene: &mut Scene<'_>) -> TicketNumber {
    TicketNumber(scene.fill("", "{number}").await.parse().expect("a number"))
}

/// The place pages are drawn at, once it stands still.
async fn settled(browser: &mut Browser) -> String {
    let mut last = String::new();
    loop {
        let page = browser.get("/tickets?view=open").await.text();
        let now = page.split_once("since=\"").and_then(|(_, rest)| rest.split_once('"')).expect("a place").0.to_owned();
        if now == last {
            return now;
        }
        last = now;
        tokio::time::sleep(PATIENCE / 4).await;
    }
}

async fn change(house: &House, number: TicketNumber, to: Priority) {
    let changed = house.world.desk.change(Actor::System, move |tx| ticket::set_priority(tx, number, to, None)).await;
    changed.expect("the desk may change its tickets");
}

testing::on_both! {
    async fn news_of_a_ticket_reaches_only_those_who_may_read_it(world: World) {
        let house = House::open(world).await;
        let more = more(&house).await;
        let mut support = Scene::new(&house, more, At::Support, None);
        let mut vault = Scene::new(&house, more, At::Vault, None);
        let (own, secret) = (number(&mut support).await, number(&mut vault).await);
        let mut streams = Vec::new();
        for who in Who::ALL.into_iter().filter(|who| who.role().is_some()) {
            let browser = who.browser(&house, more).await.patient(PATIENCE);
            streams.push((who, listen(browser, "/live".into()).await));
        }
        change(&house, own, Priority::Urgent).await;
        change(&house, secret, Priority::Urgent).await;
        for (who, stream) in streams {
            let heard = stream.await.expect("a stream can be heard").text();
            let reads = matches!(who, Who::Light | Who::Agent | Who::Supervisor | Who::Administrator);
            assert_eq!(heard.contains(&own.to_string()), reads, "{who:?}: {heard}");
            assert_eq!(heard.contains(&secret.to_string()), who == Who::Administrator, "{who:?}: {heard}");
        }
    }

    async fn what_happens_between_drawing_a_page_and_listening_is_told(world: World) {
        let house = House::open(world).await;
        let more = more(&house).await;
        let own = number(&mut Scene::new(&house, more, At::Support, None)).await;
        let mut chika = house.agent(house.cast.chika).await.patient(PATIENCE);
        change(&house, own, Priority::Urgent).await;
        let since = settled(&mut chika).await;
        change(&house, own, Priority::Low).await;
        let missed = chika.get(&format!("/live?since={since}")).await.text();
        assert!(missed.contains("priority_changed") && missed.contains(&own.to_string()), "{missed}");
        let since = settled(&mut chika).await;
        let nothing = chika.get(&format!("/live?since={since}")).await.text();
        assert!(!nothing.contains("priority_changed"), "{nothing}");
        let everything = chika.get("/live?since=0-0").await.text();
        assert!(everything.contains("\"kind\":"), "{everything}");
        for bad in ["", "-", "x-1", "1", "9223372036854775808-0"] {
            assert_eq!(chika.get(&format!("/live?since={bad}")).await.status, StatusCode::OK, "{bad}");
        }
    }

    async fn who_looks_at_a_ticket_is_told_to_its_readers_alone(world: World) {
        let house = House::open(world).await;
        let more = more(&house).await;
        let own = number(&mut Scene::new(&house, more, At::Support, None)).await;
        let path = format!("/live?ticket={own}");
        let chika = listen(house.agent(house.cast.chika).await.patient(PATIENCE), path.clone()).await;
        assert_eq!(house.agent(house.cast.eve).await.get(&path).await.status, StatusCode::NOT_FOUND);
        let eve = listen(house.agent(house.cast.eve).await.patient(PATIENCE), "/live".into()).await;
        let ben = listen(house.agent(house.cast.ben).await.patient(PATIENCE), path).await;
        assert!(ben.await.unwrap().text().contains("Chika Ueda"));
        assert!(chika.await.unwrap().text().contains("Ben Okada"));
        assert!(!eve.await.unwrap().text().contains("Okada"));
    }

    async fn a_stream_ends_with_its_session(world: World) {
        let house = House::open(world).await;
        let more = more(&house).await;
        let own = number(&mut Scene::new(&house, more, At::Support, None)).await;
        let stream = listen(house.agent(house.cast.chika).await.patient(PATIENCE), "/live".into()).await;
        let (aya, chika) = (house.world.actor(house.cast.aya).await, house.cast.chika);
        house.world.desk.change(aya, move |tx| access::revoke_sessions_of(tx, chika)).await.unwrap();
        tokio::time::sleep(PATIENCE / 2).await;
        change(&house, own, Priority::Urgent).await;
        let heard = stream.await.unwrap().text();
        assert!(!heard.contains(&own.to_string()), "{heard}");
    }
}
