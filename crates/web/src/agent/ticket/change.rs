//! Changing a ticket: each property is posted by itself, with the version that was seen.

use super::nap;
use super::page::{Told, drawn};
use super::tasks::term;
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::organization::begun;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure, status_of};
use crate::upload::Brought;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Address, Email};
use desk::conversation::Compose;
use desk::form::FieldId;
use desk::people::{OrganizationId, Person, PersonId, TeamId};
use desk::ticket::{Kind, Priority, StatusId, Ticket, TicketNumber, TimeFacts, minutes};
use desk::{Done, Error, Refusal};
use service::{Tx, conversation, people, ticket};
use views::agent::ticket::Notice;

pub async fn subject(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let typed = form.text("subject").to_owned();
    change(&web, &here, number, typed.clone(), move |tx| ticket::rename(tx, number, &typed, seen(&form)?)).await
}

pub async fn status(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let set = move |tx: &mut Tx| ticket::set_status(tx, number, StatusId(form.value("status")?), seen(&form)?);
    change(&web, &here, number, "", set).await
}

pub async fn priority(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let set = move |tx: &mut Tx| {
        let to = Priority::named(form.text("priority")).ok_or(Refusal::FormIncomplete)?;
        ticket::set_priority(tx, number, to, seen(&form)?)
    };
    change(&web, &here, number, "", set).await
}

pub async fn kind(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let set = move |tx: &mut Tx| {
        let to = Kind::named(form.text("kind")).ok_or(Refusal::FormIncomplete)?;
        ticket::set_kind(tx, number, to, seen(&form)?)
    };
    change(&web, &here, number, "", set).await
}

/// Empty: about nothing in particular.
pub async fn topic(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let set = move |tx: &mut Tx| service::form::set_topic(tx, number, form.maybe("topic")?, seen(&form)?);
    change(&web, &here, number, "", set).await
}

/// What stands in one of the fields that people have defined.
pub async fn field(
    State(web): State<Web>,
    here: Here,
    Id((number, field)): Id<(TicketNumber, FieldId)>,
    Brought(form): Brought,
) -> Answer {
    let typed: Vec<String> = form.all(&format!("field-{field}")).map(str::to_owned).collect();
    let (again, zone) = (typed.clone(), here.seat.zone.clone());
    let changed = web.desk.change(here.seat.actor.clone(), move |tx| {
        let ticket = service::form::set_typed(tx, number, field, &typed, &zone, seen(&form)?)?;
        let position = ticket::just_changed(tx, &ticket)?;
        Ok((ticket, position))
    });
    match changed.await {
        Err(Error::Refused(refusal)) if refusal != Refusal::NotAllowed => {
            let told = Told { beside: Some((field, again, refusal.key())), ..Told::nothing() };
            let status = status_of(refusal);
            drawn(&web, &here, number, &here.origin(), told, |here, page| here.show_again(status, page)).await
        }
        Err(error) => refused(&web, &here, number, again.join(", "), error).await,
        Ok((ticket, Some(position))) => Ok(here.done(&path(&ticket), Said::Changed(number, position))),
        Ok((ticket, None)) => Ok(here.unchanged(&path(&ticket))),
    }
}

/// All tags there shall be, as names.
pub async fn tags(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let typed = form.text("tags").to_owned();
    let set = move |tx: &mut Tx| {
        let names: Vec<String> = names(form.text("tags")).collect();
        let tags = ticket::tags_named(tx, &names)?;
        ticket::set_tags(tx, number, tags, seen(&form)?)
    };
    change(&web, &here, number, typed, set).await
}

pub async fn team(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let set = move |tx: &mut Tx| ticket::move_to_team(tx, number, TeamId(form.value("team")?), seen(&form)?);
    change(&web, &here, number, "", set).await
}

/// 0: nobody.
pub async fn assignee(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let set = move |tx: &mut Tx| {
        let to: i64 = form.value("assignee")?;
        ticket::assign(tx, number, (to != 0).then_some(PersonId(to)), seen(&form)?)
    };
    change(&web, &here, number, "", set).await
}

/// By address; somebody nobody knew becomes known.
pub async fn requester(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let typed = form.text("requester").to_owned();
    let set = move |tx: &mut Tx| {
        let person = person(tx, form.text("requester"))?;
        ticket::set_requester(tx, number, person.id, seen(&form)?)
    };
    change(&web, &here, number, typed, set).await
}

