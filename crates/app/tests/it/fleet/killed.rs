//! Kill -9 of one of two processes while mail is fetched, comes in and goes out: the other one goes on with all of it.

use super::Fleet;
use crate::flood::Flood;
use crate::killed::{answer_some, count, look, settle};
use crate::office::SUPPORT;
use crate::sink::Sink;
use service::Actor;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use testing::peers::Dovecot;

/// Leases move within fifteen seconds; the rest is for fetching, on a machine that is busy.
const MOVED: Duration = Duration::from_secs(20);
const ROUNDS: usize = 4;

#[test]
fn a_mailbox_is_fetched_by_the_other_process_within_fifteen_seconds() {
    testing::run(|| async {
        let Some(fleet) = Fleet::of(2).await else { return };
        let Some(dovecot) = Dovecot::start().await else { return };
        let first = fleet.places[0].start().await;
        let mut office = fleet.office().await;
        let port = dovecot.imap.to_string();
        let fetched = [
            ("receiving", "imap"),
            ("in_host", "localhost"),
            ("in_port", &port),
            ("in_security", "none"),
            ("in_user", SUPPORT),
            ("in_password", Dovecot::PASSWORD),
            ("in_folder", "INBOX"),
            ("in_after", "mark_seen"),
            ("in_first", "all"),
        ];
        office.add_mailbox(1, &fetched).await;
        dovecot.deliver(SUPPORT, &letter("A first question")).await;
        office.ticket("A first question").await;
        let second = fleet.places[1].start().await;
        first.kill();
        let killed = Instant::now();
        dovecot.deliver(SUPPORT, &letter("A second question")).await;
        office.ticket("A second question").await;
        assert!(killed.elapsed() < MOVED, "it took {:?}", killed.elapsed());
        let tickets = office.0.get("/tickets?view=open").await.text.matches("class=\"row-number\"").count();
        assert_eq!(tickets, 2, "each is there once");
        drop(second);
    });
}

fn letter(subject: &str) -> String {
    let id = subject.replace(' ', ".");
    format!(
        "From: Kei <kei@customer.example>\r\nTo: {SUPPORT}\r\nSubject: {subject}\r\nMessage-ID: <{id}@customer.example>\r\n\
         Date: Thu, 26 Nov 2026 09:00:00 +0900\r\n\r\nWhere is it?\r\n"
    )
}

#[test]
fn two_processes_killed_in_turn_lose_nothing_and_repeat_nothing() {
    testing::run(|| async {
        let Some(fleet) = Fleet::of(2).await else { return };
        let sink = Sink::open().await;
        let mut running = fleet.start().await;
        let mut office = fleet.office().await;
        office.add_mailbox(sink.port, &[("receiving", "delivered")]).await;
        let (flood, mut pouring) = Flood::begin(fleet.mail.address, 4, 1_000_000);
        let mut answered = BTreeSet::new();
        for round in 0..ROUNDS {
            let victim = round % 2;
            // The one that stays is asked: a connection to the other may be cut in the middle.
            let mut there = crate::office::Office(office.0.moved_to(fleet.places[1 - victim].http));
            answer_some(&mut there, &mut answered).await;
            tokio::time::sleep(Duration::from_millis(300)).await;
            running.remove(victim).kill();
            tokio::time::sleep(Duration::from_millis(500)).await;
            running.insert(victim, fleet.places[victim].start().await);
        }
        flood.stop();
        while pouring.join_next().await.is_some() {}
        let desk = fleet.places[0].desk();
        settle(&desk).await;
        for (process, place) in running.into_iter().zip(&fleet.places) {
            assert!(process.end().success(), "{}", place.log());
        }
        let found = desk.ask(Actor::System, look).await.unwrap();
        count(&found, flood.begun(), answered.len(), &sink);
        drop(desk);
        let doctor = fleet.places[0].doctor();
        assert!(doctor.as_ref().is_ok_and(|said| !said.contains("ILL")), "{doctor:?}");
    });
}
