//! Calling colleagues: they follow the ticket from then on and find it among their mentions until they have looked.

use super::take_back::is_own;
use crate::ticket::any;
use base::Language;
use desk::conversation::{MOST_MENTIONED, Mention, Message, MessageId, calls};
use desk::people::PersonId;
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error, Event};
use store::conversation::{mentions as table, messages};
use store::people::{agents, persons};
use store::ticket::{people, tickets};
use store::{Read, Tx};

/// Those of the persons whom the message calls by name, and who may read the ticket; how many. Its writer calls them also
/// where what was done with it has moved the ticket out of their sight.
pub fn mention(tx: &mut Tx, number: TicketNumber, id: MessageId, called: &[PersonId]) -> Done<usize> {
    let ticket = any(tx, number)?;
    let message = messages::load(tx, id)?.filter(|message| message.ticket == ticket.id).ok_or(Error::Missing)?;
    if !is_own(tx, &message) {
        tx.actor().may_note(&ticket)?;
    }
    let mut count = 0;
    for person in called.iter().take(MOST_MENTIONED) {
        count += usize::from(one(tx, &ticket, &message, *person)?);
    }
    Ok(count)
}

/// Whom a message calls since it said something else.
pub(super) fn called_since(tx: &mut Tx, ticket: &Ticket, message: &Message, before: &str) -> Done<()> {
    if !message.text.contains('@') {
        return Ok(());
    }
    let mut called: Vec<PersonId> = Vec::new();
    for (person, _) in agents::all(tx)? {
        if calls(&message.text, person.shown()) && !calls(before, person.shown()) {
            called.push(person.id);
        }
    }
    called.into_iter().take(MOST_MENTIONED).try_for_each(|person| one(tx, ticket, message, person).map(drop))
}

fn one(tx: &mut Tx, ticket: &Ticket, message: &Message, person: PersonId) -> Done<bool> {
    let reads = |agent: desk::people::Agent| agent.active && agent.actor().may_read(ticket).is_ok();
    let name = persons::load(tx, person)?.map(|person| person.shown().to_owned()).unwrap_or_default();
    let fits = Some(person) != message.author && calls(&message.text, &name);
    if !fits || !agents::load(tx, person)?.is_some_and(reads) || !table::add(tx, person, ticket.id, message.id)? {
        return Ok(false);
    }
    let mentioned = tx.record(Event::PersonMentioned { ticket: ticket.id, message: message.id, person })?;
    if people::add_follower(tx, ticket.id, person)? {
        tx.because_of(mentioned, |tx| tx.record(Event::FollowerAdded { ticket: ticket.id, person }))?;
    }
    Ok(true)
}

/// A mention with what it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Called {
    pub mention: Mention,
    pub number: TicketNumber,
    pub subject: String,
    /// Of the ticket.
    pub language: Option<Language>,
    /// Who called.
    pub author: String,
    pub text: String,
}

/// Where the acting agent was called, the newest first; tickets they may no longer read are left out.
pub fn mentions(read: &mut Read, before: Option<MessageId>, limit: usize) -> Done<Vec<Called>> {
    read.actor().must_be_agent()?;
    let person = read.actor().person().ok_or(Error::Missing)?;
    let all = table::of_person(read, person, before, limit)?;
    let mut found = Vec::new();
    for mention in all {
        let ticket = tickets::by_id(read, mention.ticket)?.filter(|ticket| read.actor().may_read(ticket).is_ok());
        let message = messages::load(read, mention.message)?;
        if let (Some(ticket), Some(message)) = (ticket, message) {
            let author = message.author.map(|author| persons::load(read, author)).transpose()?.flatten();
            let author = author.map(|person| person.shown().to_owned()).unwrap_or_default();
            let (number, subject, language) = (ticket.number, ticket.subject, ticket.language);
            let text = desk::conversation::preview(&message.text);
            found.push(Called { mention, number, subject, language, author, text });
        }
    }
    Ok(found)
}

/// The acting agent has looked at a ticket.
pub fn see_mentions(tx: &mut Tx, number: TicketNumber) -> Done<()> {
    crate::notification::see_ticket(tx, number)
}
