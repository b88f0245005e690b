//! A mail server that takes everything, slowly enough to be interrupted, and counts what it was given.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

pub struct Sink {
    pub port: u16,
    taken: Taken,
}

/// Message-ID → how often it was handed over in full.
type Taken = Arc<Mutex<BTreeMap<String, usize>>>;

impl Sink {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (port, taken) = (listener.local_addr().unwrap().port(), Taken::default());
        let counting = taken.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // Whoever is killed hangs up in the middle: that is no fault of ours.
                tokio::spawn(serve(stream, counting.clone()));
            }
        });
        Self { port, taken }
    }

    pub fn taken(&self) -> BTreeMap<String, usize> {
        self.taken.lock().unwrap().clone()
    }
}

async fn serve(stream: TcpStream, taken: Taken) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 sink.example\r\n").await?;
    let mut line = String::new();
    while {
        line.clear();
        stream.read_line(&mut line).await? > 0
    } {
        let word = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        if word == "DATA" {
            stream.write_all(b"354 go on\r\n").await?;
            let Some(id) = content(&mut stream).await? else { return Ok(()) };
            *taken.lock().unwrap().entry(id).or_default() += 1;
            // It has the letter by now: whoever dies before hearing so cannot know.
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        stream.write_all(b"250 ok\r\n").await?;
    }
    Ok(())
}

/// Reads to the lone dot; the Message-ID. None: the connection broke before.
async fn content(stream: &mut BufReader<TcpStream>) -> std::io::Result<Option<String>> {
    let (mut id, mut line) = (String::new(), String::new());
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(None);
        }
        if line == ".\r\n" {
            return Ok(Some(id));
        }
        if let Some(value) = line.strip_prefix("Message-ID: ") {
            id = value.trim().trim_matches(['<', '>']).to_owned();
        }
    }
}
