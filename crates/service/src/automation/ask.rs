//! A rule asked about a ticket: what it would make of it as it is now, condition by condition.

use super::book::needs;
use super::explain::named_in;
use super::follow::{concerns, viewer};
use crate::house;
use crate::ticket::visible;
use desk::automation::RuleId;
use desk::condition::{Explained, Field, Seen, Sight};
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error, Recorded};
use store::ticket::facts;
use store::{Read, events};

/// Events of the ticket in which the last one that the rule hears is looked for.
const LOOKED_THROUGH: usize = 500;

pub struct RuleAsked {
    pub ticket: Ticket,
    /// The last thing that happened to it which the rule hears.
    pub event: Option<Recorded>,
    /// It lies where rules leave tickets alone.
    pub aside: bool,
    pub answer: Explained,
    /// Every id that the condition speaks of or met, to be named.
    pub spoken_of: Vec<(Field, i64)>,
}

/// As the rule is saved now, whether it is on or not.
pub fn ask_rule(read: &mut Read, id: RuleId, number: TicketNumber) -> Done<RuleAsked> {
    let wish = super::rule(read, id)?.wish;
    let ticket = visible(read, number)?;
    let log = events::newest_of_ticket(read, ticket.id, LOOKED_THROUGH)?;
    let event = log.into_iter().rev().find(|recorded| wish.hears(recorded.event.kind()));
    let needs = needs([&wish.condition].into_iter());
    let known = facts::known(read, ticket.id, needs)?.ok_or(Error::Missing)?;
    let zone = house::load(read)?.time_zone;
    let viewer = viewer(read, &zone);
    let facts = match &event {
        Some(recorded) => known.facts_beside(&recorded.event),
        None => known.facts(),
    };
    let sight = Sight::of([&wish.condition].into_iter(), &facts, &viewer);
    let mut spoken_of = named_in(&wish.condition);
    for (name, seen) in &sight.fields {
        if let (Some(field), Seen::Ids(ids)) = (Field::named(name), seen) {
            spoken_of.extend(ids.iter().map(|id| (field, *id)));
        }
    }
    let happened = event.as_ref().map(|recorded| &recorded.event);
    Ok(RuleAsked {
        aside: !concerns(&wish.condition, &ticket, happened),
        answer: wish.condition.explained(&sight, happened),
        ticket,
        event,
        spoken_of,
    })
}
