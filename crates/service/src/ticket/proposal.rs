//! Whom an answer on a ticket goes to, each with the reason.

use base::{Address, Email};
use desk::conversation::{Answered, Message, MessageKind, Recipient, Recipients, Us, recipients};
use desk::people::{Person, PersonId};
use desk::ticket::Ticket;
use desk::{Done, Error};
use store::Read;
use store::channel::mailboxes;
use store::conversation::{messages, senders};
use store::people::{addresses, persons};
use store::ticket::people;

pub(crate) struct Proposal {
    pub reply: Recipients,
    pub reply_all: Recipients,
}

impl Proposal {
    /// `said`: oldest first.
    pub(crate) fn of<'m>(
        requester: &Person,
        participants: &[Person],
        said: impl DoubleEndedIterator<Item = &'m Message>,
        us: &Us,
    ) -> Self {
        let address = |person: &Person| person.email.clone().map(|email| Address::new(person.name.clone(), email));
        let to = address(requester);
        let copies: Vec<Address> = participants.iter().filter_map(address).collect();
        let mut said = said;
        let last = said.rfind(|message| message.public && !message.taken_back && !message.automatic);
        let answered = last.map_or_else(Answered::default, |message| Answered {
            from: message.from.as_ref(),
            reply_to: &message.reply_to,
            to: &message.to,
            cc: &message.cc,
            ours: message.kind != MessageKind::Incoming,
        });
        Self {
            reply: recipients(to.as_ref(), &answered, us, None),
            reply_all: recipients(to.as_ref(), &answered, us, Some(&copies)),
        }
    }
}

/// To and Cc of an answer that nobody addresses by hand, as the mailbox wishes: to whoever wrote, or to all.
pub(crate) fn answers(read: &mut Read, ticket: &Ticket) -> Done<(Vec<Address>, Vec<Address>)> {
    let senders = senders::all(read)?;
    let writing = senders.of(ticket).map(|sender| mailboxes::writing(read, sender.mailbox)).transpose()?.flatten();
    let own: Vec<Email> = match read.actor().person() {
        Some(person) => addresses::of_person(read, person)?.into_iter().map(|own| own.email).collect(),
        None => Vec::new(),
    };
    let requester = persons::load(read, ticket.requester)?.ok_or(Error::Missing)?;
    let paused = people::paused(read, ticket.id)?;
    let quiet = quiet(read, ticket, &paused)?;
    let mut participants = Vec::new();
    for person in people::in_copy(read, ticket.id)? {
        participants.extend(persons::load(read, person)?);
    }
    let said = messages::newest(read, ticket.id, 50)?;
    let ours = senders.addresses();
    let us = Us { mailboxes: &ours, writer: &own, quiet: &quiet, archive: None };
    let proposal = Proposal::of(&requester, &participants, said.iter(), &us);
    let all = writing.unwrap_or_default().answers_all;
    let chosen = if all { proposal.reply_all } else { proposal.reply };
    let addresses = |list: Vec<Recipient>| list.into_iter().map(|one| one.address).collect();
    Ok((addresses(chosen.to), addresses(chosen.cc)))
}

/// Every address of whoever is paused on a ticket that somebody else asked.
pub(crate) fn quiet(read: &mut Read, ticket: &Ticket, paused: &[PersonId]) -> Done<Vec<Email>> {
    let paused: Vec<PersonId> = paused.iter().copied().filter(|person| *person != ticket.requester).collect();
    if paused.is_empty() {
        return Ok(Vec::new());
    }
    Ok(addresses::of_people(read, &paused)?.into_iter().map(|(_, email)| email).collect())
}
