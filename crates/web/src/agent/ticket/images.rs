//! `/tickets/{number}/draft/images`: pictures within a text that is being written.

use crate::Web;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::answer::{Answer, status_of};
use crate::file;
use crate::upload::Upload;
use axum::Json;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use base::Token;
use desk::conversation::{Attachment, AttachmentId, MessageId, NewAttachment};
use desk::ticket::TicketNumber;
use desk::{Error, Refusal};
use service::conversation;

/// Keeps a picture with the draft; the answer is its Content-ID.
pub async fn create(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Multipart) -> Answer {
    let may = web.desk.ask(here.seat.actor.clone(), move |read| conversation::draft(read, number)).await;
    may.map_err(|error| here.fail(error))?;
    let upload = Upload::read(&web, form).await.map_err(|error| here.fail(error))?;
    if let Some(refusal) = upload.refusal {
        return Ok((status_of(refusal), here.seat.words.say(refusal.key()).to_owned()).into_response());
    }
    let shown = |file: &&NewAttachment| file::is_shown(&file.content_type);
    let Some(file) = upload.files.first().filter(shown).cloned() else {
        let refusal = Refusal::FormIncomplete;
        return Ok((status_of(refusal), here.seat.words.say(refusal.key()).to_owned()).into_response());
    };
    let random: String = Token::random().reveal().chars().filter(char::is_ascii_alphanumeric).take(20).collect();
    let id = format!("{random}@kippu");
    let image = NewAttachment { inline: true, content_id: Some(id.clone()), ..file };
    let kept = web.desk.change(here.seat.actor.clone(), move |tx| conversation::attach(tx, number, image)).await;
    match kept {
        Ok(()) => Ok((StatusCode::CREATED, Json(serde_json::json!({ "id": id }))).into_response()),
        Err(Error::Refused(refusal)) if refusal != Refusal::NotAllowed => {
            Ok((status_of(refusal), here.seat.words.say(refusal.key()).to_owned()).into_response())
        }
        Err(error) => Err(here.fail(error)),
    }
}

/// A picture of one's own draft.
pub async fn show(State(web): State<Web>, here: Here, Id((number, image)): Id<(TicketNumber, String)>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| conversation::draft(read, number)).await;
    let draft = asked.map_err(|error| here.fail(error))?.ok_or_else(|| here.fail(Error::Missing))?;
    let kept = draft.attachments.into_iter().find(|file| file.content_id.as_deref() == Some(image.as_str()));
    let NewAttachment { digest, name, content_type, size, inline, content_id } =
        kept.ok_or_else(|| here.fail(Error::Missing))?;
    let (id, message) = (AttachmentId(0), MessageId(0));
    let file = Attachment { id, message, digest, name, content_type, size, inline, content_id };
    file::send(&web, &file, here.seat.words.language()).await
}
