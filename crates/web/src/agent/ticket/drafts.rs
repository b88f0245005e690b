//! `/tickets/{number}/drafts`: taking up what was written before, by oneself or by a colleague who shares it.

use crate::Web;
use crate::agent::asked::{Asked, ask};
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::Answer;
use axum::extract::State;
use desk::conversation::DraftVersionId;
use desk::people::PersonId;
use desk::ticket::TicketNumber;
use service::conversation;
use views::agent::At;
use views::agent::drafts::Drafts;

pub async fn index(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let asked = ask(&web, &here, At::Elsewhere, move |read| conversation::drafts(read, number));
    let Asked { shell, frame, found } = asked.await?;
    let versions = found.versions.into_iter().map(|one| (one.id, one.text, one.at)).collect();
    let shared =
        found.shared.into_iter().map(|(draft, name)| (draft.person, name, draft.text, draft.updated_at)).collect();
    Ok(here.show(&Drafts { shell, frame, number, versions, shared }))
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
