//! How a wish would have shared out a team's newest tickets, before it is switched on.

use super::duty::effort;
use super::routing::candidates;
use super::skills::asked;
use base::Moment;
use desk::people::PersonId;
use desk::ticket::{Candidate, Duties, Routing, Via, Way, fit, route};
use desk::{Done, Permission};
use std::collections::BTreeMap;
use store::Read;
use store::ticket::{duties, people, routings, tickets};

/// Tickets of the past on which a wish is tried.
const TRIED_ON: usize = 200;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoutingTrial {
    pub shares: Vec<Share>,
    /// Tickets for which nobody had a hand free.
    pub left: i64,
}

/// What somebody would have had: how many tickets, and how much effort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub person: PersonId,
    pub name: String,
    pub tickets: i64,
    pub effort: i64,
}

/// A ticket in somebody's hands, in the past as it would have been.
struct Held {
    person: PersonId,
    via: Via,
    points: i64,
    /// When it was solved; none: it never was.
    until: Option<Moment>,
}

/// Who would have had how much, had it been wished so: everybody is at work, begins with nothing in hand, keeps a ticket
/// until the moment at which it was solved, and has the pauses and limits of today.
pub fn try_routing(read: &mut Read, wish: &Routing) -> Done<RoutingTrial> {
    read.actor().may(Permission::Configure)?;
    let always = Routing { online: false, hours: false, ..*wish };
    let effort = effort(read)?;
    let mut candidates = candidates(read, &always, None, &effort, None)?;
    let duties = duties::all(read)?;
    let (mut last, mut held) = (BTreeMap::new(), Vec::new());
    let mut given: BTreeMap<PersonId, (i64, i64)> = BTreeMap::new();
    let mut left = 0;
    for (turn, (id, requester)) in (1..).zip(routings::newest_requesters(read, wish.team, TRIED_ON)?) {
        let Some(ticket) = tickets::by_id(read, id)? else { continue };
        let (via, points) = (Via::of(ticket.origin), effort.of(ticket.kind, ticket.priority));
        held.retain(|one: &Held| one.until.is_none_or(|until| until > ticket.created_at));
        let (knows, asked) = (last.get(&requester).copied(), asked(read, id)?);
        for one in &mut candidates {
            laden(one, &held, duties.get(&one.person), via);
            (one.knows, one.fit) = (knows == Some(one.person), fit(&asked, one.person));
        }
        let Some(routed) = route(&always, &candidates, points) else {
            left += i64::from(wish.way != Way::Off);
            continue;
        };
        let own = given.entry(routed.person).or_default();
        *own = (own.0 + 1, own.1 + points);
        last.insert(requester, routed.person);
        held.push(Held { person: routed.person, via, points, until: ticket.solved_at });
        if let Some(one) = candidates.iter_mut().find(|one| one.person == routed.person) {
            one.turned_at = Some(Moment(read.now().0 + turn));
        }
    }
    let named = people::assignable(read, wish.team)?.into_iter();
    let belongs = |person: &PersonId| candidates.iter().any(|one| one.person == *person);
    let share = |(person, name): (PersonId, String)| {
        let (tickets, effort) = given.get(&person).copied().unwrap_or_default();
        Share { person, name, tickets, effort }
    };
    Ok(RoutingTrial { shares: named.filter(|(person, _)| belongs(person)).map(share).collect(), left })
}

/// What somebody has in hand when a ticket of this channel comes, and may have.
fn laden(one: &mut Candidate, held: &[Held], own: Option<&Duties>, via: Via) {
    let theirs = || held.iter().filter(|held| held.person == one.person);
    let (open, load) = (theirs().count() as i64, theirs().map(|held| held.points).sum());
    let here = theirs().filter(|held| held.via == via).map(|held| held.points).sum();
    let duty = own.map(|own| own.of(via)).unwrap_or_default();
    (one.open, one.load, one.here) = (open, load, here);
    (one.most, one.most_here, one.away) = (own.map_or(0, |own| own.most), duty.most, duty.paused);
}
