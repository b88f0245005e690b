//! `/tickets/{number}/opened`: somebody has opened the ticket and looks at it.

use crate::Web;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::answer::{Answer, Speak, html};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use desk::ticket::TicketNumber;
use service::ticket;
use views::agent::ticket::Opened;
use views::agent::{Toast, Undo};

/// Asked by the page once it was shown for a while. What comes of it is said there.
pub async fn opened(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let asked = web.desk.change(here.seat.actor.clone(), move |tx| ticket::opened(tx, number));
    let Some((ticket, position)) = asked.await.speak(&here.seat)? else {
        return Ok(StatusCode::NO_CONTENT.into_response());
    };
    let undo = Undo { action: format!("/tickets/{}/undo/{position}", ticket.number), ends: None };
    let text = here.seat.words.with("said-opened", "n", ticket.number.to_string());
    Ok(html(&Opened {
        shell: here.shell(),
        toast: Toast { kind: "", icon: "person", text, undo: Some(undo), look: None },
    }))
}
