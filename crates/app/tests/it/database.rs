//! The database goes away, comes back, or does not answer for a while: what was acknowledged is there, people are told.

use crate::flood::{Flood, sender};
use crate::office::Office;
use crate::program::Place;
use crate::servers::Server;
use crate::sink::Sink;
use service::{Actor, Desk, Location, Settings};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::channel::intakes;
use testing::{TestSigner, peers::Identity};

const BACK: Duration = Duration::from_secs(20);

#[test]
fn a_database_that_is_started_anew_loses_nothing_that_was_acknowledged() {
    testing::run(|| async {
        let Some(server) = Server::start(&[]) else { return };
        let place = Place::one_of(Location::Postgres(server.url()), Vec::new());
        let (sink, running) = (Sink::open().await, place.start().await);
        let mut office = Office::open(&place, sink.port).await;
        let (flood, mut pouring) = Flood::begin(place.lmtp, 3, 1_000_000);
        office.until("/tickets?view=open", |page| page.text.contains("Question ")).await;
        server.stop();
        let told = office.0.get("/ready").await;
        assert_eq!((told.status, office.0.get("/health").await.status), (503, 200), "{}", told.text);
        let page = office.0.get("/tickets?view=open").await;
        assert!(page.status == 503 || page.status == 500, "{}", page.status);
        server.begin(&[]);
        ready(&mut office).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        flood.stop();
        while pouring.join_next().await.is_some() {}
        whole(&place, &flood).await;
        assert!(running.end().success(), "{}", place.log());
    });
}

#[test]
fn a_database_that_does_not_answer_for_a_while_is_waited_for() {
    testing::run(|| async {
        let Some(server) = Server::start(&[]) else { return };
        let place = Place::one_of(Location::Postgres(server.url()), Vec::new());
        let (sink, running) = (Sink::open().await, place.start().await);
        let mut office = Office::open(&place, sink.port).await;
        let number = office.opens("A broken cup").await;
        let (flood, mut pouring) = Flood::begin(place.lmtp, 3, 1_000_000);
        server.lock("messages", Duration::from_secs(4));
        let begun = Instant::now();
        assert!(office.note(&number, "It was the blue one.").await, "it is late, but it is done");
        assert!(begun.elapsed() > Duration::from_secs(2), "{:?}", begun.elapsed());
        flood.stop();
        while pouring.join_next().await.is_some() {}
        whole(&place, &flood).await;
        assert!(running.end().success(), "{}", place.log());
    });
}

#[test]
fn the_line_to_the_database_is_sealed_as_the_address_asks() {
    testing::run(|| async {
        let Some(server) = Server::start(&[]) else { return };
        let identity = Identity::new();
        let (cert, key) = (server.file("cert.pem", &identity.pem), server.file("key.pem", &identity.key_pem));
        server.stop();
        server.begin(&["ssl=on", &format!("ssl_cert_file={cert}"), &format!("ssl_key_file={key}")]);
        let open = |host: &str, query: &str| {
            let url = format!("postgres://kippu@{host}:{}/postgres?{query}", server.port);
            let (clock, signer) = (Arc::new(base::SystemClock), Arc::new(TestSigner));
            Desk::open(Settings { location: Location::Postgres(url), clock, signer })
        };
        let sealed = "SELECT count(*) FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid)
                      WHERE s.ssl AND a.application_name = 'kippu'";
        drop(open("127.0.0.1", "sslmode=disable").unwrap());
        assert_eq!(server.number(sealed), 0);
        let trusting = format!("sslmode=verify-full&sslrootcert={cert}");
        for query in ["sslmode=require", &trusting] {
            let desk = open("localhost", query).unwrap();
            desk.ask(Actor::System, service::readers::end).await.unwrap();
            assert!(server.number(sealed) > 0, "{query}");
        }
        assert!(open("127.0.0.1", &trusting).is_err(), "it is another name");
        assert!(open("localhost", "sslmode=verify-full").is_err(), "nobody we trust has signed it");
    });
}

async fn ready(office: &mut Office) {
    let begun = Instant::now();
    while office.0.get("/ready").await.status != 200 {
        assert!(begun.elapsed() < BACK);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Everything that was taken is there, at least once as it arrived, and in exactly one ticket.
async fn whole(place: &Place, flood: &Flood) {
    let desk = place.desk();
    crate::killed::settle(&desk).await;
    let found = desk.ask(Actor::System, crate::killed::look).await.unwrap();
    let taken: Vec<String> = (0..flood.begun()).map(sender).collect();
    assert!(!taken.is_empty());
    let lost: Vec<_> = taken.iter().filter(|sender| !found.said.contains_key(*sender)).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    let twice: Vec<_> = found.said.iter().filter(|(_, tickets)| tickets.len() != 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
    let unread = desk.ask(Actor::System, |read| Ok(intakes::count(read, desk::channel::IntakeState::Failed)?)).await;
    assert_eq!(unread.unwrap(), 0);
}
