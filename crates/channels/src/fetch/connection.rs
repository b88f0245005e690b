//! One IMAP connection: encrypted, logged in, asked one thing at a time.

use super::dial::Dial;
use super::response::{Kind, Response, Status};
use super::value::Value;
use crate::server::{Login, Patience, Server, Trouble, Wire};
use std::time::Duration;

pub(super) struct Connection {
    wire: Wire,
    patience: Patience,
    tags: u32,
    abilities: Vec<String>,
    /// Messages in the open folder, as far as we were told.
    exists: u32,
    /// Whether that number has grown since somebody last looked. Servers say so whenever they like.
    grown: bool,
}

/// What a command brought.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: Status,
    pub(super) data: Vec<Vec<Value>>,
    /// Statuses without a tag, such as `OK [UIDNEXT 5]`.
    pub(super) remarks: Vec<Status>,
}

impl Answer {
    pub(super) fn is_ok(&self) -> bool {
        self.status.kind == Kind::Ok
    }

    pub(super) fn refusal(&self) -> Trouble {
        Trouble::Refused(self.status.to_string())
    }
}

/// Octets of literals in answers that carry no messages.
const SMALL: usize = 64 * 1024;

impl Dial for Connection {
    const ENCRYPTS: &'static str = "STARTTLS";

    async fn greeted(server: &Server) -> Result<Self, Trouble> {
        let wire = server.connect().await?;
        let mut open =
            Self { wire, patience: server.patience, tags: 0, abilities: Vec::new(), exists: 0, grown: false };
        match open.read(SMALL).await? {
            Response::Status { status, .. } if status.kind == Kind::Ok => {}
            // A connection that is logged in before we said who we are is not the one we were promised.
            Response::Status { status, .. } => return Err(Trouble::Refused(status.to_string())),
            Response::Continue | Response::Data(_) => return Err(Trouble::Gibberish(String::new())),
        }
        open.learn().await?;
        Ok(open)
    }

    /// `IDLE`, `MOVE`, `AUTH=PLAIN`
    fn can(&self, ability: &str) -> bool {
        self.abilities.iter().any(|known| known == ability)
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
            Login::Password { .. } if self.can("AUTH=PLAIN") => self.authenticate("PLAIN", login).await?,
            Login::Token { .. } if self.can("AUTH=XOAUTH2") => self.authenticate("XOAUTH2", login).await?,
            Login::Password { user, password } if !self.can("LOGINDISABLED") => {
                self.ask(&format!("LOGIN {} {}", quoted(user)?, quoted(password.reveal())?), SMALL).await?
            }
            Login::Password { .. } | Login::Token { .. } => return Err(Trouble::NoLoginWay),
        };
        match answer.status.kind {
            Kind::Ok => self.learn().await,
            Kind::No | Kind::Bad | Kind::Bye | Kind::Preauth => Err(Trouble::LoginRefused(answer.status.to_string())),
        }
    }
}

impl Connection {
    /// SASL with the one thing we have to say, said at once where the server can bear it (RFC 4959).
    async fn authenticate(&mut self, mechanism: &str, login: &Login) -> Result<Answer, Trouble> {
        let response = login.response().await?;
        let mut sayings = vec![response.reveal(), ""].into_iter();
        let mut command = format!("AUTHENTICATE {mechanism}");
        if self.can("SASL-IR") {
            command = format!("{command} {}", sayings.next().unwrap_or_default());
        }
        let tag = self.tell(&command).await?;
        self.listen(&tag, SMALL, || sayings.next()).await
    }

    async fn learn(&mut self) -> Result<(), Trouble> {
        let answer = self.demand("CAPABILITY").await?;
        let lists = answer.data.iter().filter(|data| is(data.first(), "CAPABILITY"));
        self.abilities = lists.flatten().filter_map(Value::atom).map(str::to_ascii_uppercase).collect();
        Ok(())
    }

