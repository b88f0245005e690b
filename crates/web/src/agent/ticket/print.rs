//! `/tickets/{number}/print`: on paper, with the notes among colleagues only where they are asked for.

use crate::Web;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::answer::{Answer, Speak, see};
use axum::extract::State;
use desk::conversation::MessageKind;
use desk::ticket::TicketNumber;
use service::ticket::{self, Entry, Said};
use views::agent::Standing;
use views::agent::print::Paper;
use views::agent::ticket::Spoken;

pub async fn show(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| ticket::page(read, number)).await;
    let page = asked.speak(&here.seat)?;
    if page.ticket.number != number {
        return Ok(see(&format!("/tickets/{}/print", page.ticket.number)));
    }
    let notes = here.query.text("notes") == "1";
    let said = page.timeline.iter().filter_map(|entry| match entry {
        Entry::Message(said) => Some(&**said),
        Entry::Event(_) | Entry::Side(_) => None,
    });
    let shown = |said: &&Said| !said.message.taken_back && (notes || said.message.kind != MessageKind::Note);
    let spoken = said.filter(shown).map(|said| Spoken {
        number,
        files: &said.attachments,
        came_from: said.came_from,
        delivered: None,
        verdicts: None,
        protection: None,
        author: said.message.author.and_then(|author| page.names.get(&author)).map_or("", String::as_str),
        first_new: false,
        last: false,
        may_take_back: false,
        may_release: false,
        may_change: false,
        requester: None,
        framed: false,
        message: &said.message,
    });
    let (ticket, language) = (&page.ticket, here.seat.words.language());
    let name = |person| page.names.get(&person).map_or("", String::as_str);
    let paper = Paper {
        status: Standing::find(ticket.status, ticket.category, &page.statuses, language),
        team: page.teams.iter().find(|team| team.id == ticket.team).map_or("", |team| &team.name),
        requester: page.requester.shown(),
        assignee: ticket.assignee.map_or("", name),
        spoken: spoken.collect(),
        notes,
        ticket,
        shell: here.shell(),
    };
    Ok(here.show(&paper))
}
