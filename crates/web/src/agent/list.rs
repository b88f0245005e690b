//! `/tickets`

use super::around::around;
use super::here::Here;
use super::lists::{Which, beside, listed};
use crate::Web;
use crate::answer::{Answer, Speak};
use axum::extract::State;
use desk::ticket::{TicketNumber, View};
use views::agent::At;
use views::agent::list::{ListPage, heading};

/// A view's list. An address without a view shows one's own; with `beside` it is the list beside that ticket, whose rows
/// are fetched again.
pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    let which = Which::of(&here.query).unwrap_or(Which { view: View::Mine, after: None });
    let open = here.query.value("beside").ok().map(TicketNumber);
    let rows = if open.is_some() { beside } else { listed };
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| Ok((around(read)?, rows(read, which)?))).await;
    let (around, listed) = asked.speak(&here.seat)?;
    let (shell, frame) = (here.shell(), around.frame(&here, At::View(which.view)));
    let list = listed.list(&here.seat.actor, (here.seat.words.language(), &here.seat.zone), open);
    let heading = heading(&shell, &frame, which.view);
    let edit = match which.view {
        View::Saved(id) => {
            let view = around.saved.iter().find(|view| view.id == id);
            view.filter(|view| here.seat.actor.may_edit_view(view).is_ok()).map(|view| format!("/views/{}", view.id))
        }
        _ => None,
    };
    Ok(here.show(&ListPage { edit, heading, tickets: around.counts.of(which.view), list, shell, frame }))
}
