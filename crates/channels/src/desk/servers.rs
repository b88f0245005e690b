//! A mailbox's servers in the terms of those who talk to them, and tried out before they are used.

use super::outside::Audience;
use super::{Premises, consent, provider};
use crate::api::Account;
use crate::fetch::{self, First, Then, Way};
use crate::probe::Step;
use crate::send::{self, Relay, Service};
use crate::server::{Bearer, Fingerprint, Login, Patience, Security, Server, Trouble, Trust};
use base::Email;
use desk::channel::{self as nouns, AfterFetch, Carriage, FirstRun, Incoming, MailboxId, Outgoing, Protocol, SignIn};
use platform::Hidden;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 3600);
/// Octets of a message that is fetched.
pub(super) const LARGEST_MESSAGE: usize = 50 * 1024 * 1024;

/// Tries out where a mailbox's messages come from, without touching them. `id`: whose consent counts, where there is one.
pub async fn try_incoming(
    premises: &Premises,
    id: Option<MailboxId>,
    address: &Email,
    incoming: &Incoming,
) -> Vec<Step> {
    match fetched(premises, id, address, incoming).await {
        Ok(mailbox) => fetch::probe(&mailbox).await,
        Err(trouble) => vec![Step::failed("probe-login", trouble)],
    }
}

/// Tries out where its letters leave, without sending anything.
pub async fn try_outgoing(
    premises: &Premises,
    id: Option<MailboxId>,
    address: &Email,
    outgoing: &Outgoing,
) -> Vec<Step> {
    match way_out(premises, id, address, outgoing).await {
        Ok(way) => send::probe(&way).await,
        Err(trouble) => vec![Step::failed("probe-login", trouble)],
    }
}

/// # Errors
/// Its password cannot be opened, or nothing was granted.
pub(super) async fn fetched(
    premises: &Premises,
    id: Option<MailboxId>,
    address: &Email,
    incoming: &Incoming,
) -> Result<fetch::Mailbox, Trouble> {
    let known = Known { premises, id, address };
    Ok(fetch::Mailbox {
        name: id.map_or_else(|| "trial".to_owned(), |id| id.to_string()),
        way: match incoming.protocol {
            Protocol::Imap => Way::Imap(known.incoming_server(incoming)?),
            Protocol::Pop3 => Way::Pop3(known.incoming_server(incoming)?),
            Protocol::Graph => Way::Graph(known.account(&incoming.user, incoming.sign_in).await?),
            Protocol::Gmail => Way::Gmail(known.account(&incoming.user, incoming.sign_in).await?),
        },
        folder: incoming.folder.clone(),
        first: match incoming.first {
            FirstRun::FromNow => First::FromNow,
            FirstRun::LastWeek => First::LastDays(7),
            FirstRun::LastMonth => First::LastDays(31),
            FirstRun::LastDays => First::LastDays(incoming.first_days),
            FirstRun::All => First::All,
        },
        then: match incoming.after {
            AfterFetch::Leave => Then::Leave,
            AfterFetch::MarkSeen => Then::MarkSeen,
            AfterFetch::Move => Then::Move("Kippu".into()),
            AfterFetch::Delete => Then::Delete,
            AfterFetch::DeleteLater => Then::DeleteAfter(DAY * u32::from(incoming.keep_days)),
        },
        poll: Duration::from_secs(60),
        retry: Duration::from_secs(5),
        message_limit: LARGEST_MESSAGE,
    })
}

/// How a mailbox's letters leave.
///
/// # Errors
/// Its password cannot be opened, or nothing was granted.
pub async fn way_out(
    premises: &Premises,
    id: Option<MailboxId>,
    address: &Email,
    outgoing: &Outgoing,
) -> Result<send::Way, Trouble> {
    let known = Known { premises, id, address };
    Ok(match outgoing.carriage {
        Carriage::Smtp => Relay { server: known.outgoing_server(outgoing)?, hello: address.domain() }.into(),
        Carriage::Graph => send::Way::Service(Service::Graph(known.account(&outgoing.user, outgoing.sign_in).await?)),
        Carriage::Gmail => send::Way::Service(Service::Gmail(known.account(&outgoing.user, outgoing.sign_in).await?)),
    })
}

/// Whose servers they are.
struct Known<'a> {
    premises: &'a Premises,
    id: Option<MailboxId>,
    address: &'a Email,
}

impl Known<'_> {
    fn incoming_server(&self, incoming: &Incoming) -> Result<Server, Trouble> {
        let login = Some(self.login(&incoming.user, incoming.sign_in, &incoming.sealed_password)?);
        let trust = trust(incoming.trust.as_deref())?;
        Ok(server(&incoming.host, incoming.port, incoming.security, trust, login))
    }

    fn outgoing_server(&self, outgoing: &Outgoing) -> Result<Server, Trouble> {
        let login = match outgoing.user.as_str() {
            "" => None,
            user => Some(self.login(user, outgoing.sign_in, &outgoing.sealed_password)?),
        };
        let trust = trust(outgoing.trust.as_deref())?;
        Ok(server(&outgoing.host, outgoing.port, outgoing.security, trust, login))
    }

    fn login(&self, user: &str, sign_in: SignIn, sealed: &str) -> Result<Login, Trouble> {
        let user = user.to_owned();
        match sign_in {
            SignIn::Password => Ok(Login::Password { user, password: self.password(sealed)? }),
            SignIn::Google | SignIn::Microsoft | SignIn::App => {
                Ok(Login::Token { user, bearer: self.bearer(sign_in, Audience::Mail)? })
            }
        }
    }

    fn password(&self, sealed: &str) -> Result<Hidden, Trouble> {
        if sealed.is_empty() {
            return Ok(Hidden::new(""));
        }
        let opened = self.premises.secrets.open(sealed, &nouns::password_context(self.address));
        opened.map_err(|_| Trouble::Settings("the saved password cannot be opened; enter it again".into()))
    }

    fn bearer(&self, sign_in: SignIn, audience: Audience) -> Result<Bearer, Trouble> {
        let unsaved = || Trouble::NotSignedIn("save the mailbox first.".into());
        Ok(consent::bearer(self.premises, self.id.ok_or_else(unsaved)?, sign_in, audience))
    }

    async fn account(&self, user: &str, sign_in: SignIn) -> Result<Account, Trouble> {
        let bearer = self.bearer(sign_in, Audience::Api)?;
        let provider = sign_in.provider().ok_or(Trouble::NoLoginWay)?;
        let application = consent::application(self.premises, provider).await?;
        Ok(Account {
            http: self.premises.outside.http.clone(),
            base: provider::service(&application).to_owned(),
            user: user.to_owned(),
            bearer,
        })
    }
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
