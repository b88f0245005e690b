//! A list whose tickets stand under headings: the first of each, how many there are, and what is folded.
//!
//! The first tickets of the list are read in their order, whichever it is, [`LOOKED_AT`] at most. Where there are more, the
//! database counts what it is not asked to sort, up to [`COUNTED_UP_TO`], so that the largest desk answers in good time as
//! well. What stands under one heading is a list like any other ([`Grouping::holds`]), and so are the first rows of a heading
//! that none of the first tickets stand under: they are asked for where somebody expands it.

use super::beneath::beneath;
use super::found::{Held, Narrowing, narrowed, viewer};
use super::list::Line;
use super::{fielded, walked};
use desk::people::{OrganizationId, PersonId, Tier};
use desk::ticket::{Bucket, Grouping, Kind, MOST_FOLDED, Origin, Priority, Sorting, TicketId, View};
use desk::{Done, Error, Refusal};
use std::collections::{BTreeMap, HashMap};
use store::channel::mailboxes;
use store::form::topics;
use store::people::organizations;
use store::ticket::matching::Said;
use store::ticket::{brands, folds, lists, matching, people, statuses, tags};
use store::{Read, Tx};

/// Tickets of a list that are read in order for what stands under its headings.
pub const LOOKED_AT: usize = 10_000;
/// Tickets of a list that are counted exactly.
pub const COUNTED_UP_TO: usize = 250_000;
/// Headings on one page.
pub const HEADINGS: usize = 30;
/// Tickets under each of them, before all of one heading are asked for.
pub const UNDER_ONE: usize = 8;
/// Headings whose rows are asked for one by one, on one page.
pub const MOST_EXPANDED: usize = 5;
/// Headings whose names are looked up at once.
const NAMED_AT_ONCE: usize = 500;
/// Characters of what a heading stands for in an address.
const LONGEST: usize = 40;

#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    pub bucket: Bucket,
    /// What people, organisations, mailboxes and brands are called; empty for all else, which the page has words for.
    pub name: String,
    pub tickets: usize,
    pub folded: bool,
    /// None of the first tickets of the list stand here: its rows are shown where it is expanded.
    pub beyond: bool,
    /// The first ones; none where it is folded, or beyond.
    pub lines: Vec<Line>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Headings {
    pub headings: Vec<Heading>,
    /// The last one of this page, where there are more.
    pub next: Option<Bucket>,
    /// The list is longer than was counted.
    pub cut: bool,
}

/// How a list is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Look<'l> {
    pub order: Sorting,
    pub grouping: Grouping,
    /// The last heading of the page before.
    pub after: Option<&'l Bucket>,
    /// Those whose rows are asked for although they lie beyond the first tickets; [`MOST_EXPANDED`] at most.
    pub expanded: &'l [Bucket],
    /// Tickets that are read in order.
    pub reads: usize,
}

impl Look<'_> {
    pub fn new(order: impl Into<Sorting>, grouping: Grouping) -> Self {
        Self { order: order.into(), grouping, after: None, expanded: &[], reads: LOOKED_AT }
    }
}

pub(super) struct Pile {
    pub bucket: Bucket,
    pub tickets: usize,
    pub first: Vec<TicketId>,
}

impl Pile {
    pub const fn empty(bucket: Bucket) -> Self {
        Self { bucket, tickets: 0, first: Vec::new() }
    }
}

/// The headings of a view, or of what of it is left when it is narrowed.
pub fn headings(read: &mut Read, (view, more): (View, Option<&Narrowing>), look: Look<'_>) -> Done<Headings> {
    let Look { order, grouping, after, expanded, reads } = look;
    let held = narrowed(read, view, more)?;
    let scope = read.actor().scope();
    let (piles, cut) = ordered(read, &held, (order, grouping), (reads, COUNTED_UP_TO))?;
    let begin = after.and_then(|last| piles.iter().position(|pile| pile.bucket == *last)).map_or(0, |at| at + 1);
    let mut page: Vec<Pile> = piles.into_iter().skip(begin).take(HEADINGS + 1).collect();
    let more = page.len() > HEADINGS;
    page.truncate(HEADINGS);
    let person = read.actor().person().ok_or(Error::Missing)?;
    let folded = folds::of(read, person, &view.name(), grouping)?;
    let names = names(read, grouping, &page)?;
    let ids: Vec<TicketId> =
        page.iter().filter(|pile| !folded.contains(&pile.bucket)).flat_map(|pile| pile.first.iter().copied()).collect();
    let lines: HashMap<TicketId, Line> =
        lists::some(read, &scope, &ids)?.into_iter().map(|line| (line.ticket.id, line)).collect();
    let beyond = expand(read, &held, look, &page, expanded)?;
    let next = page.last().map(|pile| pile.bucket.clone()).filter(|_| more);
    let headings = page
        .into_iter()
        .map(|Pile { bucket, tickets, first }| {
            let folded = folded.contains(&bucket);
            let asked = beyond.get(&bucket).filter(|_| !folded).cloned();
            let beyond = !folded && first.is_empty() && asked.is_none();
            let lines = match asked {
                Some(asked) => asked,
                None if folded => Vec::new(),
                None => first.iter().filter_map(|id| lines.get(id).cloned()).collect(),
            };
            Heading { name: names.get(&bucket.0).cloned().unwrap_or_default(), tickets, folded, beyond, lines, bucket }
        })
        .collect();
    Ok(Headings { headings, next, cut })
}

