//! `/tickets/arrange`, `/tickets/folds`: how one looks at a list, for oneself alone.

use super::fields::Fields;
use super::here::Here;
use super::lists::Which;
use crate::Web;
use crate::answer::{Answer, see};
use axum::extract::State;
use desk::ticket::{Bucket, Grouping, Sorting};
use desk::{Error, Refusal};
use service::ticket;

/// Its headings are remembered, and whether it is a board; its order stands in the address, so that it can be given to a colleague.
pub async fn update(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let which = Which::of(&fields).ok_or_else(|| here.fail(Error::Missing))?;
    let order = Sorting::named(fields.text("order")).ok_or_else(|| here.fail(Refusal::FormIncomplete))?;
    let grouping = match fields.text("grouping") {
        "" => None,
        name => Some(Grouping::named(name).ok_or_else(|| here.fail(Refusal::FormIncomplete))?),
    };
    let board = match fields.text("board") {
        "" => None,
        name => Some(Grouping::named(name).ok_or_else(|| here.fail(Refusal::FormIncomplete))?),
    };
    let view = which.view;
    let done = web.desk.change(here.seat.actor.clone(), move |tx| {
        ticket::set_grouping(tx, view, grouping)?;
        ticket::set_board(tx, view, board)?;
        Ok(ticket::layout_of(tx, view)?.order)
    });
    let usual = done.await.map_err(|error| here.fail(error))?;
    let which = Which { order: Some(order).filter(|order| *order != usual), ..which };
    Ok(see(&Which { heading: None, ..which.from_its_beginning() }.path()))
}

/// Folds one heading, or opens it again.
pub async fn fold(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let which = Which::of(&fields).ok_or_else(|| here.fail(Error::Missing))?;
    let grouping = Grouping::named(fields.text("grouping")).ok_or_else(|| here.fail(Refusal::FormIncomplete))?;
    let view = which.view;
    let done = web.desk.change(here.seat.actor.clone(), move |tx| match fields.all("fold").next() {
        Some(bucket) => ticket::fold(tx, view, grouping, &Bucket::from(bucket)),
        None => ticket::unfold(tx, view, grouping, &Bucket::from(fields.text("unfold"))),
    });
    done.await.map(|()| here.unchanged(&which.path())).map_err(|error| here.fail(error))
}
