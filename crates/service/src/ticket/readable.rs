//! Who has to do with a ticket: colleagues who may read it, houses that belong to it, the language of whoever asked.

use super::visible;
use crate::house;
use crate::search::{folded, ways_of_writing};
use base::Language;
use desk::people::{Person, PersonId, compact, house as house_of};
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Refusal};
use store::Read;
use store::channel::mailboxes;
use store::people::{addresses, agents, persons};
use store::ticket::people;

/// Active agents who may read the ticket, by name.
pub fn readers_of(read: &mut Read, number: TicketNumber) -> Done<Vec<(PersonId, String)>> {
    let ticket = visible(read, number)?;
    let reads = |agent: &desk::people::Agent| agent.active && agent.actor().may_read(&ticket).is_ok();
    let all = agents::all(read)?.into_iter().filter(|(_, agent)| reads(agent));
    Ok(all.map(|(person, _)| (person.id, person.shown().to_owned())).collect())
}

/// Those of them whose name or address holds the words.
pub fn readers_called(read: &mut Read, number: TicketNumber, words: &str) -> Done<Vec<Person>> {
    let (ticket, wanted) = (visible(read, number)?, wanted(words));
    if wanted[0].is_empty() {
        return Ok(Vec::new());
    }
    let reads = |agent: &desk::people::Agent| agent.active && agent.actor().may_read(&ticket).is_ok();
    let holds = |person: &Person| names(person).any(|name| wanted.iter().any(|one| name.contains(one)));
    let all = agents::all(read)?.into_iter().filter(|(person, agent)| reads(agent) && holds(person));
    Ok(all.map(|(person, _)| person).collect())
}

/// Whoever of them is meant by a name, an address, or words that only one of them has.
pub fn reader_meant(read: &mut Read, number: TicketNumber, words: &str) -> Done<PersonId> {
    let (found, wanted) = (readers_called(read, number, words)?, wanted(words));
    let exact: Vec<&Person> = found.iter().filter(|person| names(person).any(|name| wanted.contains(&name))).collect();
    match (exact.as_slice(), found.as_slice()) {
        ([person], _) => Ok(person.id),
        ([], [person]) => Ok(person.id),
        (_, _) => Err(Refusal::CannotFollow.into()),
    }
}

/// As it was typed, and without its spaces.
fn wanted(words: &str) -> [String; 2] {
    [folded(words.trim()), folded(&compact(words))]
}

fn names(person: &Person) -> impl Iterator<Item = String> {
    let ways = ways_of_writing(person.shown()).into_iter();
    ways.chain(person.email.as_ref().map(|email| email.as_str().to_owned())).map(|name| folded(&name))
}

/// Every active agent, by name: where there is no ticket yet, whoever may read it is asked when it is there.
pub fn colleagues(read: &mut Read) -> Done<Vec<(PersonId, String)>> {
    read.actor().must_be_agent()?;
    let all = agents::all(read)?.into_iter().filter(|(_, agent)| agent.active);
    Ok(all.map(|(person, _)| (person.id, person.shown().to_owned())).collect())
}

/// Houses of our own mailboxes.
pub fn own_houses(read: &mut Read) -> Done<Vec<String>> {
    read.actor().must_be_agent()?;
    Ok(mailboxes::addresses(read)?.iter().map(house_of).collect())
}

/// Houses of those who take part, and ours, and every address of the requester: mail to others goes outside.
pub fn houses_of(read: &mut Read, number: TicketNumber) -> Done<Vec<String>> {
    let ticket = visible(read, number)?;
    let mut houses = own_houses(read)?;
    let participants = people::participants(read, ticket.id)?;
    for person in participants.into_iter().chain([ticket.requester]) {
        let email = persons::load(read, person)?.and_then(|person| person.email);
        houses.extend(email.as_ref().map(house_of));
    }
    houses.extend(addresses::of_person(read, ticket.requester)?.iter().map(|own| own.email.to_string()));
    houses.sort_unstable();
    houses.dedup();
    Ok(houses)
}

/// In which its requester is written to: that of the ticket, else their own, else that of the house.
pub(crate) fn language_of(read: &mut Read, ticket: &Ticket) -> Done<Language> {
    let requester = persons::load(read, ticket.requester)?.and_then(|person| person.language);
    match ticket.language.or(requester) {
        Some(language) => Ok(language),
        None => Ok(house::load(read)?.language),
    }
}
