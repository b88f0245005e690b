//! Octets to and from another server, each wait bounded, each line bounded.

use super::trouble::Trouble;
use super::{Server, tls};
use bytes::{Buf, Bytes, BytesMut};
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};

const CHUNK: usize = 16 * 1024;
/// How long a silent connection is believed before the system asks whether the other side still lives.
const SILENCE: Duration = Duration::from_secs(60);

pub(crate) struct Wire {
    link: Box<dyn Link>,
    inbox: BytesMut,
    loopback: bool,
    encrypted: bool,
}

trait Link: AsyncRead + AsyncWrite + Unpin + Send + Sync {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send + Sync> Link for T {}

impl Wire {
    pub(super) async fn connect(server: &Server) -> Result<Self, Trouble> {
        let patience = server.patience.connect;
        let places = timeout(patience, tokio::net::lookup_host((server.host.as_str(), server.port)));
        let places =
            places.await.map_err(|_| Trouble::TimedOut)?.map_err(|_| Trouble::HostUnknown(server.host.clone()))?;
        let mut trouble = Trouble::HostUnknown(server.host.clone());
        for place in places {
            match open(place, patience).await {
                Ok(stream) => return Ok(Self::over(Box::new(stream), place.ip().to_canonical().is_loopback())),
                Err(fault) => trouble = fault,
            }
        }
        Err(trouble)
    }

    fn over(link: Box<dyn Link>, loopback: bool) -> Self {
        Self { link, inbox: BytesMut::new(), loopback, encrypted: false }
    }

    /// Agrees on TLS. What was said in the clear after STARTTLS may come from anybody (CVE-2011-0411): it is refused.
    pub(crate) async fn encrypt(self, server: &Server) -> Result<Self, Trouble> {
        if !self.inbox.is_empty() {
            return Err(Trouble::gibberish(&self.inbox));
        }
        let (connector, name, judge) = tls::connector(server)?;
        match timeout(server.patience.connect, connector.connect(name, self.link)).await {
            Err(_) => Err(Trouble::TimedOut),
            Ok(Err(fault)) => Err(judge.explain(&fault)),
            Ok(Ok(stream)) => Ok(Self { encrypted: true, ..Self::over(Box::new(stream), self.loopback) }),
        }
    }

    pub(crate) fn is_encrypted(&self) -> bool {
        self.encrypted
    }

    /// Whether nobody else can read along: a password may be said.
    pub(crate) fn is_private(&self) -> bool {
        self.encrypted || self.loopback
    }

    /// The next line, complete within `patience`, without its CRLF, or LF where the server is careless.
    pub(crate) async fn line(&mut self, limit: usize, patience: Duration) -> Result<BytesMut, Trouble> {
        let deadline = Instant::now() + patience;
        let mut searched = 0;
        loop {
            if let Some(at) = memchr::memchr(b'\n', &self.inbox[searched..]) {
                let mut line = self.inbox.split_to(searched + at + 1);
                let ending = if line.ends_with(b"\r\n") { 2 } else { 1 };
                line.truncate(line.len() - ending);
                return Ok(line);
            }
            searched = self.inbox.len();
            if searched > limit {
                return Err(Trouble::gibberish(&self.inbox));
            }
            self.more(deadline).await?;
        }
    }

    /// Exactly so many octets. `patience` is for each part of them.
    pub(crate) async fn exactly(&mut self, octets: usize, patience: Duration) -> Result<Bytes, Trouble> {
        while self.inbox.len() < octets {
            self.more(Instant::now() + patience).await?;
        }
        Ok(self.inbox.split_to(octets).freeze())
    }

    pub(crate) async fn write(&mut self, octets: &[u8], patience: Duration) -> Result<(), Trouble> {
        let write = async {
            self.link.write_all(octets).await?;
            self.link.flush().await
        };
        Ok(timeout(patience, write).await.map_err(|_| Trouble::TimedOut)??)
    }

    /// Reads so many octets and forgets them.
    pub(crate) async fn drop_exactly(&mut self, octets: usize, patience: Duration) -> Result<(), Trouble> {
        let mut missing = octets;
        loop {
            let here = missing.min(self.inbox.len());
            self.inbox.advance(here);
            missing -= here;
            if missing == 0 {
                return Ok(());
            }
            self.more(Instant::now() + patience).await?;
        }
    }

    /// Waits until the server says something that has not been read yet; `false` when it stays silent.
    pub(crate) async fn hears_until(&mut self, deadline: Instant) -> Result<bool, Trouble> {
        if !self.inbox.is_empty() {
            return Ok(true);
        }
        match self.more(deadline).await {
            Ok(()) => Ok(true),
            Err(Trouble::TimedOut) => Ok(false),
            Err(trouble) => Err(trouble),
        }
    }

    async fn more(&mut self, deadline: Instant) -> Result<(), Trouble> {
        self.inbox.reserve(CHUNK);
        match timeout_at(deadline, self.link.read_buf(&mut self.inbox)).await {
            Err(_) => Err(Trouble::TimedOut),
            Ok(Ok(0)) => Err(Trouble::Lost(io::ErrorKind::UnexpectedEof.to_string())),
            Ok(read) => Ok(read.map(drop)?),
        }
    }
}

async fn open(place: SocketAddr, patience: Duration) -> Result<TcpStream, Trouble> {
    let unreachable = |fault: io::Error| Trouble::Unreachable(format!("{place}: {fault}"));
    let stream =
        timeout(patience, TcpStream::connect(place)).await.map_err(|_| Trouble::TimedOut)?.map_err(unreachable)?;
    stream.set_nodelay(true).map_err(unreachable)?;
    let keepalive = socket2::TcpKeepalive::new().with_time(SILENCE).with_interval(SILENCE / 4);
    socket2::SockRef::from(&stream).set_tcp_keepalive(&keepalive).map_err(unreachable)?;
    Ok(stream)
}
