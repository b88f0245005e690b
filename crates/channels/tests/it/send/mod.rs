//! Letters handed to servers that answer by a script.

mod login;
mod outcomes;
mod service;

use crate::scripted::Scripted;
use base::Email;
use channels::send::{Fate, Letter, Postman, Relay};
use channels::server::{Login, Patience, Security, Server, Trust};
use platform::Hidden;
use std::time::Duration;

pub fn relay(server: &Scripted) -> Relay {
    let patience =
        Patience { connect: Duration::from_secs(5), command: Duration::from_secs(2), message: Duration::from_secs(2) };
    let server = Server {
        host: "127.0.0.1".into(),
        port: server.address.port(),
        security: Security::Plain,
        trust: Trust::Public,
        login: None,
        patience,
    };
    Relay { server, hello: "desk.example".into() }
}

pub fn postman(server: &Scripted) -> Postman {
    Postman::new(relay(server))
}

pub fn password() -> Option<Login> {
    Some(Login::Password { user: "aya".into(), password: Hidden::new("s3cret pass") })
}

pub fn letter(to: &[&str]) -> Letter {
    Letter {
        from: Some(email("support@desk.example")),
        to: to.iter().map(|to| email(to)).collect(),
        raw: "Subject: Re\r\n\r\n.hello\r\n".into(),
    }
}

pub fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

/// A fate in one word with its code.
pub fn word(fate: &Fate) -> String {
    match fate {
        Fate::Accepted(said) => format!("accepted {}", said.code),
        Fate::Deferred(said) => format!("deferred {}", said.code),
        Fate::Refused(said) => format!("refused {}", said.code),
        Fate::Unknown(_) => "unknown".into(),
    }
}
