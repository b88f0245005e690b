//! Access by consent: a person goes to the provider's page and comes back; from then on tokens are had without them, and
//! each refresh token that comes with one is kept before anything else is done.

use super::Premises;
use super::outside::Audience;
use super::provider::{self, Ask, Given};
use crate::server::{Bearer, Trouble};
use base::{Moment, Token};
use desk::channel::{
    Application, Carriage, Grant, Mailbox, MailboxId, Protocol, Provider, SignIn, grant_context, secret_context,
    verifier_context,
};
use desk::{Actor, Done, Error};
use platform::Hidden;
use service::channel;
use std::time::Duration;

/// Where people come back to, below our own address.
pub const BACK: &str = "/admin/mailboxes/consent";

/// How long one process may take to renew, and how long others wait for it.
const LEASE: Duration = Duration::from_secs(45);
const LOOK: Duration = Duration::from_millis(200);
const LOOKS: u32 = 200;

/// The address of the provider's page for a mailbox.
///
/// # Errors
/// One may not, or the mailbox is signed in to in another way.
pub async fn begin(premises: &Premises, by: Actor, mailbox: MailboxId) -> Done<String> {
    let (state, verifier) = (Token::random(), Token::random());
    let proof = Hidden::new(verifier.reveal());
    let (digest, sealed) = (state.digest(), premises.secrets.seal(&proof, &verifier_context(mailbox)));
    let (mailbox, application) = premises
        .desk
        .change(by, move |tx| {
            let mailbox = channel::begin_consent(tx, mailbox, &digest, sealed)?;
            let provider = mailbox.consent().and_then(SignIn::provider).ok_or(Error::Missing)?;
            let application = channel::application(tx, provider)?;
            if application.client.is_empty() {
                return Err(desk::Refusal::ApplicationMissing.into());
            }
            Ok((mailbox, application))
        })
        .await?;
    let back = format!("{}{BACK}", premises.url);
    Ok(provider::door(&application, audience(&mailbox), &back, state.reveal(), verifier.reveal()))
}

/// A person is back with a code: it is turned into tokens. What a provider says against it is told in words.
///
/// # Errors
/// Nobody was sent there with this word, or it was too long ago.
pub async fn end(premises: &Premises, by: Actor, state: &Token, code: &str) -> Done<(MailboxId, Result<(), Trouble>)> {
    let digest = state.digest();
    let (mailbox, sealed) = premises.desk.change(by.clone(), move |tx| channel::end_consent(tx, &digest)).await?;
    Ok((mailbox.id, exchange(premises, by, &mailbox, &sealed, code).await))
}

async fn exchange(
    premises: &Premises,
    by: Actor,
    mailbox: &Mailbox,
    sealed_verifier: &str,
    code: &str,
) -> Result<(), Trouble> {
    let id = mailbox.id;
    let provider = mailbox.consent().and_then(SignIn::provider).ok_or(Trouble::NoLoginWay)?;
    let verifier = open(premises, sealed_verifier, &verifier_context(id))?;
    let application = application(premises, provider).await?;
    let back = format!("{}{BACK}", premises.url);
    let ask = Ask::Code { code, verifier: &verifier, back: &back };
    let secret = secret(premises, &application)?;
    let audience = audience(mailbox);
    let given = provider::token(&premises.outside.http, &application, secret.as_ref(), audience, ask).await?;
    let refresh = given.refresh.as_ref().ok_or_else(|| Trouble::NotSignedIn("no refresh token was given".into()))?;
    let sealed = premises.secrets.seal(refresh, &grant_context(id));
    let expires = ends(premises.desk.now(), &given);
    let granted = premises.desk.change(by, move |tx| channel::grant(tx, id, provider, sealed, expires)).await;
    granted.map_err(|error| Trouble::NotKept(error.to_string()))?;
    premises.outside.forget(id);
    remember(premises, id, audience, given);
    Ok(())
}

/// For whom a mailbox's first token is.
fn audience(mailbox: &Mailbox) -> Audience {
    let by_api = match (&mailbox.incoming, &mailbox.outgoing) {
        (Some(incoming), _) if incoming.sign_in != SignIn::Password => {
            matches!(incoming.protocol, Protocol::Graph | Protocol::Gmail)
        }
        (_, Some(outgoing)) => matches!(outgoing.carriage, Carriage::Graph | Carriage::Gmail),
        (_, None) => false,
    };
    if by_api { Audience::Api } else { Audience::Mail }
}

/// Shows a token that is good now, whenever it is asked.
pub(super) fn bearer(premises: &Premises, mailbox: MailboxId, sign_in: SignIn, audience: Audience) -> Bearer {
    let premises = premises.clone();
    Bearer::new(move || {
        let premises = premises.clone();
        async move { token(&premises, mailbox, sign_in, audience).await }
    })
}