/// All headings of a list in their order, however long it is, with what people and organisations are called.
pub(super) fn every_heading(
    read: &mut Read,
    (view, more): (View, Option<&Narrowing>),
    order: Sorting,
    grouping: Grouping,
) -> Done<Vec<(Bucket, String)>> {
    let held = narrowed(read, view, more)?;
    let (piles, _) = ordered(read, &held, (order, grouping), (LOOKED_AT, usize::MAX))?;
    let mut called = HashMap::new();
    for some in piles.chunks(NAMED_AT_ONCE) {
        called.extend(names(read, grouping, some)?);
    }
    let named = |pile: Pile| {
        let name = called.remove(&pile.bucket.0).unwrap_or_default();
        (pile.bucket, name)
    };
    Ok(piles.into_iter().map(named).collect())
}

/// The headings of a list in their order, by its first tickets that are read and by as many as are counted; and whether it is
/// longer than that.
fn ordered(
    read: &mut Read,
    held: &Held,
    (order, grouping): (Sorting, Grouping),
    (reads, counts): (usize, usize),
) -> Done<(Vec<Pile>, bool)> {
    let (viewer, scope) = (viewer(read)?, read.actor().scope());
    let found = first(read, held, order, grouping, reads + 1)?;
    let mut piles = piled(grouping, &found, &viewer.zone);
    let mut cut = false;
    if found.len() > reads {
        let tally = matching::tally(read, held.wanted(&scope, &viewer), grouping, counts.saturating_add(1))?;
        cut = tally.iter().map(|(_, tickets)| tickets).sum::<usize>() > counts;
        counted(grouping, &tally, &viewer.zone, &mut piles);
    }
    in_order(read, grouping, &mut piles)?;
    Ok((piles, cut))
}

/// The first tickets of a list, each with what it stands under.
fn first(read: &mut Read, held: &Held, order: Sorting, grouping: Grouping, most: usize) -> Done<Vec<Said>> {
    let order = match order {
        Sorting::Field { id, falling } => return fielded::first(read, held, (id, falling), grouping, most),
        Sorting::By(order) => order,
    };
    match order.headings() {
        Some(by) if by != grouping => walked::first(read, held, (by, order.is_falling()), grouping, most),
        // Under one heading of the order itself all are alike, and stand as they do there.
        Some(_) | None => {
            let (viewer, scope) = (viewer(read)?, read.actor().scope());
            Ok(matching::grouped(read, held.wanted(&scope, &viewer), order.beneath(), grouping, most)?)
        }
    }
}

/// The first rows of those that lie beyond the first tickets of the list, each as a list of its own.
fn expand(
    read: &mut Read,
    held: &Held,
    look: Look<'_>,
    page: &[Pile],
    expanded: &[Bucket],
) -> Done<HashMap<Bucket, Vec<Line>>> {
    let mut found = HashMap::new();
    let asked =
        |pile: &&Pile| pile.first.is_empty() && expanded.iter().take(MOST_EXPANDED).any(|one| *one == pile.bucket);
    for pile in page.iter().filter(asked) {
        let Some(within) = look.grouping.holds(&pile.bucket) else { continue };
        let rows = beneath(read, held, (within, pile.tickets), look.order, None, UNDER_ONE)?;
        found.insert(pile.bucket.clone(), rows.lines);
    }
    Ok(found)
}

