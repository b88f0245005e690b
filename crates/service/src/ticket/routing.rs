//! How a team's new tickets find somebody: by themselves, or when an agent takes the next one.

use super::duty::effort;
use super::load::visible;
use super::property::assign;
use super::skills::asked;
use base::Moment;
use desk::people::PersonId;
use desk::people::TeamId;
use desk::ticket::{
    Absence, Because, Candidate, Effort, Fit, LONGEST_PATIENCE, MOST_IN_HAND, Origin, Place, Routed, Routing, Ticket,
    TicketId, Via, Way, fit, route,
};
use desk::{Actor, Done, Error, Event, Level, Permission, Recorded, Refusal};
use std::collections::BTreeMap;
use std::time::Duration;
use store::access::sessions;
use store::notification::notifications;
use store::people::{agents, teams};
use store::sla::calendars;
use store::ticket::routings::Wait;
use store::ticket::{duties, people, routings, skills, tickets};
use store::{Read, Tx};

/// The reader that gives new tickets to somebody.
pub const ROUTER: &str = "route";
/// Whoever used a page within this time is at the desk.
const LATELY: Duration = Duration::from_secs(15 * 60);
/// Tickets one looks at to take the next: others may be quicker, and some ask for what one lacks.
const GLANCE: usize = 100;
/// Who is away may have somebody stand in who is away too, and so on.
const LONGEST_CHAIN: usize = 5;

/// The wish of every team.
pub fn routings_of_all(read: &mut Read) -> Done<Vec<Routing>> {
    read.actor().may(Permission::Configure)?;
    let known = routings::all(read)?;
    let of = |team: TeamId| known.iter().find(|one| one.team == team).copied().unwrap_or(Routing::none(team));
    Ok(teams::all(read)?.into_iter().map(|team| of(team.id)).collect())
}

pub fn set_routing(tx: &mut Tx, wish: &Routing) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    teams::load(tx, wish.team)?.ok_or(Error::Missing)?;
    if !(0..=MOST_IN_HAND).contains(&wish.most) {
        return Err(Refusal::MostInvalid.into());
    }
    if !(0..=LONGEST_PATIENCE).contains(&wish.patience) {
        return Err(Refusal::PatienceInvalid.into());
    }
    let before = routings::load(tx, wish.team)?;
    if *wish == before {
        return Ok(());
    }
    routings::save(tx, wish)?;
    tx.record(Event::RoutingChanged { team: wish.team, from: before.way, to: wish.way })?;
    Ok(())
}

/// Of a team, those who may be given its tickets, and who of them gets none by opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Takers {
    pub team: TeamId,
    pub people: Vec<(PersonId, String)>,
    pub spared: Vec<PersonId>,
}

pub fn takers(read: &mut Read) -> Done<Vec<Takers>> {
    read.actor().may(Permission::Configure)?;
    let teams: Vec<TeamId> = teams::all(read)?.into_iter().map(|team| team.id).collect();
    let mut all = Vec::with_capacity(teams.len());
    for team in teams {
        all.push(Takers { team, people: people::assignable(read, team)?, spared: routings::spared(read, team)? });
    }
    Ok(all)
}

/// These agents, and no others beside whoever has a role that is left out, get nothing of a team by opening it.
pub fn spare(tx: &mut Tx, team: TeamId, mut wish: Vec<PersonId>) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    teams::load(tx, team)?.ok_or(Error::Missing)?;
    wish.sort_unstable();
    wish.dedup();
    if routings::spared(tx, team)? == wish {
        return Ok(());
    }
    let known = agents::all(tx)?;
    if !wish.iter().all(|person| known.iter().any(|(one, _)| one.id == *person)) {
        return Err(Error::Missing);
    }
    routings::spare(tx, team, &wish)?;
    let way = routings::load(tx, team)?.way;
    tx.record(Event::RoutingChanged { team, from: way, to: way })?;
    Ok(())
}

/// What the router does with an event.
pub fn follow_routing(tx: &mut Tx, recorded: &Recorded) -> Done<()> {
    match &recorded.event {
        Event::TicketCreated { ticket, .. }
        | Event::TeamChanged { ticket, .. }
        | Event::TicketMarkedNotSpam { ticket, .. } => give(tx, *ticket),
        Event::MessageReceived { ticket, .. } => stand_in(tx, *ticket),
        // Nothing else that happens looks for somebody.
        _ => Ok(()),
    }
}

/// To somebody, if it is nobody's and the team wishes so.
fn give(tx: &mut Tx, id: TicketId) -> Done<()> {
    let Some(ticket) = tickets::by_id(tx, id)?.filter(|ticket| ticket.place() == Place::Open) else { return Ok(()) };
    let routing = routings::load(tx, ticket.team)?;
    if ticket.assignee.is_some() || routing.way == Way::Off {
        return Ok(());
    }
    match choose(tx, &routing, &ticket, &[])? {
        Some(routed) => hand_over(tx, &ticket, routed, routing.patience, Vec::new()),
        None => Ok(()),
    }
}

