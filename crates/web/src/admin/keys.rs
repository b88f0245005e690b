//! `/admin/mailboxes/{mailbox}/keys`: by what its letters are signed and encrypted, and what the DNS should say.

use super::asked::{Asked, ask};
use super::tried::{above, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use crate::key_form::KeyForm;
use crate::ports::ProbeStep;
use axum::extract::{Multipart, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use desk::channel::{Algorithm, MailKey, MailKeyId, Mailbox, MailboxId, Protect, SigningKey, SigningKeyId, selector};
use desk::{Done, Error, Permission, Refusal};
use service::channel;
use views::admin::Form;
use views::admin::keys::KeysPage;
use views::admin::mailboxes::Step;

fn path(mailbox: MailboxId) -> String {
    format!("/admin/mailboxes/{mailbox}/keys")
}

pub async fn index(State(web): State<Web>, here: Here, Id(mailbox): Id<MailboxId>) -> Answer {
    Ok(here.show(&page(&web, &here, mailbox, Form::default(), Vec::new()).await?))
}

/// Asks the DNS about the domain and its keys.
pub async fn check(State(web): State<Web>, here: Here, Id(mailbox): Id<MailboxId>) -> Answer {
    let (known, keys) = known(&web, &here, mailbox).await?;
    let domain = known.address.domain().to_lowercase();
    let advice = (web.locksmith.advise)(domain, keys.clone(), here.seat.words.language()).await;
    if let Some(seen) = advice.seen {
        let seen: Vec<(SigningKeyId, bool)> = keys.iter().map(|key| key.id).zip(seen).collect();
        let kept = move |tx: &mut service::Tx| channel::signing_keys_seen(tx, mailbox, &seen);
        web.desk.change(here.seat.actor.clone(), kept).await.map_err(|error| here.fail(error))?;
    }
    let shown = page(&web, &here, mailbox, Form::default(), advice.steps).await?;
    Ok(here.show_again(StatusCode::OK, &shown))
}

/// A new key for the domain.
pub async fn add_signing(State(web): State<Web>, here: Here, Id(mailbox): Id<MailboxId>, fields: Fields) -> Answer {
    let (known, keys) = known(&web, &here, mailbox).await?;
    let made = match Algorithm::named(fields.text("algorithm")) {
        Some(algorithm) => {
            let taken = |name: &str| keys.iter().any(|key| key.selector == name);
            let selector = selector(web.desk.now(), algorithm, taken);
            let domain = known.address.domain().to_lowercase();
            (web.locksmith.make_signing)(domain, selector, algorithm).await
        }
        None => Err(Refusal::FormIncomplete),
    };
    let done = match made {
        Ok(new) => {
            let add = move |tx: &mut service::Tx| channel::add_signing_key(tx, mailbox, new).map(drop);
            web.desk.change(here.seat.actor.clone(), add).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    settled(&web, &here, mailbox, done, &fields).await
}

/// Starts, retires or removes a key of the domain.
pub async fn change_signing(
    State(web): State<Web>,
    here: Here,
    Id((mailbox, key)): Id<(MailboxId, SigningKeyId)>,
    fields: Fields,
) -> Answer {
    let act = fields.text("act").to_owned();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| match act.as_str() {
        "activate" => channel::activate_signing_key(tx, mailbox, key),
        "retire" => channel::retire_signing_key(tx, mailbox, key),
        "remove" => channel::remove_signing_key(tx, mailbox, key),
        _ if channel::signing_keys(tx, mailbox)?.iter().any(|own| own.id == key) => Err(Refusal::FormIncomplete.into()),
        _ => Err(desk::Error::Missing),
    });
    settled(&web, &here, mailbox, done.await, &fields).await
}

/// A key of the mailbox's own: a file that somebody has, or a new one.
pub async fn add_mail(State(web): State<Web>, here: Here, Id(mailbox): Id<MailboxId>, form: Multipart) -> Answer {
    let (known, _) = known(&web, &here, mailbox).await?;
    let form = KeyForm::read(form).await.map_err(|refusal| here.fail(desk::Error::Refused(refusal)))?;
    let key = match form.fields.text("act") {
        "make" => (web.locksmith.make)(known).await,
        _ => (web.locksmith.read)(form.file, form.fields.text("passphrase").to_owned()).await,
    };
    let done = match key {
        Ok(key) => {
            let add = move |tx: &mut service::Tx| channel::add_mail_key(tx, mailbox, key).map(drop);
            web.desk.change(here.seat.actor.clone(), add).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    settled(&web, &here, mailbox, done, &Fields::default()).await
}

/// The public half, for whoever wants to write to the mailbox.
pub async fn show_mail(State(web): State<Web>, here: Here, Id((mailbox, key)): Id<(MailboxId, MailKeyId)>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        let (keys, _) = channel::mail_keys_of_mailbox(read, mailbox)?;
        keys.into_iter().find(|one| one.id == key).ok_or(Error::Missing)
    });
    let key: MailKey = asked.await.map_err(|error| here.fail(error))?;
    let name = format!("attachment; filename=\"{}.asc\"", &key.fingerprint[..key.fingerprint.len().min(16)]);
    let head = [(header::CONTENT_TYPE, "application/octet-stream".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((head, key.public).into_response())
}

pub async fn remove_mail(State(web): State<Web>, here: Here, Id((mailbox, key)): Id<(MailboxId, MailKeyId)>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::remove_mail_key(tx, mailbox, key)).await;
    settled(&web, &here, mailbox, done, &Fields::default()).await
}

/// How letters are closed unless somebody says otherwise.
pub async fn protect(State(web): State<Web>, here: Here, Id(mailbox): Id<MailboxId>, fields: Fields) -> Answer {
    let protect = Protect::named(fields.text("protect")).ok_or(Refusal::FormIncomplete);
    let done =
        web.desk.change(here.seat.actor.clone(), move |tx| channel::protect_mailbox(tx, mailbox, protect?)).await;
    settled(&web, &here, mailbox, done, &fields).await
}

async fn settled(web: &Web, here: &Here, mailbox: MailboxId, done: Done<()>, fields: &Fields) -> Answer {
    match tried(here, done, fields, above)? {
        Ok(()) => Ok(here.go(&path(mailbox), Said::Saved)),
        Err(again) => {
            let shown = page(web, here, mailbox, again.form, Vec::new()).await?;
            Ok(here.show_again(again.status, &shown))
        }
    }
}

/// The mailbox and the keys of its domain, for whoever may configure them.
async fn known(web: &Web, here: &Here, id: MailboxId) -> Result<(Mailbox, Vec<SigningKey>), Failure> {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        let keys = channel::signing_keys(read, id)?;
        Ok((channel::mailbox(read, id)?, keys))
    });
    asked.await.map_err(|error| here.fail(error))
}

async fn page(
    web: &Web,
    here: &Here,
    id: MailboxId,
    form: Form,
    steps: Vec<ProbeStep>,
) -> Result<KeysPage<'static>, Failure> {
    let asked = ask(web, here, Permission::Configure, move |read| {
        let signing = channel::signing_keys(read, id)?;
        Ok((channel::mailbox(read, id)?, signing, channel::mail_keys_of_mailbox(read, id)?))
    });
    let Asked { shell, frame, found: (mailbox, signing, (keys, protect)) } = asked.await?;
    let steps = steps.into_iter().map(|step| Step {
        what: step.what,
        passed: step.passed,
        detail: step.detail,
        certificate: None,
    });
    let form = form.or("protect", protect.name());
    Ok(KeysPage { shell, frame, mailbox, signing, keys, form, steps: steps.collect() })
}
