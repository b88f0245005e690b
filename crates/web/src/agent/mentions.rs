//! `/mentions`

use super::asked::{Asked, ask};
use super::here::Here;
use super::id::Id;
use super::said::Said;
use crate::Web;
use crate::answer::Answer;
use axum::extract::State;
use desk::conversation::MessageId;
use desk::ticket::TicketNumber;
use service::conversation;
use views::agent::At;
use views::agent::mentions::{Called, Mentions};

const PAGE: usize = 50;

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let before = here.query.maybe("before").unwrap_or_default().map(MessageId);
    let asked = ask(&web, &here, At::Elsewhere, move |read| conversation::mentions(read, before, PAGE + 1));
    let Asked { shell, frame, found: mut called } = asked.await?;
    let more = called.len() > PAGE;
    called.truncate(PAGE);
    let older = called.last().map(|one| one.mention.message).filter(|_| more);
    let one = |one: conversation::Called| Called {
        number: one.number,
        message: one.mention.message,
        subject: one.subject,
        language: one.language,
        author: one.author,
        text: one.text,
        at: one.mention.at,
        seen: one.mention.seen,
    };
    let called = called.into_iter().map(one).collect();
    Ok(here.show(&Mentions { shell, frame, called, older }))
}

/// `POST /tickets/{number}/mentions/seen`
pub async fn seen(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| conversation::see_mentions(tx, number)).await;
    done.map(|()| here.done("/mentions", Said::Saved)).map_err(|error| here.fail(error))
}
