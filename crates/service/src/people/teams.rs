//! Teams: made, renamed, ordered, removed.

use desk::access::Permission;
use desk::form::Owner;
use desk::people::{Team, TeamId, person_name};
use desk::{Done, Error, Event, Refusal};
use std::collections::BTreeSet;
use store::people::teams;
use store::{Read, Tx};

/// All teams in their order, for any agent: tickets are moved to teams one cannot look into.
pub fn teams(read: &mut Read) -> Done<Vec<Team>> {
    read.actor().must_be_agent()?;
    Ok(teams::all(read)?)
}

pub fn create_team(tx: &mut Tx, name: &str) -> Done<Team> {
    tx.actor().may(Permission::ManageAgents)?;
    let name = person_name(name)?;
    let team = teams::add(tx, &name)?.ok_or(Refusal::NameTaken)?;
    tx.record(Event::TeamCreated { team })?;
    teams::load(tx, team)?.ok_or(Error::Missing)
}

/// `version` is the one the page was drawn from.
pub fn rename_team(tx: &mut Tx, id: TeamId, name: &str, version: i64) -> Done<Team> {
    tx.actor().may(Permission::ManageAgents)?;
    let mut team = teams::load(tx, id)?.ok_or(Error::Missing)?;
    let from = std::mem::replace(&mut team.name, person_name(name)?);
    if teams::named(tx, &team.name)?.is_some_and(|other| other != id) {
        return Err(Refusal::NameTaken.into());
    }
    team.version = version;
    teams::save(tx, &mut team)?;
    if from != team.name {
        tx.record(Event::TeamRenamed { team: id, from, to: team.name.clone() })?;
    }
    Ok(team)
}

/// Puts all teams into an order. A conflict when one was made or removed meanwhile.
pub fn order_teams(tx: &mut Tx, order: &[TeamId]) -> Done<()> {
    tx.actor().may(Permission::ManageAgents)?;
    let from: Vec<TeamId> = teams::hold_all(tx)?.into_iter().map(|team| team.id).collect();
    let same: BTreeSet<_> = from.iter().collect();
    if order.len() != from.len() || order.iter().collect::<BTreeSet<_>>() != same {
        return Err(Error::Conflict);
    }
    teams::put_in_order(tx, order)?;
    tx.record(Event::TeamsOrdered { from, to: order.to_vec() })?;
    Ok(())
}

/// Removes a team that has neither tickets nor mailboxes, and with it everybody's level in it.
pub fn remove_team(tx: &mut Tx, id: TeamId) -> Done<()> {
    tx.actor().may(Permission::ManageAgents)?;
    let all = teams::hold_all(tx)?;
    let team = all.iter().find(|team| team.id == id).ok_or(Error::Missing)?;
    if all.len() == 1 {
        Err(Refusal::LastTeam.into())
    } else if teams::has_tickets(tx, id)? {
        Err(Refusal::TeamHasTickets.into())
    } else if teams::has_mailboxes(tx, id)? {
        Err(Refusal::TeamHasMailboxes.into())
    } else {
        store::ticket::locks::forget_team(tx, id)?;
        crate::form::forget(tx, Owner::Team(id))?;
        teams::remove(tx, id)?;
        tx.record(Event::TeamRemoved { team: id, name: team.name.clone() })?;
        Ok(())
    }
}
