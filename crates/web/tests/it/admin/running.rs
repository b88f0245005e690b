//! What runs: the outbox, what arrived, jobs, and the page that says whether all is well.

use crate::browser::House;
use axum::http::StatusCode;
use desk::channel::{Attempt, Client, NewIntake, Source};
use service::{Actor, channel};
use std::time::Duration;

const LEASE: Duration = Duration::from_secs(60);

/// A letter to the person that no server would take.
async fn failed_letter(house: &House) -> i64 {
    house.mailed_link("kei@customer.example").await;
    let failed = house.world.desk.change(Actor::System, |tx| {
        let letter = channel::claim_letters(tx, "here", LEASE, 1)?.remove(0);
        let attempt = Attempt { letter: letter.id, holder: "here".into(), number: letter.attempts };
        channel::letter_begins(tx, &attempt)?;
        channel::letter_refused(tx, &attempt, "550 5.1.1 <unknown>")?;
        Ok(letter.id.0)
    });
    failed.await.unwrap()
}

/// A message whose bytes are kept and that nobody has read yet.
async fn arrived(house: &House, bytes: &'static [u8]) -> i64 {
    let raw = house.web.blobs.put(bytes).await.unwrap();
    let new = NewIntake {
        raw,
        size: bytes.len() as i64,
        source: Source::Lmtp,
        client: Client::default(),
        fetched: None,
        cut: None,
        mailbox: None,
        sender: "kei@customer.example".into(),
        recipients: vec!["help@hinode.example".into()],
    };
    house.world.desk.change(Actor::System, move |tx| channel::receive(tx, new)).await.unwrap()[0].0
}

testing::on_both! {
    async fn a_letter_that_failed_shows_the_servers_words_and_is_sent_again(world: World) {
        let house = House::open(world).await;
        let id = failed_letter(&house).await;
        let mut ben = house.agent(house.cast.ben).await;
        let page = ben.get("/admin/outbox").await.text();
        assert!(page.contains("550 5.1.1 &#60;unknown&#62;") && page.contains("kei@customer.example"));
        assert_eq!(ben.post(&format!("/admin/outbox/{id}/retry"), "").await.location(), "/admin/outbox");
        assert!(ben.get("/admin/outbox?state=queued").await.text().contains("kei@customer.example"));
        let again = ben.post(&format!("/admin/outbox/{id}/retry"), "").await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text().contains("class=\"banner danger\""));
        assert_eq!(ben.post(&format!("/admin/outbox/{id}/cancel"), "").await.status, StatusCode::SEE_OTHER);
        assert!(ben.get("/admin/outbox?state=cancelled").await.text().contains("kei@customer.example"));
    }

    async fn only_who_operates_sees_at_home_that_letters_are_stuck(world: World) {
        let house = House::open(world).await;
        let mut ben = house.agent(house.cast.ben).await;
        assert!(!ben.get("/").await.text().contains("Letters not sent"), "nothing is stuck");
        failed_letter(&house).await;
        assert!(ben.get("/").await.text().contains("Letters not sent"));
        assert!(!house.agent(house.cast.chika).await.get("/").await.text().contains("Letters not sent"));
    }

    async fn what_arrived_can_be_saved_as_it_arrived_and_runs_nothing(world: World) {
        let house = House::open(world).await;
        let id = arrived(&house, b"From: kei@customer.example\r\n\r\n<script>alert(1)</script>\r\n").await;
        let mut ben = house.agent(house.cast.ben).await;
        assert!(ben.get("/admin/arrived?state=received").await.text().contains("help@hinode.example"));
        let raw = ben.get(&format!("/admin/arrived/{id}/raw")).await;
        assert_eq!((raw.header("content-type"), raw.header("x-content-type-options")), ("message/rfc822", "nosniff"));
        assert!(raw.header("content-disposition").starts_with("attachment"));
        assert!(raw.text().ends_with("<script>alert(1)</script>\r\n"));
        let again = ben.post(&format!("/admin/arrived/{id}/read"), "").await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn a_job_that_was_set_aside_is_started_again(world: World) {
        let house = House::open(world).await;
        arrived(&house, b"Subject: Hello\r\n\r\n").await;
        let job = house.world.desk.change(Actor::System, |tx| {
            let job = service::jobs::claim(tx, channel::READ, "here", LEASE, 1)?.remove(0);
            service::jobs::bury(tx, &job, "here", "the disk is full")?;
            Ok(job.id)
        });
        let (job, mut ben) = (job.await.unwrap(), house.agent(house.cast.ben).await);
        let page = ben.get("/admin/jobs").await.text();
        assert!(page.contains("the disk is full") && page.contains("Read a message that arrived"));
        assert!(!ben.get("/admin").await.text().contains("Everything is well"));
        assert_eq!(ben.post(&format!("/admin/jobs/{job}/retry"), "").await.location(), "/admin/jobs");
        assert!(ben.get("/admin/jobs").await.text().contains("Nothing was set aside"));
        assert_eq!(ben.post(&format!("/admin/jobs/{job}/retry"), "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(ben.post("/admin/jobs/999/retry", "").await.status, StatusCode::NOT_FOUND);
    }

    async fn the_log_is_told_in_words_page_by_page(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        for n in 0..60 {
            aya.post("/admin/tags", &format!("name=t{n}")).await;
            aya.post("/admin/teams/order", &format!("order={},{}", house.cast.billing, house.cast.support)).await;
        }
        let page = aya.get("/admin/audit").await.text();
        assert!(page.contains("created the tag <b>t59</b>") && !page.contains("<b>t0</b>") && !page.contains("{ $"));
        let older = page.split("href=\"/admin/audit?before=").nth(1).unwrap().split('"').next().unwrap();
        let page = aya.get(&format!("/admin/audit?before={older}")).await.text();
        assert!(page.contains("<b>t0</b>") && page.contains("set up this desk"));
    }
}
