//! `/admin/mailboxes/{mailbox}/writing`, `/admin/brands/{brand}/writing`

use super::asked::{Asked, ask};
use super::tried::{Again, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::rich::{Prose, SIGNATURE, SIGNATURE_FORM, signature, written};
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use base::Email;
use desk::channel::{MailboxId, Quotation, SenderName, SignaturePlace, Signs, Writing};
use desk::ticket::BrandId;
use desk::{Error, Permission, Refusal};
use service::{Tx, channel, ticket};
use views::admin::Form;
use views::admin::writing::{Of, WritingPage};

const MEGABYTE: i64 = 1_000_000;

/// Whose way of writing it is.
#[derive(Clone, Copy)]
enum Whose {
    Mailbox(MailboxId),
    Brand(BrandId),
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>) -> Answer {
    Ok(here.show(&page(&web, &here, Whose::Mailbox(id), Form::default()).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>, fields: Fields) -> Answer {
    change(&web, &here, Whose::Mailbox(id), &fields).await
}

pub async fn show_brand(State(web): State<Web>, here: Here, Id(id): Id<BrandId>) -> Answer {
    Ok(here.show(&page(&web, &here, Whose::Brand(id), Form::default()).await?))
}

pub async fn update_brand(State(web): State<Web>, here: Here, Id(id): Id<BrandId>, fields: Fields) -> Answer {
    change(&web, &here, Whose::Brand(id), &fields).await
}

async fn change(web: &Web, here: &Here, whose: Whose, fields: &Fields) -> Answer {
    let wish = match wish(fields) {
        Ok(wish) => wish,
        Err((field, refusal)) => return again(web, here, whose, Again::refused(fields, field, refusal)).await,
    };
    let (version, form) = (fields.value("version"), fields.clone());
    let write = move |tx: &mut Tx| {
        let wish = Writing { signature: signature(tx, &form)?, ..wish };
        match whose {
            Whose::Mailbox(id) => channel::change_writing(tx, id, version?, wish),
            Whose::Brand(id) => channel::change_brand_writing(tx, id, version?, wish),
        }
    };
    let done = web.desk.change(here.seat.actor.clone(), write).await;
    match tried(here, done, fields, field)? {
        Ok(_) => Ok(here.go(&whose.path(), Said::Saved)),
        Err(not_taken) => again(web, here, whose, not_taken).await,
    }
}

impl Whose {
    fn path(self) -> String {
        match self {
            Self::Mailbox(id) => format!("/admin/mailboxes/{id}"),
            Self::Brand(id) => format!("/admin/brands/{id}"),
        }
    }
}

async fn again(web: &Web, here: &Here, whose: Whose, again: Again) -> Answer {
    Ok(here.show_again(again.status, &page(web, here, whose, again.form).await?))
}

async fn page(web: &Web, here: &Here, whose: Whose, form: Form) -> Result<WritingPage<'static>, Failure> {
    let asked = ask(web, here, Permission::Configure, move |read| match whose {
        Whose::Mailbox(id) => {
            let mailbox = channel::mailbox(read, id)?;
            Ok((Of::mailbox(&mailbox), mailbox.version, channel::writing(read, id)?))
        }
        Whose::Brand(id) => {
            let brand = ticket::brands(read)?.into_iter().find(|brand| brand.id == id).ok_or(Error::Missing)?;
            Ok((Of::brand(&brand), brand.version, channel::brand_writing(read, id)?))
        }
    });
    let Asked { shell, frame, found: (of, version, writing) } = asked.await?;
    let typed = form.has("signs");
    let form = if typed { form.or("version", version) } else { kept(&writing).with("version", version) };
    let signature = Prose::of(written(|name| form.text(name), SIGNATURE, SIGNATURE_FORM));
    let signature = signature.drawn(("", SIGNATURE, "admin-writing-signature", SIGNATURE_FORM));
    Ok(WritingPage { shell, frame, of, form, signature })
}

fn kept(writing: &Writing) -> Form {
    let switch = |on: bool| if on { "on" } else { "" };
    let email = |email: &Option<Email>| email.as_ref().map(ToString::to_string).unwrap_or_default();
    Form::default()
        .with("sender", writing.sender.name())
        .with("separator", &writing.separator)
        .with("reply_to", email(&writing.reply_to))
        .with("archive", email(&writing.archive))
        .with(SIGNATURE, &writing.signature.text)
        .with(SIGNATURE_FORM, writing.signature.html.as_str())
        .with("signs", writing.signs.name())
        .with("place", writing.place.name())
        .with("quotation", writing.quotation.name())
        .with("answers_all", switch(writing.answers_all))
        .with("hold", writing.hold)
        .with("unless_answered", switch(writing.unless_answered))
        .with("most_attached", writing.most_attached / MEGABYTE)
        .with("link_days", writing.link_days)
        .with("tells_created", switch(writing.tells_created))
        .with("tells_solved", switch(writing.tells_solved))
        .with("tells_closed", switch(writing.tells_closed))
        .with("tracks", switch(writing.tracks))
        .with("lock", writing.lock.map(|minutes| minutes.to_string()).unwrap_or_default())
}

/// What was typed beside the signature, or the field that cannot be read and why.
fn wish(fields: &Fields) -> Result<Writing, (&'static str, Refusal)> {
    let incomplete = |name| (name, Refusal::FormIncomplete);
    let email = |name| match fields.text(name).trim() {
        "" => Ok(None),
        text => Email::typed(text).map(Some).ok_or((name, Refusal::AddressInvalid)),
    };
    let megabytes: i64 = fields.value("most_attached").map_err(|_| incomplete("most_attached"))?;
    Ok(Writing {
        sender: SenderName::named(fields.text("sender")).ok_or(incomplete("sender"))?,
        separator: fields.text("separator").to_owned(),
        signs: Signs::named(fields.text("signs")).ok_or(incomplete("signs"))?,
        place: SignaturePlace::named(fields.text("place")).ok_or(incomplete("place"))?,
        quotation: Quotation::named(fields.text("quotation")).ok_or(incomplete("quotation"))?,
        answers_all: fields.has("answers_all"),
        reply_to: email("reply_to")?,
        archive: email("archive")?,
        hold: fields.value("hold").map_err(|_| incomplete("hold"))?,
        unless_answered: fields.has("unless_answered"),
        most_attached: megabytes.saturating_mul(MEGABYTE),
        link_days: fields.value("link_days").map_err(|_| incomplete("link_days"))?,
        tells_solved: fields.has("tells_solved"),
        tells_closed: fields.has("tells_closed"),
        tells_created: fields.has("tells_created"),
        tracks: fields.has("tracks"),
        lock: fields.maybe("lock").map_err(|_| ("lock", Refusal::LockMinutes))?,
        ..Writing::default()
    })
}

fn field(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameTooLong => "separator",
        Refusal::SignatureTooLong | Refusal::SignaturePictures | Refusal::TemplateWrong => SIGNATURE,
        Refusal::AddressIsOurs => "archive",
        Refusal::LockMinutes => "lock",
        _ => "",
    }
}
