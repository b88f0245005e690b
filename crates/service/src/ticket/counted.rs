//! The counters of saved views follow the log: each change of a ticket is one answer per count in memory, and nothing is
//! counted by asking the database for all that match (`docs/adr/0051-counters-of-views.md`).
//!
//! All of it happens in the turn of one reader of the log, so that no two ever judge a ticket at the same time.

use crate::people::made_one_or_parted;
use desk::condition::{Condition, Needs, Viewer};
use desk::people::{Person, PersonId};
use desk::ticket::{TicketId, ViewId};
use desk::{Done, Event, Recorded, Scope};
use std::collections::{BTreeMap, HashMap};
use store::people::agents;
use store::ticket::facts::{self, Known};
use store::ticket::seats::{self, Member, Seat};
use store::ticket::views;
use store::{Read, Tx, events, jobs};

/// The reader whose turn it is.
pub const READER: &str = "views";
/// The kind of the job that counts from the first ticket on.
pub const COUNT: &str = "count_views";
/// Tickets that one step of it looks at.
const STEP: usize = 500;
/// Counts that are kept in all; views beyond show none.
const MOST_SEATS: usize = 5_000;

/// What the counts do with an event.
pub fn follow(tx: &mut Tx, recorded: &Recorded) -> Done<()> {
    let event = &recorded.event;
    if rearranges(event) {
        rearrange(tx)?;
    }
    if let Some(ticket) = touched(event) {
        Counts::load(tx)?.look(tx, ticket)?;
    }
    if let Some((kin, ids)) = made_one_or_parted(tx, event)? {
        count_anew(tx, |condition| condition.names(kin, &ids))?;
    }
    match event {
        Event::PersonChanged { person, .. }
        | Event::AddressAdded { person, .. }
        | Event::AddressRemoved { person, .. } => {
            for seat in asking(tx, |needs| needs.requester || needs.tier)? {
                seats::recheck_asked_by(tx, &seat, *person)?;
            }
        }
        Event::TierChanged { person, .. } => {
            for seat in asking(tx, |needs| needs.tier)? {
                seats::recheck_asked_by(tx, &seat, *person)?;
            }
        }
        Event::OrganizationDescribed { organization, from, to } if from.tier != to.tier => {
            for seat in asking(tx, |needs| needs.tier)? {
                seats::recheck_of_members(tx, &seat, organization.0)?;
            }
        }
        Event::OrganizationsUnmerged { organization, from, .. } => {
            for seat in asking(tx, |needs| needs.tier)? {
                seats::recheck_of_members(tx, &seat, organization.0)?;
                seats::recheck_of_members(tx, &seat, from.0)?;
            }
        }
        Event::DomainAdded { organization, .. } | Event::OrganizationsMerged { organization, .. } => {
            for seat in asking(tx, |needs| needs.tier)? {
                seats::recheck_of_members(tx, &seat, organization.0)?;
            }
        }
        Event::PersonFieldChanged { person, .. } => {
            for seat in asking(tx, |needs| needs.owners)? {
                seats::recheck_asked_by(tx, &seat, *person)?;
            }
        }
        Event::OrganizationFieldChanged { organization, .. } => {
            for seat in asking(tx, |needs| needs.owners)? {
                seats::recheck_asked_from(tx, &seat, organization.0)?;
            }
        }
        Event::TeamFieldChanged { team, .. } => {
            for seat in asking(tx, |needs| needs.owners)? {
                seats::recheck_in_team(tx, &seat, *team)?;
            }
        }
        Event::ObjectFieldChanged { object, .. } => {
            for seat in asking(tx, |needs| needs.objects)? {
                seats::recheck_linked(tx, &seat, *object)?;
            }
        }
        Event::OrganizationRenamed { organization, .. } => {
            for seat in asking(tx, |needs| needs.requester)? {
                seats::recheck_asked_from(tx, &seat, organization.0)?;
            }
        }
        Event::FieldEdited { field, .. } => count_anew(tx, |condition| condition.asks_for_items_of(*field))?,
        // Every other kind of event there is would stand here.
        _ => {}
    }
    Ok(())
}

fn touched(event: &Event) -> Option<TicketId> {
    if let Event::TicketStarred { starred: ticket, .. } | Event::TicketUnstarred { starred: ticket, .. } = event {
        Some(*ticket)
    } else {
        event.ticket()
    }
}

