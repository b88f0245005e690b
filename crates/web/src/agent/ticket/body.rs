//! `/tickets/{number}/messages/{id}`: a mail's HTML as a document of its own, and the message as it arrived.

use crate::Web;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::answer::{Answer, Speak, html};
use crate::file::disposition;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base::{CleanHtml, Digest, Language};
use desk::conversation::{Attachment, MessageId};
use desk::ticket::TicketNumber;
use desk::{Error, Fault};
use service::{conversation, ticket};
use views::agent::ticket::{Body, file_path};

/// Nothing in a mail runs. Our own origin is allowed so that the page around it may measure its height.
const SANDBOX: &str = "frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox";

/// `body`, with images from the network only where `?images=1` asks for them.
pub async fn show(State(web): State<Web>, here: Here, Id((number, id)): Id<(TicketNumber, MessageId)>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        Ok((conversation::message(read, number, id)?, ticket::visible(read, number)?.language))
    });
    let ((message, files), said) = asked.await.speak(&here.seat)?;
    let language = Language::of(&message.text, said);
    let remote = here.query.text("images") == "1";
    let body = if message.html.is_empty() { CleanHtml::from_text(&message.text) } else { message.html };
    let body = body.map_images(|content_id| picture(&files, content_id));
    Ok(document(language, &if remote { body.with_remote_images() } else { body }, remote))
}

/// What somebody wrote, in that language as far as one knows, alone in a frame; `remote`: with images from the network.
pub(super) fn document(language: Option<Language>, body: &CleanHtml, remote: bool) -> Response {
    let images = if remote { "'self' data: https: http:" } else { "'self' data:" };
    let policy = format!("default-src 'none'; style-src 'unsafe-inline'; img-src {images}; {SANDBOX}");
    with_policy(html(&Body { language, body }), &policy)
}

/// `original`: to read, or with `?save=1` the very bytes.
pub async fn original(State(web): State<Web>, here: Here, Id((number, id)): Id<(TicketNumber, MessageId)>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| conversation::message(read, number, id)).await;
    let raw = asked.speak(&here.seat)?.0.raw.ok_or_else(|| here.fail(Error::Missing))?;
    let bytes = bytes(&web, &raw).await.map_err(|fault| here.fail(fault))?;
    let name = format!("{number}-{id}.eml");
    let response = if here.query.text("save") == "1" {
        (
            [
                (header::CONTENT_TYPE, "message/rfc822".to_owned()),
                (header::CONTENT_DISPOSITION, disposition(&name, false)),
            ],
            bytes,
        )
            .into_response()
    } else {
        ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], String::from_utf8_lossy(&bytes).into_owned())
            .into_response()
    };
    Ok(with_policy(response, "default-src 'none'; sandbox"))
}

async fn bytes(web: &Web, raw: &Digest) -> Result<axum::body::Bytes, Fault> {
    let found = web.blobs.get(raw).await.map_err(Fault::new)?;
    found.ok_or_else(|| Fault::new(format!("the original {raw} is not in the blob store")))
}

/// An image of the message itself.
fn picture(files: &[Attachment], content_id: &str) -> Option<String> {
    files.iter().find(|file| file.content_id.as_deref() == Some(content_id)).map(file_path)
}

fn with_policy(mut response: Response, policy: &str) -> Response {
    if let Ok(policy) = HeaderValue::from_str(policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
