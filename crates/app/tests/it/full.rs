//! The disk is full: nothing that was acknowledged is lost, people are told, and what can go on goes on.

use crate::flood::{Flood, sender};
use crate::office::Office;
use crate::program::Place;
use crate::sink::Sink;
use desk::channel::{IntakeId, IntakeState};
use service::Actor;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use store::channel::intakes;
use tempfile::TempDir;

const SOON: Duration = Duration::from_secs(20);

/// A small file system of its own, gone with the test.
struct Small(TempDir);

impl Small {
    /// None, said aloud, where nobody may mount one.
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", "size=48m", "kippu-test"]).arg(folder.path()).output();
        if mounted.is_ok_and(|mounted| mounted.status.success()) {
            return Some(Self(folder));
        }
        std::io::stderr().write_all(b"SKIPPED a full disk: this machine lets nobody mount a small one\n").unwrap();
        None
    }

    /// Everything that is free but for a little.
    fn fill(&self) {
        let mut file = std::fs::File::create(self.ballast()).unwrap();
        while file.write_all(&[7; 64 * 1024]).is_ok() {}
    }

    fn clear(&self) {
        std::fs::remove_file(self.ballast()).unwrap();
    }

    fn ballast(&self) -> std::path::PathBuf {
        self.0.path().join("ballast")
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_takes_no_mail_and_loses_none() {
    testing::run(|| async {
        let Some(small) = Small::mount() else { return };
        let place = Place::in_folder(small.path());
        let (sink, running) = (Sink::open().await, place.start().await);
        let mut office = Office::open(&place, sink.port).await;
        let number = office.opens("A broken cup").await;
        let (before, mut pouring) = Flood::begin(place.lmtp, 2, 100);
        while pouring.join_next().await.is_some() {}
        small.fill();
        // What was pending is written into what is left; then nothing fits any more.
        let begun = Instant::now();
        while office.note(&number, &"It was the blue one. ".repeat(2000)).await {
            assert!(begun.elapsed() < 4 * SOON, "the disk is not full");
        }
        let (flood, mut pouring) = Flood::begin_with(place.lmtp, 2, 1000, 100);
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(office.0.get(&format!("/tickets/{number}")).await.status, 200, "reading goes on");
        assert_eq!((office.0.get("/health").await.status, office.0.get("/ready").await.status), (200, 503));
        let doctor = place.doctor();
        assert!(doctor.as_ref().is_err_and(|said| said.contains("ILL")), "{doctor:?}");
        small.clear();
        let begun = Instant::now();
        while office.0.get("/ready").await.status != 200 || !office.note(&number, "There is room again.").await {
            assert!(begun.elapsed() < SOON, "{}", place.log());
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
        flood.stop();
        while pouring.join_next().await.is_some() {}
        let desk = place.desk();
        crate::killed::settle(&desk).await;
        let read = desk
            .ask(Actor::System, |read| Ok(intakes::in_state(read, IntakeState::Read, IntakeId(i64::MAX), 100_000)?));
        let senders: Vec<String> = read.await.unwrap().into_iter().map(|intake| intake.sender).collect();
        let taken = (0..before.begun()).chain(100..100 + flood.begun()).map(sender);
        let lost: Vec<_> = taken.filter(|sender| !senders.contains(sender)).collect();
        assert!(lost.is_empty(), "{lost:?}");
        drop(desk);
        assert!(running.end().success());
        let doctor = place.doctor();
        assert!(doctor.as_ref().is_ok_and(|said| !said.contains("ILL")), "{doctor:?}");
    });
}
