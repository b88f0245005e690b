//! `/tabs`: the row of tickets one keeps open, and putting one there.

use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::ticket::change::refused;
use crate::Web;
use crate::answer::{Answer, Speak, html};
use axum::extract::State;
use desk::Refusal;
use desk::ticket::TicketNumber;
use service::Tx;
use service::ticket;
use views::agent::tabs::{Row, Tabs};

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    let lines = web.desk.ask(here.seat.actor.clone(), ticket::tabs).await.speak(&here.seat)?;
    let at = here.query.value("ticket").ok();
    Ok(html(&Row { shell: here.shell(), open_tabs: Tabs { lines, at } }))
}

/// `POST /tickets/{number}/tab`: kept open, or closed; what was begun there stays begun.
pub async fn update(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let set = move |tx: &mut Tx| match form.text("tab") {
        "on" => ticket::pin(tx, number),
        "off" => ticket::close_tab(tx, number),
        _ => Err(Refusal::FormIncomplete.into()),
    };
    match web.desk.change(here.seat.actor.clone(), set).await {
        Ok(ticket) => Ok(here.unchanged(&format!("/tickets/{}", ticket.number))),
        Err(error) => refused(&web, &here, number, String::new(), error).await,
    }
}
