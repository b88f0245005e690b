//! `/hooks/mail/{token}`: mail by HTTP, for programs of one's own and for providers.

use crate::Web;
use crate::agent::fields::Fields;
use crate::answer::Failure;
use crate::ports::{HookAnswer, HookCall};
use crate::remote::Remote;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Language, Token};
use desk::channel::{Hook, HookKind, Mailbox};
use desk::{Actor, Error, Refusal};
use service::channel;
use tokio::sync::Semaphore;

/// Octets of a call: a message of fifty megabytes as a provider wraps it.
const LARGEST: usize = 70 * 1024 * 1024;
/// Calls whose text is held in memory at one time.
static PLACES: Semaphore = Semaphore::const_new(8);

/// Somebody asks whether anybody is here before they send anything.
pub async fn show(State(web): State<Web>, Path(token): Path<String>, remote: Remote) -> Result<Response, Failure> {
    open(&web, token, &remote).await.map(|_| said(StatusCode::OK, "here"))
}

/// For providers whose address must end so.
pub async fn create_mime(
    state: State<Web>,
    path: Path<String>,
    remote: Remote,
    request: Request,
) -> Result<Response, Failure> {
    create(state, path, remote, request).await
}

pub async fn create(
    State(web): State<Web>,
    Path(token): Path<String>,
    remote: Remote,
    request: Request,
) -> Result<Response, Failure> {
    let (hook, mailbox) = open(&web, token, &remote).await?;
    if !web.throttle.hook(&hook.digest) {
        return Ok(said(StatusCode::TOO_MANY_REQUESTS, "too many messages, please wait"));
    }
    let Ok(_place) = PLACES.acquire().await else { return Ok(said(StatusCode::SERVICE_UNAVAILABLE, "closing")) };
    let kind = hook.kind;
    let Some((headers, uri, body)) = whole(request).await else {
        return Ok(said(StatusCode::PAYLOAD_TOO_LARGE, "the message is too large"));
    };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let place = web.public_url.clone().unwrap_or_else(|| format!("https://{host}"));
    let call = HookCall {
        url: format!("{}{}", place.trim_end_matches('/'), uri.path()),
        query: Fields::read(uri.query().unwrap_or_default().as_bytes()).0,
        remote: remote.address,
        hook,
        mailbox,
        headers,
        body,
    };
    Ok(match (web.hooks)(call).await {
        Ok(HookAnswer::Kept(names)) => said(StatusCode::OK, &format!("kept {}", names.join(" "))),
        Ok(HookAnswer::Nothing) => said(StatusCode::OK, "nothing to keep"),
        Ok(HookAnswer::Refused) => said(never(kind), "refused"),
        Ok(HookAnswer::Later) => said(StatusCode::SERVICE_UNAVAILABLE, "later, please"),
        Err(error) => {
            tracing::error!(%error, "mail by HTTP could not be taken");
            said(StatusCode::SERVICE_UNAVAILABLE, "later, please")
        }
    })
}

/// Whoever guesses at tokens soon has to wait.
async fn open(web: &Web, token: String, remote: &Remote) -> Result<(Hook, Mailbox), Failure> {
    let refused = |refusal: Refusal| Failure::new(refusal, Language::default());
    let missing = || Failure::new(Error::Missing, Language::default());
    let token = Token::presented(token);
    match web.desk.ask(Actor::System, move |read| channel::hook_of(read, &token)).await {
        Ok(Some(found)) => Ok(found),
        Ok(None) if !web.throttle.sign_in(&remote.address) => Err(refused(Refusal::TooManyTries)),
        Ok(None) => Err(missing()),
        Err(error) => Err(Failure::new(error, Language::default())),
    }
}

/// None: it is larger than anything we take, or ended in the middle.
async fn whole(request: Request) -> Option<(HeaderMap, axum::http::Uri, Bytes)> {
    let (parts, body) = request.into_parts();
    let announced = parts.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: usize| length > LARGEST) {
        return None;
    }
    Some((parts.headers, parts.uri, to_bytes(body, LARGEST).await.ok()?))
}

/// How a provider is told that trying again is in vain.
const fn never(kind: HookKind) -> StatusCode {
    match kind {
        HookKind::Mailgun => StatusCode::NOT_ACCEPTABLE,
        HookKind::Raw | HookKind::SendGrid | HookKind::Postmark | HookKind::Ses | HookKind::Mandrill => {
            StatusCode::FORBIDDEN
        }
    }
}

fn said(status: StatusCode, text: &str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], format!("{text}\n")).into_response()
}
