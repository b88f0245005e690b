//! For those who watch the machine: alive, ready, and figures.

use crate::{Web, figures};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::Moment;
use desk::channel::Condition;
use desk::{Actor, Done};
use service::Desk;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

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
    match web.watched.conditions(&web.desk).await {
        Ok(conditions) => text.push_str(&figures::of_mailboxes(&conditions, web.desk.now())),
        Err(error) => tracing::warn!(%error, "the figures of the mailboxes are missing"),
    }
    text.push_str(&index(&web).await);
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}

/// How long what is known of the mailboxes is told again.
const KNOWN: Duration = Duration::from_secs(30);

/// How the mailboxes fared a moment ago. What is usual for each is counted over weeks, and whoever watches asks often.
#[derive(Default)]
pub struct Watched(Mutex<Option<(Moment, Arc<Vec<Condition>>)>>);

impl Watched {
    async fn conditions(&self, desk: &Desk) -> Done<Arc<Vec<Condition>>> {
        let since = desk.now().minus(KNOWN);
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, conditions)) = known.filter(|(at, _)| *at > since) {
            return Ok(conditions);
        }
        let asked = desk.ask(Actor::System, |read| Ok((read.now(), service::channel::conditions(read)?)));
        let (at, conditions) = asked.await?;
        let conditions = Arc::new(conditions);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((at, conditions.clone()));
        Ok(conditions)
    }
}

/// The search index of this process: what it holds, what it takes, and how far behind the log it is.
async fn index(web: &Web) -> String {
    let size = web.finder.size().unwrap_or_default();
    let place = web.finder.place();
    let lag = web.desk.ask(Actor::System, move |read| service::search::lag(read, place)).await.unwrap_or(-1);
    let built = web.finder.standing().percent().unwrap_or(100);
    [
        ("kippu_search_documents", "Documents in the search index of this process.", size.documents as i64),
        ("kippu_search_bytes", "Bytes of the search index on disk.", size.bytes as i64),
        ("kippu_search_segments", "Parts the search index consists of.", size.segments as i64),
        ("kippu_search_lag_events", "Events that the search index does not hold yet; -1: unknown.", lag),
        ("kippu_search_built_percent", "How much of the search index is built.", built),
    ]
    .iter()
    .map(|(name, help, value)| format!("# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}\n"))
    .collect()
}
