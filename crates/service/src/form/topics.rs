//! The topics of the desk, and the topic of a ticket.

use crate::ticket::{begin_anew, keep, ours};
use desk::form::{MOST_TOPICS, Topic, TopicId, TopicWish};
use desk::ticket::{Ticket, TicketNumber};
use desk::{Actor, Done, Error, Event, Permission, Refusal};
use std::collections::BTreeSet;
use store::form::{forms, topics as table};
use store::people::teams;
use store::{Read, Tx};

/// All of them, for agents.
pub fn topics(read: &mut Read) -> Done<Vec<Topic>> {
    read.actor().must_be_agent()?;
    Ok(table::all(read)?)
}

/// Those one may choose: requesters the public ones.
pub fn open_topics(read: &mut Read) -> Done<Vec<Topic>> {
    let agent = matches!(read.actor(), Actor::Agent { .. });
    let mut all = table::all(read)?;
    all.retain(|topic| topic.wish.active && (agent || topic.wish.public));
    Ok(all)
}

pub fn create_topic(tx: &mut Tx, wish: TopicWish) -> Done<TopicId> {
    tx.actor().may(Permission::Configure)?;
    let all = table::all(tx)?;
    if all.len() >= MOST_TOPICS {
        return Err(Refusal::TooManyTopics.into());
    }
    let wish = whole(tx, wish)?;
    let position = all.iter().map(|topic| topic.position).max().unwrap_or_default() + 1;
    let topic = table::add(tx, &wish, position)?;
    tx.record(Event::TopicCreated { topic, name: name(&wish) })?;
    Ok(topic)
}

pub fn change_topic(tx: &mut Tx, id: TopicId, version: i64, wish: TopicWish) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    let before = table::load(tx, id)?.ok_or(Error::Missing)?;
    let wish = whole(tx, wish)?;
    let name = name(&wish);
    if let Some(numbering) = &wish.numbering {
        begin_anew(tx, Some(id), before.wish.numbering.as_ref(), numbering)?;
    }
    table::save(tx, &Topic { wish, version, ..before })?;
    tx.record(Event::TopicEdited { topic: id, name })?;
    Ok(())
}

pub fn order_topics(tx: &mut Tx, order: &[TopicId]) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    let all = table::all(tx)?;
    let known: BTreeSet<TopicId> = all.iter().map(|topic| topic.id).collect();
    if order.len() != all.len() || order.iter().copied().collect::<BTreeSet<_>>() != known {
        return Err(Error::Conflict);
    }
    for topic in all {
        let position = order.iter().position(|id| *id == topic.id).unwrap_or_default() as i64 + 1;
        if topic.position != position {
            let (id, name) = (topic.id, name(&topic.wish));
            table::save(tx, &Topic { position, ..topic })?;
            tx.record(Event::TopicEdited { topic: id, name })?;
        }
    }
    Ok(())
}

/// Only one that no ticket has; others are made inactive.
pub fn remove_topic(tx: &mut Tx, id: TopicId) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    let topic = table::load(tx, id)?.ok_or(Error::Missing)?;
    if table::in_use(tx, id)? {
        return Err(Refusal::TopicInUse.into());
    }
    table::remove(tx, id)?;
    tx.record(Event::TopicRemoved { topic: id, name: name(&topic.wish) })?;
    Ok(())
}

/// With the topic comes its kind.
pub fn set_topic(tx: &mut Tx, number: TicketNumber, to: Option<TopicId>, version: Option<i64>) -> Done<Ticket> {
    let mut ticket = ours(tx, number, version)?;
    let mut events: Vec<Event> = ticket.set_topic(to)?.into_iter().collect();
    if let Some(id) = to {
        let topic = table::load(tx, id)?.ok_or(Refusal::TopicUnknown)?;
        events.extend(ticket.set_kind(topic.wish.kind)?);
    }
    keep(tx, ticket, events)
}

fn whole(read: &mut Read, wish: TopicWish) -> Done<TopicWish> {
    let wish = wish.sound()?;
    if let Some(form) = wish.form {
        forms::load(read, form)?.ok_or(Error::Missing)?;
    }
    if let Some(team) = wish.team {
        teams::load(read, team)?.ok_or(Error::Missing)?;
    }
    Ok(wish)
}

fn name(wish: &TopicWish) -> String {
    wish.name.shown(base::Language::default()).to_owned()
}
