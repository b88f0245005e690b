//! Teams: made, renamed, ordered, removed.

use desk::access::Permission;
use desk::people::{Team, person_name};
use desk::{Done, Error, Event, Refusal};
use store::Tx;
use store::people::teams;

pub fn create_team(tx: &mut Tx, name: &str) -> Done<Team> {
    tx.actor().may(Permission::ManageAgents)?;
    let name = person_name(name)?;
    let team = teams::add(tx, &name)?.ok_or(Refusal::NameTaken)?;
    tx.record(Event::TeamCreated { team })?;
    teams::load(tx, team)?.ok_or(Error::Missing)
}
