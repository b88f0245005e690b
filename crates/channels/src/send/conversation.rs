//! One SMTP connection that is greeted and logged in, over which letters are handed.

use super::content::pieces;
use super::reply::read_lines;
use super::{Begin, Fate, Letter, Outcome, Relay, Said};
use crate::server::{Login, Patience, Security, Trouble, Wire};
use base::Email;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::time::Duration;

pub(super) struct Conversation {
    wire: Wire,
    offer: Offer,
    patience: Patience,
    sound: bool,
}

/// What the server said it can do.
#[derive(Debug, Default)]
struct Offer {
    words: Vec<String>,
}

impl Offer {
    /// Whether an extension is offered.
    fn has(&self, keyword: &str) -> bool {
        self.words.iter().any(|line| line.split(' ').next() == Some(keyword))
    }

    /// Whether a way to log in is offered, also as old servers write it (`AUTH=LOGIN`).
    fn has_login(&self, mechanism: &str) -> bool {
        let mut ways = self.words.iter().filter_map(|line| line.strip_prefix("AUTH"));
        ways.any(|ways| ways.split([' ', '=']).any(|way| way == mechanism))
    }
}

impl Conversation {
    /// Connects, encrypts as the settings say, and logs in.
    pub(super) async fn open(relay: &Relay) -> Result<Self, Trouble> {
        let mut open = Self::connect(relay).await?;
        open.log_in(relay).await?;
        Ok(open)
    }

    /// Connects and encrypts.
    pub(super) async fn connect(relay: &Relay) -> Result<Self, Trouble> {
        let server = &relay.server;
        let wire = server.connect().await?;
        let mut open = Self { wire, offer: Offer::default(), patience: server.patience, sound: true };
        let greeting = open.hear().await?;
        if !greeting.is_positive() {
            return Err(Trouble::Refused(greeting.to_string()));
        }
        open.greet(&relay.hello).await?;
        let offered = open.offer.has("STARTTLS");
        match server.security {
            Security::StartTls if !offered => Err(Trouble::NoStartTls),
            Security::StartTls | Security::StartTlsIfOffered if offered => open.encrypt(relay).await,
            Security::StartTls | Security::StartTlsIfOffered | Security::Tls | Security::Plain => Ok(open),
        }
    }

    async fn encrypt(mut self, relay: &Relay) -> Result<Self, Trouble> {
        let answer = self.ask("STARTTLS").await?;
        if !answer.is_positive() {
            return Err(Trouble::Refused(answer.to_string()));
        }
        self.wire = self.wire.encrypt(&relay.server).await?;
        self.greet(&relay.hello).await?;
        Ok(self)
    }

    async fn greet(&mut self, hello: &str) -> Result<(), Trouble> {
        self.tell(&format!("EHLO {hello}")).await?;
        let (code, lines) = read_lines(&mut self.wire, self.patience.command).await?;
        if code / 100 == 2 {
            self.offer = Offer { words: lines.iter().skip(1).map(|line| line.to_ascii_uppercase()).collect() };
            return Ok(());
        }
        let answer = self.ask(&format!("HELO {hello}")).await?;
        if answer.is_positive() { Ok(()) } else { Err(Trouble::Refused(answer.to_string())) }
    }

    /// Logs in where the settings name a login.
    pub(super) async fn log_in(&mut self, relay: &Relay) -> Result<(), Trouble> {
        let Some(login) = &relay.server.login else { return Ok(()) };
        if !self.wire.is_private() {
            return Err(Trouble::Unprotected);
        }
        let answer = match login {
            Login::Password { .. } if self.offer.has_login("PLAIN") => {
                self.ask(&format!("AUTH PLAIN {}", login.response().await?.reveal())).await?
            }
            Login::Password { user, password } if self.offer.has_login("LOGIN") => {
                self.log_in_stepwise(&[user, password.reveal()]).await?
            }
            Login::Token { .. } if self.offer.has_login("XOAUTH2") => {
                let answer = self.ask(&format!("AUTH XOAUTH2 {}", login.response().await?.reveal())).await?;
                // The server explains itself first and refuses when that was heard.
                if answer.code == 334 { self.ask("").await? } else { answer }
            }
            Login::Password { .. } | Login::Token { .. } => return Err(Trouble::NoLoginWay),
        };
        if answer.is_positive() { Ok(()) } else { Err(Trouble::LoginRefused(answer.to_string())) }
    }

    async fn log_in_stepwise(&mut self, answers: &[&str]) -> Result<Said, Trouble> {
        let mut said = self.ask("AUTH LOGIN").await?;
        for answer in answers {
            if said.code != 334 {
                break;
            }
            said = self.ask(&STANDARD.encode(answer)).await?;
        }
        Ok(said)
    }

    /// Hands over a letter. Whether another may follow is told by [`Self::is_sound`].
    pub(super) async fn send(&mut self, letter: &Letter, begin: &mut Begin<'_>) -> Outcome {
        self.sound = false;
        let mut fates = self.announce(letter).await?;
        if fates.iter().any(Option::is_none) {
            if !begin().await {
                return Err(Trouble::Refused("the letter was withdrawn".into()));
            }
            let fate = self.hand_over(letter).await?;
            fates.iter_mut().for_each(|open| *open = open.take().or_else(|| Some(fate.clone())));
        } else {
            self.sound = self.ask("RSET").await.is_ok_and(|answer| answer.is_positive());
        }
        Ok(letter.to.iter().cloned().zip(fates.into_iter().flatten()).collect())
    }

