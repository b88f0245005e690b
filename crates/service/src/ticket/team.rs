//! Moving a ticket to another team.

use super::load::{keep, locked_discardable};
use desk::people::TeamId;
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error, Event};
use store::Tx;
use store::people::teams;
use store::ticket::people;

/// Any team will do, also one the actor does not see into. An assignee who may not answer there is let go.
pub fn move_to_team(tx: &mut Tx, number: TicketNumber, to: TeamId, version: Option<i64>) -> Done<Ticket> {
    let mut ticket = locked_discardable(tx, number, version)?;
    teams::load(tx, to)?.ok_or(Error::Missing)?;
    let mut events: Vec<Event> = ticket.move_to_team(to)?.into_iter().collect();
    if let Some(agent) = ticket.assignee
        && !events.is_empty()
        && !people::may_be_assigned(tx, to, agent)?
    {
        events.extend(ticket.assign(None)?);
    }
    keep(tx, ticket, events)
}
