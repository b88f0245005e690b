//! `/tickets/{number}/card`: a ticket at a glance, as a piece of a page.

use super::here::Here;
use super::id::Id;
use crate::Web;
use crate::answer::{Answer, Speak, html};
use axum::extract::State;
use desk::ticket::{TicketNumber, beginning};
use service::ticket::{self, Card as Known};
use views::agent::Standing;
use views::agent::card::{Card, CardLine};

/// Letters of each of the last words.
const LONGEST: usize = 280;

pub async fn show(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let card = web.desk.ask(here.seat.actor.clone(), move |read| ticket::card(read, number)).await.speak(&here.seat)?;
    let said = card.said.iter().map(|(message, author)| CardLine {
        author: author.clone(),
        at: message.at,
        note: Known::is_note(message),
        text: beginning(if message.new_text.trim().is_empty() { &message.text } else { &message.new_text }, LONGEST),
    });
    Ok(html(&Card {
        status: Standing::of(&card.status, here.seat.words.language()),
        requester: card.requester.shown(),
        tier: card.tier,
        organization: card.organization.as_deref(),
        team: &card.team,
        assignee: card.assignee.as_deref(),
        tags: card.tags.iter().map(|tag| tag.name.as_str()).collect(),
        said: said.collect(),
        ticket: &card.ticket,
        shell: here.shell(),
    }))
}
