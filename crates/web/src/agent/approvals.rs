//! `/approvals`: what waits for one's own word; and asking others from a ticket.

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::said::Said;
use super::ticket::change::{change, refused};
use crate::Web;
use crate::answer::{Answer, Failure, status_of};
use axum::extract::State;
use desk::approval::{ApprovalId, ProcedureId};
use desk::ticket::TicketNumber;
use desk::{Error, Refusal};
use service::{Tx, approval, ticket};
use views::agent::At;
use views::approval::{About, Approvals, Question};

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, None).await?))
}

/// Yes or no, from whichever page it was said on.
pub async fn answer(State(web): State<Web>, here: Here, Id(id): Id<ApprovalId>, fields: Fields) -> Answer {
    let said = word(&fields);
    let note = fields.text("note").to_owned();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| approval::answer(tx, id, said?, &note)).await;
    match done {
        Ok(_) => Ok(here.done("/approvals", Said::Saved)),
        Err(Error::Refused(refusal)) => {
            Ok(here.show_again(status_of(refusal), &page(&web, &here, Some(refusal.key())).await?))
        }
        Err(error) => Err(here.fail(error)),
    }
}

pub async fn withdraw(State(web): State<Web>, here: Here, Id((number, id)): Id<(TicketNumber, ApprovalId)>) -> Answer {
    let withdraw = move |tx: &mut Tx| {
        approval::withdraw(tx, number, id)?;
        ticket::visible(tx, number)
    };
    change(&web, &here, number, "", withdraw).await
}

/// `POST /tickets/{number}/approvals`
pub async fn create(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, fields: Fields) -> Answer {
    let typed = fields.text("words").to_owned();
    let procedure = fields.value::<ProcedureId>("procedure");
    if let Err(refusal) = procedure {
        return refused(&web, &here, number, typed, refusal.into()).await;
    }
    let ask = move |tx: &mut Tx| {
        approval::ask(tx, number, procedure?, fields.text("words"))?;
        ticket::visible(tx, number)
    };
    change(&web, &here, number, typed, ask).await
}

async fn page(web: &Web, here: &Here, reason: Option<&'static str>) -> Result<Approvals<'static>, Failure> {
    let asked = ask(web, here, At::Elsewhere, approval::waiting_for_me);
    let Asked { shell, frame, found } = asked.await?;
    let question = |one: approval::Asked| {
        let action = format!("/approvals/{}", one.approval.id);
        Question {
            about: Some(about(&one)),
            ..Question::to(shell.clone(), (one.approval, one.names), one.person, action)
        }
    };
    let questions = found.into_iter().map(question).collect();
    Ok(Approvals { questions, reason, shell, frame })
}

pub fn about(one: &approval::Asked) -> About {
    About {
        number: one.ticket.number,
        subject: one.ticket.subject.clone(),
        requester: one.names.get(&one.ticket.requester).cloned().unwrap_or_default(),
        link: one.readable,
    }
}

/// What a form's buttons say.
pub fn word(fields: &Fields) -> Result<bool, Refusal> {
    match fields.text("answer") {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(Refusal::FormIncomplete),
    }
}
