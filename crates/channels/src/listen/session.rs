//! One conversation: greeting, envelope, content, and the 250 that is said only after the message is kept.

use super::body::{Body, Flaw};
use super::command::{Command, Recipient as Named};
use super::crowd::Place;
use super::reply::Reply;
use super::wire::{End, Line, Wire};
use super::{Dialect, Door};
use crate::ports::{Away, AwayReason, Envelope, Intake, IntakeFault, Recipient, Source};
use base::Email;
use bytes::Bytes;
use platform::shutdown::Shutdown;
use std::net::IpAddr;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};

/// After so many commands in a row that were wrong or led nowhere, we hang up.
const MOST_FRUITLESS: usize = 20;

/// Servers a message may have passed (RFC 5321 §6.3).
const MOST_HOPS: usize = 100;

pub(super) struct Session<S, I> {
    wire: Wire<S>,
    remote: Option<IpAddr>,
    door: Arc<Door>,
    place: Place,
    intake: Arc<I>,
    stop: Shutdown,
    helo: Option<String>,
    fruitless: usize,
    strangers: usize,
    transaction: Option<Transaction>,
}

/// From MAIL to the end of the content.
struct Transaction {
    from: Option<Email>,
    rcpt: Vec<Email>,
    /// Content that came by BDAT so far.
    body: Option<Body>,
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send, I: Intake> Session<S, I> {
    pub(super) fn new(
        stream: S,
        remote: Option<IpAddr>,
        door: Arc<Door>,
        place: Place,
        intake: Arc<I>,
        stop: Shutdown,
    ) -> Self {
        let wire = Wire::new(stream);
        Self { wire, remote, door, place, intake, stop, helo: None, fruitless: 0, strangers: 0, transaction: None }
    }

    pub(super) async fn run(mut self) {
        let Err(end) = self.converse().await;
        let host = &self.door.hostname;
        let last_words = match end {
            End::Closed => return,
            End::Quit => Reply::new(221, "2.0.0", &format!("{host} goodbye")),
            End::TimedOut => Reply::new(421, "4.4.2", &format!("{host} waited too long")),
            End::Stopping => Reply::new(421, "4.3.2", &format!("{host} is shutting down")),
            End::Displaced => Reply::new(421, "4.7.0", &format!("{host} needs the place for others")),
            End::Flood => Reply::new(421, "4.7.0", &format!("{host} has seen enough of this message")),
            End::TooManyMistakes => Reply::new(421, "4.7.0", &format!("{host} has seen too many errors")),
        };
        self.wire.say(&last_words);
        drop(self.place);
        self.wire.close().await;
    }

    async fn converse(&mut self) -> Result<std::convert::Infallible, End> {
        let protocol = match self.door.dialect {
            Dialect::Smtp => "ESMTP",
            Dialect::Lmtp => "LMTP",
        };
        self.say(220, "", &format!("{} {protocol} Kippu", self.door.hostname));
        loop {
            match self.line().await? {
                Line::Text(line) => match Command::parse(&line) {
                    Ok(command) => self.obey(command).await?,
                    Err(reply) => self.fruitless(&reply)?,
                },
                Line::Stray => {
                    self.fruitless(&Reply::new(500, "5.5.2", "Lines end with CR LF, and neither stands alone"))?
                }
                Line::TooLong => self.fruitless(&Reply::new(500, "5.5.2", "Line too long"))?,
            }
        }
    }

    async fn line(&mut self) -> Result<Line, End> {
        let (limits, place, stop) = (&self.door.limits, &self.place, &self.stop);
        let interrupts = async {
            tokio::select! {
                () = stop.triggered() => End::Stopping,
                () = place.is_needed() => End::Displaced,
            }
        };
        place.waits();
        let line = self.wire.line(limits.line, limits.command_time, interrupts).await;
        place.works();
        line
    }

    async fn obey(&mut self, command: Command) -> Result<(), End> {
        match command {
            Command::Helo { name } => self.greet(Dialect::Smtp, name, false),
            Command::Ehlo { name } => self.greet(Dialect::Smtp, name, true),
            Command::Lhlo { name } => self.greet(Dialect::Lmtp, name, true),
            Command::Mail { from, size } => self.mail(from, size).await,
            Command::Rcpt { to } => self.rcpt(to).await,
            Command::Data => self.data().await,
            Command::Bdat { octets, last } => self.bdat(octets, last).await,
            Command::Rset => {
                self.transaction = None;
                self.fruitless(&Reply::new(250, "2.0.0", "Forgotten"))
            }
            Command::Noop => self.fruitless(&Reply::new(250, "2.0.0", "Still here")),
            Command::Vrfy => self.fruitless(&Reply::new(252, "2.1.5", "Send the message and see")),
            Command::StartTls => self.encrypt().await,
            Command::Help => self.fruitless(&Reply::new(214, "2.0.0", "RFC 5321, RFC 2033")),
            Command::Quit => Err(End::Quit),
        }
    }

    fn greet(&mut self, dialect: Dialect, name: String, extended: bool) -> Result<(), End> {
        if dialect != self.door.dialect {
            return self.fruitless(&Reply::new(500, "5.5.1", "Another protocol is spoken here"));
        }
        self.helo = Some(name);
        self.transaction = None;
        let host = self.door.hostname.clone();
        if extended {
            self.wire.say_line(&format!("250-{host}"));
            for extension in ["PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", "CHUNKING"] {
                self.wire.say_line(&format!("250-{extension}"));
            }
            if self.door.identity.is_some() && !self.wire.is_encrypted() {
                self.wire.say_line("250-STARTTLS");
            }
            self.wire.say_line(&format!("250 SIZE {}", self.door.limits.message));
        } else {
            self.say(250, "", &host);
        }
        Ok(())
    }

    /// From here on nobody else can read along. All that was said before is forgotten (RFC 3207 §4.2).
    async fn encrypt(&mut self) -> Result<(), End> {
        let Some(identity) = self.door.identity.clone().filter(|_| !self.wire.is_encrypted()) else {
            return self.fruitless(&Reply::new(502, "5.5.1", "Not offered here"));
        };
        self.say(220, "2.0.0", "Go on");
        (self.helo, self.transaction) = (None, None);
        self.wire.encrypt(identity.acceptor(), self.door.limits.command_time).await
    }

    async fn mail(&mut self, from: Option<Email>, size: Option<u64>) -> Result<(), End> {
        if self.helo.is_none() {
            self.fruitless(&Reply::new(503, "5.5.1", "Please say who you are first"))
        } else if self.transaction.is_some() {
            self.fruitless(&Reply::new(503, "5.5.1", "One sender at a time"))
        } else if size.is_some_and(|octets| octets > self.door.limits.message as u64) {
            self.away(from, Vec::new(), AwayReason::TooBig).await;
            self.fruitless(&flaw_reply(Flaw::TooBig))
        } else {
            self.transaction = Some(Transaction { from, rcpt: Vec::new(), body: None });
            self.say(250, "2.1.0", "Sender noted");
            Ok(())
        }
    }

    async fn rcpt(&mut self, to: Named) -> Result<(), End> {
        let most = self.door.limits.recipients;
        let Some(transaction) = self.transaction.as_mut().filter(|transaction| transaction.body.is_none()) else {
            return self.fruitless(&Reply::new(503, "5.5.1", "The sender comes first"));
        };
        if transaction.rcpt.len() >= most {
            self.say(452, "4.5.3", "Too many recipients, send the rest in another message");
            return Ok(());
        }
        let email = match to {
            Named::Mailbox(email) => Some(email),
            Named::Postmaster => Email::parse(&format!("postmaster@{}", self.door.hostname)),
        };
        let Some(email) = email else { return self.stranger() };
        match self.intake.recipient(&email).await {
            Recipient::Known => {
                transaction.rcpt.push(email);
                self.say(250, "2.1.5", "Recipient noted");
                Ok(())
            }
            Recipient::Unknown => self.stranger(),
            Recipient::Later => {
                self.say(451, "4.3.0", "Not now, try again later");
                Ok(())
            }
        }
    }

    async fn data(&mut self) -> Result<(), End> {
        let Some(transaction) = self.transaction.take_if(|open| !open.rcpt.is_empty() && open.body.is_none()) else {
            return self.fruitless(&Reply::new(503, "5.5.1", "No valid recipient yet"));
        };
        self.say(354, "", "Go on, end with a line that is a dot");
        let limits = &self.door.limits;
        let mut body = Body::new(limits.message, self.place.hold());
        self.wire.content(&mut body, limits.message, limits.message_time).await?;
        self.deliver(transaction.from, transaction.rcpt, body).await;
        Ok(())
    }

    async fn bdat(&mut self, octets: usize, last: bool) -> Result<(), End> {
        let limits = &self.door.limits;
        let mut open = self.transaction.take_if(|open| !open.rcpt.is_empty());
        let kept = open.as_mut().and_then(|transaction| transaction.body.take());
        let mut body = kept.unwrap_or_else(|| Body::new(limits.message, self.place.hold()));
        // The octets follow in any case; they must not be read as commands.
        if octets / 4 > limits.message {
            return Err(End::Flood);
        }
        self.wire.chunk(&mut body, octets, limits.message_time).await?;
        match open {
            None => self.fruitless(&Reply::new(503, "5.5.1", "No valid recipient yet")),
            Some(transaction) if last => {
                self.deliver(transaction.from, transaction.rcpt, body).await;
                Ok(())
            }
            Some(transaction) => {
                self.transaction = Some(Transaction { body: Some(body), ..transaction });
                self.say(250, "2.0.0", "Go on");
                Ok(())
            }
        }
    }

    /// Hands the message over and answers: once in SMTP, once for each recipient in LMTP (RFC 2033 §4.2).
    async fn deliver(&mut self, mail_from: Option<Email>, rcpt: Vec<Email>, body: Body) {
        let answers = match self.door.dialect {
            Dialect::Smtp => 1,
            Dialect::Lmtp => rcpt.len(),
        };
        let reply = self.receive(mail_from, rcpt, body).await;
        for _ in 0..answers {
            self.wire.say(&reply);
        }
    }

    async fn receive(&mut self, mail_from: Option<Email>, rcpt: Vec<Email>, body: Body) -> Reply {
        let (raw, _held) = match body.finish() {
            Ok(whole) => whole,
            Err(flaw) => {
                if flaw == Flaw::TooBig {
                    self.away(mail_from, rcpt, AwayReason::TooBig).await;
                }
                return flaw_reply(flaw);
            }
        };
        if mail::trace::hops(&raw) > MOST_HOPS {
            self.away(mail_from, rcpt, AwayReason::Circling).await;
            return Reply::new(554, "5.4.6", "The message goes round in a circle");
        }
        let source = match self.door.dialect {
            Dialect::Smtp => Source::Smtp,
            Dialect::Lmtp => Source::Lmtp,
        };
        let (octets, recipients) = (raw.len(), rcpt.len());
        let envelope = Envelope { source, mail_from, rcpt, remote: self.remote, helo: self.helo.clone() };
        match self.intake.receive(Bytes::from(raw), envelope).await {
            Ok(receipt) => {
                self.fruitless = 0;
                tracing::debug!(id = receipt.id, octets, recipients, "message taken");
                Reply::new(250, "2.0.0", &format!("Kept as {}", receipt.id))
            }
            Err(IntakeFault::Temporary(why)) => {
                tracing::warn!(octets, recipients, why, "message put off");
                Reply::new(451, "4.3.0", &why)
            }
            Err(IntakeFault::Permanent(why)) => {
                tracing::warn!(octets, recipients, why, "message refused");
                Reply::new(554, "5.6.0", &why)
            }
        }
    }

    /// Somebody may look for what was refused.
    async fn away(&self, mail_from: Option<Email>, rcpt: Vec<Email>, why: AwayReason) {
        self.intake.turned_away(Away { remote: self.remote, mail_from, rcpt, why }).await;
    }

    /// A recipient we do not know. A client that goes on guessing is sent away; a mailing server never guesses much.
    fn stranger(&mut self) -> Result<(), End> {
        self.strangers += 1;
        self.say(550, "5.1.1", "No such mailbox here");
        if self.door.dialect == Dialect::Smtp && self.strangers > self.door.limits.recipients {
            Err(End::TooManyMistakes)
        } else {
            Ok(())
        }
    }

    /// Answers a command that brought no message nearer. A client that knows nothing else is sent away.
    fn fruitless(&mut self, reply: &Reply) -> Result<(), End> {
        self.wire.say(reply);
        self.fruitless += 1;
        if self.fruitless > MOST_FRUITLESS { Err(End::TooManyMistakes) } else { Ok(()) }
    }

    fn say(&mut self, code: u16, status: &str, text: &str) {
        self.wire.say(&Reply::new(code, status, text));
    }
}

fn flaw_reply(flaw: Flaw) -> Reply {
    match flaw {
        Flaw::TooBig => Reply::new(552, "5.3.4", "The message is too big"),
        Flaw::NoMemory => Reply::new(452, "4.3.1", "Too much mail at once, try again later"),
        Flaw::Smuggled => Reply::new(550, "5.6.0", "A lone dot stands between line ends that are not CR LF"),
    }
}
