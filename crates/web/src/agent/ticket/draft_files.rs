//! `/tickets/{number}/draft/files`: files that shall go along, kept with the draft as they are chosen.

use crate::Web;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::answer::{Answer, html, status_of};
use crate::upload::Upload;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::Digest;
use desk::ticket::TicketNumber;
use desk::{Error, Refusal};
use service::conversation;
use views::agent::ticket::Kept;

/// Keeps one; the answer is how the composer shows it. A refusal is said in words.
pub async fn create(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Multipart) -> Answer {
    let may = web.desk.ask(here.seat.actor.clone(), move |read| conversation::draft(read, number)).await;
    may.map_err(|error| here.fail(error))?;
    let upload = Upload::read(&web, form).await.map_err(|error| here.fail(error))?;
    let file = match (upload.refusal, upload.files.into_iter().next()) {
        (Some(refusal), _) => return Ok(refused(&here, refusal)),
        (None, None) => return Ok(refused(&here, Refusal::FormIncomplete)),
        (None, Some(file)) => file,
    };
    let new = file.clone();
    let kept = web.desk.change(here.seat.actor.clone(), move |tx| conversation::attach(tx, number, new)).await;
    match kept {
        Ok(()) => Ok((StatusCode::CREATED, html(&Kept { shell: here.shell(), file: &file })).into_response()),
        Err(Error::Refused(refusal)) if refusal != Refusal::NotAllowed => {
            let gone = web.desk.change(here.seat.actor.clone(), move |tx| conversation::let_go(tx, file)).await;
            gone.map_err(|error| here.fail(error))?;
            Ok(refused(&here, refusal))
        }
        Err(error) => Err(here.fail(error)),
    }
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
