//! `/tickets/{number}/draft/images`: pictures within a text that is being written.

use crate::Web;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::loose;
use crate::answer::{Answer, Failure, status_of};
use crate::file;
use crate::upload::Upload;
use axum::Json;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use desk::conversation::{Attachment, AttachmentId, MessageId, NewAttachment, is_shown};
use desk::ticket::TicketNumber;
use desk::{Done, Error, Refusal};
use service::conversation;

/// Keeps a picture with the draft; the answer is its Content-ID.
pub async fn create(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Multipart) -> Answer {
    let may = web.desk.ask(here.seat.actor.clone(), move |read| conversation::draft(read, number)).await;
    may.map_err(|error| here.fail(error))?;
    let image = match picture(&web, &here, form).await? {
        Ok(image) => image,
        Err(answer) => return Ok(answer),
    };
    let id = image.content_id.clone();
    let kept = web.desk.change(here.seat.actor.clone(), move |tx| conversation::attach(tx, number, image)).await;
    kept_as(&here, kept, id)
}

/// Keeps a picture within a note that is being edited, which no draft holds.
pub async fn create_of_note(
    State(web): State<Web>,
    here: Here,
    Id((number, id)): Id<(TicketNumber, MessageId)>,
    form: Multipart,
) -> Answer {
    let there = web.desk.ask(here.seat.actor.clone(), move |read| conversation::message(read, number, id)).await;
    there.map_err(|error| here.fail(error))?;
    loose::create(State(web), here, form).await
}

/// The picture that a form brought, under a Content-ID of its own; or the answer that says why it is none.
pub async fn picture(web: &Web, here: &Here, form: Multipart) -> Result<Result<NewAttachment, Response>, Failure> {
    let upload = Upload::read(web, form).await.map_err(|error| here.fail(error))?;
    let shown = |file: &&NewAttachment| is_shown(&file.content_type);
    match (upload.refusal, upload.files.first().filter(shown).cloned()) {
        (None, Some(file)) => {
            Ok(Ok(NewAttachment { inline: true, content_id: Some(conversation::content_id()), ..file }))
        }
        (refusal, _) => Ok(Err(refused(here, refusal.unwrap_or(Refusal::FormIncomplete)))),
    }
}

/// Says under which name it is found, or why it was not kept.
pub fn kept_as(here: &Here, kept: Done<()>, id: Option<String>) -> Answer {
    match kept {
        Ok(()) => Ok((StatusCode::CREATED, Json(serde_json::json!({ "id": id }))).into_response()),
        Err(Error::Refused(refusal)) if refusal != Refusal::NotAllowed => Ok(refused(here, refusal)),
        Err(error) => Err(here.fail(error)),
    }
}

fn refused(here: &Here, refusal: Refusal) -> Response {
    (status_of(refusal), here.seat.words.say(refusal.key()).to_owned()).into_response()
}

/// A picture of one's own draft.
pub async fn show(State(web): State<Web>, here: Here, Id((number, image)): Id<(TicketNumber, String)>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| conversation::draft(read, number)).await;
    let draft = asked.map_err(|error| here.fail(error))?.ok_or_else(|| here.fail(Error::Missing))?;
    let kept = draft.attachments.into_iter().find(|file| file.content_id.as_deref() == Some(image.as_str()));
    shown(&web, &here, kept.ok_or_else(|| here.fail(Error::Missing))?).await
}

/// A picture in a note that is being edited: its own, or one that is put in now.
pub async fn of_note(
    State(web): State<Web>,
    here: Here,
    Id((number, id, image)): Id<(TicketNumber, MessageId, String)>,
) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        let (_, files) = conversation::message(read, number, id)?;
        match files.into_iter().find(|file| file.content_id.as_deref() == Some(image.as_str())) {
            Some(file) => Ok(file.into()),
            None => conversation::loose(read, &image),
        }
    });
    shown(&web, &here, asked.await.map_err(|error| here.fail(error))?).await
}

/// A picture that is not part of any message yet.
pub async fn shown(web: &Web, here: &Here, file: NewAttachment) -> Answer {
    let NewAttachment { digest, name, content_type, size, inline, content_id } = file;
    let (id, message) = (AttachmentId(0), MessageId(0));
    let file = Attachment { id, message, digest, name, content_type, size, inline, content_id };
    file::send(web, &file, here.seat.words.language()).await
}
