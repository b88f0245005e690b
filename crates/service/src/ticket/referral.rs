//! A ticket is shown to somebody who does not see its team, and stays where it is.

use super::list::{After, Page, page};
use super::load::{directed, keep};
use desk::access::Level;
use desk::people::{PersonId, TeamId};
use desk::ticket::{ReferredTo, Ticket, TicketNumber};
use desk::{Actor, Done, Refusal};
use store::people::{agents, teams};
use store::ticket::referrals;
use store::{Read, Tx};

/// How far the number of what was referred to somebody is counted.
const MOST: usize = 1_000;

/// To an agent or to a team, to read it or to answer on it too; anew with another level. The word goes to them with it.
pub fn refer(
    tx: &mut Tx,
    number: TicketNumber,
    to: ReferredTo,
    level: Level,
    word: &str,
    version: Option<i64>,
) -> Done<Ticket> {
    let mut ticket = directed(tx, number, version)?;
    must_need_it(tx, &ticket, to, level)?;
    let changed = ticket.refer(to, level, word)?;
    keep(tx, ticket, changed)
}

pub fn withdraw_referral(tx: &mut Tx, number: TicketNumber, to: ReferredTo, version: Option<i64>) -> Done<Ticket> {
    let mut ticket = directed(tx, number, version)?;
    let changed = ticket.withdraw_referral(to);
    keep(tx, ticket, changed)
}

fn must_need_it(read: &mut Read, ticket: &Ticket, to: ReferredTo, level: Level) -> Done<()> {
    match to {
        ReferredTo::Person(person) => {
            let agent = agents::load(read, person)?.filter(|agent| agent.active).ok_or(Refusal::ReferralToNobody)?;
            if agent.actor().level(ticket.team) >= level { Err(Refusal::ReferralNeedless.into()) } else { Ok(()) }
        }
        ReferredTo::Team(team) => teams::load(read, team)?.map(drop).ok_or(Refusal::ReferralToNobody.into()),
    }
}

/// To whom a ticket may be referred: teams and agents by name, and not those who see its team already.
#[derive(Clone, Debug, PartialEq)]
pub struct Referable {
    pub ticket: Ticket,
    pub teams: Vec<(TeamId, String)>,
    pub agents: Vec<(PersonId, String)>,
}

pub fn referable(read: &mut Read, number: TicketNumber) -> Done<Referable> {
    let ticket = super::visible(read, number)?;
    read.actor().may_direct(&ticket)?;
    let mut teams: Vec<_> = teams::all(read)?.into_iter().map(|team| (team.id, team.name)).collect();
    teams.retain(|(id, _)| *id != ticket.team);
    let needs = |agent: &Actor| agent.level(ticket.team) < Level::Reply;
    let agents = agents::all(read)?.into_iter().filter(|(_, agent)| agent.active && needs(&agent.actor()));
    let agents = agents.map(|(person, _)| (person.id, person.shown().to_owned())).collect();
    Ok(Referable { ticket, teams, agents })
}

/// What was referred to whoever asks and is not done, the newest change first.
pub fn referred_to_me(read: &mut Read, after: Option<After>, limit: usize) -> Done<Page> {
    read.actor().must_be_agent()?;
    let limit = limit.clamp(1, 200);
    let whom = read.actor().scope().referred();
    let lines = referrals::page(read, &whom, after, limit + 1)?;
    Ok(page(lines, limit))
}

/// How many those are, up to a thousand.
pub fn referred_count(read: &mut Read) -> Done<i64> {
    let whom = read.actor().scope().referred();
    Ok(referrals::count(read, &whom, MOST)?)
}
