//! `/tickets/{number}/tasks`: what is to be done, one by one or as a checklist.

use super::change::change;
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::answer::Answer;
use axum::extract::State;
use base::Moment;
use desk::conversation::MessageId;
use desk::people::{PersonId, TeamId};
use desk::ticket::{ChecklistId, TaskCommentId, TaskFacts, TaskId, TicketNumber};
use desk::{Refusal, when};
use service::{Tx, ticket};

/// One, perhaps out of a `message`, or every step of a `checklist`.
pub async fn create(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let (typed, zone) = (typed(&form), here.seat.zone.clone());
    let add = move |tx: &mut Tx| match form.maybe("checklist")? {
        Some(id) => ticket::apply_checklist(tx, number, ChecklistId(id)),
        None => {
            let what = facts(&form, tx.now(), &zone)?;
            match form.maybe("message")? {
                Some(message) => ticket::add_task_of(tx, number, MessageId(message), what),
                None => ticket::add_task(tx, number, what),
            }
        }
    };
    change(&web, &here, number, typed, add).await
}

pub async fn update(
    State(web): State<Web>,
    here: Here,
    Id((number, task)): Id<(TicketNumber, TaskId)>,
    form: Fields,
) -> Answer {
    let (typed, zone) = (typed(&form), here.seat.zone.clone());
    let set = move |tx: &mut Tx| {
        let what = facts(&form, tx.now(), &zone)?;
        ticket::change_task(tx, number, task, what, form.maybe("version")?)
    };
    change(&web, &here, number, typed, set).await
}

/// `done=on`, or to be done again.
pub async fn done(
    State(web): State<Web>,
    here: Here,
    Id((number, task)): Id<(TicketNumber, TaskId)>,
    form: Fields,
) -> Answer {
    let set = move |tx: &mut Tx| match form.text("done") {
        "on" => ticket::finish_task(tx, number, task),
        "off" => ticket::reopen_task(tx, number, task),
        _ => Err(Refusal::FormIncomplete.into()),
    };
    change(&web, &here, number, "", set).await
}

/// A task of one's team becomes one's own.
pub async fn take(State(web): State<Web>, here: Here, Id((number, task)): Id<(TicketNumber, TaskId)>) -> Answer {
    change(&web, &here, number, "", move |tx| ticket::take_task(tx, number, task)).await
}

pub async fn comment(
    State(web): State<Web>,
    here: Here,
    Id((number, task)): Id<(TicketNumber, TaskId)>,
    form: Fields,
) -> Answer {
    let text = form.text("comment").to_owned();
    change(&web, &here, number, text.clone(), move |tx| ticket::comment_task(tx, number, task, &text)).await
}

pub async fn remove_comment(
    State(web): State<Web>,
    here: Here,
    Id((number, task, comment)): Id<(TicketNumber, TaskId, TaskCommentId)>,
) -> Answer {
    change(&web, &here, number, "", move |tx| ticket::remove_task_comment(tx, number, task, comment)).await
}

pub async fn destroy(State(web): State<Web>, here: Here, Id((number, task)): Id<(TicketNumber, TaskId)>) -> Answer {
    change(&web, &here, number, "", move |tx| ticket::remove_task(tx, number, task)).await
}

fn facts(form: &Fields, now: Moment, zone: &str) -> Result<TaskFacts, Refusal> {
    Ok(TaskFacts {
        text: form.text("text").to_owned(),
        owner: form.maybe("owner")?.map(PersonId),
        team: form.maybe("team")?.map(TeamId),
        due: term(form.text("due"), now, zone)?,
    })
}

/// A term as people say it; empty: none.
pub fn term(text: &str, now: Moment, zone: &str) -> Result<Option<Moment>, Refusal> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    when::read(text, now, zone, when::EVENING).map(Some).ok_or(Refusal::WhenUnclear)
}

/// What is not to be lost when it was not taken.
fn typed(form: &Fields) -> String {
    let said = [form.text("text"), form.text("due")];
    said.into_iter().filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join(" · ")
}
