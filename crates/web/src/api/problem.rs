//! A no for programs: problem details (RFC 9457).

use super::caller::Caller;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use desk::Refusal;
use desk::query::Complaint;
use serde::Serialize;

#[derive(Serialize)]
struct Problem<'a> {
    status: u16,
    title: &'a str,
    /// Ours, and the same in every language.
    code: &'a str,
    detail: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<At>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<FieldNo>,
}

/// One field of what was sent, and why it was not taken.
#[derive(Serialize)]
pub struct FieldNo {
    field: String,
    code: &'static str,
    detail: String,
}

impl FieldNo {
    pub fn new(caller: &Caller, key: &str, code: &'static str) -> Self {
        Self { field: key.chars().take(100).collect(), code, detail: caller.words.say(code).to_owned() }
    }
}

/// Where in what was asked: Unicode code points, from 0; the end is not in it any more.
#[derive(Serialize)]
struct At {
    start: usize,
    end: usize,
}

pub fn problem(status: StatusCode, code: &str, detail: &str) -> Response {
    answer(&new(status, code, detail))
}

/// A parameter that is not there, or whose value is none of its own.
pub fn of_parameter(code: &str, detail: &str, parameter: &str) -> Response {
    let parameter: String = parameter.chars().take(100).collect();
    answer(&Problem { parameter: Some(&parameter), ..new(StatusCode::BAD_REQUEST, code, detail) })
}

/// Fields that were sent and not taken.
pub fn of_fields(caller: &Caller, fields: Vec<FieldNo>) -> Response {
    let code = Refusal::FieldsWrong.key();
    answer(&Problem { fields, ..new(StatusCode::UNPROCESSABLE_ENTITY, code, caller.words.say(code)) })
}

/// A question that is none.
pub fn of_query(asked: &str, complaint: &Complaint, detail: &str) -> Response {
    let points = |bytes: usize| asked.get(..bytes).map_or(0, |before| before.chars().count());
    answer(&Problem {
        parameter: Some("query"),
        field: Some(complaint.field(asked)).filter(|field| !field.is_empty()),
        at: Some(At { start: points(complaint.at.start), end: points(complaint.at.end) }),
        ..new(StatusCode::BAD_REQUEST, complaint.why.key(), detail)
    })
}

fn new<'a>(status: StatusCode, code: &'a str, detail: &'a str) -> Problem<'a> {
    let title = status.canonical_reason().unwrap_or_default();
    Problem { status: status.as_u16(), title, code, detail, parameter: None, field: None, at: None, fields: Vec::new() }
}

fn answer(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, axum::Json(problem)).into_response();
    let head = response.headers_mut();
    head.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    match status {
        // RFC 6750 §3.
        StatusCode::UNAUTHORIZED => {
            head.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"kippu\""));
        }
        StatusCode::TOO_MANY_REQUESTS => {
            head.insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
        }
        _ => {}
    }
    response
}
