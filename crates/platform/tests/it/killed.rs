//! A process that stores blobs is killed at any moment: what it answered for is there, and nothing is half there.

use base::Digest;
use platform::blobs::Blobs;
use platform::config::BlobsConfig;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

const FOLDER: &str = "KIPPU_TEST_BLOBS";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "the process that is killed; started by the test below"]
async fn puts_for_ever() {
    let blobs = Blobs::open(&BlobsConfig::Folder(std::env::var(FOLDER).unwrap().into())).unwrap();
    let writers: Vec<_> = (0..8u32).map(|writer| tokio::spawn(put_and_tell(blobs.clone(), writer))).collect();
    for writer in writers {
        writer.await.unwrap();
    }
}

async fn put_and_tell(blobs: Blobs, writer: u32) {
    for number in 0u32.. {
        let digest = blobs.put(format!("{writer} {number} ").repeat(20_000)).await.unwrap();
        println!("stored {digest}");
    }
}

#[tokio::test]
async fn a_killed_process_leaves_every_answered_blob_and_no_half_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "killed::puts_for_ever", "--ignored", "--nocapture"])
        .env(FOLDER, folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let told = |line: String| line.split_once("stored ").map(|(_, digest)| Digest(digest.to_owned()));
    let mut answered: Vec<Digest> = lines.by_ref().filter_map(told).take(100).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    answered.extend(lines.filter_map(told).filter(|digest| digest.as_str().len() == 64));

    let blobs = Blobs::open(&BlobsConfig::Folder(folder.path().into())).unwrap();
    for digest in &answered {
        assert!(blobs.get(digest).await.unwrap().is_some(), "{digest} was answered for");
    }
    let kept = blobs.walk(None, usize::MAX).await.unwrap();
    assert!(kept.len() >= answered.len() && answered.len() >= 100);
    for entry in kept {
        blobs.get(&entry.digest).await.unwrap();
    }
}
