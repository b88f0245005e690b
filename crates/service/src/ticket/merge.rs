//! Merging: both timelines become one, later mail to either number reaches the target, and all of it can be taken back.

use super::depth::depth;
use super::load::visible;
use super::load::{any, discardable, keep};
use super::run::{Told, once, run_over};
use super::{add_participant, follow, pause_participant, set_tags};
use desk::conversation::{CarriedDrafts, MessageId};
use desk::people::PersonId;
use desk::ticket::{Act, MOST_TAGS, Run, TagId, Ticket, TicketId, TicketNumber};
use desk::{Done, Error, Event, Refusal};
use std::collections::BTreeSet;
use store::conversation::messages;
use store::people::persons;
use store::ticket::{lists, merges, people, stars, tickets, traces};
use store::{Read, Tx};

/// So many of the requester's newest tickets are proposed.
const NEARBY: usize = 12;
/// Tickets that become one at once.
const MOST_AT_ONCE: usize = 20;

/// What a merge would do, for whoever is about to confirm it.
#[derive(Clone, Debug, PartialEq)]
pub struct Prospect {
    pub source: Ticket,
    pub target: Ticket,
    /// Who will see the public part of what they did not see before, by name.
    pub joining: Vec<String>,
    /// Tags the target does not carry yet.
    pub tags: Vec<TagId>,
    /// What is shown on the target as well, and goes back with the source: how many tasks, entries of working time, and
    /// links to tickets, objects and articles.
    pub tasks: usize,
    pub times: usize,
    pub links: usize,
}

/// The source's conversation goes on in the target: messages, letters, drafts, stars, people in copy, followers and
/// tags. The source's own properties stay as they are and come back with it.
pub fn merge(tx: &mut Tx, source: TicketNumber, into: TicketNumber, version: Option<i64>) -> Done<Ticket> {
    let mut source = discardable(tx, source, version)?;
    let mut target = any(tx, into)?;
    tx.actor().may_direct(&target)?;
    source.merge_into(&target)?;
    let newcomers = newcomers(tx, &source, &target)?;
    let (watching, tags) = (people::followers(tx, source.id)?, united(&source, &target));
    let paused = people::paused(tx, source.id)?;
    let moved = merges::carry_all(tx, source.id, target.id)?;
    let drafts = Some(merges::carry_drafts(tx, source.id, target.id)?);
    let stars = Some(stars::carry(tx, source.id, target.id)?);
    target.recount(&messages::spoken(tx, target.id)?);
    target.updated_at = target.updated_at.max(tx.now());
    tickets::save(tx, &mut target)?;
    let (number, from) = (target.number, source.number);
    let merged = Event::TicketMerged { ticket: source.id, into: number };
    let absorbed = tx.record(Event::TicketAbsorbed { ticket: target.id, from, messages: moved, drafts, stars })?;
    tx.because_of(absorbed, |tx| {
        keep(tx, source, [merged])?;
        set_tags(tx, number, tags, None)?;
        for person in newcomers {
            add_participant(tx, number, person, None)?;
            if paused.contains(&person) {
                pause_participant(tx, number, person, true, None)?;
            }
        }
        for agent in watching {
            match follow(tx, number, agent, None) {
                Ok(_) | Err(Error::Refused(_) | Error::Missing | Error::Conflict) => {}
                Err(Error::Fault(fault)) => return Err(fault.into()),
            }
        }
        any(tx, number)
    })
}

/// [`merge`], told of the one that went.
pub(super) fn merge_away(tx: &mut Tx, source: TicketNumber, into: TicketNumber) -> Done<Ticket> {
    let source = visible(tx, source)?;
    merge(tx, source.number, into, None)?;
    tickets::by_id(tx, source.id)?.ok_or(Error::Missing)
}

/// Those that were ticked, of which one is to take the others: the oldest first.
pub fn to_merge(read: &mut Read, numbers: &[TicketNumber]) -> Done<Vec<lists::Line>> {
    let scope = read.actor().scope();
    let mut ids = Vec::with_capacity(numbers.len());
    for number in several(read, numbers)? {
        ids.push(discardable(read, number, None)?.id);
    }
    ids.sort_unstable();
    Ok(lists::some(read, &scope, &ids)?)
}