/// Whom the ticket goes to, if not to one of those who had it before.
pub(super) fn choose(read: &mut Read, routing: &Routing, ticket: &Ticket, passed: &[PersonId]) -> Done<Option<Routed>> {
    let knows = routings::last_to_answer(read, ticket.requester)?;
    let asked = asked(read, ticket.id)?;
    let effort = effort(read)?;
    let mut candidates = candidates(read, routing, knows, &effort, Some(Via::of(ticket.origin)))?;
    candidates.retain(|one| !passed.contains(&one.person));
    candidates.iter_mut().for_each(|one| one.fit = fit(&asked, one.person));
    Ok(route(routing, &candidates, effort.of(ticket.kind, ticket.priority)))
}

/// Who is away has somebody who stands in when a requester writes.
fn stand_in(tx: &mut Tx, id: TicketId) -> Done<()> {
    let Some(ticket) = tickets::by_id(tx, id)?.filter(|ticket| ticket.place() == Place::Open) else { return Ok(()) };
    let Some(assignee) = ticket.assignee else { return Ok(()) };
    let absent = routings::absent(tx)?;
    // Who has named nobody keeps what is theirs.
    let Some(first) = absent.get(&assignee).copied().flatten() else { return Ok(()) };
    match present(&absent, first) {
        Some(person)
            if people::may_be_assigned(tx, ticket.team, person)?
                && !takes_not(tx, person, ticket.origin)?
                && !fit(&asked(tx, id)?, person).lacks =>
        {
            let routed = Routed { person, because: Because::StandsIn, among: 1, away: 1, lacking: 0, full: 0, load: 0 };
            hand_over(tx, &ticket, routed, 0, Vec::new())
        }
        Some(_) | None => back_to_team(tx, &ticket, assignee),
    }
}

/// Who stands in, or whoever does so for them when they are away too.
pub(crate) fn present(absent: &BTreeMap<PersonId, Option<PersonId>>, first: PersonId) -> Option<PersonId> {
    let mut person = first;
    for _ in 0..LONGEST_CHAIN {
        match absent.get(&person) {
            None => return Some(person),
            Some(next) => person = (*next)?,
        }
    }
    None
}

/// Nobody can stand in: it finds somebody as a new ticket would, or is nobody's.
fn back_to_team(tx: &mut Tx, ticket: &Ticket, person: PersonId) -> Done<()> {
    let routing = routings::load(tx, ticket.team)?;
    let position = tx.record(Event::NobodyStandsIn { ticket: ticket.id, person })?;
    tx.because_of(position, |tx| {
        let routed = if routing.way == Way::Off { None } else { choose(tx, &routing, ticket, &[person])? };
        match routed {
            Some(routed) => hand_over(tx, ticket, routed, routing.patience, Vec::new()),
            None => assign(tx, ticket.number, None, None).map(drop),
        }
    })
}

/// Says why first: what follows has it as its cause. `patience`: minutes it may lie there; `passed`: who let it lie before.
pub(super) fn hand_over(
    tx: &mut Tx,
    ticket: &Ticket,
    routed: Routed,
    patience: i64,
    passed: Vec<PersonId>,
) -> Done<()> {
    let Routed { person, because, among, away, lacking, full, load } = routed;
    let lacking = Some(lacking);
    // Where tickets are only counted, points say nothing.
    let effort = Some(effort(tx)?).filter(|effort| !effort.is_plain());
    let effort = effort.map(|effort| effort.of(ticket.kind, ticket.priority));
    let load = effort.map(|_| load);
    let routed = Event::TicketRouted { ticket: ticket.id, person, because, among, away, full, lacking, load, effort };
    let position = tx.record(routed)?;
    tx.because_of(position, |tx| assign(tx, ticket.number, Some(person), None).map(drop))?;
    routings::turn(tx, ticket.team, person)?;
    match u64::try_from(patience) {
        Ok(minutes @ 1..) => {
            let (since, span) = (tx.now(), Duration::from_secs(minutes * 60));
            let wait = Wait { ticket: ticket.id, person, since, until: since.plus(span), passed };
            Ok(routings::wait(tx, &wait)?)
        }
        Ok(0) | Err(_) => Ok(routings::stop_waiting(tx, ticket.id)?),
    }
}

/// They have paused this channel, or somebody has for them.
fn takes_not(read: &mut Read, person: PersonId, origin: Origin) -> Done<bool> {
    Ok(duties::all(read)?.get(&person).is_some_and(|own| own.of(Via::of(origin)).paused))
}

