//! One POP3 connection (RFC 1939): encrypted (RFC 2595), logged in (RFC 5034), asked one thing at a time.

use super::super::dial::Dial;
use super::super::selected::Content;
use super::super::shelf::Given;
use crate::server::{Login, Patience, Server, Trouble, Wire, quotable};
use bytes::{Bytes, BytesMut};

pub(super) struct Connection {
    wire: Wire,
    patience: Patience,
    abilities: Vec<String>,
}

/// Octets of an answer's line, and of a message's.
const LINE: usize = 8 * 1024;
const MESSAGE_LINE: usize = 4 * 1024 * 1024;
/// Messages that are listed at most.
const MOST_LISTED: usize = 1_000_000;
/// Room for a header, or as much of it as anybody wants to see.
const HEADER: usize = 64 * 1024;

impl Dial for Connection {
    const ENCRYPTS: &'static str = "STLS";

    async fn greeted(server: &Server) -> Result<Self, Trouble> {
        let mut open = Self { wire: server.connect().await?, patience: server.patience, abilities: Vec::new() };
        open.hear().await?.map_err(Trouble::Refused)?;
        open.learn().await?;
        Ok(open)
    }

    fn can(&self, ability: &str) -> bool {
        self.abilities.iter().any(|known| known.split(' ').next() == Some(ability))
    }

    async fn encrypted(mut self, server: &Server) -> Result<Self, Trouble> {
        self.demand(Self::ENCRYPTS).await?;
        let mut open = Self { wire: self.wire.encrypt(server).await?, ..self };
        open.learn().await?;
        Ok(open)
    }

    fn is_encrypted(&self) -> bool {
        self.wire.is_encrypted()
    }

    async fn log_in(&mut self, login: &Login) -> Result<(), Trouble> {
        if !self.wire.is_private() {
            return Err(Trouble::Unprotected);
        }
        let answer = match login {
            Login::Password { .. } if self.offers("PLAIN") => self.authenticate("PLAIN", login).await?,
            Login::Password { user, password } => match self.ask(&format!("USER {}", word(user)?)).await? {
                Ok(_) => self.ask(&format!("PASS {}", word(password.reveal())?)).await?,
                refused => refused,
            },
            Login::Token { .. } if self.offers("XOAUTH2") => self.authenticate("XOAUTH2", login).await?,
            Login::Token { .. } => return Err(Trouble::NoLoginWay),
        };
        answer.map(drop).map_err(Trouble::LoginRefused)
    }
}

impl Connection {
    /// SASL in two steps, which every server can bear. One that refuses a token explains itself first.
    async fn authenticate(&mut self, mechanism: &str, login: &Login) -> Result<Answer, Trouble> {
        let response = login.response().await?;
        self.tell(&format!("AUTH {mechanism}")).await?;
        for said in [response.reveal(), ""] {
            let line = self.line().await?;
            if !line.starts_with('+') || line.starts_with("+OK") {
                return answer(&line);
            }
            self.tell(said).await?;
        }
        self.hear().await
    }

    /// Numbers and names of all messages (RFC 1939 §7).
    pub(super) async fn names(&mut self) -> Result<Vec<(u32, String)>, Trouble> {
        let Ok(lines) = self.ask_list("UIDL").await? else { return Err(Trouble::NoUidl) };
        Ok(lines.iter().filter_map(|line| pair(line)).map(|(number, name)| (number, name.to_owned())).collect())
    }

    pub(super) async fn sizes(&mut self) -> Result<Vec<(u32, u64)>, Trouble> {
        let lines = self.ask_list("LIST").await?.map_err(Trouble::Refused)?;
        Ok(lines
            .iter()
            .filter_map(|line| pair(line))
            .filter_map(|(number, size)| Some((number, size.parse().ok()?)))
            .collect())
    }

    pub(super) async fn retrieve(&mut self, number: u32, room: usize) -> Result<Given, Trouble> {
        match self.ask(&format!("RETR {number}")).await? {
            Ok(_) => Ok(Given::Content(self.text(room).await?.map_or(Content::TooBig, Content::Whole))),
            Err(why) => Ok(Given::Refused(Trouble::Refused(why))),
        }
    }

