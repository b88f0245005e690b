//! The one place where the desk's four ways of saying no become HTTP.

use crate::api;
use crate::assets::ASSETS;
use crate::signed::{self, Seat};
use axum::Extension;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use base::{Digest, Language, Token, words};
use desk::{Error, Fault, Refusal};
use views::Theme;

/// What every handler answers.
pub type Answer = Result<Response, Failure>;

/// A no, with the language to say it in; none: the one the request prefers.
pub struct Failure {
    error: Error,
    language: Option<Language>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { error, language: None }
    }
}

impl Failure {
    pub fn new(error: impl Into<Error>, language: Language) -> Self {
        Self { error: error.into(), language: Some(language) }
    }
}

/// Adds the reader's language to whatever goes wrong.
pub trait Speak<T> {
    fn speak(self, seat: &Seat) -> Result<T, Failure>;
}

impl<T> Speak<T> for Result<T, Error> {
    fn speak(self, seat: &Seat) -> Result<T, Failure> {
        self.map_err(|error| Failure::new(error, seat.words.language()))
    }
}

/// A no on its way out: [`in_words`] makes a page of it, because it knows the request.
#[derive(Clone)]
struct No {
    key: &'static str,
    /// What to tell an administrator, who finds it in the log.
    id: Option<String>,
    language: Option<Language>,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, key, id) = match self.error {
            Error::Missing => (StatusCode::NOT_FOUND, "error-missing", None),
            Error::Conflict => (StatusCode::CONFLICT, "error-conflict", None),
            Error::Refused(refusal) => (status_of(refusal), refusal.key(), None),
            Error::Fault(fault) => {
                let id = fault_id();
                tracing::error!(%fault, id, "a request failed");
                match fault.passing {
                    true => (StatusCode::SERVICE_UNAVAILABLE, "error-busy", Some(id)),
                    false => (StatusCode::INTERNAL_SERVER_ERROR, "error-fault", Some(id)),
                }
            }
        };
        (status, Extension(No { key, id, language: self.language })).into_response()
    }
}

/// Nobody is signed in: the same for what is there and for what is not.
pub fn signed_out() -> Response {
    (StatusCode::UNAUTHORIZED, Extension(No { key: "error-signed-out", id: None, language: None })).into_response()
}

/// A handler that broke down: noted, and answered like any other fault.
pub fn broken(panic: Box<dyn std::any::Any + Send>) -> Response {
    let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    Failure::from(Error::from(Fault::new(format!("a handler broke down: {}", said.unwrap_or("without a word")))))
        .into_response()
}

/// Puts every no into words, in the reader's language and theme.
pub async fn in_words(request: Request, next: Next) -> Response {
    let reader = Reader::of(&request);
    let mut response = next.run(request).await;
    let no = response.extensions_mut().remove::<No>().or_else(|| reader.overheard(&mut response));
    match no {
        Some(no) => reader.told(&no, response.status()),
        None => response,
    }
}

/// Whoever reads a no, as far as a request tells without asking the desk: that may be what failed.
struct Reader {
    language: Language,
    theme: Theme,
    home: &'static str,
    /// Looks at pages.
    person: bool,
    /// A program at the API, which is told in its own form.
    program: bool,
}

impl Reader {
    fn of(request: &Request) -> Self {
        let headers = request.headers();
        let path = request.uri().path();
        let accepts = headers.get(header::ACCEPT).and_then(|kinds| kinds.to_str().ok()).unwrap_or_default();
        Self {
            language: signed::preferred(headers).unwrap_or_default(),
            theme: signed::theme(headers),
            home: if ["/help", "/r/", "/rate/"].iter().any(|door| path.starts_with(door)) { "/help" } else { "/" },
            person: accepts.contains("text/html"),
            program: path.starts_with(api::ROOT),
        }
    }

    /// What was refused before any handler saw it: a path that cannot be, a form that is none.
    fn overheard(&self, response: &mut Response) -> Option<No> {
        let plain =
            response.headers().get(header::CONTENT_TYPE).is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
        let key = match response.status() {
            _ if !(self.person || self.program) || !plain => return None,
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => "error-missing",
            StatusCode::BAD_REQUEST => {
                *response.status_mut() = StatusCode::NOT_FOUND;
                "error-missing"
            }
            StatusCode::UNPROCESSABLE_ENTITY | StatusCode::UNSUPPORTED_MEDIA_TYPE => Refusal::FormIncomplete.key(),
            _ => return None,
        };
        Some(No { key, id: None, language: None })
    }

    fn told(&self, no: &No, status: StatusCode) -> Response {
        let words = words::of(no.language.unwrap_or(self.language));
        if self.program {
            return api::problem(status, no.key, words.say(no.key));
        }
        let (theme, home) = (self.theme, self.home);
        let page = views::error::Failure {
            words,
            assets: &ASSETS,
            theme,
            title: words.say(if no.key == "error-missing" { "error-missing-title" } else { "error-title" }),
            sentence: words.say(no.key),
            id: no.id.as_deref(),
            home,
        };
        (status, html(&page)).into_response()
    }
}

/// Wrong input is 422; what one may not do is 403; too much at once is 429; what was there once is 410.
pub fn status_of(refusal: Refusal) -> StatusCode {
    match refusal {
        Refusal::NotAllowed => StatusCode::FORBIDDEN,
        Refusal::TooManyTries | Refusal::TooManyUploads => StatusCode::TOO_MANY_REQUESTS,
        Refusal::AttachmentTooLarge | Refusal::LooseFilesTooLarge | Refusal::ClosedTooLarge => {
            StatusCode::PAYLOAD_TOO_LARGE
        }
        Refusal::FileLinkOld => StatusCode::GONE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
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

/// The path to return to after a change, from `Referer`, when it is one of ours.
pub fn back(headers: &HeaderMap, otherwise: &str) -> String {
    let referer = headers.get(header::REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match referer.split_once("://").and_then(|(_, rest)| rest.strip_prefix(host)) {
        // Browsers take `/\` for `//`, which begins another site's address.
        Some(path) if path.starts_with('/') && !path[1..].starts_with(['/', '\\']) => path.to_owned(),
        _ => otherwise.to_owned(),
    }
}
