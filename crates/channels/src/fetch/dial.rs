//! A connection up to its login, which IMAP and POP3 have alike.

use crate::probe::{Step, connected};
use crate::server::{Login, Security, Server, Trouble};
use std::future::Future;

pub(super) trait Dial: Sized + Send {
    /// The ability to go over to TLS, and the command that does.
    const ENCRYPTS: &'static str;

    /// Connected and greeted, with what the server can.
    fn greeted(server: &Server) -> impl Future<Output = Result<Self, Trouble>> + Send;
    /// Whether the server names an ability.
    fn can(&self, ability: &str) -> bool;
    /// Says the command, goes over, and asks anew what the server can.
    fn encrypted(self, server: &Server) -> impl Future<Output = Result<Self, Trouble>> + Send;
    fn is_encrypted(&self) -> bool;
    fn log_in(&mut self, login: &Login) -> impl Future<Output = Result<(), Trouble>> + Send;
}

/// Connects and encrypts as the settings say.
async fn dial<C: Dial>(server: &Server) -> Result<C, Trouble> {
    let open = C::greeted(server).await?;
    let offered = open.can(C::ENCRYPTS);
    match server.security {
        Security::StartTls if !offered => Err(Trouble::NoStartTls),
        Security::StartTls | Security::StartTlsIfOffered if offered => open.encrypted(server).await,
        Security::StartTls | Security::StartTlsIfOffered | Security::Tls | Security::Plain => Ok(open),
    }
}

/// And logs in.
pub(super) async fn entered<C: Dial>(server: &Server) -> Result<C, Trouble> {
    let mut open: C = dial(server).await?;
    if let Some(login) = &server.login {
        open.log_in(login).await?;
    }
    Ok(open)
}

/// The same, step by step; none: it got no further than the steps say.
pub(super) async fn tried<C: Dial>(server: &Server) -> (Option<C>, Vec<Step>) {
    let mut open: C = match dial(server).await {
        Ok(open) => open,
        Err(trouble) => return (None, connected(Err(trouble))),
    };
    let mut steps = connected(Ok(open.is_encrypted()));
    if let Some(login) = &server.login {
        if let Err(trouble) = open.log_in(login).await {
            steps.push(Step::failed("probe-login", trouble));
            return (None, steps);
        }
        steps.push(Step::passed("probe-login"));
    }
    (Some(open), steps)
}
