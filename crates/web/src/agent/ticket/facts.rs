//! `/tickets/{number}/facts`: what the bar says of it, when it has changed.

use crate::Web;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::answer::{Answer, Speak, html};
use axum::extract::State;
use desk::ticket::TicketNumber;
use service::ticket;
use views::agent::ticket::Facts;
use views::agent::{Face, Standing};

pub async fn show(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let card = web.desk.ask(here.seat.actor.clone(), move |read| ticket::card(read, number)).await.speak(&here.seat)?;
    let holder = card.ticket.assignee.zip(card.assignee.as_deref());
    Ok(html(&Facts {
        ticket: &card.ticket,
        team: &card.team,
        standing: Standing::of(&card.status, here.seat.words.language()),
        holder: holder.map(|(person, name)| (Face::of(person, name), name)),
        shell: here.shell(),
    }))
}
