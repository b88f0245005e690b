//! The front doors for mail: an LMTP and an SMTP server that take messages for our own addresses and relay nothing.

mod bind;
mod body;
mod command;
mod crowd;
mod identity;
mod link;
mod reply;
mod session;
mod wire;

pub use bind::{Bind, Listener};
pub use identity::{Identity, NoIdentity};

use crate::ports::Intake;
use crowd::Crowd;
use platform::shutdown::Shutdown;
use session::Session;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::task::JoinSet;

/// The protocol spoken at a door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// RFC 5321.
    Smtp,
    /// RFC 2033: each recipient gets its own answer after the message.
    Lmtp,
}

/// How much one sender, and all of them together, may ask of us.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Octets of a message.
    pub message: usize,
    /// Octets of a command line with its CRLF.
    pub line: usize,
    /// Recipients of one message.
    pub recipients: usize,
    /// When there are more, those who have waited longest without a word make room.
    pub connections: usize,
    pub connections_per_address: usize,
    /// Octets of messages that are being received at one time, all connections together.
    pub memory: usize,
    /// How long a client may take over one command, from the first wait to its last octet.
    pub command_time: Duration,
    /// How long a client may take over one message's content.
    pub message_time: Duration,
    /// How long `serve` waits at shutdown for messages in flight.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            message: 50 * 1024 * 1024,
            line: 2048,
            recipients: 100,
            connections: 1000,
            connections_per_address: 50,
            memory: 512 * 1024 * 1024,
            command_time: Duration::from_secs(300),
            message_time: Duration::from_secs(1200),
            farewell: Duration::from_secs(30),
        }
    }
}

/// A door: which protocol, under which name, with which limits.
#[derive(Clone, Debug)]
pub struct Door {
    pub dialect: Dialect,
    /// The name we greet with; a domain name.
    pub hostname: String,
    pub limits: Limits,
    /// What is shown to who wants to encrypt (STARTTLS, RFC 3207); none: it is not offered.
    pub identity: Option<Identity>,
}

/// Serves a door until `stop` is triggered; then says 421 to those who wait, lets messages in flight end, and returns.
pub async fn serve<I: Intake>(listener: Listener, door: Door, intake: Arc<I>, stop: Shutdown) {
    let crowd = Crowd::new(&door.limits);
    let door = Arc::new(door);
    let mut sessions = JoinSet::new();
    loop {
        tokio::select! {
            () = stop.triggered() => break,
            Some(_) = sessions.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, remote)) => {
                    let (door, crowd, intake, stop) = (door.clone(), crowd.clone(), intake.clone(), stop.clone());
                    sessions.spawn(greet(stream, remote, door, crowd, intake, stop));
                }
                // Out of file descriptors, or the client is gone already: others are still served.
                Err(fault) => {
                    tracing::warn!(%fault, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }
    drop(listener);
    let all_gone = async { while sessions.join_next().await.is_some() {} };
    if tokio::time::timeout(door.limits.farewell, all_gone).await.is_err() {
        tracing::warn!("some mail connections did not end in time and were cut");
    }
}

async fn greet<I, S>(stream: S, remote: Option<IpAddr>, door: Arc<Door>, crowd: Crowd, intake: Arc<I>, stop: Shutdown)
where
    I: Intake,
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    match crowd.enter(remote) {
        Some(place) => Session::new(stream, remote, door, place, intake, stop).run().await,
        None => turn_away(stream).await,
    }
}

async fn turn_away<S: AsyncWrite + Unpin>(mut stream: S) {
    let answer = async {
        stream.write_all(b"421 4.7.0 Too many connections, try again later\r\n").await?;
        stream.shutdown().await
    };
    // Whether the client still listens is its own affair.
    let _ = tokio::time::timeout(Duration::from_secs(2), answer).await;
}