/// All of them go into one of them, each with what became of it. The newest goes first, because a run is taken back from the
/// oldest on: so each finds what it left.
pub fn merge_many(tx: &mut Tx, numbers: &[TicketNumber], into: TicketNumber, view: &str) -> Done<(Run, Told)> {
    let mut numbers = several(tx, numbers)?;
    if !numbers.contains(&into) {
        return Err(Refusal::FormIncomplete.into());
    }
    numbers.retain(|number| *number != into);
    numbers.sort_unstable_by(|one, two| two.cmp(one));
    run_over(tx, &numbers, Act::MergeInto(into), view)
}

fn several(read: &mut Read, numbers: &[TicketNumber]) -> Done<Vec<TicketNumber>> {
    let numbers = once(read, numbers)?;
    if (2..=MOST_AT_ONCE).contains(&numbers.len()) { Ok(numbers) } else { Err(Refusal::MergeSome.into()) }
}

/// The ticket somebody is about to merge, with its requester's other tickets that could take it.
pub fn mergeable(read: &mut Read, number: TicketNumber) -> Done<(Ticket, Vec<lists::Line>)> {
    let ticket = discardable(read, number, None)?;
    let scope = read.actor().scope();
    let mut nearby = lists::of_requester(read, &scope, ticket.requester, None, NEARBY)?;
    nearby.retain(|line| line.ticket.id != ticket.id && ticket.clone().merge_into(&line.ticket).is_ok());
    Ok((ticket, nearby))
}

/// What [`merge`] would do, to whoever may do it.
pub fn merge_prospect(read: &mut Read, source: TicketNumber, into: TicketNumber) -> Done<Prospect> {
    let source = discardable(read, source, None)?;
    let target = any(read, into)?;
    read.actor().may_direct(&target)?;
    source.clone().merge_into(&target)?;
    let mut joining = Vec::new();
    for person in newcomers(read, &source, &target)? {
        joining.extend(persons::load(read, person)?.map(|person| person.shown().to_owned()));
    }
    let tags = source.tags.iter().copied().filter(|tag| !target.tags.contains(tag)).collect();
    let traces = traces::of(read, source.id, read.actor().person())?;
    // With what it brought along from those that went into it.
    let merged: Vec<TicketId> = merges::sources(read, source.id)?.into_iter().map(|(id, _)| id).collect();
    let depth = depth(read, &source, traces, &merged)?;
    let (tasks, times) = (depth.tasks.len(), depth.times.len());
    let links = depth.linked.len() + depth.objects.len() + depth.articles.len();
    Ok(Prospect { source, target, joining, tags, tasks, times, links })
}

/// The inverse: what came with the source goes back, as far as it is still in the target.
pub(super) fn unmerge(
    tx: &mut Tx,
    target: TicketId,
    from: TicketNumber,
    (moved, drafts, stars): (&[MessageId], &CarriedDrafts, &[PersonId]),
) -> Done<Ticket> {
    let mut source = tickets::load(tx, from)?.ok_or(Error::Missing)?;
    let mut target = tickets::by_id(tx, target)?.ok_or(Error::Missing)?;
    tx.actor().may_discard(&source)?;
    tx.actor().may_change(&target)?;
    source.unmerge(&target)?;
    merges::carry_back(tx, moved, target.id, source.id)?;
    merges::carry_drafts_back(tx, drafts, target.id, source.id)?;
    stars::carry_of(tx, stars, target.id, source.id)?;
    source.recount(&messages::spoken(tx, source.id)?);
    target.recount(&messages::spoken(tx, target.id)?);
    tickets::save(tx, &mut target)?;
    let freed = Event::TicketUnmerged { ticket: source.id, from: target.number };
    keep(tx, source, [freed])?;
    Ok(target)
}

/// Whoever asked or is in copy there and not here.
fn newcomers(read: &mut Read, source: &Ticket, target: &Ticket) -> Done<Vec<PersonId>> {
    let here = people::participants(read, target.id)?;
    let there = people::participants(read, source.id)?;
    let new = |person: &PersonId| *person != target.requester && !here.contains(person);
    let all: BTreeSet<PersonId> = there.into_iter().chain([source.requester]).filter(new).collect();
    Ok(all.into_iter().collect())
}

/// The target's own first; what is too many for one ticket stays behind.
fn united(source: &Ticket, target: &Ticket) -> Vec<TagId> {
    let more = source.tags.iter().filter(|tag| !target.tags.contains(tag));
    target.tags.iter().chain(more).copied().take(MOST_TAGS).collect()
}
