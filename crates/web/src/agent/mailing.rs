//! `/tickets/mailings/{mailing}`: one message to many people, each with a ticket of their own.

use super::asked::{Asked, ask};
use super::here::Here;
use super::id::Id;
use super::said::Said;
use crate::Web;
use crate::answer::Answer;
use axum::extract::State;
use desk::ticket::MailingId;
use service::ticket;
use views::agent::At;
use views::agent::mailing::{Addressed, MailingPage};

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<MailingId>) -> Answer {
    let asked = ask(&web, &here, At::Elsewhere, move |read| ticket::mailing_page(read, id));
    let Asked { shell, frame, found: (mailing, all) } = asked.await?;
    let addressed = |one: ticket::Addressed| Addressed {
        place: one.place,
        name: if one.name.is_empty() { one.way.clone() } else { one.name.clone() },
        // Who was chosen is shown by name alone.
        way: if one.way.starts_with('#') { one.name } else { one.way },
        done: one.done,
        ticket: one.ticket,
        reason: one.reason,
    };
    Ok(here.show(&MailingPage { shell, frame, mailing, all: all.into_iter().map(addressed).collect() }))
}

pub async fn cancel(State(web): State<Web>, here: Here, Id(id): Id<MailingId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::cancel_mailing(tx, id)).await;
    done.map(|_| here.go(&format!("/tickets/mailings/{id}"), Said::Cancelled)).map_err(|error| here.fail(error))
}
