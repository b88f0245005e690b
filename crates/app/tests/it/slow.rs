//! The disk is slow: every write waits for it, and nobody who only reads does.

use crate::flood::{Flood, sender};
use crate::office::Office;
use crate::program::Place;
use crate::sink::Sink;
use desk::channel::{IntakeId, IntakeState};
use service::Actor;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use store::channel::intakes;

/// How long a disk takes that is about to die, and how soon a page must be there all the same.
const SYNC: Duration = Duration::from_millis(400);
const SOON: Duration = Duration::from_millis(300);

/// Stands before the C library's own functions while its file is there (`ld.so(8)`, LD_PRELOAD).
const SHIM: &str = r#"
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>
static void wait_for_disk(void) {
    const char *file = getenv("SLOW_DISK");
    if (file && access(file, F_OK) == 0) usleep(400000);
}
int fsync(int fd) { wait_for_disk(); return syscall(SYS_fsync, fd); }
int fdatasync(int fd) { wait_for_disk(); return syscall(SYS_fdatasync, fd); }
"#;

/// Compiled by the compiler that has compiled SQLite.
fn shim(folder: &Path) -> PathBuf {
    let (source, library) = (folder.join("slow.c"), folder.join("slow.so"));
    std::fs::write(&source, SHIM).unwrap();
    let built = Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&library).arg(&source).status().unwrap();
    assert!(built.success());
    library
}

#[test]
fn a_slow_disk_makes_nobody_wait_who_only_reads() {
    testing::run(|| async {
        let folder = tempfile::tempdir().unwrap();
        let slow = folder.path().join("slow");
        let environment =
            vec![("LD_PRELOAD", shim(folder.path()).display().to_string()), ("SLOW_DISK", slow.display().to_string())];
        let place = Place::in_folder(folder.path()).told(environment);
        let (sink, running) = (Sink::open().await, place.start().await);
        let mut office = Office::open(&place, sink.port).await;
        let number = office.opens("A broken cup").await;
        std::fs::write(&slow, "").unwrap();
        let begun = Instant::now();
        assert!(office.note(&number, "It was the blue one.").await);
        assert!(begun.elapsed() >= SYNC, "a change is kept before it is acknowledged: {:?}", begun.elapsed());
        let (flood, mut pouring) = Flood::begin(place.lmtp, 4, 1000);
        let mut waits = Vec::new();
        while waits.len() < 40 {
            let begun = Instant::now();
            let path = ["/health", "/tickets?view=open", &format!("/tickets/{number}")][waits.len() % 3].to_owned();
            assert_eq!(office.0.get(&path).await.status, 200, "{path}");
            waits.push(begun.elapsed());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        waits.sort();
        assert!(waits[20] < SOON, "{waits:?}");
        flood.stop();
        while pouring.join_next().await.is_some() {}
        std::fs::remove_file(&slow).unwrap();
        let desk = place.desk();
        crate::killed::settle(&desk).await;
        let read = desk
            .ask(Actor::System, |read| Ok(intakes::in_state(read, IntakeState::Read, IntakeId(i64::MAX), 100_000)?));
        let senders: Vec<String> = read.await.unwrap().into_iter().map(|intake| intake.sender).collect();
        let lost: Vec<_> = (0..flood.begun()).map(sender).filter(|sender| !senders.contains(sender)).collect();
        assert!(flood.begun() > 4 && lost.is_empty(), "{lost:?} of {}", flood.begun());
        drop(desk);
        assert!(running.end().success());
    });
}
