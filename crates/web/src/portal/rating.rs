//! `/rate/{number}/{link}`: the link in a letter that asks how content somebody is. A machine that follows it gives no
//! stars: what the address names is only chosen on the page, and a button sends it.

use crate::Web;
use crate::agent::fields::Fields;
use crate::answer::{Answer, Failure, html, see, status_of};
use crate::signed::Visitor;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use desk::ticket::{RatingWish, Stars, TicketNumber};
use desk::{Actor, Error, Refusal};
use serde::Deserialize;
use service::ticket;
use views::rating::{RatingForm, RatingPage};

#[derive(Deserialize)]
pub struct Chosen {
    #[serde(default)]
    stars: String,
    #[serde(default)]
    done: String,
}

/// As typed.
pub fn wish(fields: &Fields) -> RatingWish {
    RatingWish { stars: Stars::read(fields.text("stars")), comment: fields.text("comment").to_owned() }
}

pub async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    Path((number, link)): Path<(TicketNumber, String)>,
    Query(chosen): Query<Chosen>,
) -> Answer {
    let typed = Stars::read(&chosen.stars).map(|stars| (Some(stars), None));
    page(&web, &visitor, (number, link), typed, None, chosen.done == "yes").await
}

pub async fn rate(
    State(web): State<Web>,
    visitor: Visitor,
    Path((number, link)): Path<(TicketNumber, String)>,
    fields: Fields,
) -> Answer {
    let (wish, key) = (wish(&fields), link.clone());
    let typed = Some((wish.stars, Some(wish.comment.clone())));
    let done = match web.throttle.rating(&visitor.remote.address) {
        true => web.desk.change(Actor::Anonymous, move |tx| ticket::rate_by_link(tx, number, &key, wish)).await,
        false => Err(Refusal::TooManyTries.into()),
    };
    match done {
        Ok(()) => Ok(see(&format!("/rate/{number}/{link}?done=yes"))),
        Err(Error::Refused(refusal)) => page(&web, &visitor, (number, link), typed, Some(refusal), false).await,
        Err(error) => Err(Failure::new(error, visitor.language())),
    }
}

/// `typed`: stars, and a comment where one was typed, in place of what is kept.
async fn page(
    web: &Web,
    visitor: &Visitor,
    (number, link): (TicketNumber, String),
    typed: Option<(Option<Stars>, Option<String>)>,
    refusal: Option<Refusal>,
    thanks: bool,
) -> Answer {
    let key = link.clone();
    let found = web.desk.ask(Actor::Anonymous, move |read| ticket::rateable_by_link(read, number, &key)).await;
    let one = match found {
        Ok(one) => one,
        Err(Error::Refused(refusal)) => {
            let page = RatingPage { shell: visitor.shell(), asked: None, thanks: false, reason: Some(refusal.key()) };
            return Ok((status_of(refusal), html(&page)).into_response());
        }
        Err(error) => return Err(Failure::new(error, visitor.language())),
    };
    let (stars, comment) = typed.unwrap_or((one.rating.as_ref().map(|rating| rating.stars), None));
    let kept = || one.rating.as_ref().map(|rating| rating.comment.clone()).unwrap_or_default();
    let form = RatingForm {
        shell: visitor.shell(),
        action: format!("/rate/{number}/{link}"),
        stars,
        comment: comment.unwrap_or_else(kept),
        rated: one.rating.is_some(),
        reason: refusal.map(Refusal::key),
    };
    let asked = Some((one.number, one.subject, form));
    let page = RatingPage { shell: visitor.shell(), asked, thanks, reason: None };
    Ok((refusal.map_or(StatusCode::OK, status_of), html(&page)).into_response())
}
