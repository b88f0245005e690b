//! Side conversations: asking a supplier or a colleague elsewhere about a ticket, apart from the talk with its requester.
//! What is answered comes back to the side, tells whoever began it, and leaves the ticket's status alone.

use super::Compose;
use super::add::add;
use super::incoming::{Incoming, learn_references, message, on_behalf};
use super::reply::{Way, send};
use super::side_draft::said;
use crate::ticket::{is_free, locked, locked_home};
use base::Address;
use desk::channel::subject::without_prefixes;
use desk::conversation::{
    Answered, Message, MessageId, MessageKind, Recipients, Side, SideId, SidePlace, Us, apart, recipients,
};
use desk::people::PersonId;
use desk::ticket::{Ticket, TicketNumber, any_subject};
use desk::{Actor, Done, Error, Event, Refusal};
use store::channel::reach;
use store::conversation::{mentions, messages, side_drafts, sides};
use store::people::{addresses, agents};
use store::ticket::{people, tickets};
use store::{Read, Tx, events};

/// Begins one with its first letter. Nobody who takes part in the ticket may be among its recipients.
pub fn begin_side(tx: &mut Tx, number: TicketNumber, subject: &str, compose: Compose) -> Done<(SideId, MessageId)> {
    let ticket = locked(tx, number)?;
    tx.actor().may_reply(&ticket)?;
    is_free(tx, &ticket)?;
    let others = sides::of_ticket(tx, ticket.id)?.len();
    let mut side = Side::begin(&ticket, others, subject, tx.actor().person(), tx.now())?;
    side.id = sides::add(tx, &side)?;
    let begun = Event::SideBegun { ticket: ticket.id, side: side.id, subject: side.subject.clone() };
    let position = tx.record(begun)?;
    let place = SidePlace::New(ticket.id);
    let (ticket, message) = tx.because_of(position, |tx| write(tx, ticket, &side, compose))?;
    said(tx, &ticket, place)?;
    Ok((side.id, message))
}

/// Goes on with one; where it was done, it is open again.
pub fn write_side(tx: &mut Tx, id: SideId, compose: Compose) -> Done<MessageId> {
    let (ticket, mut side) = ours(tx, id)?;
    is_free(tx, &ticket)?;
    let reopened = side.say(tx.now());
    sides::save(tx, &side)?;
    let (ticket, message) = write(tx, ticket, &side, compose)?;
    said(tx, &ticket, SidePlace::In(id))?;
    reopened.map_or(Ok(0), |event| tx.record(event))?;
    Ok(message)
}

/// Where one answers what somebody else than the requester wrote on a ticket: what was said with them so far, the forwards they
/// answer among it, stands beside the ticket from now on. It goes on there, in their thread.
pub fn go_beside(tx: &mut Tx, number: TicketNumber, id: MessageId) -> Done<SideId> {
    let mut ticket = locked(tx, number)?;
    tx.actor().may_reply(&ticket)?;
    let message = messages::load(tx, id)?.filter(|message| message.ticket == ticket.id).ok_or(Error::Missing)?;
    if let Some(side) = message.side {
        return Ok(side);
    }
    let theirs = |one: &Message| one.kind == MessageKind::Incoming && !one.public && one.side.is_none();
    let from = message.from.as_ref().filter(|_| theirs(&message) && !message.automatic).ok_or(Error::Missing)?;
    let forwards = messages::forwards_to(tx, ticket.id, &from.email)?;
    let mut said = Vec::new();
    for one in messages::of_ticket(tx, ticket.id)? {
        let same = one.id == id || one.author.is_some() && one.author == message.author;
        if same && theirs(&one) || forwards.contains(&(one.id, None)) {
            said.push((one.id, one.at));
        }
    }
    let known = forwards.iter().rev().find_map(|(_, side)| *side);
    let (mut side, begun) = match known.map(|id| sides::hold(tx, id)).transpose()?.flatten() {
        Some(side) => (side, None),
        None => {
            let others = sides::of_ticket(tx, ticket.id)?.len();
            let title = any_subject(&without_prefixes(&message.subject), &message.text);
            let mut side = Side::begin(&ticket, others, &title, tx.actor().person(), tx.now())?;
            side.spoken_at = message.at;
            side.id = sides::add(tx, &side)?;
            let begun = Event::SideBegun { ticket: ticket.id, side: side.id, subject: side.subject.clone() };
            (side, Some(begun))
        }
    };
    let mut followed: Vec<Event> = begun.into_iter().collect();
    let mut went = Vec::new();
    for (one, at) in said {
        messages::put_beside(tx, one, side.id)?;
        followed.extend(side.say(at));
        went.push(one);
    }
    sides::save(tx, &side)?;
    ticket.recount(&messages::spoken(tx, ticket.id)?);
    tickets::save(tx, &mut ticket)?;
    let subject = side.subject.clone();
    let position = tx.record(Event::WentBeside { ticket: ticket.id, side: side.id, subject, messages: went })?;
    tx.because_of(position, |tx| followed.into_iter().try_for_each(|event| tx.record(event).map(drop)))?;
    Ok(side.id)
}

