//! `/people/namesakes`: who may be one person, over the whole desk.

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::said::Said;
use crate::Web;
use crate::answer::Answer;
use axum::extract::State;
use desk::people::PersonId;
use service::people::{self, Common};
use views::agent::At;
use views::agent::namesakes::{Namesakes, Several};

const INDEX: &str = "/people/namesakes";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let after = here.query.text("after").to_owned();
    let further = !after.is_empty();
    let by = match here.query.text("by") {
        "phone" => Common::Phone,
        "handle" => Common::Handle,
        _ => Common::Name,
    };
    let word = match by {
        Common::Name => "name",
        Common::Phone => "phone",
        Common::Handle => "handle",
    };
    let asked = ask(&web, &here, At::People, move |read| people::namesakes(read, by, &after));
    let Asked { shell, frame, found: (found, next) } = asked.await?;
    let next = next.map(|name| {
        let name = form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>();
        format!("{INDEX}?by={word}&after={name}")
    });
    let several =
        found.into_iter().map(|one| Several { common: one.common, person: one.person, others: one.others }).collect();
    Ok(here.show(&Namesakes { shell, frame, by: word, several, next, further }))
}

/// `/people/{id}/namesakes`: `other` is not the same person.
pub async fn settle(State(web): State<Web>, here: Here, Id(id): Id<PersonId>, fields: Fields) -> Answer {
    let done = web
        .desk
        .change(here.seat.actor.clone(), move |tx| people::keep_apart(tx, id, PersonId(fields.value("other")?)));
    done.await.map(|()| here.done(INDEX, Said::Saved)).map_err(|error| here.fail(error))
}
