//! Measures how many small messages a second the blob store keeps durably, in a folder of the disk in question:
//! `cargo run --release -p platform --example blobs -- FOLDER`.

use platform::blobs::Blobs;
use platform::config::BlobsConfig;
use std::time::Instant;

const MESSAGES: usize = 8_000;

#[tokio::main]
async fn main() {
    let folder = std::env::args().nth(1).expect("a folder on the disk to measure, as the one argument");
    let blobs = Blobs::open(&BlobsConfig::Folder(folder.into())).expect("the folder can be written");
    for writers in [1, 4, 16, 64] {
        let start = Instant::now();
        let tasks: Vec<_> = (0..writers).map(|writer| tokio::spawn(put(blobs.clone(), writers, writer))).collect();
        for task in tasks {
            task.await.expect("a writer ends");
        }
        println!("{writers:>3} writers: {:>6.0} messages/s", MESSAGES as f64 / start.elapsed().as_secs_f64());
    }
}

async fn put(blobs: Blobs, writers: usize, writer: usize) {
    for number in 0..MESSAGES / writers {
        let message = format!("{writers} {writer} {number} ").repeat(300);
        blobs.put(message).await.expect("the disk takes a message");
    }
}
