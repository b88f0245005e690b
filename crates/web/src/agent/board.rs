//! `POST /tickets/board`: a card is put into another column.

use super::fields::Fields;
use super::here::Here;
use super::list::drawn;
use super::lists::Which;
use super::said::Said;
use crate::Web;
use crate::answer::{Answer, see, status_of};
use axum::extract::State;
use axum::http::StatusCode;
use desk::ticket::{Bucket, Grouping, TicketNumber};
use desk::{Error, Refusal};
use service::ticket;

/// The board again: with the word about it, or with the card where it was and the reason.
pub async fn update(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let which = Which::of(&fields).ok_or_else(|| here.fail(Error::Missing))?;
    let number: TicketNumber = TicketNumber(fields.maybe("ticket").unwrap_or_default().unwrap_or_default());
    let wish = fields.clone();
    let moved = web.desk.change(here.seat.actor.clone(), move |tx| {
        let grouping = Grouping::named(wish.text("grouping")).ok_or(Refusal::FormIncomplete)?;
        let to = wish.all("to").next().map(Bucket::from).ok_or(Refusal::FormIncomplete)?;
        let ticket = ticket::move_card(tx, number, grouping, &to, wish.maybe("version")?)?;
        ticket::just_changed(tx, &ticket)
    });
    let (status, key) = match moved.await {
        Ok(Some(position)) => return Ok(here.go(&which.path(), Said::Changed(number, position))),
        Ok(None) => return Ok(see(&which.path())),
        Err(Error::Refused(refusal)) => (status_of(refusal), refusal.key()),
        Err(Error::Conflict) => (StatusCode::CONFLICT, "ticket-conflict"),
        Err(error) => return Err(here.fail(error)),
    };
    let words = here.seat.words;
    let notice = format!("{} {}", words.with("board-stays", "x", number.to_string()), words.say(key));
    drawn(&web, &here, which, None, Some(notice), |here, page| here.show_again(status, page)).await
}