/// Whether it may have changed which counts there are.
fn rearranges(event: &Event) -> bool {
    matches!(
        event,
        Event::ViewCreated { .. }
            | Event::ViewChanged { .. }
            | Event::ViewRemoved { .. }
            | Event::ViewRestored { .. }
            | Event::AgentInvited { .. }
            | Event::AgentJoined { .. }
            | Event::AgentDeactivated { .. }
            | Event::AgentReactivated { .. }
            | Event::RoleChanged { .. }
            | Event::NumbersShown { .. }
            | Event::LevelChanged { .. }
            | Event::PersonChanged { .. }
            | Event::SettingChanged { .. }
            | Event::DemoRemoved { .. }
    )
}

/// Counts whose conditions rest on something beside the ticket.
fn asking(read: &mut Read, for_this: impl Fn(Needs) -> bool) -> Done<Vec<Seat>> {
    let asks = |seat: &Seat| Condition::read(&seat.condition).is_ok_and(|condition| for_this(condition.needs()));
    Ok(seats::all(read)?.into_iter().filter(asks).collect())
}

/// Begins and ends counts until they are those that the views and their viewers want.
fn rearrange(tx: &mut Tx) -> Done<()> {
    let (wanted, kept) = (wanted(tx)?, seats::all(tx)?);
    let same =
        |a: &Seat, b: &Seat| (a.view, a.person, &a.condition, &a.zone) == (b.view, b.person, &b.condition, &b.zone);
    for seat in &kept {
        if !wanted.iter().any(|one| same(one, seat)) {
            seats::end(tx, seat)?;
        }
    }
    let new: Vec<Seat> = wanted.into_iter().filter(|seat| !kept.iter().any(|one| same(one, seat))).collect();
    begin(tx, &new)
}

/// Counts whose answer may be another for every ticket there is.
fn count_anew(tx: &mut Tx, asks: impl Fn(&Condition) -> bool) -> Done<()> {
    let mut seats = seats::all(tx)?;
    seats.retain(|seat| Condition::read(&seat.condition).is_ok_and(|condition| asks(&condition)));
    begin(tx, &seats)
}

fn begin(tx: &mut Tx, seats: &[Seat]) -> Done<()> {
    seats.iter().try_for_each(|seat| seats::begin(tx, seat))?;
    if !seats.is_empty() {
        let now = tx.now();
        jobs::add(tx, COUNT, "{}", Some(COUNT), now)?;
    }
    Ok(())
}

fn wanted(read: &mut Read) -> Done<Vec<Seat>> {
    let all = views::all(read)?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let house = crate::house::load(read)?.time_zone;
    let (agents, calm) = (agents::all(read)?, agents::without_numbers(read)?);
    let mut wanted = Vec::new();
    for view in all.iter().filter(|view| view.wish.counted) {
        let condition = view.whole(&all);
        let seat = |person: Option<PersonId>, zone: &str| Seat {
            view: view.id,
            person,
            condition: condition.written(),
            zone: zone.to_owned(),
            reached: Some(TicketId(0)),
        };
        if condition.needs().viewer {
            let viewers = agents.iter().filter(|(_, agent)| {
                let actor = agent.actor();
                let looks = agent.active && !calm.contains(&agent.person);
                looks && actor.may_see_view(view).is_ok() && actor.has_in_tree(view)
            });
            wanted.extend(viewers.map(|(person, _)| seat(Some(person.id), zone(person, &house))));
        } else {
            wanted.push(seat(None, "UTC"));
        }
    }
    wanted.truncate(MOST_SEATS);
    Ok(wanted)
}

fn zone<'z>(person: &'z Person, house: &'z str) -> &'z str {
    person.time_zone.as_deref().unwrap_or(house)
}

/// Counts on from where the slowest count stands; false when all have come to their end.
pub fn count_on(tx: &mut Tx) -> Done<bool> {
    events::place_of(tx, READER)?;
    let counts = Counts::load(tx)?;
    let Some(from) = counts.seats.iter().filter_map(|(seat, _)| seat.reached).min() else { return Ok(false) };
    let known = facts::known_after(tx, from, STEP, counts.needs)?;
    let last = known.last().map(|known| known.ticket.id).filter(|_| known.len() == STEP);
    for (seat, condition) in counts.seats.iter().filter(|(seat, _)| seat.reached.is_some()) {
        let reached = seat.reached.unwrap_or(TicketId(0));
        for known in known.iter().filter(|known| known.ticket.id > reached) {
            first_look(tx, seat, condition, known)?;
        }
        if seat.reached.is_some_and(|reached| last.is_none_or(|last| reached < last)) {
            seats::reach(tx, seat, last)?;
        }
    }
    if last.is_none() {
        let counted = counts.seats.iter().filter(|(seat, _)| seat.reached.is_some()).count();
        tx.record(Event::ViewsCounted { views: counted as i64 })?;
    }
    Ok(last.is_some())
}

