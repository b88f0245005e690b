//! A mailbox's servers in the terms of those who talk to them, and tried out before they are used.

use super::Premises;
use crate::fetch::{self, First, Then};
use crate::probe::Step;
use crate::send::{self, Relay};
use crate::server::{Fingerprint, Login, Patience, Security, Server, Trouble, Trust};
use base::Email;
use desk::channel::{self as nouns, AfterFetch, FirstRun, Incoming, Outgoing};
use platform::Hidden;
use std::time::Duration;

/// Octets of a message that is fetched.
pub(super) const LARGEST_MESSAGE: usize = 50 * 1024 * 1024;

/// Tries out where a mailbox's messages come from, without touching them.
pub async fn try_incoming(premises: &Premises, address: &Email, incoming: &Incoming) -> Vec<Step> {
    match fetched(premises, "trial", address, incoming) {
        Ok(mailbox) => fetch::probe(&mailbox).await,
        Err(trouble) => vec![Step::failed("probe-login", trouble)],
    }
}

/// Tries out where its letters leave, without sending anything.
pub async fn try_outgoing(premises: &Premises, address: &Email, outgoing: &Outgoing) -> Vec<Step> {
    match relay(premises, address, outgoing) {
        Ok(relay) => send::probe(&relay).await,
        Err(trouble) => vec![Step::failed("probe-login", trouble)],
    }
}

/// # Errors
/// Its password cannot be opened.
pub(super) fn fetched(
    premises: &Premises,
    name: &str,
    address: &Email,
    incoming: &Incoming,
) -> Result<fetch::Mailbox, Trouble> {
    let login = Some(login(premises, address, &incoming.user, &incoming.sealed_password)?);
    let trust = trust(incoming.trust.as_deref())?;
    Ok(fetch::Mailbox {
        name: name.to_owned(),
        server: server(&incoming.host, incoming.port, incoming.security, trust, login),
        folder: incoming.folder.clone(),
        first: match incoming.first {
            FirstRun::FromNow => First::FromNow,
            FirstRun::LastWeek => First::LastDays(7),
            FirstRun::LastMonth => First::LastDays(31),
            FirstRun::All => First::All,
        },
        then: match incoming.after {
            AfterFetch::Leave => Then::Leave,
            AfterFetch::MarkSeen => Then::MarkSeen,
            AfterFetch::Move => Then::Move("Kippu".into()),
            AfterFetch::Delete => Then::Delete,
        },
        poll: Duration::from_secs(60),
        retry: Duration::from_secs(5),
        message_limit: LARGEST_MESSAGE,
    })
}

/// The server that carries a mailbox's letters.
///
/// # Errors
/// Its password cannot be opened.
pub fn relay(premises: &Premises, address: &Email, outgoing: &Outgoing) -> Result<Relay, Trouble> {
    let login = match outgoing.user.as_str() {
        "" => None,
        user => Some(login(premises, address, user, &outgoing.sealed_password)?),
    };
    let trust = trust(outgoing.trust.as_deref())?;
    let server = server(&outgoing.host, outgoing.port, outgoing.security, trust, login);
    Ok(Relay { server, hello: address.domain() })
}

fn login(premises: &Premises, address: &Email, user: &str, sealed: &str) -> Result<Login, Trouble> {
    let password = match sealed {
        "" => Hidden::new(""),
        sealed => {
            let opened = premises.secrets.open(sealed, &nouns::password_context(address));
            opened.map_err(|_| Trouble::Settings("the saved password cannot be opened; enter it again".into()))?
        }
    };
    Ok(Login::Password { user: user.to_owned(), password })
}

/// Whom we believe: the authorities, or the one certificate that a person has accepted.
fn trust(accepted: Option<&str>) -> Result<Trust, Trouble> {
    let Some(accepted) = accepted else { return Ok(Trust::Public) };
    let fingerprint: Result<Fingerprint, _> = accepted.parse();
    fingerprint.map(Trust::Certificate).map_err(|_| Trouble::Settings(format!("{accepted} is no fingerprint")))
}

fn server(host: &str, port: u16, security: nouns::Security, trust: Trust, login: Option<Login>) -> Server {
    let security = match security {
        nouns::Security::Tls => Security::Tls,
        nouns::Security::StartTls => Security::StartTls,
        nouns::Security::StartTlsIfOffered => Security::StartTlsIfOffered,
        nouns::Security::None => Security::Plain,
    };
    Server { host: host.to_owned(), port, security, trust, login, patience: Patience::default() }
}