async fn token(
    premises: &Premises,
    mailbox: MailboxId,
    sign_in: SignIn,
    audience: Audience,
) -> Result<Hidden, Trouble> {
    let here = || premises.outside.token(mailbox, audience, premises.desk.now());
    if let Some(token) = here() {
        return Ok(token);
    }
    let holder = Token::random().digest().as_str()[..16].to_owned();
    for _ in 0..LOOKS {
        if hold(premises, mailbox, &holder).await? {
            // Somebody else in this process may have been faster.
            let token = match here() {
                Some(token) => Ok(token),
                None => renew(premises, mailbox, sign_in, audience).await,
            };
            release(premises, mailbox, &holder).await;
            return token;
        }
        tokio::time::sleep(LOOK).await;
    }
    Err(Trouble::TimedOut)
}

async fn renew(
    premises: &Premises,
    mailbox: MailboxId,
    sign_in: SignIn,
    audience: Audience,
) -> Result<Hidden, Trouble> {
    let provider = sign_in.provider().ok_or(Trouble::NoLoginWay)?;
    let application = application(premises, provider).await?;
    let secret = secret(premises, &application)?;
    let http = &premises.outside.http;
    if !sign_in.needs_person() {
        let given = provider::token(http, &application, secret.as_ref(), audience, Ask::Application).await?;
        return Ok(remember(premises, mailbox, audience, given));
    }
    let grant = grant(premises, mailbox).await?.filter(|grant| grant.provider == provider);
    let grant = grant.ok_or_else(|| Trouble::NotSignedIn("nobody has signed in yet.".into()))?;
    let refresh = open(premises, &grant.sealed_refresh, &grant_context(mailbox))?;
    match provider::token(http, &application, secret.as_ref(), audience, Ask::Refresh(&refresh)).await {
        Ok(given) => {
            keep(premises, mailbox, &given).await?;
            Ok(remember(premises, mailbox, audience, given))
        }
        Err(Trouble::NotSignedIn(why)) => {
            let error = why.clone();
            let noted =
                premises.desk.change(Actor::System, move |tx| channel::grant_refused(tx, mailbox, &error)).await;
            noted.map_err(|error| Trouble::NotKept(error.to_string()))?;
            Err(Trouble::NotSignedIn(why))
        }
        Err(trouble) => Err(trouble),
    }
}

/// The next refresh token, before the access token is used: from now on the old one may be dead.
async fn keep(premises: &Premises, mailbox: MailboxId, given: &Given) -> Result<(), Trouble> {
    let sealed = given.refresh.as_ref().map(|next| premises.secrets.seal(next, &grant_context(mailbox)));
    let expires = ends(premises.desk.now(), given);
    let kept =
        premises.desk.change(Actor::System, move |tx| channel::grant_renewed(tx, mailbox, sealed, expires)).await;
    kept.map_err(|error| Trouble::NotKept(error.to_string()))
}

fn remember(premises: &Premises, mailbox: MailboxId, audience: Audience, given: Given) -> Hidden {
    let end = premises.desk.now().plus(Duration::from_secs(given.lasts));
    premises.outside.remember(mailbox, audience, given.access.clone(), end);
    given.access
}

/// When a refresh token ends, where that was told.
fn ends(now: Moment, given: &Given) -> Option<Moment> {
    given.refresh_lasts.map(|seconds| now.plus(Duration::from_secs(seconds)))
}

pub(super) async fn application(premises: &Premises, provider: Provider) -> Result<Application, Trouble> {
    let found = premises.desk.ask(Actor::System, move |read| channel::application(read, provider)).await;
    let found = found.map_err(|error| Trouble::NotKept(error.to_string()))?;
    let missing = || Trouble::Settings("no application is registered; an administrator does that once".into());
    Some(found).filter(|found| !found.client.is_empty()).ok_or_else(missing)
}

async fn grant(premises: &Premises, mailbox: MailboxId) -> Result<Option<Grant>, Trouble> {
    let found = premises.desk.ask(Actor::System, move |read| channel::grant_of(read, mailbox)).await;
    found.map_err(|error| Trouble::NotKept(error.to_string()))
}

fn secret(premises: &Premises, application: &Application) -> Result<Option<Hidden>, Trouble> {
    match application.sealed_secret.as_str() {
        "" => Ok(None),
        sealed => open(premises, sealed, &secret_context(application.provider)).map(Some),
    }
}

fn open(premises: &Premises, sealed: &str, context: &str) -> Result<Hidden, Trouble> {
    let opened = premises.secrets.open(sealed, context);
    opened.map_err(|_| Trouble::NotSignedIn("what was saved cannot be opened with the key of this desk.".into()))
}

async fn hold(premises: &Premises, mailbox: MailboxId, holder: &str) -> Result<bool, Trouble> {
    let holder = holder.to_owned();
    let held = premises.desk.change(Actor::System, move |tx| channel::hold_grant(tx, mailbox, &holder, LEASE)).await;
    held.map_err(|error| Trouble::NotKept(error.to_string()))
}

async fn release(premises: &Premises, mailbox: MailboxId, holder: &str) {
    let holder = holder.to_owned();
    let released = premises.desk.change(Actor::System, move |tx| channel::release_grant(tx, mailbox, &holder)).await;
    if let Err(error) = released {
        tracing::warn!(%error, "the right to renew a token ends by itself");
    }
}