/// The inverse, as long as nobody has written there since `position`: what went there stands on the ticket again. A side in
/// which nothing is left is gone.
pub(crate) fn back_from_beside(
    tx: &mut Tx,
    number: TicketNumber,
    id: SideId,
    went: &[MessageId],
    position: i64,
) -> Done<Ticket> {
    let mut ticket = locked(tx, number)?;
    tx.actor().may_reply(&ticket)?;
    let mut side = sides::hold(tx, id)?.filter(|side| side.ticket == ticket.id).ok_or(Refusal::ChangedSince)?;
    let there = messages::of_side(tx, id)?;
    if !went.iter().all(|one| there.contains(one)) {
        return Err(Refusal::ChangedSince.into());
    }
    let ends = there.iter().all(|one| went.contains(one));
    if written_since(tx, &side, position)? || ends && side_drafts::any_in(tx, ticket.id, id)? {
        return Err(Refusal::SideGoesOn.into());
    }
    went.iter().try_for_each(|one| messages::put_back(tx, *one))?;
    if ends {
        sides::remove(tx, id)?;
    } else {
        side.spoken_at = messages::newest_of_side(tx, id)?.map_or(side.began_at, |message| message.at);
        let followed = events::caused_by(tx, ticket.id, position)?;
        let reopened = followed.iter().any(|done| matches!(done.event, Event::SideReopened { .. }));
        let finished = if reopened { side.finish() } else { None };
        sides::save(tx, &side)?;
        finished.map_or(Ok(0), |event| tx.record(event))?;
    }
    ticket.recount(&messages::spoken(tx, ticket.id)?);
    tickets::save(tx, &mut ticket)?;
    Ok(ticket)
}

/// At whichever end.
fn written_since(read: &mut Read, side: &Side, position: i64) -> Done<bool> {
    let mut later = events::of_kind(read, side.ticket, "side_written")?;
    later.extend(events::of_kind(read, side.ticket, "side_answered")?);
    later.retain(|done| done.place.position > position);
    let of = |event: &Event| {
        if let Event::SideWritten { side, .. } | Event::SideAnswered { side, .. } = event { Some(*side) } else { None }
    };
    Ok(later.iter().any(|done| of(&done.event) == Some(side.id)))
}

pub fn finish_side(tx: &mut Tx, id: SideId) -> Done<Side> {
    turn(tx, id, Side::finish)
}

pub fn reopen_side(tx: &mut Tx, id: SideId) -> Done<Side> {
    turn(tx, id, Side::reopen)
}

/// The number of the ticket a side belongs to, for whoever may read it.
pub fn ticket_of_side(read: &mut Read, id: SideId) -> Done<TicketNumber> {
    let side = sides::load(read, id)?.ok_or(Error::Missing)?;
    let ticket = tickets::by_id(read, side.ticket)?.ok_or(Error::Missing)?;
    read.actor().may_read(&ticket)?;
    Ok(ticket.number)
}

fn turn(tx: &mut Tx, id: SideId, change: fn(&mut Side) -> Option<Event>) -> Done<Side> {
    let (_, mut side) = ours(tx, id)?;
    if let Some(event) = change(&mut side) {
        sides::save(tx, &side)?;
        tx.record(event)?;
    }
    Ok(side)
}

fn ours(tx: &mut Tx, id: SideId) -> Done<(Ticket, Side)> {
    let side = sides::hold(tx, id)?.ok_or(Error::Missing)?;
    let ticket = tickets::hold_by_id(tx, side.ticket)?.ok_or(Error::Missing)?;
    tx.actor().may_reply(&ticket)?;
    Ok((ticket, side))
}