/// What one heading is called, as the page has no words for it.
pub fn heading_name(read: &mut Read, grouping: Grouping, bucket: &Bucket) -> Done<String> {
    let pile = Pile::empty(bucket.clone());
    Ok(names(read, grouping, &[pile])?.remove(&bucket.0).unwrap_or_default())
}

/// In the order in which the list comes upon them.
fn piled(grouping: Grouping, found: &[Said], zone: &str) -> Vec<Pile> {
    let mut piles: Vec<Pile> = Vec::new();
    let mut known: HashMap<Bucket, usize> = HashMap::new();
    for (id, said) in found {
        for bucket in grouping.buckets(said.as_deref(), zone) {
            let at = *known.entry(bucket.clone()).or_insert_with(|| {
                piles.push(Pile::empty(bucket));
                piles.len() - 1
            });
            piles[at].tickets += 1;
            if piles[at].first.len() < UNDER_ONE {
                piles[at].first.push(*id);
            }
        }
    }
    piles
}

/// Gives the piles their numbers, and adds those of which the first tickets of the list knew nothing.
pub(super) fn counted(grouping: Grouping, tally: &[(Option<String>, usize)], zone: &str, piles: &mut Vec<Pile>) {
    let mut numbers: BTreeMap<Bucket, usize> = BTreeMap::new();
    for (said, tickets) in tally {
        for bucket in grouping.buckets(said.as_deref(), zone) {
            *numbers.entry(bucket).or_default() += tickets;
        }
    }
    for pile in piles.iter_mut() {
        pile.tickets = numbers.remove(&pile.bucket).unwrap_or(pile.tickets);
    }
    piles.extend(numbers.into_iter().map(|(bucket, tickets)| Pile { bucket, tickets, first: Vec::new() }));
}

/// As people think of them: statuses as they follow each other, names by name, days by day, and who has most first.
pub(super) fn in_order(read: &mut Read, grouping: Grouping, piles: &mut [Pile]) -> Done<()> {
    let place =
        |all: Vec<String>| move |pile: &Pile| all.iter().position(|one| *one == pile.bucket.0).unwrap_or(usize::MAX);
    match grouping {
        Grouping::Status => {
            piles.sort_by_key(place(statuses::all(read)?.into_iter().map(|one| one.id.to_string()).collect()))
        }
        Grouping::Team => {
            let teams = store::people::teams::all(read)?;
            piles.sort_by_key(place(teams.into_iter().map(|one| one.id.to_string()).collect()));
        }
        Grouping::Tag => {
            let nothing = String::new();
            let tags = tags::all(read)?.into_iter().map(|one| one.id.to_string());
            piles.sort_by_key(place(tags.chain([nothing]).collect()));
        }
        Grouping::Priority => {
            piles.sort_by_key(place(Priority::ALL.iter().rev().map(|one| one.name().to_owned()).collect()))
        }
        Grouping::Kind => piles.sort_by_key(place(Kind::ALL.iter().map(|one| one.name().to_owned()).collect())),
        Grouping::Topic => piles.sort_by_key(place(topics::all(read)?.iter().map(|one| one.id.to_string()).collect())),
        Grouping::Brand => piles.sort_by_key(place(brands::all(read)?.iter().map(|one| one.id.to_string()).collect())),
        Grouping::Tier => piles.sort_by_key(place(Tier::ALL.iter().rev().map(|one| one.name().to_owned()).collect())),
        Grouping::Channel => {
            piles.sort_by_key(place(Origin::ALL.iter().map(|one| one.name().to_owned()).collect()));
        }
        Grouping::Mailbox => {
            let names = names(read, grouping, piles)?;
            piles.sort_by_key(|pile| (pile.bucket.0.is_empty(), names.get(&pile.bucket.0).cloned()));
        }
        Grouping::Field(id) => {
            let book = crate::form::book(read)?;
            let items = book.field(id).map(|field| field.nature.items()).unwrap_or_default();
            piles.sort_by_key(place(items.iter().map(|item| item.id.to_string()).collect()));
        }
        Grouping::Assignee => {
            let names = names(read, grouping, piles)?;
            piles.sort_by_key(|pile| names.get(&pile.bucket.0).map(|name| name.to_lowercase()));
        }
        // What is due has the nearest first, and what is due never last; so have few stars, and none.
        Grouping::DueDay | Grouping::DeadlineDay | Grouping::Rating => {
            piles.sort_by_key(|pile| (pile.bucket.0.is_empty(), pile.bucket.clone()))
        }
        Grouping::CreatedDay => piles.sort_by_key(|pile| std::cmp::Reverse(pile.bucket.clone())),
        Grouping::Requester | Grouping::Organization => {
            piles.sort_by_key(|pile| (pile.bucket.0.is_empty(), std::cmp::Reverse(pile.tickets)))
        }
    }
    Ok(())
}

