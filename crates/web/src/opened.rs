//! `/o/{image}`: the image in letters of mailboxes that want to know when they were opened.

use crate::Web;
use crate::signed::Agent;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use desk::Actor;
use desk::channel::LetterId;
use service::channel;

/// One point that nobody sees (GIF89a).
const POINT: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// Always the same answer: who guesses learns nothing. What somebody sees who is signed in at the desk does not count.
pub async fn show(State(web): State<Web>, agent: Option<Agent>, Path(image): Path<String>) -> Response {
    let named = image.strip_suffix(".gif").and_then(|name| name.split_once('.'));
    let named = named.and_then(|(id, tag)| Some((LetterId(id.parse().ok()?), tag.to_owned())));
    if let (Some((id, tag)), None) = (named, agent) {
        let opened = web.desk.change(Actor::System, move |tx| channel::letter_opened(tx, id, &tag)).await;
        if let Err(error) = opened {
            tracing::warn!(%error, "a letter that was opened could not be noted");
        }
    }
    ([(header::CONTENT_TYPE, "image/gif"), (header::CACHE_CONTROL, "no-store, private")], POINT).into_response()
}
