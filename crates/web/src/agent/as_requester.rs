//! `/tickets/{number}/as-requester`, `/people/{id}/as-requester`: the portal as somebody who asks sees it. Nothing can be
//! done there; a form is posted, because looking is written down.

use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use crate::Web;
use crate::answer::{Answer, html};
use crate::portal::requests::{PAGE, list as drawn, request};
use axum::extract::State;
use desk::Error;
use desk::people::{Askers, PersonId};
use desk::ticket::TicketNumber;
use service::ticket::{self, After, SeenAs};
use views::portal::{LookedAs, Request, RequestLine, Requests};

/// `as` whom, who is not always the one who asked.
pub async fn show(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, fields: Fields) -> Answer {
    let whom = fields.maybe("as").map_err(|_| here.fail(Error::Missing))?.map(PersonId);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::as_requester(tx, number, whom)).await;
    let (page, seen_as) = done.map_err(|error| here.fail(error))?;
    let back = match whom {
        Some(person) => format!("/people/{person}"),
        None => format!("/tickets/{}", page.number),
    };
    Ok(html(&Request { looked: Some(looked(seen_as, back)), ..request(here.shell(), page) }))
}

/// `organization=` and `of=` choose one of their lists, `after` goes on in it, as in the portal.
pub async fn list(State(web): State<Web>, here: Here, Id(person): Id<PersonId>, fields: Fields) -> Answer {
    let organization = fields.maybe("organization").map_err(|_| here.fail(Error::Missing))?;
    let (of, after) = (Askers::named(organization, fields.text("of")), After::read(fields.text("after")));
    let look = move |tx: &mut service::Tx| ticket::list_as_requester(tx, person, of, after, PAGE);
    let (mine, seen_as) = web.desk.change(here.seat.actor.clone(), look).await.map_err(|error| here.fail(error))?;
    let page = drawn(here.shell(), mine, &seen_as.name, (of, after.is_some()));
    let requests = page.requests.into_iter().map(|line| RequestLine { seen_as: Some(person), ..line }).collect();
    let looked = Some(looked(seen_as, format!("/people/{person}")));
    Ok(html(&Requests { requests, looked, ..page }))
}

fn looked(SeenAs { person, name, lists }: SeenAs, back: String) -> LookedAs {
    LookedAs { person, name, lists, back }
}
