//! `/tickets/{number}/times`, `/timer`: how long somebody worked on it.

use super::change::change;
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::Answer;
use axum::extract::State;
use base::Moment;
use desk::ticket::{ActivityId, TicketNumber, TimeFacts, TimeId, minutes};
use desk::{Done, Refusal, when};
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
    let set = move |tx: &mut Tx| match form.text("timer") {
        "start" => ticket::start_timer(tx, number),
        "stop" => stop(tx, number),
        _ => Err(Refusal::FormIncomplete.into()),
    };
    change(&web, &here, number, "", set).await
}

/// `POST /timer`: one's clock is stopped from wherever it is seen.
pub async fn halt(State(web): State<Web>, here: Here) -> Answer {
    let halt = |tx: &mut Tx| -> Done<Option<Said>> {
        let Some(ticket) = ticket::stop_timer(tx)? else { return Ok(None) };
        let position = ticket::just_changed(tx, &ticket)?;
        Ok(position.map(|position| Said::Changed(ticket.number, position)))
    };
    let done = web.desk.change(here.seat.actor.clone(), halt).await;
    match done.map_err(|error| here.fail(error))? {
        Some(said) => Ok(here.done("/", said)),
        None => Ok(here.unchanged("/")),
    }
}

fn stop(tx: &mut Tx, number: TicketNumber) -> Done<desk::ticket::Ticket> {
    ticket::stop_timer(tx)?;
    ticket::visible(tx, number)
}

pub(super) fn facts(form: &Fields, now: Moment, zone: &str) -> Result<TimeFacts, Refusal> {
    let at = match (form.text("at").trim(), form.text("day").trim()) {
        ("", "") => now,
        // A day by itself: today is now, another one its morning.
        ("", day) if day == now.in_zone(zone).strftime("%F").to_string() => now,
        ("", day) => Moment::on_wall_clock(&format!("{day}T09:00"), zone).ok_or(Refusal::DateInvalid)?,
        (text, _) => when::read(text, now, zone, when::MORNING).ok_or(Refusal::WhenUnclear)?,
    };
    Ok(TimeFacts {
        minutes: minutes(form.text("minutes")).ok_or(Refusal::MinutesInvalid)?,
        activity: form.maybe("activity")?.map(ActivityId),
        at,
        note: form.text("note").to_owned(),
    })
}

/// What is not to be lost when it was not taken.
fn typed(form: &Fields) -> String {
    let said = [form.text("minutes"), form.text("note")];
    said.into_iter().filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join(" · ")
}
