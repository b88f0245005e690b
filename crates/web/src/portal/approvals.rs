//! `/help/approvals` for whoever is signed in, and `/approve/{approval}/{link}` for whoever was written to. A machine that
//! follows the links in a mail decides nothing: looking is one thing, answering another.

use crate::Web;
use crate::agent::approvals::{about, word};
use crate::agent::fields::Fields;
use crate::answer::{Answer, Failure, Speak, html, see, status_of};
use crate::signed::{Requester, Visitor};
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use desk::approval::ApprovalId;
use desk::{Actor, Error, Refusal};
use serde::Deserialize;
use service::approval;
use views::Shell;
use views::approval::{About, PortalApprovals, Question};

#[derive(Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

pub async fn index(State(web): State<Web>, Requester(seat): Requester, Query(query): Query<Done>) -> Answer {
    let waiting = web.desk.ask(seat.actor.clone(), approval::waiting_for_me).await.speak(&seat)?;
    Ok(html(&signed_in(seat.shell(), waiting, None, query.done == "yes")))
}

pub async fn answer(
    State(web): State<Web>,
    Requester(seat): Requester,
    Path(id): Path<ApprovalId>,
    fields: Fields,
) -> Answer {
    let (said, note) = (word(&fields), fields.text("note").to_owned());
    match web.desk.change(seat.actor.clone(), move |tx| approval::answer(tx, id, said?, &note)).await {
        Ok(_) => Ok(see("/help/approvals?done=yes")),
        Err(Error::Refused(refusal)) => {
            let waiting = web.desk.ask(seat.actor.clone(), approval::waiting_for_me).await.speak(&seat)?;
            let page = signed_in(seat.shell(), waiting, Some(refusal.key()), false);
            Ok((status_of(refusal), html(&page)).into_response())
        }
        Err(error) => Err(Failure::new(error, seat.words.language())),
    }
}

pub async fn show_by_link(
    State(web): State<Web>,
    visitor: Visitor,
    Path((id, link)): Path<(ApprovalId, String)>,
    Query(query): Query<Done>,
) -> Answer {
    Ok(html(&by_link(&web, &visitor, id, link, (None, query.done == "yes")).await?))
}

pub async fn answer_by_link(
    State(web): State<Web>,
    visitor: Visitor,
    Path((id, link)): Path<(ApprovalId, String)>,
    fields: Fields,
) -> Answer {
    let (said, note, key) = (word(&fields), fields.text("note").to_owned(), link.clone());
    let done = match web.throttle.form(&visitor.remote.address) {
        true => {
            let answer = move |tx: &mut service::Tx| approval::answer_by_link(tx, id, &key, said?, &note);
            web.desk.change(Actor::Anonymous, answer).await
        }
        false => Err(Refusal::TooManyTries.into()),
    };
    match done {
        Ok(_) => Ok(see(&format!("/approve/{id}/{link}?done=yes"))),
        Err(Error::Refused(refusal)) => {
            let page = by_link(&web, &visitor, id, link, (Some(refusal.key()), false)).await?;
            Ok((status_of(refusal), html(&page)).into_response())
        }
        Err(error) => Err(Failure::new(error, visitor.language())),
    }
}

async fn by_link(
    web: &Web,
    visitor: &Visitor,
    id: ApprovalId,
    link: String,
    (reason, answered): (Option<&'static str>, bool),
) -> Result<PortalApprovals<'static>, Failure> {
    let key = link.clone();
    let asked = web.desk.ask(Actor::Anonymous, move |read| approval::asked_by_link(read, id, &key)).await;
    let one = asked.map_err(|error| Failure::new(error, visitor.language()))?;
    let question = drawn(visitor.shell(), one, format!("/approve/{id}/{link}"));
    Ok(PortalApprovals { shell: visitor.shell(), questions: vec![question], reason, answered })
}

fn signed_in(
    shell: Shell<'static>,
    waiting: Vec<approval::Asked>,
    reason: Option<&'static str>,
    answered: bool,
) -> PortalApprovals<'static> {
    let question = |one: approval::Asked| {
        let action = format!("/help/approvals/{}", one.approval.id);
        drawn(shell.clone(), one, action)
    };
    PortalApprovals { questions: waiting.into_iter().map(question).collect(), shell, reason, answered }
}

/// The workspace is not theirs here, whoever they are.
fn drawn(shell: Shell<'static>, one: approval::Asked, action: String) -> Question<'static> {
    let about = Some(About { link: false, ..about(&one) });
    Question { about, ..Question::to(shell, (one.approval, one.names), one.person, action) }
}
