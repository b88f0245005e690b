//! `/tickets/bulk`: one change for everything that is ticked, and what became of each.

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::said::Said;
use super::ticket::change::names;
use crate::Web;
use crate::answer::Answer;
use axum::extract::State;
use axum::http::StatusCode;
use desk::people::PersonId;
use desk::ticket::{StatusId, TagId, Ticket, TicketNumber, View};
use desk::{Done, Error, Refusal};
use service::Tx;
use service::ticket::{self, MOST_AT_ONCE};
use views::agent::At;
use views::agent::bulk::BulkResults;

enum Act {
    Assign(Option<PersonId>),
    Status(StatusId),
    Tag(Vec<String>),
    Trash,
    Restore,
}

impl Act {
    /// The button that was pressed says it.
    fn read(form: &Fields) -> Result<Self, Refusal> {
        if form.has("assignee") {
            let to: i64 = form.value("assignee")?;
            Ok(Self::Assign((to != 0).then_some(PersonId(to))))
        } else if form.has("status") {
            form.value("status").map(StatusId).map(Self::Status)
        } else {
            match form.text("act") {
                "tag" => Ok(Self::Tag(names(form.text("tag")).collect())),
                "trash" => Ok(Self::Trash),
                "restore" => Ok(Self::Restore),
                _ => Err(Refusal::FormIncomplete),
            }
        }
    }
}

type Outcomes = Vec<(TicketNumber, Done<Ticket>)>;

pub async fn create(State(web): State<Web>, here: Here, form: Fields) -> Answer {
    let numbers: Vec<TicketNumber> = form.values("ticket", MOST_AT_ONCE);
    let back = View::named(form.text("view"))
        .map_or_else(|| "/tickets".to_owned(), |view| format!("/tickets?view={}", view.name()));
    let act = Act::read(&form).map_err(|refusal| here.fail(refusal))?;
    if numbers.is_empty() {
        return Ok(here.unchanged(&back));
    }
    let done = web.desk.change(here.seat.actor.clone(), move |tx| apply(tx, &numbers, &act)).await;
    let outcomes = done.map_err(|error| here.fail(error))?;
    if outcomes.iter().all(|(_, outcome)| outcome.is_ok()) {
        return Ok(here.done(&back, Said::Many(outcomes.len() as i64)));
    }
    let Asked { shell, frame, found: () } = ask(&web, &here, At::Elsewhere, |_| Ok(())).await?;
    let outcomes = outcomes.into_iter().map(|(number, outcome)| (number, outcome.err().map(reason))).collect();
    Ok(here.show_again(StatusCode::MULTI_STATUS, &BulkResults { shell, frame, outcomes, back }))
}

/// Whatever version it has now: who ticks twenty tickets has read none of them to the end.
fn apply(tx: &mut Tx, numbers: &[TicketNumber], act: &Act) -> Done<Outcomes> {
    let tags = match act {
        Act::Tag(names) => ticket::tags_named(tx, names)?,
        Act::Assign(_) | Act::Status(_) | Act::Trash | Act::Restore => Vec::new(),
    };
    ticket::bulk(tx, numbers, |tx, number| match act {
        Act::Assign(to) => ticket::assign(tx, number, *to, None),
        Act::Status(to) => ticket::set_status(tx, number, *to, None),
        Act::Tag(_) => add_tags(tx, number, &tags),
        Act::Trash => ticket::trash(tx, number, None),
        Act::Restore => ticket::restore(tx, number, None),
    })
}

fn add_tags(tx: &mut Tx, number: TicketNumber, more: &[TagId]) -> Done<Ticket> {
    let now = ticket::visible(tx, number)?.tags;
    ticket::set_tags(tx, number, now.into_iter().chain(more.iter().copied()).collect(), None)
}

fn reason(error: Error) -> &'static str {
    match error {
        Error::Refused(refusal) => refusal.key(),
        Error::Missing => "bulk-gone",
        Error::Conflict => "bulk-conflict",
        Error::Fault(_) => "error-fault",
    }
}
