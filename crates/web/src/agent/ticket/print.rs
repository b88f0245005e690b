//! `/tickets/{number}/print`: on paper, with notes among colleagues, side conversations, tasks and changes only
//! where they are asked for.

use super::depth::tasks;
use super::page::{author, marked, names};
use crate::Web;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::answer::{Answer, Speak, see};
use axum::extract::State;
use desk::conversation::MessageKind;
use desk::ticket::TicketNumber;
use service::ticket::{self, Entry, Said, TicketPage};
use views::agent::Standing;
use views::agent::print::{Line, Paper, PaperWish, Size};
use views::agent::ticket::{Change, Happened, Spoken};

pub async fn show(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| ticket::page(read, number)).await;
    let page = asked.speak(&here.seat)?;
    if page.ticket.number != number {
        return Ok(see(&format!("/tickets/{}/print", page.ticket.number)));
    }
    let on = |name| here.query.text(name) == "1";
    let size = Size::named(here.query.text("size")).unwrap_or(Size::A4);
    let wish = PaperWish { size, notes: on("notes"), sides: on("sides"), tasks: on("tasks"), events: on("events") };
    let (shell, names) = (here.shell(), names(&here, &page));
    let line = |entry| match entry {
        &Entry::Message(ref said) => {
            let shown = !said.message.taken_back && (wish.notes || said.message.kind != MessageKind::Note);
            shown.then(|| Line::Said(Box::new(spoken(&here, &page, said, wish))))
        }
        &Entry::Event(ref happened) => {
            let (undoable, undone) = (false, happened.undone);
            let change = Change::of(Happened { recorded: &happened.recorded, undoable, undone }, &names, &shell);
            change.filter(|_| wish.events).map(|change| Line::Changed(Box::new(change)))
        }
        &Entry::Side(ref beside) => wish.sides.then(|| {
            let said = beside.said.iter().filter(|said| !said.message.taken_back);
            Line::Side(&beside.side.subject, said.map(|said| spoken(&here, &page, said, wish)).collect())
        }),
    };
    let (ticket, language) = (&page.ticket, here.seat.words.language());
    let name = |person| page.names.get(&person).map_or("", String::as_str);
    let paper = Paper {
        status: Standing::find(ticket.status, ticket.category, &page.statuses, language),
        team: page.teams.iter().find(|team| team.id == ticket.team).map_or("", |team| &team.name),
        requester: page.requester.shown(),
        assignee: ticket.assignee.map_or("", name),
        lines: page.timeline.iter().filter_map(line).collect(),
        tasks: if wish.tasks { tasks(&here, &page) } else { Vec::new() },
        wish,
        ticket,
        shell,
    };
    Ok(here.show(&paper))
}

/// What is highlighted is for colleagues, as notes are.
fn spoken<'a>(here: &Here, page: &'a TicketPage, said: &'a Said, wish: PaperWish) -> Spoken<'a> {
    let markers = said.markers.iter().filter(|_| wish.notes);
    Spoken {
        number: page.ticket.number,
        files: &said.attachments,
        came_from: said.came_from,
        delivered: None,
        verdicts: None,
        protection: None,
        author: author(page, said),
        first_new: false,
        last: false,
        may_take_back: false,
        may_release: false,
        may_change: false,
        requester: None,
        markers: markers.map(|marker| marked(here, page, marker)).collect(),
        framed: false,
        message: &said.message,
    }
}
