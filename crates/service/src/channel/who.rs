//! Who is concerned by a message: its author, those it was also written to, and the team at home in its mailbox.

use super::find::{Question, addressed, ours};
use crate::people::find_or_create;
use base::{Address, Email};
use desk::channel::{Evidence, Intake, Mailbox, Nature, mark};
use desk::people::{PersonId, Team, TeamId};
use desk::ticket::Ticket;
use desk::{Done, Event, Fault};
use store::channel::mailboxes;
use store::people::{agents, teams};
use store::ticket::people;
use store::{Read, Tx};

/// With more recipients than this nobody meant them all to take part.
const CROWD: usize = 30;

/// The mailbox it came to, and the team that answers there.
pub(super) fn home(read: &mut Read, intake: &Intake) -> Done<(Option<Mailbox>, TeamId)> {
    let mailbox = match intake.mailbox {
        Some(id) => mailboxes::load(read, id)?,
        None => mailboxes::first(read)?,
    };
    let team = match &mailbox {
        Some(mailbox) => Some(mailbox.team),
        None => teams::all(read)?.first().map(|team| team.id),
    };
    Ok((mailbox, team.ok_or_else(|| Fault::new("a desk without a team"))?))
}

/// The team whose name stands behind the plus of an address of ours: `support+billing@…`.
pub(super) fn named_team(read: &mut Read, question: &Question) -> Done<Option<Team>> {
    let ours = ours(read)?;
    let written_to = addressed(question).into_iter().filter(|address| ours.contains(&mark::without_tag(address)));
    let details: Vec<String> = written_to.filter_map(|address| mark::detail(&address)).collect();
    if details.is_empty() {
        return Ok(None);
    }
    let spelt = |name: &str| name.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-");
    Ok(teams::all(read)?.into_iter().find(|team| details.contains(&spelt(&team.name))))
}

/// Whoever wrote it, made if they were unknown; who gives no address is nobody in particular.
pub(super) fn author(tx: &mut Tx, question: &Question, mailbox: Option<&Mailbox>) -> Done<PersonId> {
    if let Some(known) = question.author.person {
        return Ok(known);
    }
    let ours = ours(tx)?;
    let named = question.arrival.author(|email| ours.contains(&mark::without_tag(email))).cloned();
    let envelope = || Email::parse(&question.intake.sender).map(Address::bare);
    let address = named.or_else(envelope).unwrap_or_else(unknown);
    let language = question.arrival.language.or(mailbox.map(|mailbox| mailbox.language));
    Ok(find_or_create(tx, &address, language)?.id)
}

/// An address that belongs to nobody (RFC 2606 §2).
pub(super) fn unknown() -> Address {
    Address::bare(Email::parse("unknown@kippu.invalid").expect("the address is sound"))
}

/// Who else was written to and takes part from now on: nobody of ours, no agents (they follow), no crowd.
pub(super) fn others(tx: &mut Tx, question: &Question, author: PersonId) -> Done<(Vec<PersonId>, Option<Evidence>)> {
    let arrival = question.arrival;
    if arrival.nature != Nature::Human || arrival.is_forged() {
        return Ok((Vec::new(), None));
    }
    let ours = ours(tx)?;
    let mut addresses: Vec<&Address> = Vec::new();
    for address in arrival.to.iter().chain(&arrival.cc) {
        let known = addresses.iter().any(|known| known.email == address.email);
        if !known && !ours.contains(&mark::without_tag(&address.email)) {
            addresses.push(address);
        }
    }
    if addresses.len() > CROWD {
        return Ok((Vec::new(), Some(Evidence::Crowd { recipients: addresses.len() })));
    }
    let mut found = Vec::new();
    for address in addresses {
        let person = find_or_create(tx, address, None)?.id;
        if person != author && !found.contains(&person) && agents::load(tx, person)?.is_none() {
            found.push(person);
        }
    }
    Ok((found, None))
}

pub(super) fn take_part(tx: &mut Tx, ticket: &Ticket, person: PersonId) -> Done<()> {
    if person != ticket.requester && people::add_participant(tx, ticket.id, person)? {
        tx.record(Event::ParticipantAdded { ticket: ticket.id, person, one_with: None })?;
    }
    Ok(())
}
