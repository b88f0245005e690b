//! Questions with what there is to know for an answer.

use crate::ticket::visible;
use desk::approval::{Approval, ApprovalId};
use desk::people::PersonId;
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error};
use std::collections::BTreeMap;
use store::Read;
use store::approval::approvals;
use store::people::persons;
use store::ticket::tickets;

const MOST_SHOWN: usize = 50;

/// A question as one of those who are asked sees it.
#[derive(Clone, Debug)]
pub struct Asked {
    pub approval: Approval,
    pub ticket: Ticket,
    /// For whom it is asked.
    pub person: PersonId,
    /// They may read the whole ticket.
    pub readable: bool,
    /// Everybody it speaks of.
    pub names: BTreeMap<PersonId, String>,
}

/// What waits for a word of the acting person.
pub fn waiting_for_me(read: &mut Read) -> Done<Vec<Asked>> {
    let me = read.actor().person().ok_or(Error::Missing)?;
    let waiting = approvals::waiting_for(read, me, MOST_SHOWN)?;
    waiting.into_iter().map(|approval| told(read, approval, me)).collect()
}

/// How many those are.
pub fn waiting_counted(read: &mut Read) -> Done<i64> {
    let Some(me) = read.actor().person() else { return Ok(0) };
    Ok(approvals::waiting_counted(read, me)?)
}

/// One that was put to the acting person.
pub fn asked(read: &mut Read, id: ApprovalId) -> Done<Asked> {
    let me = read.actor().person().ok_or(Error::Missing)?;
    let approval = approvals::load(read, id)?.filter(|approval| approval.concerns(me)).ok_or(Error::Missing)?;
    told(read, approval, me)
}

/// Of a ticket that one may read, the newest first, with the names of everybody in them.
pub fn approvals_of(read: &mut Read, number: TicketNumber) -> Done<(Vec<Approval>, BTreeMap<PersonId, String>)> {
    let ticket = visible(read, number)?;
    approvals_on(read, &ticket)
}

pub(crate) fn approvals_on(read: &mut Read, ticket: &Ticket) -> Done<(Vec<Approval>, BTreeMap<PersonId, String>)> {
    // Most tickets have none, and their page asks this too.
    if ticket.approval.is_none() {
        return Ok((Vec::new(), BTreeMap::new()));
    }
    let all = approvals::of_ticket(read, ticket.id, MOST_SHOWN)?;
    let names = names(read, all.iter().flat_map(spoken_of))?;
    Ok((all, names))
}

pub(super) fn told(read: &mut Read, approval: Approval, person: PersonId) -> Done<Asked> {
    let ticket = tickets::by_id(read, approval.ticket)?.ok_or(Error::Missing)?;
    let readable = read.actor().may_read(&ticket).is_ok();
    let names = names(read, spoken_of(&approval).chain([ticket.requester]))?;
    Ok(Asked { approval, ticket, person, readable, names })
}

fn spoken_of(approval: &Approval) -> impl Iterator<Item = PersonId> {
    let asker = match approval.asked_by {
        desk::Who::Person(person) => Some(person),
        desk::Who::System | desk::Who::Rule(_) | desk::Who::Flow(_) | desk::Who::Anonymous => None,
    };
    let seats = approval.seats.iter();
    seats.flat_map(|seat| seat.people().chain(seat.vote.as_ref().map(|word| word.by))).chain(asker)
}

fn names(read: &mut Read, people: impl Iterator<Item = PersonId>) -> Done<BTreeMap<PersonId, String>> {
    let mut names = BTreeMap::new();
    for id in people {
        if !names.contains_key(&id)
            && let Some(person) = persons::load(read, id)?
        {
            names.insert(id, person.shown().to_owned());
        }
    }
    Ok(names)
}