/// Who would be there now, whatever a ticket asks of them. `via`: its channel; none: pauses and limits do not count.
pub(super) fn candidates(
    read: &mut Read,
    routing: &Routing,
    knows: Option<PersonId>,
    effort: &Effort,
    via: Option<Via>,
) -> Done<Vec<Candidate>> {
    let team = routing.team;
    let off = off_duty(read, routing)?;
    let agents: Vec<PersonId> = people::assignable(read, team)?.into_iter().map(|(person, _)| person).collect();
    let levels = agents::all(read)?;
    // An administrator may answer everywhere, and belongs to the teams they have a level in.
    let belongs =
        |person: PersonId| levels.iter().any(|(one, agent)| one.id == person && agent.level(team) >= Level::Reply);
    let (open, turns, absent) =
        (routings::in_hand(read, &agents)?, routings::turns(read, team)?, routings::absent(read)?);
    let duties = duties::all(read)?;
    // As long as every ticket counts the same and nobody has a limit, counters know it all.
    let weighs = !effort.is_plain() || (via.is_some() && !duties.is_empty());
    let loads = if weighs { duties::in_hand(read, &agents, effort)? } else { BTreeMap::new() };
    let candidate = |person: PersonId| {
        let own = duties.get(&person).cloned().filter(|_| via.is_some()).unwrap_or_default();
        let duty = via.map(|via| own.of(via)).unwrap_or_default();
        let open = open.get(&person).copied().unwrap_or(0);
        let load = loads.get(&person);
        Candidate {
            person,
            open,
            load: if weighs { load.map_or(0, |load| load.values().sum()) } else { open },
            most: own.most,
            here: via.and_then(|via| load?.get(&via).copied()).unwrap_or(0),
            most_here: duty.most,
            turned_at: turns.get(&person).copied(),
            away: absent.contains_key(&person) || off(person) || duty.paused,
            fit: Fit::default(),
            knows: knows == Some(person),
        }
    };
    Ok(agents.into_iter().filter(|person| belongs(*person)).map(candidate).collect())
}

/// Whoever does not work at this hour, or was not at the desk lately, as far as the team looks at that.
fn off_duty(read: &mut Read, routing: &Routing) -> Done<impl Fn(PersonId) -> bool + use<>> {
    let now = read.now();
    let hours = if routing.hours { skills::hours(read)? } else { BTreeMap::new() };
    let doors = if hours.is_empty() { Vec::new() } else { calendars::doors(read, now)? };
    let shut: Vec<_> = doors.into_iter().filter(|door| !door.open).map(|door| door.calendar).collect();
    let seen: BTreeMap<_, _> =
        if routing.online { sessions::agents_seen(read)?.into_iter().collect() } else { BTreeMap::new() };
    let online = routing.online;
    Ok(move |person: PersonId| {
        let here = || seen.get(&person).is_some_and(|at| now.since(*at) <= LATELY);
        hours.get(&person).is_some_and(|calendar| shut.contains(calendar)) || (online && !here())
    })
}

/// The most important ticket of nobody, in the teams the acting agent answers in, is theirs from now on.
pub fn take_next(tx: &mut Tx) -> Done<Ticket> {
    tx.actor().may(Permission::Reply)?;
    let me = tx.actor().person().ok_or(Error::Missing)?;
    let mut mine = Vec::new();
    for team in teams::all(tx)? {
        if tx.actor().level(team.id) >= Level::Reply {
            mine.push(team.id);
        }
    }
    for id in routings::to_take(tx, &mine, GLANCE)? {
        let Some(ticket) = tickets::hold_by_id(tx, id)? else { continue };
        let is_there = ticket.assignee.is_none() && ticket.place() == Place::Open;
        if is_there && has_a_hand_free(tx, &ticket, me)? && !fit(&asked(tx, id)?, me).lacks {
            visible(tx, ticket.number)?;
            return assign(tx, ticket.number, Some(me), None);
        }
    }
    Err(Refusal::NothingToTake.into())
}

/// They have fewer open tickets than their team lets anybody have.
fn is_below_limit(read: &mut Read, team: TeamId, person: PersonId) -> Done<bool> {
    let most = routings::load(read, team)?.most;
    let open = routings::in_hand(read, &[person])?.get(&person).copied().unwrap_or(0);
    Ok(most == 0 || open < most)
}

/// As far as the team, an administrator and they themselves wish.
pub(super) fn has_a_hand_free(read: &mut Read, ticket: &Ticket, me: PersonId) -> Done<bool> {
    if !is_below_limit(read, ticket.team, me)? {
        return Ok(false);
    }
    let via = Via::of(ticket.origin);
    let Some(own) = duties::all(read)?.get(&me).cloned() else { return Ok(true) };
    let (effort, duty) = (effort(read)?, own.of(via));
    let load = duties::in_hand(read, &[me], &effort)?.remove(&me).unwrap_or_default();
    let (all, here) = (load.values().sum::<i64>(), load.get(&via).copied().unwrap_or(0));
    let over = |load: i64, most: i64| most > 0 && load > 0 && load + effort.of(ticket.kind, ticket.priority) > most;
    Ok(!duty.paused && !over(all, own.most) && !over(here, duty.most))
}

