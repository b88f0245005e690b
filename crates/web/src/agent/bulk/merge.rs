//! Many tickets become one: which of them it is, and doing it.

use super::told;
use crate::Web;
use crate::agent::asked::{Asked, ask};
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::answer::Answer;
use desk::Refusal;
use desk::ticket::TicketNumber;
use service::ticket::{self, Line, MOST_AT_ONCE};
use views::agent::At;
use views::agent::bulk::{BulkMerge, ToMerge};

/// Chosen first, done when that is said.
pub(super) async fn merge(web: &Web, here: &Here, form: &Fields, back: String) -> Answer {
    let numbers: Vec<TicketNumber> = form.values("ticket", MOST_AT_ONCE);
    // What is not seen is not chosen from.
    if !form.text("all").is_empty() {
        return Err(here.fail(Refusal::MergeSome));
    }
    let word = form.text("view").to_owned();
    if form.text("sure") != "on" {
        let asked = ask(web, here, At::Elsewhere, move |read| ticket::to_merge(read, &numbers)).await?;
        let Asked { shell, frame, found } = asked;
        let tickets = found.into_iter().map(to_merge).collect();
        return Ok(here.show(&BulkMerge { shell, frame, back, view: word, tickets }));
    }
    let into: TicketNumber = form.value("into").map_err(|refusal| here.fail(refusal))?;
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::merge_many(tx, &numbers, into, &word));
    let (run, outcomes) = done.await.map_err(|error| here.fail(error))?;
    told(web, here, back, &run, outcomes).await
}

fn to_merge(line: Line) -> ToMerge {
    let Line { ticket, requester, .. } = line;
    ToMerge { number: ticket.number, subject: ticket.subject, created_at: ticket.created_at, requester }
}
