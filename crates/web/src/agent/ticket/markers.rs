//! `/tickets/{number}/markers`: passages of messages, highlighted for colleagues.

use super::change::change;
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::answer::Answer;
use axum::extract::State;
use desk::Refusal;
use desk::conversation::{Ink, MarkerId, MarkerWish, MessageId};
use desk::ticket::TicketNumber;
use service::{Tx, conversation, ticket};

pub async fn create(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let typed = form.text("note").to_owned();
    let mark = move |tx: &mut Tx| {
        let ticket = ticket::visible(tx, number)?;
        tx.actor().may_note(&ticket)?;
        let wish = MarkerWish {
            ink: Ink::named(form.text("ink")).ok_or(Refusal::FormIncomplete)?,
            quote: form.text("quote").to_owned(),
            start: form.maybe("start")?.unwrap_or(0),
            note: form.text("note").to_owned(),
        };
        conversation::mark_text(tx, number, MessageId(form.value("message")?), wish)
    };
    change(&web, &here, number, typed, mark).await
}

pub async fn remove(State(web): State<Web>, here: Here, Id((number, marker)): Id<(TicketNumber, MarkerId)>) -> Answer {
    change(&web, &here, number, "", move |tx| conversation::unmark_text(tx, number, marker)).await
}
