//! `/admin/letters`

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
use base::Language;
use desk::channel::{LetterKind, Mailbox, MailboxId, WordingWish};
use desk::conversation::template::filled;
use desk::{Error, Permission, Refusal};
use service::{channel, conversation};
use views::admin::letters::{LetterPage, Letters, Preview};
use views::admin::{Form, Reason};

const INDEX: &str = "/admin/letters";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&list(&web, &here, None).await?))
}

pub async fn do_not_mail(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let wish = fields.text("do_not_mail").to_owned();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::change_do_not_mail(tx, &wish)).await;
    match tried(&here, done, &fields, |_| "do_not_mail")? {
        Ok(()) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &list(&web, &here, Some(again.form)).await?)),
    }
}

async fn list(web: &Web, here: &Here, form: Option<Form>) -> Result<Letters<'static>, Failure> {
    let asked = ask(web, here, Permission::Configure, |read| {
        let mailboxes: Vec<Mailbox> = channel::mailboxes(read)?.into_iter().map(|(mailbox, _)| mailbox).collect();
        Ok((channel::worded(read)?, mailboxes, channel::do_not_mail(read)?))
    });
    let Asked { shell, frame, found: (worded, mailboxes, lines) } = asked.await?;
    let form = form.unwrap_or_default().or("do_not_mail", lines);
    Ok(Letters { shell, frame, worded, mailboxes, form })
}

pub async fn show(State(web): State<Web>, here: Here, Id(path): Id<(String, String)>) -> Answer {
    let which = Which::of(&here, &path, here.query.text("mailbox"))?;
    Ok(here.show(&page(&web, &here, which, Form::default(), Shown::Kept).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(path): Id<(String, String)>, fields: Fields) -> Answer {
    let which = Which::of(&here, &path, fields.text("mailbox"))?;
    let (version, wish, Which { letter, language, mailbox }) = (fields.value("version"), wish(&fields), which);
    let word = move |tx: &mut service::Tx| channel::word(tx, letter, language, mailbox, version?, wish);
    let done = web.desk.change(here.seat.actor.clone(), word).await;
    match tried(&here, done, &fields, field)? {
        Ok(()) => Ok(here.go(INDEX, Said::Saved)),
        Err(Again { status, form }) => {
            Ok(here.show_again(status, &page(&web, &here, which, form, Shown::Typed).await?))
        }
    }
}

/// As the form stands, without saving it.
pub async fn preview(State(web): State<Web>, here: Here, Id(path): Id<(String, String)>, fields: Fields) -> Answer {
    let which = Which::of(&here, &path, fields.text("mailbox"))?;
    let version: Result<i64, Refusal> = fields.value("version");
    let sound = version.and_then(|_| wish(&fields).sound());
    let (status, form) = match sound {
        Ok(_) => (StatusCode::OK, typed(&fields)),
        Err(refusal) => {
            let again = Again::refused(&fields, field(refusal), refusal);
            (again.status, again.form)
        }
    };
    Ok(here.show_again(status, &page(&web, &here, which, form, Shown::Previewed).await?))
}

pub async fn reset(State(web): State<Web>, here: Here, Id(path): Id<(String, String)>, fields: Fields) -> Answer {
    let which = Which::of(&here, &path, fields.text("mailbox"))?;
    let Which { letter, language, mailbox } = which;
    let reset = move |tx: &mut service::Tx| channel::reset_wording(tx, letter, language, mailbox);
    let done = web.desk.change(here.seat.actor.clone(), reset).await;
    match tried(&here, done, &fields, above)? {
        Ok(()) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, which, again.form, Shown::Typed).await?)),
    }
}

#[derive(Clone, Copy)]
struct Which {
    letter: LetterKind,
    language: Language,
    mailbox: Option<MailboxId>,
}

impl Which {
    fn of(here: &Here, (kind, language): &(String, String), mailbox: &str) -> Result<Self, Failure> {
        let missing = || here.fail(Error::Missing);
        Ok(Self {
            letter: LetterKind::named(kind).ok_or_else(missing)?,
            language: Language::ALL.into_iter().find(|one| one.tag() == language).ok_or_else(missing)?,
            mailbox: match mailbox {
                "" => None,
                id => Some(id.parse().map_err(|_| missing())?),
            },
        })
    }
}

/// What stands in the fields, and whether it is shown filled in.
enum Shown {
    Kept,
    Typed,
    Previewed,
}

async fn page(web: &Web, here: &Here, which: Which, form: Form, shown: Shown) -> Result<LetterPage<'static>, Failure> {
    let Which { letter, language, mailbox } = which;
    let asked = ask(web, here, Permission::Configure, move |read| {
        let wording = channel::wording(read, letter, language, mailbox)?;
        let mailboxes: Vec<Mailbox> = channel::mailboxes(read)?.into_iter().map(|(mailbox, _)| mailbox).collect();
        let named = mailboxes.iter().find(|one| mailbox.is_none_or(|id| one.id == id)).cloned();
        Ok((wording, mailboxes, conversation::sample_values(read, named.as_ref(), language)?))
    });
    let Asked { shell, frame, found: (wording, mailboxes, values) } = asked.await?;
    let form = match shown {
        Shown::Kept => form.with("subject", &wording.subject).with("body", &wording.body),
        Shown::Typed | Shown::Previewed => form,
    };
    let form = form.or("version", wording.version);
    let written = WordingWish { subject: form.text("subject").into(), body: form.text("body").into() };
    let mistakes = written.mistakes();
    let preview = match (shown, filled(&written.subject, &values), filled(&written.body, &values)) {
        (Shown::Kept | Shown::Previewed, Ok(subject), Ok(body)) => {
            Some(Preview { subject, paragraphs: body.replace("\r\n", "\n").split("\n\n").map(str::to_owned).collect() })
        }
        (Shown::Kept | Shown::Typed | Shown::Previewed, Ok(_) | Err(_), Ok(_) | Err(_)) => None,
    };
    let form = if form.text("body").trim().is_empty() {
        form.refused(Reason { field: "body", key: Refusal::MessageEmpty.key() })
    } else {
        form
    };
    Ok(LetterPage { shell, frame, wording, mailboxes, form, mistakes, preview })
}

fn wish(fields: &Fields) -> WordingWish {
    WordingWish { subject: fields.text("subject").to_owned(), body: fields.text("body").to_owned() }
}

fn field(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::SubjectTooLong => "subject",
        Refusal::MessageEmpty => "body",
        _ => "",
    }
}
