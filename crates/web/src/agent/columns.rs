//! `/tickets/columns`: how one wants a list shown.

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::lists::{Which, groupings, orders};
use super::said::Said;
use super::saved::{in_order, offered};
use crate::Web;
use crate::answer::Answer;
use axum::extract::State;
use axum::http::StatusCode;
use desk::form::Book;
use desk::ticket::{Grouping, Layout, Sorting, View};
use desk::{Error, Refusal};
use service::{form, ticket};
use views::agent::At;
use views::agent::columns::ColumnsPage;
use views::agent::list::heading;

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    let view = View::named(here.query.text("view")).ok_or_else(|| here.fail(Error::Missing))?;
    let which = Which::whole(view, here.query.text("q").trim());
    let asked =
        ask(&web, &here, At::View(view), move |read| Ok((ticket::layout_of(read, view)?, form::book(read)?))).await?;
    Ok(here.show(&page(asked, which)))
}

pub async fn update(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let view = View::named(fields.text("view")).ok_or_else(|| here.fail(Error::Missing))?;
    // To what the list is narrowed it stays narrowed.
    let which = Which::whole(view, fields.text("q").trim());
    let order = Sorting::named(fields.text("order")).ok_or_else(|| here.fail(Refusal::FormIncomplete))?;
    let columns = in_order(fields.all("column"), fields.text("act")).map_err(|refusal| here.fail(refusal))?;
    let grouping = Grouping::named(fields.text("group"));
    let layout = Layout { columns, order, grouping, board: None };
    let wish = match fields.text("act") {
        "save" => Some(layout),
        "reset" => None,
        act if act != "draw" && !act.starts_with("earlier:") => return Err(here.fail(Refusal::FormIncomplete)),
        _ => {
            let Asked { shell, frame, found: book } = ask(&web, &here, At::View(view), form::book).await?;
            return Ok(here.show_again(StatusCode::OK, &page(Asked { shell, frame, found: (layout, book) }, which)));
        }
    };
    let done = web
        .desk
        .change(here.seat.actor.clone(), move |tx| {
            // It stays a board.
            let board = ticket::layout_of(tx, view)?.board;
            ticket::set_layout(tx, view, wish.map(|wish| Layout { board, ..wish }))
        })
        .await;
    done.map(|()| here.go(&which.path(), Said::Saved)).map_err(|error| here.fail(error))
}

fn page(asked: Asked<(Layout, Book)>, which: Which) -> ColumnsPage<'static> {
    let Asked { shell, frame, found: (Layout { columns, order, grouping, .. }, book) } = asked;
    ColumnsPage {
        heading: heading(&shell, &frame, which.view),
        word: which.view.name(),
        back: which.path(),
        filter: which.filter,
        columns: offered(&columns, &book, shell.words),
        order,
        orders: orders(&book, shell.words),
        groupings: groupings(&book, shell.words),
        grouping: grouping.map(Grouping::name).unwrap_or_default(),
        shell,
        frame,
    }
}
