//! `/help`

use super::requests::lines;
use crate::Web;
use crate::answer::{Answer, Speak, html, see};
use crate::signed::{LANGUAGE, Requester, Visitor};
use axum::Form;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use base::Language;
use serde::Deserialize;
use service::ticket;
use views::portal::Home;

/// The latest requests that the start page shows.
const LATEST: usize = 5;

pub async fn show(State(web): State<Web>, requester: Option<Requester>, visitor: Visitor) -> Answer {
    let Some(Requester(seat)) = requester else {
        return Ok(html(&Home { shell: visitor.shell(), signed_in: false, requests: Vec::new() }));
    };
    let mine = web.desk.ask(seat.actor.clone(), |read| ticket::mine(read, None, LATEST)).await.speak(&seat)?;
    Ok(html(&Home { shell: seat.shell(), signed_in: true, requests: lines(&seat, &mine) }))
}

#[derive(Deserialize)]
pub struct Choice {
    language: String,
}

/// `POST /help/language`: a visitor chooses; kept in their browser.
pub async fn language(headers: HeaderMap, jar: CookieJar, Form(choice): Form<Choice>) -> Answer {
    let tag = Language::from_tag(&choice.language).unwrap_or_default().tag();
    let cookie = Cookie::build((LANGUAGE, tag)).path("/").same_site(SameSite::Lax).permanent();
    Ok((jar.add(cookie), see(&crate::answer::back(&headers, "/help"))).into_response())
}
