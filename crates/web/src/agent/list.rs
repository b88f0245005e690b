//! `/tickets`

use super::around::around;
use super::here::Here;
use super::lists::{Narrowing, Which, beside, boards, groupings, listed, orders};
use crate::Web;
use crate::answer::{Answer, Speak, see};
use axum::extract::State;
use axum::response::Response;
use desk::Error;
use desk::ticket::{Grouping, TicketNumber, View};
use service::ticket::{self, COUNTED};
use views::agent::At;
use views::agent::list::{ListPage, Narrowed, heading};

/// A view's list. An address without a view shows one's own, one with a view there is none of nothing; with `beside` it is the list beside that ticket, whose rows
/// are fetched again.
pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    let which = match Which::of(&here.query) {
        Some(which) => which,
        // Without a question there is nothing to be found.
        None if here.query.text("view") == View::Found.name() => return Ok(see("/search")),
        None if here.query.text("view").is_empty() => Which::whole(View::Mine, ""),
        None => return Err(here.fail(Error::Missing)),
    };
    let open = here.query.value("beside").ok().map(TicketNumber);
    drawn(&web, &here, which, open, None, |here, page| here.show(page)).await
}

/// The page; `notice` says why something was not done.
pub async fn drawn(
    web: &Web,
    here: &Here,
    which: Which,
    open: Option<TicketNumber>,
    notice: Option<String>,
    answer: impl FnOnce(&Here, &ListPage) -> Response,
) -> Answer {
    let view = which.view;
    let rows = if open.is_some() { beside } else { listed };
    let (finder, happened) = (web.finder.clone(), here.happened());
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        let listed = rows(read, &finder, which)?;
        let count = listed.narrowing.to().map(|narrowing| ticket::count_narrowed(read, view, narrowing)).transpose()?;
        Ok((around(read, happened)?, listed, count))
    });
    let (around, listed, count) = asked.await.speak(&here.seat)?;
    let (shell, frame) = (here.shell(), around.frame(here, At::View(view)));
    let listed = listed.met(&web.live, here.seat.person);
    let list = listed.list(&here.seat.actor, (here.seat.words.language(), &here.seat.zone), open);
    let heading = heading(&shell, &frame, view);
    let edit = match view {
        View::Saved(id) => {
            let view = around.saved.iter().find(|view| view.id == id);
            view.filter(|view| here.seat.actor.may_edit_view(view).is_ok()).map(|view| format!("/views/{}", view.id))
        }
        _ => None,
    };
    let why = match &listed.narrowing {
        Narrowing::Misunderstood(why) => Some(why.told(here)),
        Narrowing::No | Narrowing::To(_) => None,
    };
    let narrowed = count.map(|tickets| Narrowed { tickets, more: tickets >= COUNTED as i64 });
    let orders = orders(&listed.book, here.seat.words);
    let groupings = groupings(&listed.book, here.seat.words);
    let grouping = listed.layout.grouping.map(Grouping::name).unwrap_or_default();
    let tickets = around.tickets(view);
    let boards = boards(here.seat.words);
    let board = listed.layout.board.map(Grouping::name).unwrap_or_default();
    let page = ListPage {
        edit,
        heading,
        tickets,
        narrowed,
        why,
        notice,
        list,
        orders,
        groupings,
        grouping,
        boards,
        board,
        shell,
        frame,
    };
    Ok(answer(here, &page))
}
