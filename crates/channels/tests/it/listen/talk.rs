//! A door that is open for a test, and a client that says exactly what it is told.

use crate::world::Keeper;
use channels::listen::{self, Bind, Dialect, Door, Limits, Listener};
use platform::shutdown::Shutdown;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

pub struct House {
    pub address: SocketAddr,
    pub keeper: Arc<Keeper>,
    pub stop: Shutdown,
    pub serving: JoinHandle<()>,
}

impl House {
    pub async fn open(dialect: Dialect) -> Self {
        Self::with(dialect, Limits::default(), Keeper::new()).await
    }

    pub async fn with(dialect: Dialect, limits: Limits, keeper: Arc<Keeper>) -> Self {
        let listener = Listener::bind(&Bind::Tcp("127.0.0.1:0".parse().unwrap())).await.unwrap();
        let address = listener.local_addr().unwrap();
        let door = Door { dialect, hostname: "desk.example".into(), limits };
        let stop = Shutdown::new();
        let serving = tokio::spawn(listen::serve(listener, door, keeper.clone(), stop.clone()));
        Self { address, keeper, stop, serving }
    }

    pub async fn connect(&self) -> Talk<TcpStream> {
        Talk::new(TcpStream::connect(self.address).await.unwrap())
    }

    /// A client that has heard the greeting and the answer to its own.
    pub async fn greeted(&self, greeting: &str) -> Talk<TcpStream> {
        let mut talk = self.connect().await;
        talk.expect("220").await;
        talk.ask(greeting, "250").await;
        talk
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.stop.trigger();
    }
}

pub struct Talk<S> {
    stream: BufReader<S>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Talk<S> {
    pub fn new(stream: S) -> Self {
        Self { stream: BufReader::new(stream) }
    }

    pub async fn send(&mut self, octets: impl AsRef<[u8]>) {
        self.stream.write_all(octets.as_ref()).await.unwrap();
    }

    /// One reply, its lines joined by newlines; empty when the door was closed.
    pub async fn hear(&mut self) -> String {
        let mut reply = String::new();
        loop {
            let mut line = String::new();
            let read = self.stream.read_line(&mut line);
            let count =
                tokio::time::timeout(Duration::from_secs(10), read).await.expect("a reply in time").unwrap_or(0);
            reply.push_str(line.trim_end());
            if count == 0 || line.as_bytes().get(3) != Some(&b'-') {
                return reply;
            }
            reply.push('\n');
        }
    }

    pub async fn expect(&mut self, start: &str) -> String {
        let reply = self.hear().await;
        assert!(reply.lines().last().unwrap_or_default().starts_with(start), "expected {start}, heard {reply:?}");
        reply
    }

    pub async fn ask(&mut self, line: &str, start: &str) -> String {
        self.send(format!("{line}\r\n")).await;
        self.expect(start).await
    }

    /// MAIL and RCPT to a mailbox we have, and DATA up to the 354.
    pub async fn open_data(&mut self) {
        self.ask("MAIL FROM:<aya@customer.example>", "250").await;
        self.ask("RCPT TO:<support@desk.example>", "250").await;
        self.ask("DATA", "354").await;
    }

    pub async fn expect_end(&mut self) {
        let mut rest = Vec::new();
        let read = self.stream.read_to_end(&mut rest);
        // A reset is an end as well.
        let _ = tokio::time::timeout(Duration::from_secs(10), read).await.expect("an end in time");
        assert_eq!(String::from_utf8_lossy(&rest), "");
    }
}
