//! `/queues`: the queue tree alone, fetched again when its numbers change.

use super::around::around;
use super::here::Here;
use crate::Web;
use crate::answer::{Answer, Speak, html};
use axum::extract::State;
use desk::object::ObjectTypeId;
use desk::ticket::View;
use views::agent::{At, Tree};

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    let around = web.desk.ask(here.seat.actor.clone(), |read| around(read, None)).await.speak(&here.seat)?;
    let at = match (View::named(here.query.text("view")), here.query.text("at")) {
        (Some(view), _) => At::View(view),
        (None, "home") => At::Home,
        (None, "people") => At::People,
        (None, "organizations") => At::Organizations,
        (None, "articles") => At::Articles,
        (None, "views") => At::Views,
        (None, "tasks") => At::Tasks,
        (None, "referred") => At::Referred,
        (None, "drafts") => At::Drafts,
        (None, "inbox") => At::Inbox,
        (None, "activity") => At::Activity,
        (None, other) => match other.strip_prefix("objects-").and_then(|id| id.parse().ok()) {
            Some(of) => At::Objects(ObjectTypeId(of)),
            None => At::Elsewhere,
        },
    };
    let ticket = here.query.value("ticket").ok();
    Ok(html(&Tree { shell: here.shell(), queues: around.queues(&here, at).beside(ticket) }))
}
