//! A list that is sorted by its headings: one after the other in the order of people, the newest first under each. Every
//! heading is a walk along an index of its own, as a column of a board is, so that nothing is sorted (ADR 0178).

use super::found::{Held, listed, viewer};
use super::grouped::{COUNTED_UP_TO, Pile, in_order};
use super::list::{After, Page};
use desk::condition::{Field, Operand, Whom};
use desk::people::PersonId;
use desk::ticket::{Bucket, Grouping, Order, Stars, Status};
use desk::{Done, Level};
use store::Read;
use store::people::{agents, teams};
use store::ticket::matching::{self, Said};
use store::ticket::statuses;

/// A page of it; `limit` is within its bounds.
pub(super) fn walked(
    read: &mut Read,
    held: &Held,
    (grouping, falling): (Grouping, bool),
    after: Option<After>,
    limit: usize,
) -> Done<Page> {
    let headings = headings(read, held, (grouping, falling))?;
    let begun = after.and_then(|after| Some((headings.iter().position(|one| Some(id(one)) == after.under)?, after)));
    let (at, mut from) = begun.map_or((0, None), |(at, after)| (at, Some(After { under: None, ..after })));
    let mut page = Page::default();
    let mut last = None;
    for heading in headings.iter().skip(at) {
        let Some(within) = grouping.holds(heading) else { continue };
        let room = limit - page.lines.len();
        // Where the page is full, one more only tells whether there is more.
        let found = listed(read, &held.under(within)?, Order::Newest, from.take(), room.max(1))?;
        if room == 0 && !found.lines.is_empty() {
            page.next = last;
            break;
        }
        if let Some(line) = found.lines.last() {
            last = Some(After { updated_at: line.ticket.updated_at, id: line.ticket.id, under: Some(id(heading)) });
        }
        page.lines.extend(found.lines);
        if found.next.is_some() {
            page.next = last;
            break;
        }
    }
    Ok(page)
}

/// The first tickets of it, each with what it stands under in a list that is grouped by something else.
pub(super) fn first(
    read: &mut Read,
    held: &Held,
    order: (Grouping, bool),
    grouping: Grouping,
    most: usize,
) -> Done<Vec<Said>> {
    let (viewer, scope) = (viewer(read)?, read.actor().scope());
    let mut found = Vec::new();
    for heading in headings(read, held, order)? {
        let Some(within) = order.0.holds(&heading) else { continue };
        let one = held.under(within)?;
        let room = most - found.len();
        found.extend(matching::grouped(read, one.wanted(&scope, &viewer), Order::Newest, grouping, room)?);
        if found.len() >= most {
            break;
        }
    }
    Ok(found)
}

/// Those under which there may be something, in their order.
fn headings(read: &mut Read, held: &Held, (grouping, falling): (Grouping, bool)) -> Done<Vec<Bucket>> {
    let (viewer, scope) = (viewer(read)?, read.actor().scope());
    let mut ids = standing(read, held, grouping)?;
    if let Some(left) = left(held, grouping, viewer.person) {
        ids.retain(|one| left.contains(one));
    }
    let wanted = held.wanted(&scope, &viewer);
    // Few tickets are looked at once, and not once for each heading. So is what stands under a heading of something else,
    // which might be gone through for each that has nothing there.
    if ids.len() > 1 && (held.beneath || wanted.among != matching::Among::All) {
        let tally = matching::tally(read, wanted, grouping, COUNTED_UP_TO)?;
        let whole = tally.iter().map(|(_, tickets)| tickets).sum::<usize>() < COUNTED_UP_TO;
        let there: Vec<Bucket> =
            tally.iter().flat_map(|(said, _)| grouping.buckets(said.as_deref(), &viewer.zone)).collect();
        ids.retain(|one| !whole || there.contains(&bucket(*one)));
    }
    let mut piles: Vec<Pile> = ids.into_iter().map(|id| Pile::empty(bucket(id))).collect();
    in_order(read, grouping, &mut piles)?;
    let mut headings: Vec<Bucket> = piles.into_iter().map(|pile| pile.bucket).collect();
    if falling {
        headings.reverse();
        // Where nobody has said anything, there is nothing to be first by.
        if grouping == Grouping::Rating && headings.first().is_some_and(|one| id(one) == 0) {
            headings.rotate_left(1);
        }
    }
    Ok(headings)
}

/// All there can be.
fn standing(read: &mut Read, held: &Held, grouping: Grouping) -> Done<Vec<i64>> {
    Ok(match grouping {
        Grouping::Status => {
            let categories = held.condition.outright(Field::Category);
            let left = |status: &Status| match categories {
                Some(Operand::Words(words)) => words.iter().any(|word| word == status.category.name()),
                Some(_) | None => true,
            };
            statuses::all(read)?.iter().filter(|status| left(status)).map(|status| status.id.0).collect()
        }
        Grouping::Team => {
            let actor = read.actor().clone();
            let seen = teams::all(read)?.into_iter().filter(|team| actor.level(team.id) > Level::None);
            seen.map(|team| team.id.0).collect()
        }
        // Whoever was an agent once stays one here, so that none of their tickets is left out.
        Grouping::Assignee => [0].into_iter().chain(agents::all(read)?.iter().map(|(person, _)| person.id.0)).collect(),
        Grouping::Rating => [0].into_iter().chain(Stars::ALL.map(Stars::number)).collect(),
        Grouping::Priority | Grouping::Kind | Grouping::Requester | Grouping::Organization => Vec::new(),
        Grouping::Topic | Grouping::Tier | Grouping::Channel | Grouping::Mailbox | Grouping::Brand => Vec::new(),
        Grouping::Tag | Grouping::DueDay | Grouping::DeadlineDay | Grouping::CreatedDay | Grouping::Field(_) => {
            Vec::new()
        }
    })
}

/// The headings that the list itself leaves, where it says so outright: all others would be walked for nothing.
fn left(held: &Held, grouping: Grouping, me: PersonId) -> Option<Vec<i64>> {
    let said = held.condition.outright(grouping.field())?;
    if let Operand::Ids(ids) = said {
        return Some(ids.iter().map(|one| if let Whom::Id(id) = one { *id } else { me.0 }).collect());
    }
    (*said == Operand::Nothing).then(|| vec![0])
}

/// 0: that of nobody.
fn id(heading: &Bucket) -> i64 {
    heading.0.parse().unwrap_or(0)
}

fn bucket(id: i64) -> Bucket {
    if id == 0 { Bucket::default() } else { Bucket(id.to_string()) }
}
