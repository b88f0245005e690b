//! `/tickets/{number}/as-requester`, `/people/{id}/as-requester`: the portal as whoever asked sees it. Nothing can be done
//! there; a form is posted, because looking is written down.

use super::here::Here;
use super::id::Id;
use crate::Web;
use crate::answer::{Answer, html};
use crate::portal::requests::{filled, line, said};
use axum::extract::State;
use desk::people::PersonId;
use desk::ticket::TicketNumber;
use service::ticket;
use views::access::Tried;
use views::portal::{LookedAs, Request, Requests, Whose};

pub async fn show(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::as_requester(tx, number)).await;
    let (page, name) = done.map_err(|error| here.fail(error))?;
    let back = format!("/tickets/{}", page.number);
    Ok(html(&Request {
        status: page.status.shown(here.seat.words.language()).to_owned(),
        shell: here.shell(),
        // Files stand beneath the address of an attachment.
        path: String::new(),
        number: page.number,
        subject: page.subject,
        language: page.language,
        category: page.category,
        priority: page.priority,
        created_at: page.created_at,
        asked_by: None,
        assignee: page.assignee,
        participants: page.participants,
        filled: filled(&page.details, here.seat.words.language(), &here.seat.zone),
        said: page.messages.into_iter().map(said).collect(),
        may_close: page.may_close,
        may_reopen: page.may_reopen,
        rating: None,
        continues: page.continues,
        tried: Tried::default(),
        by_link: false,
        deed: None,
        looked: Some(LookedAs { name, back }),
    }))
}

pub async fn list(State(web): State<Web>, here: Here, Id(person): Id<PersonId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::list_as_requester(tx, person)).await;
    let (mine, name) = done.map_err(|error| here.fail(error))?;
    let requests = mine.lines.iter().map(|one| line(one, &mine, here.seat.words.language(), &name)).collect();
    let looked = Some(LookedAs { name: name.clone(), back: format!("/people/{person}") });
    Ok(html(&Requests {
        shell: here.shell(),
        requests,
        approvals: 0,
        organizations: Vec::new(),
        oversees: false,
        shown: Whose::Own,
        older: false,
        next: None,
        looked,
    }))
}
