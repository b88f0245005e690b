//! `/admin/mailboxes/{mailbox}/entry`: who may begin tickets there by mail, and whose headers are believed.

use super::asked::{Asked, ask};
use super::tried::{Again, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use axum::http::StatusCode;
use desk::channel::hook::LONGEST_SECRET;
use desk::channel::{Admits, Entry, EntryWish, HookKind, MailboxId, hook_context};
use desk::{Permission, Refusal};
use service::channel;
use views::admin::Form;
use views::admin::entry::EntryPage;

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>) -> Answer {
    Ok(here.show(&page(&web, &here, id, Form::default()).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>, fields: Fields) -> Answer {
    let (version, wish) = (fields.value("version"), wish(&fields));
    let change = move |tx: &mut service::Tx| channel::change_entry(tx, id, version?, wish?);
    let done = web.desk.change(here.seat.actor.clone(), change).await;
    match tried(&here, done, &fields, field)? {
        Ok(()) => Ok(here.go(&format!("/admin/mailboxes/{id}/entry"), Said::Saved)),
        Err(Again { status, form }) => {
            Ok(here.show_again(status, &page(&web, &here, id, form.without("secret")).await?))
        }
    }
}

/// Opens the door for mail by HTTP, or gives it another address: it is shown this once.
pub async fn open(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>, fields: Fields) -> Answer {
    let mailbox = ask(&web, &here, Permission::Configure, move |read| channel::mailbox(read, id)).await?.found;
    let (kind, secret) = (HookKind::named(fields.text("hook_kind")), fields.text("hook_secret").trim().to_owned());
    let sealed = match secret.chars().count() {
        0 => Ok(String::new()),
        1..=LONGEST_SECRET => Ok((web.seal)(&secret, &hook_context(&mailbox.address))),
        _ => Err(Refusal::SecretUnfit),
    };
    let open = move |tx: &mut service::Tx| {
        let kind = kind.ok_or(Refusal::FormIncomplete)?;
        Ok((kind, channel::open_hook(tx, id, kind, sealed?)?))
    };
    let done = web.desk.change(here.seat.actor.clone(), open).await;
    match tried(&here, done, &fields, |_| "hook_secret")? {
        Ok((kind, token)) => {
            let place = (web.consent.back)();
            let place =
                web.public_url.clone().or_else(|| place.strip_suffix("/admin/mailboxes/consent").map(str::to_owned));
            let place = place.unwrap_or_default();
            let address = format!("{}/hooks/mail/{}{}", place.trim_end_matches('/'), token.reveal(), kind.suffix());
            let shown = page(&web, &here, id, Form::default()).await?;
            Ok(here.show_again(StatusCode::OK, &EntryPage { opened: Some(address), ..shown }))
        }
        Err(Again { status, form }) => {
            Ok(here.show_again(status, &page(&web, &here, id, form.without("hook_secret")).await?))
        }
    }
}

pub async fn shut(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::shut_hook(tx, id)).await;
    done.map(|()| here.go(&format!("/admin/mailboxes/{id}/entry"), Said::Saved)).map_err(|error| here.fail(error))
}

async fn page(web: &Web, here: &Here, id: MailboxId, form: Form) -> Result<EntryPage<'static>, Failure> {
    let asked = ask(web, here, Permission::Configure, move |read| {
        Ok((channel::mailbox(read, id)?, channel::entry(read, id)?, channel::hook(read, id)?))
    });
    let Asked { shell, frame, found: (mailbox, entry, hook) } = asked.await?;
    let kind = hook.as_ref().map_or(HookKind::Raw, |hook| hook.kind);
    let form = if form.has("admits") {
        form.or("version", mailbox.version)
    } else {
        let reason = form;
        kept(&entry).with("version", mailbox.version).and(reason)
    };
    let form = form.or("hook_kind", kind.name());
    Ok(EntryPage { has_secret: !entry.secret.is_empty(), opened: None, mailbox, hook, form, shell, frame })
}

fn kept(entry: &Entry) -> Form {
    let switch = |on: bool| if on { "on" } else { "" };
    Form::default()
        .with("admits", entry.admits.name())
        .with("listed", entry.listed.join("\n"))
        .with("answerable", switch(entry.answerable))
        .with("tells", switch(entry.tells))
        .with("peers", entry.peers.join("\n"))
}

fn wish(fields: &Fields) -> Result<EntryWish, Refusal> {
    Ok(EntryWish {
        admits: Admits::named(fields.text("admits")).ok_or(Refusal::FormIncomplete)?,
        listed: fields.text("listed").to_owned(),
        answerable: fields.has("answerable"),
        tells: fields.has("tells"),
        secret: fields.text("secret").to_owned(),
        forget_secret: fields.has("forget_secret"),
        peers: fields.text("peers").to_owned(),
    })
}

const fn field(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::SendersInvalid | Refusal::NobodyListed => "listed",
        Refusal::SecretUnfit => "secret",
        Refusal::PeersInvalid => "peers",
        _ => "",
    }
}
