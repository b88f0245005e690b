//! The one place where the desk's four ways of saying no become HTTP.

use crate::assets::ASSETS;
use crate::signed::Seat;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use base::words::{self, Words};
use base::{Digest, Language, Token};
use desk::{Error, Refusal};

/// What every handler answers.
pub type Answer = Result<Response, Failure>;

/// A no, with the language to say it in.
pub struct Failure {
    error: Error,
    language: Language,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { error, language: Language::default() }
    }
}

impl Failure {
    pub fn new(error: impl Into<Error>, language: Language) -> Self {
        Self { error: error.into(), language }
    }
}

/// Adds the reader's language to whatever goes wrong.
pub trait Speak<T> {
    fn speak(self, seat: &Seat) -> Result<T, Failure>;
}

impl<T> Speak<T> for Result<T, Error> {
    fn speak(self, seat: &Seat) -> Result<T, Failure> {
        self.map_err(|error| Failure { error, language: seat.words.language() })
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let words = words::of(self.language);
        match self.error {
            Error::Missing => page(words, StatusCode::NOT_FOUND, "error-missing", None),
            Error::Conflict => page(words, StatusCode::CONFLICT, "error-conflict", None),
            Error::Refused(refusal) => page(words, status_of(refusal), refusal.key(), None),
            Error::Fault(fault) => {
                let id = fault_id();
                tracing::error!(%fault, id, "a request failed");
                let (status, key) = match fault.passing {
                    true => (StatusCode::SERVICE_UNAVAILABLE, "error-busy"),
                    false => (StatusCode::INTERNAL_SERVER_ERROR, "error-fault"),
                };
                page(words, status, key, Some(id))
            }
        }
    }
}

/// Wrong input is 422; what one may not do is 403; too much at once is 429.
pub fn status_of(refusal: Refusal) -> StatusCode {
    match refusal {
        Refusal::NotAllowed => StatusCode::FORBIDDEN,
        Refusal::TooManyTries => StatusCode::TOO_MANY_REQUESTS,
        Refusal::AttachmentTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

fn page(words: &'static Words, status: StatusCode, key: &str, id: Option<String>) -> Response {
    let shown = views::error::Failure { words, assets: &ASSETS, sentence: words.say(key), id: id.as_deref() };
    (status, html(&shown)).into_response()
}

fn fault_id() -> String {
    Digest::of(Token::random().reveal().as_bytes()).as_str()[..8].to_owned()
}

/// A rendered view.
pub fn html(view: &impl views::View) -> Response {
    match view.to_html() {
        Ok(text) => Html(text).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// After a change: where to look now (RFC 9110 §15.4.4).
pub fn see(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// Did htmx ask, so that a fragment is enough?
pub fn wants_fragment(headers: &HeaderMap) -> bool {
    headers.contains_key("hx-request") && !headers.contains_key("hx-boosted")
}

/// The path to return to after a change, from `Referer`, when it is one of ours.
pub fn back(headers: &HeaderMap, otherwise: &str) -> String {
    let referer = headers.get(header::REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match referer.split_once("://").and_then(|(_, rest)| rest.strip_prefix(host)) {
        Some(path) if path.starts_with('/') && !path.starts_with("//") => path.to_owned(),
        _ => otherwise.to_owned(),
    }
}
