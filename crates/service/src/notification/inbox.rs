//! The list of what somebody was told, and what they have seen of it.

use super::deliver::language;
use super::story::{Story, story};
use desk::conversation::{MessageId, preview};
use desk::notification::{NotificationId, Told as Facts};
use desk::people::PersonId;
use desk::ticket::TicketNumber;
use desk::{Actor, Done, Error, Event};
use store::conversation::mentions;
use store::notification::notifications::{self, Shown};
use store::people::persons;
use store::{Read, Tx};

/// Unread ones are counted no further.
pub(super) const MOST: usize = 100;
/// Tickets that a browser asks about at once.
pub const MOST_SHOWN: usize = 50;

/// One line of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    pub id: NotificationId,
    pub number: TicketNumber,
    pub subject: String,
    /// Of the ticket.
    pub language: Option<base::Language>,
    pub message: Option<MessageId>,
    pub at: base::Moment,
    pub seen: bool,
    pub facts: Facts,
    /// The beginning of what was said; may be empty.
    pub text: String,
}

/// A page of the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inbox {
    /// The newest first.
    pub told: Vec<Told>,
    /// Before which the next page begins; none: this is the last.
    pub older: Option<NotificationId>,
}

/// Of tickets that are no longer there for the one who looks, and of what was taken back, nothing.
pub fn inbox(read: &mut Read, unread: bool, before: Option<NotificationId>, limit: usize) -> Done<Inbox> {
    let me = me(read)?;
    let (actor, shown) = (read.actor().clone(), if unread { Shown::Unread } else { Shown::All });
    let person = persons::load(read, me)?.ok_or(Error::Missing)?;
    let language = language(read, &person)?;
    let mut listed = notifications::listed(read, &actor.scope(), me, shown, before, limit + 1)?;
    let more = listed.len() > limit;
    listed.truncate(limit);
    let older = listed.last().map(|last| last.id).filter(|_| more);
    let mut told = Vec::new();
    for one in listed {
        told.extend(story(read, &actor, language, one)?.map(line));
    }
    Ok(Inbox { told, older })
}

fn line(story: Story) -> Told {
    let Story { notification, ticket, message, told, .. } = story;
    let text = message.as_ref().map(|said| if said.new_text.is_empty() { &said.text } else { &said.new_text });
    Told {
        id: notification.id,
        number: ticket.number,
        subject: ticket.subject,
        language: ticket.language,
        message: notification.message,
        at: notification.at,
        seen: notification.seen_at.is_some(),
        facts: told,
        text: text.map(|text| preview(text)).unwrap_or_default(),
    }
}

/// How many stand unread, counted to a hundred.
pub fn unread(read: &mut Read) -> Done<i64> {
    let Actor::Agent { person, .. } = *read.actor() else { return Ok(0) };
    let scope = read.actor().scope();
    Ok(notifications::unread(read, &scope, person, MOST)?)
}

/// What a browser goes on showing: of these tickets those that hold something unseen for the acting agent.
pub fn unseen(read: &mut Read, mut tickets: Vec<TicketNumber>) -> Done<Vec<TicketNumber>> {
    let (me, scope) = (me(read)?, read.actor().scope());
    tickets.truncate(MOST_SHOWN);
    Ok(notifications::unseen(read, &scope, me, &tickets)?)
}

/// The acting agent has looked at a ticket: nothing about it need go out any more.
pub fn see_ticket(tx: &mut Tx, number: TicketNumber) -> Done<()> {
    let (ticket, me) = (crate::ticket::visible(tx, number)?, me(tx)?);
    let called = mentions::see(tx, me, ticket.id)?;
    let seen = notifications::see_ticket(tx, me, ticket.id)?;
    crate::ticket::look_at_tab(tx, me, ticket.id)?;
    changed(tx, me, seen + u64::from(called))
}

pub fn see_one(tx: &mut Tx, id: NotificationId) -> Done<()> {
    let me = own(tx, id)?;
    let seen = notifications::see(tx, me, id)?;
    changed(tx, me, seen)
}

/// It is to be looked at again.
pub fn unsee_one(tx: &mut Tx, id: NotificationId) -> Done<()> {
    let me = own(tx, id)?;
    let seen = notifications::unsee(tx, me, id)?;
    changed(tx, me, seen)
}

/// All up to the newest that the page has shown.
pub fn see_all(tx: &mut Tx, until: NotificationId) -> Done<()> {
    let me = me(tx)?;
    let seen = notifications::see_all(tx, me, until)?;
    changed(tx, me, seen)
}

fn changed(tx: &mut Tx, me: PersonId, seen: u64) -> Done<()> {
    if seen > 0 {
        tx.record(Event::InboxChanged { people: vec![me] })?;
    }
    Ok(())
}

/// Somebody else's is not there.
fn own(tx: &mut Tx, id: NotificationId) -> Done<PersonId> {
    let me = me(tx)?;
    notifications::load(tx, id)?.filter(|one| one.person == me).ok_or(Error::Missing)?;
    Ok(me)
}

pub(super) fn me(read: &Read) -> Done<PersonId> {
    match *read.actor() {
        Actor::Agent { person, .. } => Ok(person),
        Actor::System | Actor::Rule(_) | Actor::Flow(_) | Actor::Requester(_) | Actor::Anonymous => Err(Error::Missing),
    }
}
