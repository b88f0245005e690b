//! `/tickets/{number}/draft/files`: files that shall go along, kept with the draft as they are chosen.

use crate::Web;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::answer::{Answer, Failure, html, status_of};
use crate::large::Large;
use crate::upload::Upload;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::Digest;
use desk::conversation::NewAttachment;
use desk::ticket::TicketNumber;
use desk::{Done, Error, Refusal};
use service::conversation;
use views::agent::ticket::Kept;

/// Keeps one; the answer is how the composer shows it. A refusal is said in words.
pub async fn create(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Large) -> Answer {
    let may = web.desk.ask(here.seat.actor.clone(), move |read| conversation::draft(read, number)).await;
    may.map_err(|error| here.fail(error))?;
    let file = match brought(&web, &here, form).await? {
        Ok(file) => file,
        Err(answer) => return Ok(answer),
    };
    let new = file.clone();
    let kept = web.desk.change(here.seat.actor.clone(), move |tx| conversation::attach(tx, number, new)).await;
    shown(&web, &here, kept, &file, file.digest.as_str()).await
}

/// The one file that a form brought, or the answer that says why it is not taken.
pub async fn brought(web: &Web, here: &Here, form: Large) -> Result<Result<NewAttachment, Response>, Failure> {
    let Upload { mut files, refusal, .. } = match Upload::of_agent(web, here, form).await {
        Ok(upload) => upload,
        Err(Error::Refused(refusal)) => return Ok(Err(refused(here, refusal))),
        Err(error) => return Err(here.fail(error)),
    };
    if refusal.is_some() || files.len() != 1 {
        let_go(web, here, files).await?;
        return Ok(Err(refused(here, refusal.unwrap_or(Refusal::FormIncomplete))));
    }
    Ok(Ok(files.remove(0)))
}

/// As a form shows it, under the name it is kept by; or why it was not kept.
pub async fn shown(web: &Web, here: &Here, kept: Done<()>, file: &NewAttachment, id: &str) -> Answer {
    let Err(error) = kept else {
        return Ok((StatusCode::CREATED, html(&Kept { shell: here.shell(), id, file })).into_response());
    };
    let_go(web, here, vec![file.clone()]).await?;
    match error {
        Error::Refused(refusal) if refusal != Refusal::NotAllowed => Ok(refused(here, refusal)),
        error => Err(here.fail(error)),
    }
}

/// Files that were not taken are not kept either.
pub async fn let_go(web: &Web, here: &Here, files: Vec<NewAttachment>) -> Result<(), Failure> {
    let gone = web.desk.change(here.seat.actor.clone(), move |tx| conversation::let_go(tx, &files)).await;
    gone.map_err(|error| here.fail(error))
}

pub fn refused(here: &Here, refusal: Refusal) -> Response {
    (status_of(refusal), here.seat.words.say(refusal.key()).to_owned()).into_response()
}

/// `/tickets/{number}/draft/files/{digest}/remove`
pub async fn destroy(State(web): State<Web>, here: Here, Id((number, digest)): Id<(TicketNumber, String)>) -> Answer {
    let done =
        web.desk.change(here.seat.actor.clone(), move |tx| conversation::detach(tx, number, &Digest(digest))).await;
    done.map_err(|error| here.fail(error))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
