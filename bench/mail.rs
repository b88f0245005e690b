//! Mail comes in: several LMTP connections (RFC 2033), each as fast as it is answered; then until all of it was read.

use crate::{Outcome, Plan};
use serde::Serialize;
use service::{Actor, Desk, Location, Settings, Signer};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufStream};
use tokio::net::TcpStream;

#[derive(Clone, Copy, Serialize)]
pub struct Arrived {
    pub messages: u64,
    /// Answered with 250: durable.
    pub stored_per_second: f64,
    /// From the first message to the last ticket.
    pub processed_per_second: f64,
    pub processor_ms_each: f64,
}

const TO: &str = "support@tsukishiro.example";
const TEXTS: [&str; 2] = [
    "Hello,\r\n\r\nthe portafilter of my machine leaks since yesterday. I have cleaned the seal, as the manual says, and it still drips on the left side. Which part do I need?\r\n\r\n",
    "お世話になっております。\r\n\r\n昨日からエスプレッソの抽出中に左側から水が漏れるようになりました。説明書のとおりにパッキンを掃除しましたが、変わりません。必要な部品を教えていただけますでしょうか。\r\n\r\n",
];

pub async fn run(plan: &Plan, process: u32, lmtp: &str, location: Location) -> Outcome<Arrived> {
    let desk = desk(location)?;
    let used = crate::machine::processor_seconds(process)?;
    let (begun, sent) = (Instant::now(), Arc::new(AtomicU64::new(0)));
    let until = begun + plan.span;
    let senders: Vec<_> = (0..plan.clients).map(|_| tokio::spawn(send(lmtp.to_owned(), sent.clone(), until))).collect();
    for sender in senders {
        sender.await??;
    }
    let stored = begun.elapsed();
    while waiting(&desk).await? > 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let (all, messages) = (begun.elapsed(), sent.load(Ordering::Relaxed));
    Ok(Arrived {
        messages,
        stored_per_second: messages as f64 / stored.as_secs_f64(),
        processed_per_second: messages as f64 / all.as_secs_f64(),
        processor_ms_each: (crate::machine::processor_seconds(process)? - used) * 1000.0 / messages.max(1) as f64,
    })
}

/// The database beside the process, for who wants to count.
pub fn desk(location: Location) -> Outcome<Arc<Desk>> {
    Ok(Desk::open(Settings { location, clock: Arc::new(base::SystemClock), signer: Arc::new(NoKey) })?)
}

async fn send(lmtp: String, sent: Arc<AtomicU64>, until: Instant) -> Result<(), String> {
    steadily(lmtp, sent, Duration::ZERO, until).await
}

/// One message after the other, with a pause between.
pub async fn steadily(lmtp: String, sent: Arc<AtomicU64>, pause: Duration, until: Instant) -> Result<(), String> {
    let said = |error: std::io::Error| error.to_string();
    let mut stream = BufStream::new(TcpStream::connect(&lmtp).await.map_err(said)?);
    reply(&mut stream).await?;
    say(&mut stream, b"LHLO bench.example\r\n").await?;
    reply(&mut stream).await?;
    while Instant::now() < until {
        let number = sent.fetch_add(1, Ordering::Relaxed);
        let sender = number % 1000;
        say(&mut stream, format!("MAIL FROM:<bench{sender}@mail.example>\r\nRCPT TO:<{TO}>\r\nDATA\r\n").as_bytes())
            .await?;
        for _ in 0..3 {
            reply(&mut stream).await?;
        }
        say(&mut stream, message(number, sender).as_bytes()).await?;
        reply(&mut stream).await?;
        if !pause.is_zero() {
            tokio::time::sleep(pause).await;
        }
    }
    Ok(())
}

/// About 3 kB.
fn message(number: u64, sender: u64) -> String {
    let text = TEXTS[(number % 2) as usize].repeat(4);
    let run = std::process::id();
    format!(
        "From: Bench {sender} <bench{sender}@mail.example>\r\nTo: <{TO}>\r\nSubject: Leak {number}\r\nMessage-ID: <{number}.{run}@mail.example>\r\n\
         Date: Mon, 2 Mar 2026 09:30:00 +0900\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: 8bit\r\n\r\n{text}Serial {number}\r\n.\r\n"
    )
}

async fn say(stream: &mut BufStream<TcpStream>, bytes: &[u8]) -> Result<(), String> {
    stream.write_all(bytes).await.map_err(|error| error.to_string())?;
    stream.flush().await.map_err(|error| error.to_string())
}

/// The last line of a reply; anything but 2yz and 3yz ends the run.
async fn reply(stream: &mut BufStream<TcpStream>) -> Result<(), String> {
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.map_err(|error| error.to_string())?;
        match (line.as_bytes().first(), line.as_bytes().get(3)) {
            (Some(b'2' | b'3'), Some(b'-')) => {}
            (Some(b'2' | b'3'), _) => return Ok(()),
            (_, _) => return Err(format!("LMTP said {line:?}")),
        }
    }
}

pub async fn waiting(desk: &Desk) -> Outcome<i64> {
    let counts = desk.ask(Actor::System, service::whole::job_counts).await?;
    Ok(counts.into_iter().filter(|(state, _)| state != "buried").map(|(_, jobs)| jobs).sum())
}

/// Counting jobs signs nothing.
struct NoKey;

impl Signer for NoKey {
    fn sign(&self, _: &str, _: &str) -> String {
        String::new()
    }

    fn verify(&self, _: &str, _: &str, _: &str) -> bool {
        false
    }
}
