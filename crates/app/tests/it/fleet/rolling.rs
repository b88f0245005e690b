//! A new version is brought in process by process, while people work.

use super::Fleet;
use crate::office::Office;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::task::JoinSet;

#[test]
fn a_rolling_restart_loses_no_request() {
    testing::run(|| async {
        let Some(fleet) = Fleet::of(2).await else { return };
        let mut running = fleet.start().await;
        let mut office = fleet.office().await;
        let number = office.opens("A broken cup").await;
        let (stop, mut people) = (Arc::new(AtomicBool::new(false)), JoinSet::new());
        for person in 0..3 {
            let mut office = Office(office.0.moved_to(fleet.pages.address));
            let (stop, number) = (stop.clone(), number.clone());
            people.spawn(async move {
                let mut written = Vec::new();
                while !stop.load(Ordering::Relaxed) {
                    assert_eq!(office.0.get("/tickets?view=open").await.status, 200);
                    let note = format!("note-{person}-{}.", written.len());
                    assert!(office.note(&number, &note).await, "{note}");
                    written.push(note);
                }
                written
            });
        }
        for turn in [0, 1, 0, 1] {
            assert!(running.remove(turn).end().success(), "{}", fleet.places[turn].log());
            running.insert(turn, fleet.places[turn].start().await);
        }
        stop.store(true, Ordering::Relaxed);
        let written: Vec<String> = people.join_all().await.into_iter().flatten().collect();
        assert!(written.len() > 8, "only {} notes were written", written.len());
        let desk = fleet.places[0].desk();
        let number = number.parse().unwrap();
        let kept = desk.ask(service::Actor::System, move |read| {
            let ticket = store::ticket::tickets::load(read, number)?.unwrap();
            Ok(store::conversation::messages::of_ticket(read, ticket.id)?)
        });
        let kept: Vec<String> = kept.await.unwrap().into_iter().map(|message| message.text).collect();
        let lost: Vec<_> =
            written.iter().filter(|note| kept.iter().filter(|kept| kept.contains(*note)).count() != 1).collect();
        assert!(lost.is_empty(), "{lost:?}");
    });
}
