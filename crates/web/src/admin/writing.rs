//! `/admin/mailboxes/{mailbox}/writing`

use super::asked::{Asked, ask};
use super::tried::{Again, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use base::Email;
use desk::channel::{MailboxId, Quotation, SenderName, SignaturePlace, Signs, Writing};
use desk::conversation::template;
use desk::{Permission, Refusal};
use service::channel;
use views::admin::Form;
use views::admin::writing::WritingPage;

const MEGABYTE: i64 = 1_000_000;

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>) -> Answer {
    Ok(here.show(&page(&web, &here, id, Form::default()).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>, fields: Fields) -> Answer {
    let wish = match wish(&fields) {
        Ok(wish) => wish,
        Err((field, refusal)) => return again(&web, &here, id, Again::refused(&fields, field, refusal)).await,
    };
    let version = fields.value("version");
    let done =
        web.desk.change(here.seat.actor.clone(), move |tx| channel::change_writing(tx, id, version?, wish)).await;
    match tried(&here, done, &fields, field)? {
        Ok(_) => Ok(here.go(&format!("/admin/mailboxes/{id}"), Said::Saved)),
        Err(not_taken) => again(&web, &here, id, not_taken).await,
    }
}

async fn again(web: &Web, here: &Here, id: MailboxId, again: Again) -> Answer {
    Ok(here.show_again(again.status, &page(web, here, id, again.form).await?))
}

async fn page(web: &Web, here: &Here, id: MailboxId, form: Form) -> Result<WritingPage<'static>, Failure> {
    let asked = ask(web, here, Permission::Configure, move |read| {
        Ok((channel::mailbox(read, id)?, channel::writing(read, id)?))
    });
    let Asked { shell, frame, found: (mailbox, writing) } = asked.await?;
    let typed = form.has("signs");
    let form =
        if typed { form.or("version", mailbox.version) } else { kept(&writing).with("version", mailbox.version) };
    let mistake = template::sound(form.text("signature")).err();
    Ok(WritingPage { shell, frame, mailbox, form, mistake })
}

fn kept(writing: &Writing) -> Form {
    let switch = |on: bool| if on { "on" } else { "" };
    let email = |email: &Option<Email>| email.as_ref().map(ToString::to_string).unwrap_or_default();
    Form::default()
        .with("sender", writing.sender.name())
        .with("separator", &writing.separator)
        .with("reply_to", email(&writing.reply_to))
        .with("archive", email(&writing.archive))
        .with("signature", &writing.signature)
        .with("signs", writing.signs.name())
        .with("place", writing.place.name())
        .with("quotation", writing.quotation.name())
        .with("answers_all", switch(writing.answers_all))
        .with("hold", writing.hold)
        .with("unless_answered", switch(writing.unless_answered))
        .with("most_attached", writing.most_attached / MEGABYTE)
        .with("tells_created", switch(writing.tells_created))
        .with("tells_solved", switch(writing.tells_solved))
}

/// What was typed, or the field that cannot be read and why.
fn wish(fields: &Fields) -> Result<Writing, (&'static str, Refusal)> {
    let incomplete = |name| (name, Refusal::FormIncomplete);
    let email = |name| match fields.text(name).trim() {
        "" => Ok(None),
        text => Email::parse(text).map(Some).ok_or((name, Refusal::AddressInvalid)),
    };
    let megabytes: i64 = fields.value("most_attached").map_err(|_| incomplete("most_attached"))?;
    Ok(Writing {
        sender: SenderName::named(fields.text("sender")).ok_or(incomplete("sender"))?,
        separator: fields.text("separator").to_owned(),
        signature: fields.text("signature").to_owned(),
        signs: Signs::named(fields.text("signs")).ok_or(incomplete("signs"))?,
        place: SignaturePlace::named(fields.text("place")).ok_or(incomplete("place"))?,
        quotation: Quotation::named(fields.text("quotation")).ok_or(incomplete("quotation"))?,
        answers_all: fields.has("answers_all"),
        reply_to: email("reply_to")?,
        archive: email("archive")?,
        hold: fields.value("hold").map_err(|_| incomplete("hold"))?,
        unless_answered: fields.has("unless_answered"),
        most_attached: megabytes.saturating_mul(MEGABYTE),
        tells_solved: fields.has("tells_solved"),
        tells_created: fields.has("tells_created"),
    })
}

fn field(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameTooLong => "separator",
        Refusal::SignatureTooLong | Refusal::TemplateWrong => "signature",
        Refusal::AddressIsOurs => "archive",
        _ => "",
    }
}
