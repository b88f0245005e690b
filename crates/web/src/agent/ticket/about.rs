//! `/tickets/{number}/messages/{id}`: all that is known of a message and what can be done with it.

use super::page::{alone, may_of};
use crate::Web;
use crate::agent::asked::{Asked, ask};
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::rich::Prose;
use crate::answer::{Answer, Speak, html};
use axum::extract::State;
use desk::Permission;
use desk::conversation::{Message, MessageId, MessageKind};
use desk::people::PersonId;
use desk::ticket::TicketNumber;
use service::ticket::{self, AboutMessage};
use views::agent::At;
use views::agent::rich::Rich;
use views::agent::ticket as view;
use views::form::Words;

/// A page, for whom no script fetches its menu.
pub async fn show(State(web): State<Web>, here: Here, Id((number, id)): Id<(TicketNumber, MessageId)>) -> Answer {
    let asked = ask(&web, &here, At::Elsewhere, move |read| ticket::about_message(read, number, id)).await?;
    let Asked { shell, frame, found } = asked;
    Ok(here.show(&view::AboutPage { subject: &found.ticket.subject, about: about(&here, &found), shell, frame }))
}

/// `menu`: the same as a piece of the ticket's page.
pub async fn menu(State(web): State<Web>, here: Here, Id((number, id)): Id<(TicketNumber, MessageId)>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| ticket::about_message(read, number, id)).await;
    Ok(html(&about(&here, &asked.speak(&here.seat)?)))
}

/// `task`: a task out of it, for whom no script fills in the form beside the ticket.
pub async fn task(State(web): State<Web>, here: Here, Id((number, id)): Id<(TicketNumber, MessageId)>) -> Answer {
    let asked = ask(&web, &here, At::Elsewhere, move |read| {
        let found = ticket::about_message(read, number, id)?;
        read.actor().may_change(&found.ticket)?;
        Ok((found.said.message, ticket::page(read, number)?))
    });
    let Asked { shell, frame, found: (message, page) } = asked.await?;
    Ok(here.show(&view::TaskOf {
        number: page.ticket.number,
        subject: &page.ticket.subject,
        message: &message,
        teams: &page.teams,
        assignable: &page.assignable,
        away: &page.away,
        shell,
        frame,
    }))
}

fn about<'a>(here: &Here, found: &'a AboutMessage) -> view::About<'a> {
    let name = |person: Option<PersonId>| -> &'a str {
        person.and_then(|person| found.names.get(&person)).map_or("", String::as_str)
    };
    view::About {
        shell: here.shell(),
        may: may_of(found.may),
        note: note(found.ticket.number, &found.said.message),
        edits_others: found.may.note && here.seat.actor.may(Permission::UndoOthers).is_ok(),
        spoken: view::Spoken {
            author: name(found.said.message.author),
            may_change: found.may.change,
            ..alone(here, found.ticket.number, &found.said)
        },
        versions: found
            .versions
            .iter()
            .map(|one| view::Version {
                person: name(one.person),
                text: &one.text,
                form: (!one.html.is_empty()).then(|| Words::of(one.html.as_str())),
                at: one.at,
            })
            .collect(),
    }
}

/// What it says, with its pictures, as the editor has it.
fn note(number: TicketNumber, message: &Message) -> Option<Rich> {
    let is_note = message.kind == MessageKind::Note;
    is_note.then(|| Rich {
        id: format!("message-{}-text", message.id),
        images: format!("/tickets/{number}/messages/{}/images", message.id),
        // Nobody fills in what stands in braces.
        mistake: None,
        ..Prose::of((message.text.clone(), message.html.clone())).drawn(("", "text", "note-edit", "html"))
    })
}
