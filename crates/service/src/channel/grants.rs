//! Access by consent: our applications, sign-ins under way, what mailboxes were granted and how it is renewed.

use base::{Digest, Moment};
use desk::access::Permission;
use desk::channel::{Application, Grant, Mailbox, MailboxId, Provider};
use desk::{Actor, Done, Error, Event, Refusal};
use std::time::Duration;
use store::channel::{grants, mailboxes};
use store::{Read, Tx, leases};

/// How long one may take at the provider's page.
const PATIENCE: Duration = Duration::from_secs(3600);

/// Our application with a provider; an empty one where none is registered.
pub fn application(read: &mut Read, provider: Provider) -> Done<Application> {
    if *read.actor() != Actor::System {
        read.actor().may(Permission::Configure)?;
    }
    Ok(grants::application(read, provider)?.unwrap_or_else(|| Application::none(provider)))
}

/// A secret left empty stays as it is.
pub fn register_application(tx: &mut Tx, wish: Application) -> Done<()> {
    let before = application(tx, wish.provider)?;
    let provider = wish.provider;
    let wish = wish.sound(&before)?;
    if before.version != wish.version || !grants::save_application(tx, &wish)? {
        return Err(Error::Conflict);
    }
    tx.record(Event::ApplicationRegistered { provider })?;
    Ok(())
}

/// Somebody goes to the provider's page; `digest` is of the word that comes back with them.
pub fn begin_consent(tx: &mut Tx, mailbox: MailboxId, digest: &Digest, sealed_verifier: String) -> Done<Mailbox> {
    tx.actor().may(Permission::Configure)?;
    let found = mailboxes::load(tx, mailbox)?.ok_or(Error::Missing)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    if !found.consent().is_some_and(desk::channel::SignIn::needs_person) {
        return Err(Refusal::SignInDoesNotFit.into());
    }
    let until = tx.now().plus(PATIENCE);
    grants::begin(tx, digest, &grants::Consent { mailbox, person, sealed_verifier }, until)?;
    Ok(found)
}

/// They are back, once and the same person: their mailbox, and the sealed proof.
pub fn end_consent(tx: &mut Tx, digest: &Digest) -> Done<(Mailbox, String)> {
    tx.actor().may(Permission::Configure)?;
    let consent = grants::take(tx, digest)?.ok_or(Refusal::LinkUsedOrOld)?;
    if tx.actor().person() != Some(consent.person) {
        return Err(Refusal::LinkUsedOrOld.into());
    }
    let mailbox = mailboxes::load(tx, consent.mailbox)?.ok_or(Error::Missing)?;
    Ok((mailbox, consent.sealed_verifier))
}

/// The provider has said yes.
pub fn grant(
    tx: &mut Tx,
    mailbox: MailboxId,
    provider: Provider,
    sealed_refresh: String,
    expires_at: Option<Moment>,
) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    let now = tx.now();
    let expires_at = Some(expires_at.unwrap_or_else(|| provider.unused_until(now)));
    let (granted_at, renewed_at, error) = (now, now, String::new());
    grants::save(tx, &Grant { mailbox, provider, sealed_refresh, granted_at, renewed_at, expires_at, error })?;
    tx.record(Event::MailboxAuthorized { mailbox })?;
    Ok(())
}

pub fn grant_of(read: &mut Read, mailbox: MailboxId) -> Done<Option<Grant>> {
    if *read.actor() != Actor::System {
        read.actor().may(Permission::Configure)?;
    }
    Ok(grants::of(read, mailbox)?)
}

/// A token was had; `sealed_refresh` is the refresh token that came with it, if one did: the old one may be dead by now.
pub fn grant_renewed(
    tx: &mut Tx,
    mailbox: MailboxId,
    sealed_refresh: Option<String>,
    expires_at: Option<Moment>,
) -> Done<()> {
    tx.actor().must_be_system()?;
    let Some(mut grant) = grants::of(tx, mailbox)? else { return Ok(()) };
    let now = tx.now();
    if let Some(next) = sealed_refresh {
        grant.sealed_refresh = next;
    }
    grant.renewed_at = now;
    grant.expires_at = Some(expires_at.unwrap_or_else(|| grant.provider.unused_until(now)));
    grant.error.clear();
    Ok(grants::save(tx, &grant)?)
}

/// The provider has said no for good.
pub fn grant_refused(tx: &mut Tx, mailbox: MailboxId, error: &str) -> Done<()> {
    tx.actor().must_be_system()?;
    let Some(mut grant) = grants::of(tx, mailbox)? else { return Ok(()) };
    error.clone_into(&mut grant.error);
    Ok(grants::save(tx, &grant)?)
}

/// One process at a time renews: a refresh token that is shown twice may be taken for a stolen one.
pub fn hold_grant(tx: &mut Tx, mailbox: MailboxId, holder: &str, lease: Duration) -> Done<bool> {
    tx.actor().must_be_system()?;
    Ok(leases::take(tx, &lease_name(mailbox), holder, lease)?.is_some())
}

pub fn release_grant(tx: &mut Tx, mailbox: MailboxId, holder: &str) -> Done<()> {
    tx.actor().must_be_system()?;
    Ok(leases::release(tx, &lease_name(mailbox), holder)?)
}

fn lease_name(mailbox: MailboxId) -> String {
    format!("grant {mailbox}")
}
