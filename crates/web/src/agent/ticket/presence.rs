//! `/tickets/{number}/presence`: who else is here.

use crate::Web;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::answer::{Answer, Speak, html};
use axum::extract::State;
use desk::ticket::TicketNumber;
use views::agent::ticket::{Presence, Present};

pub async fn show(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| service::ticket::held_by_another(read, number));
    let held = asked.await.speak(&here.seat)?.map(|(name, _)| name);
    let others = web.live.others_at(number, here.seat.person);
    let people =
        others.into_iter().map(|other| Present { person: other.person, name: other.name, writes: other.writing });
    Ok(html(&Presence { shell: here.shell(), number, people: people.collect(), held }))
}