    /// Names the sender and the recipients. Recipients without a fate are those the content is for.
    async fn announce(&mut self, letter: &Letter) -> Result<Vec<Option<Fate>>, Trouble> {
        let sender_fits = letter.from.as_ref().is_none_or(|from| self.can_name(from));
        let fits = |to: &Email| sender_fits && self.can_name(to);
        let mut fates: Vec<_> = letter.to.iter().map(|to| (!fits(to)).then(unnameable)).collect();
        let recipients = letter.to.iter().filter(|to| fits(to)).map(|to| format!("RCPT TO:<{to}>"));
        let commands: Vec<_> = std::iter::once(self.mail(letter)).chain(recipients).collect();
        if commands.len() > 1 {
            let answers = self.ask_all(&commands).await?;
            let (sender, recipients) = answers.split_first().expect("each command was answered");
            for (fate, answer) in fates.iter_mut().filter(|fate| fate.is_none()).zip(recipients) {
                *fate = refusal(if sender.is_positive() { answer } else { sender })?;
            }
        }
        Ok(fates)
    }

    /// RFC 6531 §3.1: an address beyond ASCII needs a server that says it can bear it.
    fn can_name(&self, email: &Email) -> bool {
        email.as_str().is_ascii() || self.offer.has("SMTPUTF8")
    }

    /// `MAIL FROM` with what the server wants to know in advance.
    fn mail(&self, letter: &Letter) -> String {
        let from = letter.from.as_ref().map_or("", Email::as_str);
        let mut command = format!("MAIL FROM:<{from}>");
        if self.offer.has("SIZE") {
            command.push_str(&format!(" SIZE={}", letter.raw.len()));
        }
        if self.offer.has("8BITMIME") && !letter.raw.is_ascii() {
            command.push_str(" BODY=8BITMIME");
        }
        if self.offer.has("SMTPUTF8") && !letter.to.iter().chain(&letter.from).all(|email| email.as_str().is_ascii()) {
            command.push_str(" SMTPUTF8");
        }
        command
    }

    /// Gives the content. An error means that it was not given in full: the final dot was never on its way.
    async fn hand_over(&mut self, letter: &Letter) -> Result<Fate, Trouble> {
        let answer = self.ask("DATA").await?;
        if answer.code != 354 {
            return refusal(&answer)?.ok_or_else(|| Trouble::gibberish(answer.to_string().as_bytes()));
        }
        if let Err(trouble) = self.give_content(letter).await {
            // Who hangs up within the content may have said why.
            let last_words = Said::read(&mut self.wire, Duration::from_secs(1)).await;
            return last_words.ok().and_then(|said| refusal(&said).ok().flatten()).ok_or(trouble);
        }
        let answer = self.end_content().await;
        self.sound = answer.is_ok();
        Ok(answer.and_then(Said::fate).unwrap_or_else(Fate::Unknown))
    }

    async fn give_content(&mut self, letter: &Letter) -> Result<(), Trouble> {
        for piece in pieces(&letter.raw) {
            self.wire.write(&piece, self.patience.command).await?;
        }
        Ok(())
    }

    async fn end_content(&mut self) -> Result<Said, Trouble> {
        self.wire.write(b".\r\n", self.patience.command).await?;
        Said::read(&mut self.wire, self.patience.message).await
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.wire.is_encrypted()
    }

    /// Whether both sides agree where they are, so that another letter may follow.
    pub(super) fn is_sound(&self) -> bool {
        self.sound
    }

    pub(super) async fn quit(mut self) {
        // We are done either way.
        let _ = self.tell("QUIT").await;
    }

    /// Asks several things, at once where the server can bear it (RFC 2920).
    async fn ask_all(&mut self, commands: &[String]) -> Result<Vec<Said>, Trouble> {
        let mut answers = Vec::with_capacity(commands.len());
        if self.offer.has("PIPELINING") {
            self.tell(&commands.join("\r\n")).await?;
        }
        for command in commands {
            if !self.offer.has("PIPELINING") {
                self.tell(command).await?;
            }
            answers.push(self.hear().await?);
        }
        Ok(answers)
    }

    async fn ask(&mut self, command: &str) -> Result<Said, Trouble> {
        self.tell(command).await?;
        self.hear().await
    }

    async fn tell(&mut self, command: &str) -> Result<(), Trouble> {
        self.wire.write(format!("{command}\r\n").as_bytes(), self.patience.command).await
    }

    /// The next answer. 421 is none: the server goes away (RFC 5321 §3.8).
    async fn hear(&mut self) -> Result<Said, Trouble> {
        let said = Said::read(&mut self.wire, self.patience.command).await?;
        if said.code == 421 { Err(Trouble::Refused(said.to_string())) } else { Ok(said) }
    }
}

/// The fate of a recipient before the content: none yet if the answer is positive.
fn refusal(answer: &Said) -> Result<Option<Fate>, Trouble> {
    if answer.is_positive() { Ok(None) } else { answer.clone().fate().map(Some) }
}

fn unnameable() -> Fate {
    let text = "5.6.7 The server does not take addresses with characters beyond ASCII".to_owned();
    Fate::Refused(Said { code: 553, text })
}
