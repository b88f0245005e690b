//! `/admin/mailboxes`

pub mod applications;
pub mod consent;
mod form;
pub mod health;
mod trial;
mod wish;

use super::asked::{Asked, ask};
use super::tried::{Again, above, tried, typed};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use axum::http::StatusCode;
use base::Email;
use desk::channel::MailboxId;
use desk::{Done, Error, Permission, Refusal};
use form::{found_in, fresh, kept};
use service::{channel, people, ticket};
use trial::trial;
use views::admin::Form;
use views::admin::mailboxes::{MailboxPage, Mailboxes, Trial};
use wish::{fields_of, wish};

const INDEX: &str = "/admin/mailboxes";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let asked = ask(&web, &here, Permission::Configure, |read| Ok((channel::mailboxes(read)?, people::teams(read)?)));
    let Asked { shell, frame, found: (mailboxes, teams) } = asked.await?;
    Ok(here.show(&Mailboxes { shell, frame, mailboxes, teams }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, None, Shown::Kept, None).await?))
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let wish = match wish(&web, &fields) {
        Ok(wish) => wish,
        Err((field, refusal)) => return not_taken(&web, &here, None, Again::refused(&fields, field, refusal)).await,
    };
    let field = fields_of(&wish);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::create_mailbox(tx, wish)).await;
    settled(&web, &here, None, tried(&here, done, &fields, field)?).await
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>) -> Answer {
    Ok(here.show(&page(&web, &here, Some(id), Shown::Kept, None).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>, fields: Fields) -> Answer {
    let wish = match wish(&web, &fields) {
        Ok(wish) => wish,
        Err((field, refusal)) => {
            return not_taken(&web, &here, Some(id), Again::refused(&fields, field, refusal)).await;
        }
    };
    let (version, field) = (fields.value("version"), fields_of(&wish));
    let done =
        web.desk.change(here.seat.actor.clone(), move |tx| channel::change_mailbox(tx, id, version?, wish)).await;
    settled(&web, &here, Some(id), tried(&here, done, &fields, field)?).await
}

pub async fn activate(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>, fields: Fields) -> Answer {
    let version = fields.value("version");
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::activate_mailbox(tx, id, version?)).await;
    settled(&web, &here, Some(id), tried(&here, done, &fields, above)?).await
}

pub async fn deactivate(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>, fields: Fields) -> Answer {
    let version = fields.value("version");
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::deactivate_mailbox(tx, id, version?)).await;
    settled(&web, &here, Some(id), tried(&here, done, &fields, above)?).await
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>, fields: Fields) -> Answer {
    let version = fields.value("version");
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::remove_mailbox(tx, id, version?)).await;
    settled(&web, &here, Some(id), tried(&here, done, &fields, above)?).await
}

/// Tries the settings as they stand in the form of a mailbox that is yet to be made.
pub async fn try_new(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    try_out(&web, &here, None, &fields).await
}

/// The same for one that is there; passwords left empty are the saved ones.
pub async fn try_one(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>, fields: Fields) -> Answer {
    try_out(&web, &here, Some(id), &fields).await
}

async fn try_out(web: &Web, here: &Here, id: Option<MailboxId>, fields: &Fields) -> Answer {
    let fields = &accepting(fields);
    let wish = match wish(web, fields) {
        Ok(wish) => wish,
        Err((field, refusal)) => return not_taken(web, here, id, Again::refused(fields, field, refusal)).await,
    };
    let field = fields_of(&wish);
    let imagined = web.desk.ask(here.seat.actor.clone(), move |read| channel::imagine_mailbox(read, id, wish)).await;
    match tried(here, imagined, fields, field)? {
        Ok(mailbox) => {
            let trial = trial(web, here, id, mailbox).await;
            let shown = page(web, here, id, Shown::Typed(typed(fields)), Some(trial)).await?;
            Ok(here.show_again(StatusCode::OK, &shown))
        }
        Err(again) => not_taken(web, here, id, again).await,
    }
}

/// Somebody has looked at a certificate and said yes: `accept` names the field it goes into, and the certificate.
fn accepting(fields: &Fields) -> Fields {
    let mut fields = fields.clone();
    let accepted = fields.text("accept").split_once('=').map(|(field, value)| (field.to_owned(), value.to_owned()));
    if let Some((field, certificate)) = accepted.filter(|(field, _)| matches!(field.as_str(), "in_trust" | "out_trust"))
    {
        fields.0.retain(|(name, _)| *name != field && name != "accept");
        fields.0.push((field, certificate));
    }
    fields
}

/// Fills in what can be found from the address alone.
pub async fn find(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    ask(&web, &here, Permission::Configure, |_| Ok(())).await?;
    let Some(address) = Email::typed(fields.text("address")) else {
        let again = Again::refused(&fields, "address", Refusal::AddressInvalid);
        return not_taken(&web, &here, None, again).await;
    };
    let (form, note) = match (web.discover)(address).await {
        Some(found) => (found_in(typed(&fields), &found), "admin-find-found"),
        None => (typed(&fields), "admin-find-nothing"),
    };
    let mut shown = page(&web, &here, None, Shown::Typed(form), None).await?;
    shown.note = Some(note);
    Ok(here.show_again(StatusCode::OK, &shown))
}

async fn settled<T>(web: &Web, here: &Here, id: Option<MailboxId>, tried: Result<T, Again>) -> Answer {
    match tried {
        Ok(_) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => not_taken(web, here, id, again).await,
    }
}

async fn not_taken(web: &Web, here: &Here, id: Option<MailboxId>, again: Again) -> Answer {
    Ok(here.show_again(again.status, &page(web, here, id, Shown::Typed(again.form), None).await?))
}

/// What stands in the fields.
enum Shown {
    Kept,
    Typed(Form),
}

async fn page(
    web: &Web,
    here: &Here,
    id: Option<MailboxId>,
    shown: Shown,
    trial: Option<Trial>,
) -> Result<MailboxPage<'static>, Failure> {
    let asked = ask(web, here, Permission::Configure, move |read| {
        let mailbox = channel::mailboxes(read)?.into_iter().find(|(mailbox, _)| Some(mailbox.id) == id);
        let found: Done<_> = if mailbox.is_some() == id.is_some() { Ok(mailbox) } else { Err(Error::Missing) };
        Ok((found?, people::teams(read)?, ticket::brands(read)?))
    });
    let Asked { shell, frame, found: (mailbox, teams, brands) } = asked.await?;
    let form = match (shown, &mailbox) {
        (Shown::Kept, Some((mailbox, _))) => kept(mailbox),
        (Shown::Kept, None) => fresh(here.seat.words.language()),
        (Shown::Typed(form), Some((mailbox, _))) => form.or("version", mailbox.version),
        (Shown::Typed(form), None) => form,
    };
    Ok(MailboxPage { shell, frame, mailbox, teams, brands, form, trial, note: None })
}