    /// Asks, and takes NO and BAD as trouble.
    pub(super) async fn demand(&mut self, command: &str) -> Result<Answer, Trouble> {
        let answer = self.ask(command, SMALL).await?;
        if answer.is_ok() { Ok(answer) } else { Err(answer.refusal()) }
    }

    /// Asks; literals beyond `room` octets per response are dropped.
    pub(super) async fn ask(&mut self, command: &str, room: usize) -> Result<Answer, Trouble> {
        let tag = self.tell(command).await?;
        self.listen(&tag, room, || None).await
    }

    /// Collects what is said until the command with this tag has its answer. Where the server invites us to go on, we
    /// say what `next` gives.
    async fn listen<'a>(
        &mut self,
        tag: &str,
        room: usize,
        mut next: impl FnMut() -> Option<&'a str>,
    ) -> Result<Answer, Trouble> {
        let (mut data, mut remarks) = (Vec::new(), Vec::new());
        loop {
            match self.read(room).await? {
                Response::Status { tag: given, status } if given == tag => return Ok(Answer { status, data, remarks }),
                Response::Status { status, .. } if status.kind == Kind::Bye => {
                    return Err(Trouble::Lost(status.to_string()));
                }
                Response::Status { status, .. } => remarks.push(status),
                Response::Data(values) => data.push(values),
                Response::Continue => {
                    let line = next().ok_or_else(|| Trouble::Gibberish("+".into()))?;
                    self.write(line).await?;
                }
            }
        }
    }

    /// Whether messages have come since the last time this was asked.
    pub(super) fn has_grown(&mut self) -> bool {
        std::mem::take(&mut self.grown)
    }

    /// Waits until a message comes (RFC 2177), or so long.
    pub(super) async fn idle(&mut self, at_most: Duration) -> Result<(), Trouble> {
        let deadline = tokio::time::Instant::now() + at_most;
        let tag = self.tell("IDLE").await?;
        while !matches!(self.read(SMALL).await?, Response::Continue) {}
        while !self.grown && self.wire.hears_until(deadline).await? {
            match self.read(SMALL).await? {
                Response::Status { status, .. } if status.kind == Kind::Bye => {
                    return Err(Trouble::Lost(status.to_string()));
                }
                Response::Data(_) | Response::Status { .. } | Response::Continue => {}
            }
        }
        self.write("DONE").await?;
        self.listen(&tag, SMALL, || None).await.map(drop)
    }

    pub(super) async fn log_out(mut self) {
        // We are done either way.
        let _ = self.tell("LOGOUT").await;
    }

    /// Sends a command under a new tag.
    async fn tell(&mut self, command: &str) -> Result<String, Trouble> {
        self.tags += 1;
        let tag = format!("k{}", self.tags);
        self.write(&format!("{tag} {command}")).await?;
        Ok(tag)
    }

    async fn write(&mut self, line: &str) -> Result<(), Trouble> {
        self.wire.write(format!("{line}\r\n").as_bytes(), self.patience.command).await
    }

    async fn read(&mut self, room: usize) -> Result<Response, Trouble> {
        let response = Response::read(&mut self.wire, room, self.patience.command).await?;
        if let Response::Data(data) = &response
            && let [number, what, ..] = data.as_slice()
            && let Some(number) = number.number()
        {
            if is(Some(what), "EXISTS") {
                self.grown |= number > self.exists;
                self.exists = number;
            } else if is(Some(what), "EXPUNGE") {
                self.exists = self.exists.saturating_sub(1);
            }
        }
        Ok(response)
    }
}

/// Whether a value is this word, in any case.
pub(super) fn is(value: Option<&Value>, word: &str) -> bool {
    value.and_then(Value::atom).is_some_and(|atom| atom.eq_ignore_ascii_case(word))
}

/// A quoted string (RFC 9051 §4.3). It cannot hold line ends or NUL.
pub(super) fn quoted(text: &str) -> Result<String, Trouble> {
    if text.contains(['\r', '\n', '\0']) {
        return Err(Trouble::Settings("a line break within a name or password".into()));
    }
    Ok(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}
