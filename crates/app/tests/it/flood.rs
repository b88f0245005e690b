//! Mail that keeps coming by LMTP, each message again and again until it was taken.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// Messages from as many senders: the first `taken` numbers got their 250.
pub struct Flood {
    next: AtomicUsize,
    stop: AtomicBool,
    first: usize,
    most: usize,
}

/// The sender of a message of the flood.
pub fn sender(n: usize) -> String {
    format!("p{n}@customer.example")
}

impl Flood {
    /// Sends up to `most` messages over so many connections.
    pub fn begin(address: SocketAddr, connections: usize, most: usize) -> (Arc<Self>, JoinSet<()>) {
        Self::begin_with(address, connections, most, 0)
    }

    /// The same with senders from a number on.
    pub fn begin_with(address: SocketAddr, connections: usize, most: usize, first: usize) -> (Arc<Self>, JoinSet<()>) {
        let flood = Arc::new(Self { next: AtomicUsize::new(0), stop: AtomicBool::new(false), first, most });
        let mut tasks = JoinSet::new();
        for _ in 0..connections {
            tasks.spawn(pour(flood.clone(), address));
        }
        (flood, tasks)
    }

    /// What was begun is still brought to its end.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    pub fn begun(&self) -> usize {
        self.next.load(Ordering::Relaxed).min(self.most)
    }

    fn next(&self) -> Option<usize> {
        if self.stop.load(Ordering::Relaxed) {
            return None;
        }
        Some(self.next.fetch_add(1, Ordering::Relaxed)).filter(|n| *n < self.most)
    }
}

async fn pour(flood: Arc<Flood>, address: SocketAddr) {
    let mut line = None;
    while let Some(n) = flood.next() {
        while !give(&mut line, address, flood.first + n).await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

/// True: it said 250.
async fn give(open: &mut Option<BufReader<TcpStream>>, address: SocketAddr, n: usize) -> bool {
    let mut stream = match open.take() {
        Some(stream) => stream,
        None => match connect(address).await {
            Ok(stream) => stream,
            Err(_) => return false,
        },
    };
    let taken = hand_over(&mut stream, n).await.unwrap_or(false);
    *open = Some(stream).filter(|_| taken);
    taken
}

async fn connect(address: SocketAddr) -> std::io::Result<BufReader<TcpStream>> {
    let mut stream = BufReader::new(TcpStream::connect(address).await?);
    hear(&mut stream).await?;
    stream.write_all(b"LHLO relay.example\r\n").await?;
    hear(&mut stream).await?;
    Ok(stream)
}

async fn hand_over(stream: &mut BufReader<TcpStream>, n: usize) -> std::io::Result<bool> {
    let sender = sender(n);
    let envelope = format!("MAIL FROM:<{sender}>\r\nRCPT TO:<support@desk.example>\r\nDATA\r\n");
    stream.write_all(envelope.as_bytes()).await?;
    for wanted in ["250", "250", "354"] {
        if !hear(stream).await?.starts_with(wanted) {
            return Ok(false);
        }
    }
    let message = format!(
        "From: Person {n} <{sender}>\r\nTo: support@desk.example\r\nSubject: Question {n}\r\n\
         Message-ID: <{n}.question@customer.example>\r\n\r\nWhen will parcel {n} arrive? It was sent on Monday.\r\n.\r\n"
    );
    stream.write_all(message.as_bytes()).await?;
    Ok(hear(stream).await?.starts_with("250"))
}

/// The last line of a reply.
async fn hear(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line.as_bytes().get(3) != Some(&b'-') {
            return Ok(line);
        }
    }
}
