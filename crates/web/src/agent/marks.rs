//! `/tickets/here?ticket=…`: who else is at the tickets whose rows stand on a page. One question and one look, however
//! many rows there are.

use super::here::Here;
use crate::Web;
use crate::answer::{Answer, Speak, html};
use crate::presence::Present;
use axum::extract::State;
use desk::people::PersonId;
use desk::ticket::TicketNumber;
use service::ticket;
use std::collections::HashSet;
use views::agent::{Marks, There};

/// Rows that are asked about at once.
const MOST: usize = 128;

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    let wished: Vec<i64> = here.query.values("ticket", MOST);
    let wished: Vec<TicketNumber> = wished.into_iter().map(TicketNumber).collect();
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| ticket::answered_among(read, &wished));
    let seen = asked.await.speak(&here.seat)?;
    let numbers: HashSet<TicketNumber> = seen.keys().copied().collect();
    let mut present = web.live.others_among(&numbers, here.seat.person);
    let mark = |(number, answers): (TicketNumber, Option<(PersonId, String)>)| {
        (number, there(present.remove(&number).unwrap_or_default(), answers, here.seat.person))
    };
    let marks = seen.into_iter().map(mark).collect();
    Ok(html(&Marks { shell: here.shell(), marks }))
}

/// Whoever answers first, wherever their page is open; `me` need not be told.
pub fn there(present: Vec<Present>, answers: Option<(PersonId, String)>, me: PersonId) -> Vec<There> {
    let writes = answers.filter(|(person, _)| *person != me);
    let is_writer = |one: &Present| writes.as_ref().is_some_and(|(person, _)| *person == one.person);
    let others = present.iter().filter(|one| !is_writer(one));
    // A note is no answer.
    let others = others.map(|one| There { person: one.person, name: one.name.clone(), answers: false });
    let writer = writes.iter().map(|(person, name)| There { person: *person, name: name.clone(), answers: true });
    writer.chain(others).collect()
}