    /// A message's header, and so many lines of its body; empty where the server cannot tell.
    pub(super) async fn top(&mut self, number: u32, lines: u32) -> Result<Bytes, Trouble> {
        match self.ask(&format!("TOP {number} {lines}")).await? {
            Ok(_) => Ok(self.text(HEADER).await?.unwrap_or_default()),
            Err(_) => Ok(Bytes::new()),
        }
    }

    /// `Some`: the server does not want to.
    pub(super) async fn delete(&mut self, number: u32) -> Result<Option<Trouble>, Trouble> {
        Ok(self.ask(&format!("DELE {number}")).await?.err().map(Trouble::Refused))
    }

    /// What was deleted is gone when this is answered.
    pub(super) async fn quit(&mut self) -> Result<(), Trouble> {
        self.demand("QUIT").await
    }

    async fn learn(&mut self) -> Result<(), Trouble> {
        // A server that knows no CAPA (RFC 2449) knows USER and PASS.
        let lines = self.ask_list("CAPA").await?.unwrap_or_default();
        self.abilities = lines.iter().map(|line| line.to_ascii_uppercase()).collect();
        Ok(())
    }
    fn offers(&self, mechanism: &str) -> bool {
        let mut ways = self.abilities.iter().filter_map(|known| known.strip_prefix("SASL "));
        ways.any(|ways| ways.split(' ').any(|way| way == mechanism))
    }

    async fn demand(&mut self, command: &str) -> Result<(), Trouble> {
        self.ask(command).await?.map(drop).map_err(Trouble::Refused)
    }

    async fn ask(&mut self, command: &str) -> Result<Answer, Trouble> {
        self.tell(command).await?;
        self.hear().await
    }

    /// The lines of a long answer up to its lone dot.
    async fn ask_list(&mut self, command: &str) -> Result<Result<Vec<String>, String>, Trouble> {
        if let Err(refused) = self.ask(command).await? {
            return Ok(Err(refused));
        }
        let mut lines = Vec::new();
        loop {
            let line = self.line().await?;
            if line == "." {
                return Ok(Ok(lines));
            }
            if lines.len() >= MOST_LISTED {
                return Err(Trouble::Gibberish(quotable(&line)));
            }
            lines.push(line);
        }
    }

    /// A message up to its lone dot, its stuffed dots taken out; none when it is longer than `room`.
    async fn text(&mut self, room: usize) -> Result<Option<Bytes>, Trouble> {
        let (mut kept, mut fits) = (BytesMut::new(), true);
        loop {
            let line = self.wire.line(MESSAGE_LINE, self.patience.message).await?;
            if *line == b"."[..] {
                return Ok(fits.then(|| kept.freeze()));
            }
            let plain = line.strip_prefix(b".").unwrap_or(&line);
            fits &= kept.len() + plain.len() + 2 <= room;
            if fits {
                kept.extend_from_slice(plain);
                kept.extend_from_slice(b"\r\n");
            }
        }
    }

    async fn tell(&mut self, command: &str) -> Result<(), Trouble> {
        self.wire.write(format!("{command}\r\n").as_bytes(), self.patience.command).await
    }

    async fn hear(&mut self) -> Result<Answer, Trouble> {
        answer(&self.line().await?)
    }

    async fn line(&mut self) -> Result<String, Trouble> {
        let line = self.wire.line(LINE, self.patience.command).await?;
        Ok(String::from_utf8_lossy(&line).into_owned())
    }
}

/// What stands after `+OK`, or after `-ERR`.
type Answer = Result<String, String>;

fn answer(line: &str) -> Result<Answer, Trouble> {
    let rest = |prefix| line.strip_prefix(prefix).map(|rest: &str| quotable(rest.trim()));
    match (rest("+OK"), rest("-ERR")) {
        (Some(said), _) => Ok(Ok(said)),
        (None, Some(said)) => Ok(Err(said)),
        (None, None) => Err(Trouble::Gibberish(quotable(line))),
    }
}

/// `12 name`
fn pair(line: &str) -> Option<(u32, &str)> {
    let (number, rest) = line.split_once(' ')?;
    Some((number.parse().ok()?, rest.trim()))
}

/// Something to be said on one line.
fn word(text: &str) -> Result<&str, Trouble> {
    if text.contains(['\r', '\n', '\0']) {
        return Err(Trouble::Settings("a line break within a name or password".into()));
    }
    Ok(text)
}