/// Who is away now, and when each is back.
pub fn away(read: &mut Read) -> Done<BTreeMap<PersonId, Moment>> {
    read.actor().must_be_agent()?;
    Ok(routings::away(read)?)
}

/// When the acting agent is away or will be, and who stands in.
pub fn absence(read: &mut Read) -> Done<Option<Absence>> {
    let me = read.actor().person().ok_or(Error::Missing)?;
    not_over(read, me)
}

/// The same of anybody.
pub fn absence_of(read: &mut Read, person: PersonId) -> Done<Option<Absence>> {
    read.actor().may(Permission::ManageAgents)?;
    not_over(read, person)
}

fn not_over(read: &mut Read, person: PersonId) -> Done<Option<Absence>> {
    let now = read.now();
    Ok(routings::absence(read, person)?.filter(|absence| absence.until > now))
}

/// None: back again.
pub fn set_absence(tx: &mut Tx, absence: Option<Absence>) -> Done<()> {
    tx.actor().must_be_agent()?;
    let me = tx.actor().person().ok_or(Error::Missing)?;
    let actor = tx.actor().clone();
    keep_away(tx, me, &actor, absence)
}

/// The same for somebody who cannot say so.
pub fn set_absence_of(tx: &mut Tx, person: PersonId, absence: Option<Absence>) -> Done<()> {
    tx.actor().may(Permission::ManageAgents)?;
    let agent = agents::load(tx, person)?.filter(|agent| agent.active).ok_or(Error::Missing)?;
    keep_away(tx, person, &agent.actor(), absence)
}

/// `actor`: whoever is away, with what they may do. What was kept back for them is looked at again.
fn keep_away(tx: &mut Tx, me: PersonId, actor: &Actor, absence: Option<Absence>) -> Done<()> {
    if let Some(absence) = absence {
        let Absence { substitute, .. } = absence.sound(tx.now())?;
        let known = |id: PersonId, tx: &mut Tx| -> Done<bool> {
            Ok(agents::load(tx, id)?.is_some_and(|agent| agent.active && id != me))
        };
        if let Some(id) = substitute
            && !known(id, tx)?
        {
            return Err(Refusal::SubstituteUnknown.into());
        }
        if let Some(id) = substitute
            && !may_stand_in(tx, actor, id)?
        {
            return Err(Refusal::SubstituteMayNotAnswer.into());
        }
    }
    routings::set_absence(tx, me, absence)?;
    notifications::release(tx, me)?;
    let now = tx.now();
    let (until, later) = (absence.map(|absence| absence.until), absence.filter(|absence| !absence.has_begun(now)));
    tx.record(Event::AbsenceSet { person: me, from: later.map(|absence| absence.from), until })?;
    Ok(())
}

/// Who may stand in for the acting agent, by name.
pub fn substitutes(read: &mut Read) -> Done<Vec<(PersonId, String)>> {
    let me = read.actor().person().ok_or(Error::Missing)?;
    let actor = read.actor().clone();
    standing_in(read, me, &actor)
}

/// The same for anybody.
pub fn substitutes_of(read: &mut Read, person: PersonId) -> Done<Vec<(PersonId, String)>> {
    read.actor().may(Permission::ManageAgents)?;
    let agent = agents::load(read, person)?.ok_or(Error::Missing)?;
    standing_in(read, person, &agent.actor())
}

fn standing_in(read: &mut Read, me: PersonId, actor: &Actor) -> Done<Vec<(PersonId, String)>> {
    let mut all = BTreeMap::new();
    for team in answered(read, actor)? {
        all.extend(people::answering(read, team)?);
    }
    all.remove(&me);
    let mut all: Vec<_> = all.into_iter().collect();
    all.sort_by(|one, other| (&one.1, one.0).cmp(&(&other.1, other.0)));
    Ok(all)
}

/// Whether they may answer in one of the teams in which whoever is away does.
fn may_stand_in(tx: &mut Tx, actor: &Actor, id: PersonId) -> Done<bool> {
    for team in answered(tx, actor)? {
        if people::may_answer(tx, team, id)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The teams in which they may answer; all of them, if that is none.
fn answered(read: &mut Read, actor: &Actor) -> Done<Vec<TeamId>> {
    let all: Vec<TeamId> = teams::all(read)?.into_iter().map(|team| team.id).collect();
    let mine: Vec<TeamId> = all.iter().copied().filter(|team| actor.level(*team) >= Level::Reply).collect();
    Ok(if mine.is_empty() { all } else { mine })
}
