//! `/admin/numbers`: how the desk numbers its tickets.

use super::asked::{Asked, ask};
use super::numbering::{beside, drawn, filled, part, wish};
use super::tried::{seen, tried, typed};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use axum::http::StatusCode;
use base::Language;
use desk::form::TopicId;
use desk::ticket::TicketNumber;
use desk::{Done, Permission, Refusal};
use service::{Read, form, ticket};
use views::admin::Form;
use views::admin::numbers::Numbers;

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, Form::default()).await?))
}

pub async fn update(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    if fields.text("act") == "draw" {
        return Ok(here.show_again(StatusCode::OK, &page(&web, &here, drawn(&fields)).await?));
    }
    let (seen, wish) = (seen(&fields), wish(&typed(&fields)));
    let change =
        move |tx: &mut service::Tx| ticket::change_numbering(tx, &seen?, wish?.ok_or(Refusal::FormIncomplete)?);
    match tried(&here, web.desk.change(here.seat.actor.clone(), change).await, &fields, beside)? {
        Ok(()) => Ok(here.go("/admin/numbers", Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, again.form).await?)),
    }
}

async fn page(web: &Web, here: &Here, form: Form) -> Result<Numbers<'static>, Failure> {
    let language = here.seat.words.language();
    let question = move |read: &mut Read| {
        let kept = ticket::numbering(read)?;
        let form = form.or("seen", serde_json::to_string(&kept).unwrap_or_default());
        Ok((part(read, filled(form, Some(&kept)), None)?, own(read, language)?))
    };
    let Asked { shell, frame, found } = ask(web, here, Permission::Configure, question).await?;
    let ((numbering, form), topics) = found;
    Ok(Numbers { shell, frame, form, numbering, topics })
}

/// Topics with a scheme of their own, and the number that comes next.
fn own(read: &mut Read, language: Language) -> Done<Vec<(TopicId, String, Option<TicketNumber>)>> {
    let mut found = Vec::new();
    for topic in form::topics(read)? {
        if let Some(numbering) = topic.wish.numbering {
            let next = ticket::foresee_numbers(read, Some(topic.id), numbering)?;
            found.push((topic.id, topic.wish.name.shown(language).to_owned(), next.first().copied()));
        }
    }
    Ok(found)
}