fn write(tx: &mut Tx, ticket: Ticket, side: &Side, compose: Compose) -> Done<(Ticket, MessageId)> {
    let everybody = compose.to.iter().chain(&compose.cc).chain(&compose.bcc);
    apart(everybody, &of_the_ticket(tx, &ticket)?)?;
    send(tx, ticket, compose, Way::Side(side))
}

/// Every address of those who take part in a ticket from outside.
fn of_the_ticket(read: &mut Read, ticket: &Ticket) -> Done<Vec<Address>> {
    let mut all = Vec::new();
    for person in people::participants(read, ticket.id)?.into_iter().chain([ticket.requester]) {
        all.extend(addresses::of_person(read, person)?.into_iter().map(|own| Address::bare(own.email)));
    }
    Ok(all)
}

/// Whom an answer in a side goes to: those of its newest message, without us and without the ticket's own people.
pub(crate) fn answers_side(read: &mut Read, ticket: &Ticket, side: SideId, us: &Us) -> Done<Recipients> {
    let newest = messages::newest_of_side(read, side)?;
    let answered = newest.as_ref().map_or_else(Answered::default, |message| Answered {
        from: message.from.as_ref(),
        reply_to: &message.reply_to,
        to: &message.to,
        cc: &message.cc,
        ours: message.kind != MessageKind::Incoming,
    });
    let mut found = recipients(None, &answered, us, Some(&[]));
    let inside = of_the_ticket(read, ticket)?;
    for list in [&mut found.to, &mut found.cc] {
        list.retain(|one| apart([&one.address], &inside).is_ok());
    }
    Ok(found)
}

/// Takes in what somebody wrote to a side: it wakes the ticket and opens the side again, unless a machine wrote it.
pub(crate) fn answer_side(tx: &mut Tx, id: SideId, said: Incoming) -> Done<(Ticket, MessageId)> {
    let mut side = sides::hold(tx, id)?.ok_or(Error::Missing)?;
    let ticket = tickets::hold_by_id(tx, side.ticket)?.ok_or(Error::Missing)?;
    let mut ticket = locked_home(tx, ticket)?;
    let message = Message { side: Some(id), public: false, ..message(tx, &ticket, &said)? };
    let id = add(tx, &mut ticket, &message, &said.attachments)?;
    learn_references(tx, &ticket, &said)?;
    let mut consequences = Vec::new();
    if !said.automatic {
        consequences.extend(side.say(message.at));
        consequences.extend(ticket.wake().ok());
        if let Some(from) = &said.from {
            reach::reached(tx, &from.email)?;
        }
    }
    sides::save(tx, &side)?;
    tickets::save(tx, &mut ticket)?;
    let answered = Event::SideAnswered { ticket: ticket.id, side: side.id, message: id, subject: side.subject.clone() };
    let position = tx.act_as(on_behalf(tx.actor(), said.author), |tx| tx.record(answered))?;
    tx.act_as(Actor::System, |tx| {
        tx.because_of(position, |tx| consequences.into_iter().try_for_each(|event| tx.record(event).map(drop)))
    })?;
    if !said.automatic {
        for person in concerned(&side, &ticket).into_iter().filter(|person| said.author != Some(*person)) {
            if agents::load(tx, person)?.is_some_and(|agent| agent.active && agent.actor().may_read(&ticket).is_ok()) {
                mentions::add(tx, person, ticket.id, id)?;
            }
        }
    }
    Ok((ticket, id))
}

/// Who hears of an answer: whoever began it, and whoever is responsible for the ticket.
pub(crate) fn concerned(side: &Side, ticket: &Ticket) -> Vec<PersonId> {
    let assignee = ticket.assignee.filter(|assignee| side.owner != Some(*assignee));
    side.owner.into_iter().chain(assignee).collect()
}

/// Whether a person is known to a ticket from outside, other than by what is said beside it.
pub(crate) fn takes_part(read: &mut Read, ticket: &Ticket, person: Option<PersonId>) -> Done<bool> {
    match person {
        Some(person) => Ok(person == ticket.requester || people::takes_part(read, ticket.id, person)?),
        None => Ok(false),
    }
}
