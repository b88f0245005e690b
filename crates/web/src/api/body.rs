//! What a program sends: one JSON object (RFC 8259), bounded like every form.

use super::caller::Caller;
use super::problem::problem;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;

/// As a handler takes it: who sends too much is told in the same form.
pub type Body = Result<Bytes, BytesRejection>;

/// What it says; else why it is not taken. Names that are not known are refused, so that a slip is not lost silently.
pub fn read<T: DeserializeOwned>(caller: &Caller, body: Body) -> Result<T, Response> {
    let no = |status, code: &str| problem(status, code, caller.words.say(code));
    let bytes = body.map_err(|why| match why.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => no(StatusCode::PAYLOAD_TOO_LARGE, "api-body-too-large"),
        _ => no(StatusCode::BAD_REQUEST, "api-body"),
    })?;
    serde_json::from_slice(&bytes).map_err(|why| {
        // Where, and what was expected: for whoever writes the program, so in the language of programs.
        let detail = format!("{} ({why})", caller.words.say("api-body"));
        problem(StatusCode::BAD_REQUEST, "api-body", &detail)
    })
}
