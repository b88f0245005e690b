//! The program behind a request: known by its token, asking as the agent who made it.

use super::problem;
use crate::Web;
use crate::answer::Failure;
use crate::remote::Remote;
use crate::signed::preferred;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::Token;
use base::words::{self, Words};
use desk::access::AccessToken;
use desk::{Actor, Error};
use service::{access, house};

pub struct Caller {
    pub actor: Actor,
    pub words: &'static Words,
    /// The time zone in which days are meant.
    pub zone: String,
    /// Its token lets it change things.
    changes: bool,
}

impl Caller {
    /// A no in the words of whoever asks.
    pub fn fail(&self, error: Error) -> Failure {
        Failure::new(error, self.words.language())
    }

    /// # Errors
    /// Its token only reads.
    pub fn may_change(&self) -> Result<(), Response> {
        let no = || problem(StatusCode::FORBIDDEN, "api-token-reads", self.words.say("api-token-reads"));
        if self.changes { Ok(()) } else { Err(no()) }
    }
}

impl FromRequestParts<Web> for Caller {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let wished = preferred(&parts.headers);
        let no = |status, code: &str| problem(status, code, words::of(wished.unwrap_or_default()).say(code));
        let Some(secret) = presented(&parts.headers) else { return Err(no(StatusCode::UNAUTHORIZED, "api-no-token")) };
        let asked = secret.clone();
        let known = web.desk.ask(Actor::Anonymous, move |read| {
            let Some(program) = access::program_of(read, &asked)? else { return Ok(None) };
            Ok(Some((program, house::load(read)?)))
        });
        let fault = |error| Failure::new(error, wished.unwrap_or_default()).into_response();
        let Some((program, house)) = known.await.map_err(fault)? else {
            let Ok(Remote { address, .. }) = <Remote as FromRequestParts<Web>>::from_request_parts(parts, web).await;
            let guessing = !web.throttle.sign_in(&format!("api:{address}"));
            return Err(match guessing {
                true => no(StatusCode::TOO_MANY_REQUESTS, "refusal-too-many-tries"),
                false => no(StatusCode::UNAUTHORIZED, "api-token-unknown"),
            });
        };
        if !web.throttle.api(secret.digest().as_str()) {
            return Err(no(StatusCode::TOO_MANY_REQUESTS, "api-too-many-calls"));
        }
        if program.token.wants_used(web.desk.now()) {
            let asked = web.desk.change(Actor::Anonymous, move |tx| access::program_asked(tx, &secret));
            asked.await.map_err(fault)?;
        }
        Ok(Self {
            changes: program.token.changes,
            actor: program.actor,
            words: words::of(wished.or(program.language).unwrap_or(house.language)),
            zone: program.time_zone.unwrap_or(house.time_zone),
        })
    }
}

/// RFC 6750 §2.1; never in the address, which ends up in logs.
fn presented(headers: &HeaderMap) -> Option<Token> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return None;
    }
    AccessToken::presented(token.trim()).map(Token::presented)
}
