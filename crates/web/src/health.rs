//! For those who watch the machine: alive, ready, and figures.

use crate::{Web, figures};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use desk::Actor;

/// The process answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The database and the blob store answer too.
pub async fn ready(State(web): State<Web>) -> Response {
    let database = web.desk.ask(Actor::System, service::readers::end).await;
    let blobs = web.blobs.check().await;
    match (database, blobs) {
        (Ok(_), Ok(())) => (StatusCode::OK, "ready\n").into_response(),
        (Err(error), _) => {
            tracing::warn!(%error, "not ready: the database");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
        (Ok(_), Err(error)) => {
            tracing::warn!(%error, "not ready: the blob store");
            (StatusCode::SERVICE_UNAVAILABLE, "the file store does not answer\n").into_response()
        }
    }
}

/// Prometheus text format 0.0.4.
pub async fn metrics(State(web): State<Web>) -> Response {
    let mut text = platform::telemetry::metrics();
    match web.desk.ask(Actor::System, |read| Ok((service::channel::conditions(read)?, read.now()))).await {
        Ok((conditions, now)) => text.push_str(&figures::of_mailboxes(&conditions, now)),
        Err(error) => tracing::warn!(%error, "the figures of the mailboxes are missing"),
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}