/// One of the requester's, or none; another one by its name.
pub async fn organization(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let typed = form.text("name").to_owned();
    let set = move |tx: &mut Tx| {
        let ticket = ticket::visible(tx, number)?;
        tx.actor().may_change(&ticket)?;
        let to = match form.all("organization").next() {
            Some("") => None,
            Some(_) => Some(OrganizationId(form.value("organization")?)),
            None => Some(people::organization_called(tx, form.text("name"))?.ok_or(Refusal::OrganizationUnknown)?),
        };
        ticket::set_organization(tx, number, to, seen(&form)?)
    };
    change(&web, &here, number, typed, set).await
}

/// `add` an address, or `remove`, `pause` or `resume` somebody.
pub async fn participants(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let typed = form.text("add").to_owned();
    let set = move |tx: &mut Tx| match (form.maybe("remove")?, form.maybe("pause")?, form.maybe("resume")?) {
        (Some(gone), _, _) => ticket::remove_participant(tx, number, PersonId(gone), seen(&form)?),
        (None, Some(paused), _) => ticket::pause_participant(tx, number, PersonId(paused), true, seen(&form)?),
        (None, None, Some(back)) => ticket::pause_participant(tx, number, PersonId(back), false, seen(&form)?),
        (None, None, None) => {
            let person = person(tx, form.text("add"))?;
            ticket::add_participant(tx, number, person.id, seen(&form)?)
        }
    };
    change(&web, &here, number, typed, set).await
}

/// `add` or `remove` a colleague; else the one who looks follows, or does not any more.
pub async fn followers(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let (me, typed) = (here.seat.person, form.text("add").to_owned());
    let set = move |tx: &mut Tx| match form.maybe("remove")? {
        Some(gone) => ticket::unfollow(tx, number, PersonId(gone), seen(&form)?),
        None if form.has("add") => {
            let colleague = ticket::reader_meant(tx, number, form.text("add"))?;
            ticket::follow(tx, number, colleague, seen(&form)?)
        }
        None if form.text("follow") == "off" => ticket::unfollow(tx, number, me, seen(&form)?),
        None => ticket::follow(tx, number, me, seen(&form)?),
    };
    change(&web, &here, number, typed, set).await
}

/// One's own star, which nobody else sees.
pub async fn star(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let set = move |tx: &mut Tx| match form.text("star") {
        "off" => ticket::unstar(tx, number),
        "on" => ticket::star(tx, number),
        _ => Err(Refusal::FormIncomplete.into()),
    };
    change(&web, &here, number, "", set).await
}

pub async fn snooze(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let (typed, zone) = (form.text("words").to_owned(), here.seat.zone.clone());
    let set = move |tx: &mut Tx| {
        let until = nap::wish(&form, tx.now(), &zone)?;
        let then = if form.text("then").is_empty() { None } else { Some(StatusId(form.value("then")?)) };
        ticket::snooze_then(tx, number, until, then, seen(&form)?)
    };
    change(&web, &here, number, typed, set).await
}

/// What was said on the phone, by the requester or by us, with the status and the time that come with it.
pub async fn call(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let typed = form.text("text").to_owned();
    let log = move |tx: &mut Tx| {
        let text = form.text("text");
        let status = if form.text("status").is_empty() { None } else { Some(StatusId(form.value("status")?)) };
        match form.text("who") {
            "we" => {
                let compose = Compose { text: text.to_owned(), status_after: status, ..Compose::default() };
                conversation::log_our_call(tx, number, compose)?;
            }
            _ => {
                conversation::log_call(tx, number, text)?;
                if let Some(status) = status {
                    ticket::set_status(tx, number, status, None)?;
                }
            }
        }
        if !form.text("minutes").is_empty() {
            let minutes = minutes(form.text("minutes")).ok_or(Refusal::MinutesInvalid)?;
            ticket::log_time(
                tx,
                number,
                TimeFacts { minutes, activity: None, at: tx.now(), day: None, note: String::new() },
            )?;
        }
        ticket::visible(tx, number)
    };
    change(&web, &here, number, typed, log).await
}

/// In words; empty: none any more.
pub async fn deadline(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let (typed, zone) = (form.text("until").to_owned(), here.seat.zone.clone());
    let set = move |tx: &mut Tx| {
        let to = term(form.text("until"), tx.now(), &zone)?;
        ticket::set_deadline(tx, number, to, seen(&form)?)
    };
    change(&web, &here, number, typed, set).await
}

pub async fn wake(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    change(&web, &here, number, "", move |tx| ticket::wake(tx, number, seen(&form)?)).await
}

pub async fn trash(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    change(&web, &here, number, "", move |tx| ticket::trash(tx, number, seen(&form)?)).await
}

