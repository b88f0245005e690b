//! An agent at a page of the workspace: who they are, how they like their lists, and what they have just done.

use super::fields::Fields;
use super::said::{AND, COOKIE, Said};
use crate::Web;
use crate::answer::{Failure, back, html, see};
use crate::signed::{Agent, Seat};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use desk::Error;
use views::Shell;
use views::agent::Toast;

pub struct Here {
    pub seat: Seat,
    /// What the address asks.
    pub query: Fields,
    /// Roomier rows.
    pub comfortable: bool,
    /// The list stands beside the ticket where there is room.
    pub beside: bool,
    /// Of a ticket only what was said is shown, without changes and notes.
    pub only_talk: bool,
    said: Vec<Said>,
    headers: HeaderMap,
    /// A form was sent.
    sent: bool,
}

impl FromRequestParts<Web> for Here {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let Agent(seat) = <Agent as FromRequestParts<Web>>::from_request_parts(parts, web).await?;
        let jar = CookieJar::from_headers(&parts.headers);
        let cookie = |name: &str| jar.get(name).map(Cookie::value);
        Ok(Self {
            comfortable: cookie("density") == Some("comfortable"),
            beside: cookie("beside") != Some("off"),
            only_talk: cookie("talk") == Some("only"),
            said: cookie(COOKIE)
                .filter(|_| !parts.headers.contains_key("x-purpose"))
                .map_or_else(Vec::new, |said| said.split(AND).filter_map(Said::read).collect()),
            query: Fields::read(parts.uri.query().unwrap_or_default().as_bytes()),
            headers: parts.headers.clone(),
            sent: !parts.method.is_safe(),
            seat,
        })
    }
}

impl Here {
    pub fn shell(&self) -> Shell<'static> {
        self.seat.shell()
    }

    pub fn toasts(&self) -> Vec<Toast> {
        self.said.iter().map(|said| said.toast(&self.shell())).collect()
    }

    /// The place in the log of what was just changed on a ticket.
    pub fn changed(&self) -> Option<i64> {
        self.said.iter().find_map(|said| if let Said::Changed(_, position) = said { Some(*position) } else { None })
    }

    /// The same of what was just taken back.
    pub fn undone(&self) -> Option<i64> {
        self.said
            .iter()
            .find_map(|said| if let Said::ChangeUndone(_, position) = said { Some(*position) } else { None })
    }

    /// Either of them.
    pub fn happened(&self) -> Option<i64> {
        self.changed().or(self.undone())
    }

    /// A page. What was just done is said once.
    pub fn show(&self, view: &impl views::View) -> Response {
        if self.said.is_empty() {
            return html(view);
        }
        let jar = CookieJar::from_headers(&self.headers).remove(Cookie::build(COOKIE).path("/"));
        (jar, html(view)).into_response()
    }

    /// A page in answer to a form that was not taken. The address stays that of the page the form stood on; where no form
    /// was sent, it is a page like any other.
    pub fn show_again(&self, status: StatusCode, view: &impl views::View) -> Response {
        let mut response = self.show(view);
        *response.status_mut() = status;
        if self.sent {
            response.headers_mut().insert("hx-push-url", HeaderValue::from_static("false"));
            response.headers_mut().insert("hx-replace-url", HeaderValue::from_static("false"));
        }
        response
    }

    /// The address people use, without a slash at its end.
    pub fn url(&self, web: &Web) -> String {
        crate::host::url(web, &self.headers)
    }

    /// After a change: back to where it was asked for, and the word about it.
    pub fn done(&self, otherwise: &str, said: Said) -> Response {
        self.go(&self.asked_at(otherwise), said)
    }

    /// The address of the page a form stood on.
    pub fn asked_at(&self, otherwise: &str) -> String {
        back(&self.headers, otherwise)
    }

    /// Back to where it was asked for, when nothing has changed.
    pub fn unchanged(&self, otherwise: &str) -> Response {
        see(&self.asked_at(otherwise))
    }

    /// After a change: somewhere else, and the word about it.
    pub fn go(&self, path: &str, said: Said) -> Response {
        self.go_saying(path, &[said])
    }

    /// The same, where there is more than one word about it.
    pub fn go_saying(&self, path: &str, said: &[Said]) -> Response {
        (CookieJar::new().add(said_cookie(said)), see(path)).into_response()
    }

    pub fn fail(&self, error: impl Into<Error>) -> Failure {
        Failure::new(error, self.seat.words.language())
    }

    /// The page a form stood on, as its address says.
    pub fn origin(&self) -> Fields {
        let path = self.asked_at("");
        Fields::read(path.split_once('?').map_or("", |(_, query)| query).as_bytes())
    }
}

/// Lives until the next page has read it.
fn said_cookie(said: &[Said]) -> Cookie<'static> {
    let written: Vec<String> = said.iter().map(|said| said.written()).collect();
    Cookie::build((COOKIE, written.join(AND))).path("/").http_only(true).same_site(SameSite::Lax).build()
}
