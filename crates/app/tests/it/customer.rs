//! Somebody with a mailbox of their own: they write through Postfix, and read by IMAP what Dovecot keeps for them.

use base::{Address, Clock, Email, SystemClock};
use mail::compose::{self, Automatic};
use mail::{Limits, Parsed};
use std::time::{Duration, Instant};
use testing::Talk;
use testing::peers::{Dovecot, Postfix};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

pub struct Customer<'p> {
    pub address: &'static str,
    pub postfix: &'p Postfix,
    pub dovecot: &'p Dovecot,
}

/// A letter as it lies in the mailbox.
#[derive(Clone)]
pub struct Letter {
    pub raw: String,
    pub parsed: Parsed,
}

impl Letter {
    pub fn header(&self, name: &str) -> &str {
        self.parsed.header(name).unwrap_or_default()
    }

    pub fn id(&self) -> &str {
        self.parsed.message_id.as_deref().unwrap_or_default()
    }
}

impl Customer<'_> {
    /// A message of theirs that begins a thread, to be written.
    pub fn asks(&self, to: &str, subject: &str, text: &str) -> compose::Letter {
        compose::Letter {
            from: address("佐藤 綾", self.address),
            reply_to: Vec::new(),
            to: vec![address("", to)],
            cc: Vec::new(),
            bcc: Vec::new(),
            subject: subject.to_owned(),
            message_id: format!("{}.{}", base::Token::random().digest(), self.address),
            in_reply_to: Vec::new(),
            references: Vec::new(),
            date: SystemClock.now(),
            text: text.to_owned(),
            html: None,
            attachments: Vec::new(),
            auto: Automatic::No,
            thread_index: None,
            thread_topic: None,
            headers: Vec::new(),
        }
    }

    /// The same as an answer to a letter, as a mail program writes it: to where the letter wishes answers, with what it
    /// says quoted.
    pub fn answers(&self, letter: &Letter, text: &str) -> compose::Letter {
        let asked = &letter.parsed;
        let quoted: String = asked.text.lines().map(|line| format!("> {line}\n")).collect();
        let to = asked.reply_to.first().or(asked.from.as_ref()).unwrap();
        compose::Letter {
            in_reply_to: vec![letter.id().to_owned()],
            references: asked.references.iter().cloned().chain([letter.id().to_owned()]).collect(),
            ..self.asks(to.email.as_str(), &format!("Re: {}", asked.subject), &format!("{text}\n\n{quoted}"))
        }
    }

    pub async fn sends(&self, letter: &compose::Letter) {
        let mut talk = Talk::new(TcpStream::connect(("127.0.0.1", self.postfix.smtp)).await.unwrap());
        talk.expect("220").await;
        talk.ask("EHLO customer.example", "250").await;
        let answer = talk.hand_over(self.address, letter.to[0].email.as_str(), compose::compose(letter)).await;
        assert!(answer.starts_with("250"), "{answer}");
    }

    /// Waits for a letter.
    pub async fn letter(&self, what: &str, is_it: impl Fn(&Letter) -> bool) -> Letter {
        let begun = Instant::now();
        loop {
            let letters = self.letters().await;
            if let Some(letter) = letters.iter().find(|letter| is_it(letter)) {
                return letter.clone();
            }
            let here: Vec<&str> = letters.iter().map(|letter| letter.raw.as_str()).collect();
            assert!(begun.elapsed() < Duration::from_secs(40), "no {what} among {here:#?}\n{}", self.postfix.log());
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// Everything in the inbox, by IMAP (RFC 9051).
    pub async fn letters(&self) -> Vec<Letter> {
        let stream = TcpStream::connect(("127.0.0.1", self.dovecot.imap)).await.unwrap();
        let mut imap = BufReader::new(stream);
        let (user, password) = (self.address, Dovecot::PASSWORD);
        let login = format!("a LOGIN {user} {{{}+}}\r\n{password}\r\n", password.len());
        imap.write_all(format!("{login}b SELECT INBOX\r\nc FETCH 1:* BODY.PEEK[]\r\n").as_bytes()).await.unwrap();
        let mut letters = Vec::new();
        loop {
            let mut line = String::new();
            imap.read_line(&mut line).await.unwrap();
            let literal = line.trim_end().strip_suffix('}').and_then(|line| line.rsplit_once('{'));
            if let Some((_, octets)) = literal.filter(|_| line.contains("FETCH")) {
                let mut raw = vec![0; octets.parse().unwrap()];
                imap.read_exact(&mut raw).await.unwrap();
                let parsed = mail::parse(&raw, &Limits::default()).unwrap();
                letters.push(Letter { raw: String::from_utf8_lossy(&raw).into_owned(), parsed });
            } else if line.starts_with("c ") || line.is_empty() {
                // An empty folder has no message 1: that is an error to IMAP and none to us.
                return letters;
            }
        }
    }
}

fn address(name: &str, email: &str) -> Address {
    Address::new(name, Email::parse(email).unwrap())
}
