//! `/help`

use super::articles::shelves;
use super::requests::lines;
use crate::Web;
use crate::answer::{Answer, Failure, Speak, html, see};
use crate::signed::{LANGUAGE, Requester, Visitor};
use axum::Form;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use base::Language;
use desk::Actor;
use desk::access::Asking;
use serde::Deserialize;
use service::{Read, house, knowledge, ticket};
use views::portal::Home;

/// The latest requests that the start page shows.
const LATEST: usize = 5;

pub async fn show(State(web): State<Web>, requester: Option<Requester>, visitor: Visitor) -> Answer {
    let Some(Requester(seat)) = requester else {
        let asked = |read: &mut Read| Ok((is_closed(read)?, knowledge::article_categories(read)?));
        let asked = web.desk.ask(Actor::Anonymous, asked).await;
        let (closed, all) = asked.map_err(|error| Failure::new(error, visitor.language()))?;
        let (finds, shelves) = (all.total() > 0, shelves(&all, None, visitor.language()));
        return Ok(html(&Home {
            shell: visitor.shell(),
            signed_in: false,
            closed,
            finds,
            shelves,
            requests: Vec::new(),
        }));
    };
    let asked = |read: &mut Read| {
        Ok((ticket::mine(read, None, LATEST)?, is_closed(read)?, knowledge::article_categories(read)?))
    };
    let (mine, closed, all) = web.desk.ask(seat.actor.clone(), asked).await.speak(&seat)?;
    let (finds, shelves) = (all.total() > 0, shelves(&all, None, seat.words.language()));
    Ok(html(&Home {
        shell: seat.shell(),
        signed_in: true,
        closed,
        finds,
        shelves,
        requests: lines(&mine, seat.words.language(), &seat.name),
    }))
}

/// Whether no form is to be had, not even by who signs in.
fn is_closed(read: &mut Read) -> desk::Done<bool> {
    Ok(house::load(read)?.asking == Asking::Nobody)
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