pub async fn restore(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    change(&web, &here, number, "", move |tx| ticket::restore(tx, number, seen(&form)?)).await
}

/// `erase`: deleted for ever; what is left to see is the trash.
pub async fn erase(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let erased = web.desk.change(here.seat.actor.clone(), move |tx| ticket::erase(tx, number, seen(&form)?)).await;
    match erased {
        Ok(()) => Ok(here.go("/tickets?view=trash", Said::Erased(number))),
        Err(error) => refused(&web, &here, number, String::new(), error).await,
    }
}

pub async fn spam(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    change(&web, &here, number, "", move |tx| ticket::mark_spam(tx, number, seen(&form)?)).await
}

pub async fn not_spam(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    change(&web, &here, number, "", move |tx| ticket::mark_not_spam(tx, number, seen(&form)?)).await
}

/// Takes back the change at this place of the log.
pub async fn undo(State(web): State<Web>, here: Here, Id((number, position)): Id<(TicketNumber, i64)>) -> Answer {
    let undone = web.desk.change(here.seat.actor.clone(), move |tx| {
        let ticket = ticket::undo(tx, position)?;
        if ticket.number == number { Ok(ticket) } else { Err(Error::Missing) }
    });
    match undone.await {
        // A side conversation in which one would answer may be gone with it.
        Ok(ticket) if here.asked_at("").starts_with("/sides/") => {
            Ok(here.go(&path(&ticket), Said::ChangeUndone(number, position)))
        }
        Ok(ticket) => Ok(here.done(&path(&ticket), Said::ChangeUndone(number, position))),
        Err(error) => refused(&web, &here, number, String::new(), error).await,
    }
}

/// One wish, its word about it, or the ticket again with the reason.
pub(crate) async fn change(
    web: &Web,
    here: &Here,
    number: TicketNumber,
    typed: impl Into<String>,
    verb: impl FnOnce(&mut Tx) -> Done<Ticket> + Send + 'static,
) -> Answer {
    let typed = typed.into();
    let changed = web.desk.change(here.seat.actor.clone(), move |tx| {
        let ticket = verb(tx)?;
        let position = ticket::just_changed(tx, &ticket)?;
        Ok((ticket, position))
    });
    match changed.await {
        Ok((ticket, position)) if here.seat.actor.may_read(&ticket).is_err() => {
            let said = position.map_or(Said::Saved, |position| Said::Changed(number, position));
            Ok(here.go("/tickets", said))
        }
        Ok((ticket, Some(position))) => Ok(here.done(&path(&ticket), Said::Changed(number, position))),
        Ok((ticket, None)) => Ok(here.unchanged(&path(&ticket))),
        Err(error) => refused(web, here, number, typed, error).await,
    }
}

pub(crate) async fn refused(web: &Web, here: &Here, number: TicketNumber, typed: String, error: Error) -> Answer {
    let unknown = matches!(error, Error::Refused(Refusal::OrganizationUnknown));
    let near = if unknown { begun(web, here, &typed).await? } else { Vec::new() };
    let (status, key) = reason(here, error)?;
    let typed = (!typed.is_empty()).then_some(typed);
    again(web, here, number, status, Notice { key, each: Vec::new(), typed, near }).await
}

/// The ticket again with the reason.
pub(super) async fn again(web: &Web, here: &Here, number: TicketNumber, status: StatusCode, notice: Notice) -> Answer {
    let told = Told { notice: Some(notice), ..Told::nothing() };
    drawn(web, here, number, &here.origin(), told, |here, page| here.show_again(status, page)).await
}

fn reason(here: &Here, error: Error) -> Result<(StatusCode, &'static str), Failure> {
    match error {
        Error::Refused(refusal) => Ok((status_of(refusal), refusal.key())),
        Error::Conflict => Ok((StatusCode::CONFLICT, "ticket-conflict")),
        Error::Missing | Error::Fault(_) => Err(here.fail(error)),
    }
}

fn path(ticket: &Ticket) -> String {
    format!("/tickets/{}", ticket.number)
}

/// The version the page was drawn from.
fn seen(form: &Fields) -> Result<Option<i64>, Refusal> {
    form.maybe("version")
}

/// Tags as people separate them.
pub fn names(line: &str) -> impl Iterator<Item = String> {
    line.split([',', '、', '，', '\n']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned)
}

fn person(tx: &mut Tx, address: &str) -> Done<Person> {
    let email = Email::typed(address).ok_or(Refusal::AddressInvalid)?;
    people::find_or_create(tx, &Address::bare(email), None)
}
