//! `/calendar/{token}.ics`: what is due for somebody, for calendar programs that know the secret address.

use crate::Web;
use crate::answer::Answer;
use crate::host;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use base::{Digest, Token, words};
use desk::notification::written_calendar;
use desk::{Actor, Error};
use service::notification;

/// Letters of a secret address; longer is none of ours.
const LONGEST: usize = 100;

pub async fn show(State(web): State<Web>, Path(name): Path<String>, headers: HeaderMap) -> Answer {
    let secret = name.strip_suffix(".ics").unwrap_or(&name).to_owned();
    if secret.len() > LONGEST {
        return Err(Error::Missing.into());
    }
    let token = Token::presented(secret);
    let reader = web.desk.ask(Actor::Anonymous, move |read| notification::calendar_actor(read, &token)).await?;
    let (entries, language, organization) = web.desk.ask(reader, notification::calendar).await?;
    let url = host::url(&web, &headers);
    let words = words::of(language);
    let written = written_calendar(&entries, &words.with("calendar-name", "x", organization), &url, words);
    let tag = format!("\"{}\"", Digest::of(written.as_bytes()).as_str());
    let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok()).unwrap_or_default();
    let same = known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag);
    let mut response = if same {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], written).into_response()
    };
    let head = response.headers_mut();
    head.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        head.insert(header::ETAG, tag);
    }
    Ok(response)
}
