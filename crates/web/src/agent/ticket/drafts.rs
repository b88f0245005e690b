//! `/tickets/{number}/drafts`: taking up what was written before, by oneself or by a colleague who shares it.

use crate::Web;
use crate::admin::tried::tried;
use crate::agent::asked::{Asked, ask};
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::Answer;
use axum::extract::State;
use axum::http::StatusCode;
use desk::Error;
use desk::conversation::{DraftVersion, DraftVersionId};
use desk::people::PersonId;
use desk::ticket::TicketNumber;
use service::conversation::{self, Commented};
use views::admin::Form;
use views::agent::At;
use views::agent::drafts::{Drafts, Shared, Version};

pub async fn index(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    page(&web, &here, number, StatusCode::OK, Form::default()).await
}

/// About a colleague's draft, or about one's own.
pub async fn comment(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, fields: Fields) -> Answer {
    let (person, text) = (fields.value("person").map(PersonId), fields.text("text").replace("\r\n", "\n"));
    let done = web.desk.change(here.seat.actor.clone(), move |tx| {
        conversation::comment_draft(tx, number, person.map_err(|_| Error::Missing)?, &text)
    });
    match tried(&here, done.await, &fields, |_| "text")? {
        Ok(()) => Ok(here.go(&format!("/tickets/{number}/drafts"), Said::Saved)),
        Err(again) => page(&web, &here, number, again.status, again.form).await,
    }
}

async fn page(web: &Web, here: &Here, number: TicketNumber, status: StatusCode, form: Form) -> Answer {
    let asked = ask(web, here, At::Elsewhere, move |read| conversation::drafts(read, number));
    let Asked { shell, frame, found } = asked.await?;
    let versions = found.versions.into_iter().map(version).collect();
    let said = |all: Vec<Commented>| all.into_iter().map(|(by, one)| (by, one.text, one.at)).collect();
    let shared = found.shared.into_iter().map(|(draft, name, about)| Shared {
        person: draft.person,
        name,
        text: draft.text,
        at: draft.updated_at,
        said: said(about),
    });
    let shared = shared.collect();
    let me = here.seat.actor.person();
    Ok(here.show_again(status, &Drafts { shell, frame, number, versions, shared, own: said(found.own), me, form }))
}

fn version(one: DraftVersion) -> Version {
    let lines = [one.to, one.cc, one.bcc].into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>();
    let files = one.attachments.into_iter().filter(|file| !file.inline).map(|file| file.name).collect();
    Version { id: one.id, text: one.text, at: one.at, to: lines.join(", "), files }
}

pub async fn restore(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let version = DraftVersionId(form.value("version").unwrap_or_default());
    let restored = web.desk.change(here.seat.actor.clone(), move |tx| conversation::restore_draft(tx, number, version));
    restored.await.map_err(|error| here.fail(error))?;
    Ok(here.go(&format!("/tickets/{number}"), Said::Saved))
}

pub async fn take(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let person = PersonId(form.value("person").unwrap_or_default());
    let taken = web.desk.change(here.seat.actor.clone(), move |tx| conversation::take_over_draft(tx, number, person));
    taken.await.map_err(|error| here.fail(error))?;
    Ok(here.go(&format!("/tickets/{number}"), Said::Saved))
}
