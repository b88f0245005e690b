//! A primary and its streaming replica: people read from the replica and see what they wrote, and when the primary dies
//! the replica takes its place without losing anything that was acknowledged.

use super::Fleet;
use crate::browser::Browser;
use crate::servers::Server;
use service::Location;
use std::time::{Duration, Instant};

const BACK: Duration = Duration::from_secs(30);

#[test]
fn people_read_from_the_replica_and_see_what_they_wrote() {
    testing::run(|| async {
        let Some(primary) = Server::start(&[]) else { return };
        let replica = primary.replica();
        let copy = [("KIPPU_DATABASE_READ", replica.url())];
        let fleet = Fleet::on(Location::Postgres(primary.url()), 2, &copy).await;
        let _running = fleet.start().await;
        let mut office = fleet.office().await;
        let number = office.opens("A broken cup").await;
        let path = format!("/tickets/{number}");
        let mut ben = fleet.colleague().await;
        until_shown(&mut ben, &path, "A broken cup").await;
        assert!(replica.number("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'kippu'") > 0);

        replica.execute("SELECT pg_wal_replay_pause()");
        assert!(office.note(&number, "It was the blue one.").await);
        for _ in 0..4 {
            let page = office.0.get(&path).await;
            assert!(page.text.contains("It was the blue one."), "who wrote it sees it, from whichever process");
        }
        let stale = ben.get(&path).await;
        assert!(stale.status == 200 && !stale.text.contains("It was the blue one."), "others read from the replica");
        replica.execute("SELECT pg_wal_replay_resume()");
        until_shown(&mut ben, &path, "It was the blue one.").await;

        replica.stop();
        assert_eq!(ben.get(&path).await.status, 200, "without the replica, the primary answers");
    });
}

#[test]
fn nothing_acknowledged_is_lost_when_the_replica_takes_over() {
    testing::run(|| async {
        let Some(primary) = Server::start(&["synchronous_standby_names=*"]) else { return };
        let replica = primary.replica();
        let both = format!("postgres://kippu@127.0.0.1:{},127.0.0.1:{}/postgres", primary.port, replica.port);
        let fleet = Fleet::on(Location::Postgres(both), 2, &[]).await;
        let _running = fleet.start().await;
        let mut office = fleet.office().await;
        let number = office.opens("A broken cup").await;
        let mut kept = Vec::new();
        for n in 0..20 {
            let note = format!("note-{n}.");
            assert!(office.note(&number, &note).await);
            kept.push(note);
        }
        primary.stop();
        let doubtful = office.note(&number, "note in between.").await;
        assert!(!doubtful, "nothing is acknowledged that nobody keeps");
        replica.promote();
        let begun = Instant::now();
        while !office.note(&number, "note afterwards.").await {
            assert!(begun.elapsed() < BACK, "{}", fleet.places[0].log());
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        let page = office.0.get(&format!("/tickets/{number}")).await;
        let lost: Vec<_> = kept.iter().filter(|note| !page.text.contains(*note)).collect();
        assert!(lost.is_empty() && page.text.contains("note afterwards."), "{lost:?}");
    });
}

async fn until_shown(browser: &mut Browser, path: &str, words: &str) {
    let begun = Instant::now();
    while !browser.get(path).await.text.contains(words) {
        assert!(begun.elapsed() < BACK, "{words} is not shown");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
