//! Ten thousand people leave a page open and do nothing: it costs a socket and a little memory each, and nobody waits.

use crate::office::Office;
use crate::program::Place;
use std::time::{Duration, Instant};
use testing::Database;
use tokio::net::TcpStream;

const CONNECTIONS: usize = 10_000;
/// Kilobytes of resident memory for each connection, in a build that is not optimised.
const EACH: usize = 40;

#[test]
fn ten_thousand_idle_connections_keep_nobody_waiting() {
    testing::run(|| async {
        let limit = platform::files::raise_limit();
        if limit.is_some_and(|limit| limit < CONNECTIONS as u64 + 500) {
            eprintln!("SKIPPED: this machine allows {limit:?} open files");
            return;
        }
        let place = Place::new(Database::sqlite());
        let running = place.start().await;
        let mut office = Office::open(&place, 1).await;
        let before = resident(running.id());
        let mut open = Vec::with_capacity(CONNECTIONS);
        for _ in 0..CONNECTIONS {
            open.push(TcpStream::connect(place.http).await.unwrap());
        }
        let begun = Instant::now();
        assert_eq!(office.0.get("/tickets?view=open").await.status, 200);
        assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
        let held = std::fs::read_dir(format!("/proc/{}/fd", running.id())).unwrap().count();
        assert!(held > CONNECTIONS, "it holds only {held}");
        let each = (resident(running.id()) - before) / CONNECTIONS;
        assert!(each < EACH, "{each} kB for each connection");
        drop(open);
        assert!(running.end().success(), "{}", place.log());
    });
}

/// In kB.
fn resident(process: u32) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
