//! `/notifications`: what one was told, and what one has seen of it.

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::said::Said;
use crate::Web;
use crate::answer::{Answer, Speak};
use crate::signed::Agent;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use desk::notification::NotificationId;
use desk::ticket::TicketNumber;
use service::notification::{self, Told};
use views::agent::At;
use views::agent::notifications::{Line, Notifications};

const PAGE: usize = 50;

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let before = here.query.maybe("before").unwrap_or_default().map(NotificationId);
    let unread = here.query.text("show") != "all";
    let asked = ask(&web, &here, At::Inbox, move |read| notification::inbox(read, unread, before, PAGE));
    let Asked { shell, frame, found } = asked.await?;
    let lines: Vec<Line> = found.told.into_iter().map(line).collect();
    let newest = lines.first().map(|line| line.id).filter(|_| lines.iter().any(|line| !line.seen));
    Ok(here.show(&Notifications { shell, frame, unread, lines, newest, older: found.older }))
}

fn line(told: Told) -> Line {
    let Told { id, number, subject, language, message, at, seen, facts, text } = told;
    Line { id, number, subject, language, message, at, seen, facts, text }
}

/// `GET /notifications/unseen?ticket=…`: which of these a browser goes on showing, and how many stand unread.
pub async fn unseen(State(web): State<Web>, here: Here) -> Answer {
    let shown = here.query.values("ticket", notification::MOST_SHOWN);
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        Ok((notification::unseen(read, shown)?, notification::unread(read)?))
    });
    let (tickets, unread) = asked.await.speak(&here.seat)?;
    let tickets: Vec<String> = tickets.iter().map(ToString::to_string).collect();
    Ok(Json(serde_json::json!({"tickets": tickets, "unread": unread})).into_response())
}

/// Everything up to the newest that the page has shown.
pub async fn see_all(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let until = fields.value("until").map(NotificationId);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| notification::see_all(tx, until?)).await;
    done.map(|()| here.unchanged("/notifications")).map_err(|error| here.fail(error))
}

/// One of them: seen, or to be looked at again.
pub async fn see(State(web): State<Web>, here: Here, Id(id): Id<NotificationId>, fields: Fields) -> Answer {
    let again = fields.text("seen") == "off";
    let done = web.desk.change(here.seat.actor.clone(), move |tx| match again {
        true => notification::unsee_one(tx, id),
        false => notification::see_one(tx, id),
    });
    done.await.map(|()| here.unchanged("/notifications")).map_err(|error| here.fail(error))
}

/// `POST /tickets/{number}/seen`: a page of the ticket is looked at.
pub async fn looked(State(web): State<Web>, Agent(seat): Agent, Id(number): Id<TicketNumber>) -> Answer {
    web.desk.change(seat.actor.clone(), move |tx| notification::see_ticket(tx, number)).await.speak(&seat)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `POST /tickets/{number}/mute`
pub async fn mute(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, fields: Fields) -> Answer {
    let muted = fields.text("mute") != "off";
    let done = web.desk.change(here.seat.actor.clone(), move |tx| notification::mute_ticket(tx, number, muted)).await;
    done.map(|()| here.done(&format!("/tickets/{number}"), Said::Saved)).map_err(|error| here.fail(error))
}
