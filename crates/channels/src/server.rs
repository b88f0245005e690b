//! A mail server of somebody else: where it is, how we reach it safely, and who we say we are.

mod bearer;
mod tls;
mod trouble;
mod wire;

pub use bearer::Bearer;
pub use tls::Fingerprint;
pub use trouble::Trouble;
pub(crate) use trouble::quotable;
pub(crate) use wire::Wire;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use platform::Hidden;
use std::time::Duration;

/// Settings of one server.
#[derive(Clone, Debug)]
pub struct Server {
    /// A domain name or an IP address.
    pub host: String,
    pub port: u16,
    pub security: Security,
    pub trust: Trust,
    pub login: Option<Login>,
    pub patience: Patience,
}

/// When the connection is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// From the first octet (port 465 or 993).
    Tls,
    /// After STARTTLS, or not at all.
    StartTls,
    /// After STARTTLS where it is offered. Without a login, any certificate will do: whoever could show a false one
    /// could as well hide the offer (RFC 7435).
    StartTlsIfOffered,
    Plain,
}

/// Whose certificate is believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trust {
    /// The authorities this machine trusts, or Mozilla's where it names none.
    Public,
    /// These authorities alone, as PEM.
    Authority(String),
    /// This very certificate, whatever name it bears: somebody has looked at it and said yes.
    Certificate(Fingerprint),
}

/// Who we say we are.
#[derive(Clone, Debug)]
pub enum Login {
    Password {
        user: String,
        password: Hidden,
    },
    /// An OAuth 2 access token, asked for each time it is shown (XOAUTH2).
    Token {
        user: String,
        bearer: Bearer,
    },
}

/// How long we wait for others.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For one address to accept a connection, and for TLS to be agreed on.
    pub connect: Duration,
    /// For the answer to a command (RFC 5321 §4.5.3.2 wants five minutes).
    pub command: Duration,
    /// For the answer to a whole message (RFC 5321 §4.5.3.2.6 wants ten minutes).
    pub message: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connect: Duration::from_secs(15), command: Duration::from_secs(300), message: Duration::from_secs(600) }
    }
}

impl Server {
    /// Opens a connection, encrypted already if [`Security::Tls`] says so.
    pub(crate) async fn connect(&self) -> Result<Wire, Trouble> {
        let wire = Wire::connect(self).await?;
        match self.security {
            Security::Tls => wire.encrypt(self).await,
            Security::StartTls | Security::StartTlsIfOffered | Security::Plain => Ok(wire),
        }
    }
}

impl Login {
    /// The answer to AUTH PLAIN (RFC 4616) or XOAUTH2, in base64.
    pub(crate) async fn response(&self) -> Result<Hidden, Trouble> {
        Ok(Hidden::new(STANDARD.encode(match self {
            Self::Password { user, password } => format!("\0{user}\0{}", password.reveal()),
            Self::Token { user, bearer } => {
                format!("user={user}\x01auth=Bearer {}\x01\x01", bearer.token().await?.reveal())
            }
        })))
    }
}