pub(super) fn names(read: &mut Read, grouping: Grouping, piles: &[Pile]) -> Done<HashMap<String, String>> {
    let ids: Vec<i64> = piles.iter().filter_map(|pile| pile.bucket.0.parse().ok()).collect();
    Ok(match grouping {
        Grouping::Assignee | Grouping::Requester => {
            let ids: Vec<PersonId> = ids.into_iter().map(PersonId).collect();
            let people = people::known(read, &ids)?;
            people.into_iter().map(|person| (person.id.to_string(), person.shown().to_owned())).collect()
        }
        Grouping::Organization => {
            let ids: Vec<OrganizationId> = ids.into_iter().map(OrganizationId).collect();
            organizations::names(read, &ids)?.into_iter().map(|(id, name)| (id.to_string(), name)).collect()
        }
        Grouping::Mailbox => {
            let all = mailboxes::all(read)?.into_iter().filter(|(mailbox, _)| ids.contains(&mailbox.id.0));
            all.map(|(mailbox, _)| (mailbox.id.to_string(), mailbox.address.as_str().to_owned())).collect()
        }
        Grouping::Brand => brands::all(read)?.into_iter().map(|brand| (brand.id.to_string(), brand.name)).collect(),
        Grouping::Status | Grouping::Team | Grouping::Priority | Grouping::Kind | Grouping::Tag => HashMap::new(),
        Grouping::Topic | Grouping::Tier | Grouping::Channel => HashMap::new(),
        Grouping::Rating | Grouping::DueDay | Grouping::DeadlineDay | Grouping::CreatedDay | Grouping::Field(_) => {
            HashMap::new()
        }
    })
}

/// Folds a heading, for the one who looks alone.
pub fn fold(tx: &mut Tx, view: View, grouping: Grouping, bucket: &Bucket) -> Done<()> {
    let person = folder(tx, view, bucket)?;
    if folds::of(tx, person, &view.name(), grouping)?.len() >= MOST_FOLDED {
        return Err(Refusal::TooManyFolded.into());
    }
    Ok(folds::add(tx, person, &view.name(), grouping, bucket)?)
}

pub fn unfold(tx: &mut Tx, view: View, grouping: Grouping, bucket: &Bucket) -> Done<()> {
    let person = folder(tx, view, bucket)?;
    Ok(folds::remove(tx, person, &view.name(), grouping, bucket)?)
}

fn folder(tx: &mut Tx, view: View, bucket: &Bucket) -> Done<PersonId> {
    tx.actor().must_be_agent()?;
    super::held_by(tx, view)?;
    if bucket.0.chars().count() > LONGEST {
        return Err(Refusal::FormIncomplete.into());
    }
    tx.actor().person().ok_or(Error::Missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(piles: &[Pile]) -> Vec<(&str, usize, usize)> {
        piles.iter().map(|pile| (pile.bucket.0.as_str(), pile.tickets, pile.first.len())).collect()
    }

    #[test]
    fn what_the_first_tickets_do_not_show_is_counted_all_the_same() {
        let found = [(TicketId(1), Some("[3]".to_owned())), (TicketId(2), Some("[]".to_owned()))];
        let mut piles = piled(Grouping::Tag, &found, "UTC");
        let tally = [("[3]", 400), ("[3,7]", 20), ("[]", 9)].map(|(said, tickets)| (Some(said.to_owned()), tickets));
        counted(Grouping::Tag, &tally, "UTC", &mut piles);
        assert_eq!(numbers(&piles), [("3", 420, 1), ("", 9, 1), ("7", 20, 0)]);
    }

    #[test]
    fn quarters_of_an_hour_are_the_days_of_who_looks() {
        let tally = ["1785006000000", "1785005100000", "1785092400000"].map(|quarter| (Some(quarter.to_owned()), 2));
        for (zone, days) in [
            ("Europe/London", [("2026-07-25", 4, 0), ("2026-07-26", 2, 0)]),
            ("Asia/Kathmandu", [("2026-07-26", 4, 0), ("2026-07-27", 2, 0)]),
        ] {
            let mut piles = Vec::new();
            counted(Grouping::CreatedDay, &tally, zone, &mut piles);
            assert_eq!(numbers(&piles), days, "{zone}");
        }
    }
}
