//! `/tickets/{number}/times`, `/timer`: how long somebody worked on it.

use super::change::{change, refused};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::Answer;
use axum::extract::State;
use axum::response::Response;
use base::Moment;
use desk::sla::Day;
use desk::ticket::{ActivityId, TicketNumber, TimeFacts, TimeId, minutes};
use desk::{Done, Refusal};
use service::ticket::Stopped;
use service::{Tx, ticket};

pub async fn create(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let (typed, zone) = (typed(&form), here.seat.zone.clone());
    let log = move |tx: &mut Tx| {
        let what = facts(&form, tx.now(), &zone)?;
        ticket::log_time(tx, number, what)
    };
    change(&web, &here, number, typed, log).await
}

pub async fn update(
    State(web): State<Web>,
    here: Here,
    Id((number, time)): Id<(TicketNumber, TimeId)>,
    form: Fields,
) -> Answer {
    let (typed, zone) = (typed(&form), here.seat.zone.clone());
    let set = move |tx: &mut Tx| {
        let what = facts(&form, tx.now(), &zone)?;
        ticket::change_time(tx, number, time, what, form.maybe("version")?)
    };
    change(&web, &here, number, typed, set).await
}

pub async fn destroy(State(web): State<Web>, here: Here, Id((number, time)): Id<(TicketNumber, TimeId)>) -> Answer {
    change(&web, &here, number, "", move |tx| ticket::remove_time(tx, number, time)).await
}

/// `timer=start`, or `stop`: what the clock took is entered.
pub async fn timer(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let set = move |tx: &mut Tx| -> Done<Option<Said>> {
        match form.text("timer") {
            "start" => {
                let stopped = ticket::start_timer(tx, number)?;
                Ok(stopped.and_then(|stopped| noteworthy(tx, &stopped)))
            }
            "stop" => {
                let said = stop(tx)?;
                if !matches!(said, Some(Said::ClockedUnseen(gone, _)) if gone == number) {
                    ticket::visible(tx, number)?;
                }
                Ok(said)
            }
            _ => Err(Refusal::FormIncomplete.into()),
        }
    };
    match web.desk.change(here.seat.actor.clone(), set).await {
        Ok(said) => Ok(back(&here, &format!("/tickets/{number}"), said)),
        Err(error) => refused(&web, &here, number, String::new(), error).await,
    }
}

/// `POST /timer`: one's clock is stopped from wherever it is seen.
pub async fn halt(State(web): State<Web>, here: Here) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), stop).await;
    let said = done.map_err(|error| here.fail(error))?;
    Ok(back(&here, "/", said))
}

fn stop(tx: &mut Tx) -> Done<Option<Said>> {
    let Some(stopped) = ticket::stop_timer(tx)? else { return Ok(None) };
    if let Some(said) = noteworthy(tx, &stopped) {
        return Ok(Some(said));
    }
    let position = ticket::just_changed(tx, &stopped.ticket)?;
    Ok(position.map(|position| Said::Changed(stopped.ticket.number, position)))
}

/// What nobody would see by themselves: that the time is entered out of their sight, or that the clock had been forgotten.
fn noteworthy(tx: &Tx, stopped: &Stopped) -> Option<Said> {
    let Stopped { ticket, time, ran } = stopped;
    if tx.actor().may_read(ticket).is_err() {
        return Some(Said::ClockedUnseen(ticket.number, *ran));
    }
    ran.is_long().then_some(Said::ClockedLong(ticket.number, *time, *ran))
}

/// Back to where the clock was stopped, unless that is the page of a ticket one sees no more.
fn back(here: &Here, otherwise: &str, said: Option<Said>) -> Response {
    let Some(said) = said else { return here.unchanged(otherwise) };
    let path = here.asked_at(otherwise);
    let is_of = |number: TicketNumber| {
        let rest = path.strip_prefix(&format!("/tickets/{number}"));
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let gone = matches!(said, Said::ClockedUnseen(number, _) if is_of(number));
    here.go(if gone { "/tickets" } else { &path }, said)
}

pub(super) fn facts(form: &Fields, now: Moment, zone: &str) -> Result<TimeFacts, Refusal> {
    let today = Day(now.in_zone(zone).date());
    let day = match form.text("day").trim() {
        "" => today,
        text => text.parse().map_err(|()| Refusal::DateInvalid)?,
    };
    // Today is now, another day its morning.
    let at = if day == today {
        now
    } else {
        Moment::on_wall_clock(&format!("{day}T09:00"), zone).ok_or(Refusal::DateInvalid)?
    };
    Ok(TimeFacts {
        minutes: minutes(form.text("minutes")).ok_or(Refusal::MinutesInvalid)?,
        activity: form.maybe("activity")?.map(ActivityId),
        at,
        day: Some(day),
        note: form.text("note").to_owned(),
    })
}

/// What is not to be lost when it was not taken.
fn typed(form: &Fields) -> String {
    let said = [form.text("minutes"), form.text("note")];
    said.into_iter().filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join(" · ")
}
