//! Octets to and from one client: command lines, message content, replies that wait until the client must listen.

use super::body::Body;
use super::link::Link;
use super::reply::Reply;
use bytes::{Buf, BytesMut};
use std::pin::pin;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, timeout, timeout_at};
use tokio_rustls::TlsAcceptor;

/// How much is read at once: little while we wait for commands, as a thousand others may, much within a message.
const SIP: usize = 512;
const GULP: usize = 16 * 1024;
/// A longer line of content is taken in parts.
const LONG_LINE: usize = 64 * 1024;
/// A message is read to its end up to so many times its limit; then the connection is cut.
const PATIENCE_WITH_FLOODS: usize = 4;
const FAREWELL: Duration = Duration::from_secs(2);

pub(super) struct Wire<S> {
    stream: Link<S>,
    inbox: BytesMut,
    outbox: Vec<u8>,
}

/// A command line, or what came in its place.
#[derive(Debug)]
pub(super) enum Line {
    Text(BytesMut),
    /// Ended by LF without CR, or with a CR inside: no server that means well writes this.
    Stray,
    TooLong,
}

/// Why a conversation ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Quit,
    Closed,
    TimedOut,
    Stopping,
    /// Somebody else needs the place of one who only waits.
    Displaced,
    Flood,
    TooManyMistakes,
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Wire<S> {
    pub(super) fn new(stream: S) -> Self {
        Self { stream: Link::Clear(stream), inbox: BytesMut::new(), outbox: Vec::new() }
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.stream.is_encrypted()
    }

    /// Agrees on TLS, after what is left to say was said. What a client said in the clear after STARTTLS may come from
    /// anybody (CVE-2011-0411): then it is cut off.
    pub(super) async fn encrypt(&mut self, acceptor: &TlsAcceptor, patience: Duration) -> Result<(), End> {
        self.flush_until(Instant::now() + patience).await?;
        if !self.inbox.is_empty() || !self.stream.encrypt(acceptor).await {
            return Err(End::Closed);
        }
        Ok(())
    }

    /// Puts a reply where it goes out before we next wait for the client (RFC 2920 §3.2).
    pub(super) fn say(&mut self, reply: &Reply) {
        self.say_line(reply.as_str());
    }

    pub(super) fn say_line(&mut self, line: &str) {
        self.outbox.extend_from_slice(line.as_bytes());
        self.outbox.extend_from_slice(b"\r\n");
    }

    /// The next command line, at most `limit` octets with its CRLF, complete within `patience`; unless something
    /// `interrupts` us while we have to wait for it.
    pub(super) async fn line(
        &mut self,
        limit: usize,
        patience: Duration,
        interrupts: impl Future<Output = End>,
    ) -> Result<Line, End> {
        let deadline = Instant::now() + patience;
        let mut interrupts = pin!(interrupts);
        let mut too_long = false;
        loop {
            if let Some(at) = memchr::memchr(b'\n', &self.inbox) {
                let line = self.inbox.split_to(at + 1);
                return Ok(if too_long || line.len() > limit { Line::TooLong } else { strict(line) });
            }
            if self.inbox.len() > limit {
                too_long = true;
                self.inbox.clear();
            }
            self.flush_until(deadline).await?;
            tokio::select! {
                end = &mut interrupts => return Err(end),
                more = self.more(deadline, SIP) => more?,
            }
        }
    }

    /// Reads content up to the lone dot into `body`.
    pub(super) async fn content(&mut self, body: &mut Body, limit: usize, patience: Duration) -> Result<(), End> {
        let deadline = Instant::now() + patience;
        let (mut searched, mut seen) = (0, 0);
        loop {
            while let Some(at) = memchr::memchr(b'\n', &self.inbox[searched..]) {
                let line = self.inbox.split_to(searched + at + 1);
                searched = 0;
                seen += line.len();
                if body.line(&line) {
                    return Ok(());
                }
            }
            if self.inbox.len() > LONG_LINE {
                let taken = body.part(&self.inbox);
                self.inbox.advance(taken);
                seen += taken;
            }
            if seen / PATIENCE_WITH_FLOODS > limit {
                return Err(End::Flood);
            }
            searched = self.inbox.len();
            self.flush_until(deadline).await?;
            self.more(deadline, GULP).await?;
        }
    }

    /// Reads a chunk of exactly `octets` into `body` (RFC 3030 §2).
    pub(super) async fn chunk(&mut self, body: &mut Body, octets: usize, patience: Duration) -> Result<(), End> {
        let deadline = Instant::now() + patience;
        let mut missing = octets;
        loop {
            let here = missing.min(self.inbox.len());
            body.push(&self.inbox[..here]);
            self.inbox.advance(here);
            missing -= here;
            if missing == 0 {
                return Ok(());
            }
            self.flush_until(deadline).await?;
            self.more(deadline, GULP).await?;
        }
    }

    /// Sends what is left to say and closes, listening a moment longer, because closing on unread octets would make
    /// the client lose our last words.
    pub(super) async fn close(mut self) {
        let goodbye = async {
            if self.flush_until(Instant::now() + FAREWELL).await.is_ok() && self.stream.shutdown().await.is_ok() {
                let mut rest = [0; 4096];
                while matches!(self.stream.read(&mut rest).await, Ok(1..)) {}
            }
        };
        // A client that does not go is left standing.
        let _ = timeout(FAREWELL, goodbye).await;
    }

    /// Reads what there is, about so many octets at most. May be cancelled.
    async fn more(&mut self, deadline: Instant, room: usize) -> Result<(), End> {
        self.inbox.reserve(room);
        match timeout_at(deadline, self.stream.read_buf(&mut self.inbox)).await {
            Err(_) => Err(End::TimedOut),
            Ok(Ok(0) | Err(_)) => Err(End::Closed),
            Ok(Ok(_)) => Ok(()),
        }
    }

    async fn flush_until(&mut self, deadline: Instant) -> Result<(), End> {
        if self.outbox.is_empty() {
            return Ok(());
        }
        let write = async {
            self.stream.write_all(&self.outbox).await?;
            self.stream.flush().await
        };
        match timeout_at(deadline, write).await {
            Err(_) => Err(End::TimedOut),
            Ok(Err(_)) => Err(End::Closed),
            Ok(Ok(())) => {
                self.outbox.clear();
                Ok(())
            }
        }
    }
}

fn strict(mut line: BytesMut) -> Line {
    if !line.ends_with(b"\r\n") {
        return Line::Stray;
    }
    line.truncate(line.len() - 2);
    if memchr::memchr(b'\r', &line).is_some() { Line::Stray } else { Line::Text(line) }
}