/// A change may have been quicker than the count.
fn first_look(tx: &mut Tx, seat: &Seat, condition: &Condition, known: &Known) -> Done<()> {
    let (id, team) = (known.ticket.id, known.ticket.team);
    let viewer = viewer(tx, seat);
    let member = Member { view: seat.view, person: seat.person, team };
    if condition.holds(&known.facts(), &viewer) && !seats::is_member(tx, seat, id)? {
        seats::enter(tx, id, member)?;
    }
    if let Some(at) = condition.turns_at(&known.facts(), &viewer) {
        seats::plan_one(tx, id, seat, at)?;
    }
    Ok(())
}

/// Looks again at tickets for which the clock has changed something; how many there were.
pub fn look_again(tx: &mut Tx) -> Done<usize> {
    if seats::due(tx, 1)?.is_empty() {
        return Ok(0);
    }
    events::place_of(tx, READER)?;
    let due = seats::due(tx, STEP)?;
    let counts = Counts::load(tx)?;
    due.iter().try_for_each(|ticket| counts.look(tx, *ticket))?;
    tx.ring();
    Ok(due.len())
}

pub fn is_due(read: &mut Read) -> Done<bool> {
    Ok(!seats::due(read, 1)?.is_empty())
}

/// Every count with its condition, read once for many tickets.
struct Counts {
    seats: Vec<(Seat, Condition)>,
    needs: Needs,
}

impl Counts {
    fn load(read: &mut Read) -> Done<Self> {
        let mut known: HashMap<String, Condition> = HashMap::new();
        let mut seats = Vec::new();
        for seat in seats::all(read)? {
            let condition = match known.get(&seat.condition) {
                Some(condition) => condition.clone(),
                // One that an older or newer Kippu wrote holds for nothing.
                None => Condition::read(&seat.condition).unwrap_or(Condition::Any(Vec::new())),
            };
            known.insert(seat.condition.clone(), condition.clone());
            seats.push((seat, condition));
        }
        let needs = Needs { rules: false, ..known.values().map(Condition::needs).sum() };
        Ok(Self { seats, needs })
    }

    /// One ticket, as it is now, for every count.
    fn look(&self, tx: &mut Tx, id: TicketId) -> Done<()> {
        if self.seats.is_empty() {
            return Ok(());
        }
        let before = seats::of_ticket(tx, id)?;
        let known = facts::known(tx, id, self.needs)?;
        let mut turns = Vec::new();
        for (seat, condition) in &self.seats {
            let viewer = viewer(tx, seat);
            let was = before.iter().find(|member| (member.view, member.person) == (seat.view, seat.person)).copied();
            let held = known.as_ref().filter(|known| condition.holds(&known.facts(), &viewer));
            let is = held.map(|known| Member { view: seat.view, person: seat.person, team: known.ticket.team });
            if was != is {
                was.map(|member| seats::leave(tx, id, member)).transpose()?;
                is.map(|member| seats::enter(tx, id, member)).transpose()?;
            }
            let turn = known.as_ref().and_then(|known| condition.turns_at(&known.facts(), &viewer));
            turns.extend(turn.map(|at| (seat, at)));
        }
        Ok(seats::plan(tx, id, &turns)?)
    }
}

fn viewer(read: &Read, seat: &Seat) -> Viewer {
    Viewer { person: seat.person.unwrap_or(PersonId(0)), now: read.now(), zone: seat.zone.clone() }
}

/// How many tickets of each view the acting agent may see; none: it is still being counted.
pub fn saved_counts(read: &mut Read) -> Done<BTreeMap<ViewId, Option<i64>>> {
    let actor = read.actor().clone();
    actor.must_be_agent()?;
    let (me, scope) = (actor.person().unwrap_or(PersonId(0)), actor.scope());
    let mut counts: BTreeMap<ViewId, Option<i64>> =
        seats::of_person(read, me)?.into_iter().map(|seat| (seat.view, seat.reached.is_none().then_some(0))).collect();
    for (member, tickets) in seats::seen_by(read, me)? {
        let seen = match &scope {
            Scope::All => true,
            Scope::Agent { teams, .. } => teams.contains(&member.team),
            Scope::Requester(_) | Scope::Nothing => false,
        };
        if let (true, Some(Some(sum))) = (seen, counts.get_mut(&member.view)) {
            *sum += tickets;
        }
    }
    Ok(counts)
}
