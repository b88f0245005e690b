//! Which documents an event touches.

use super::mark::{Part, Walk};
use desk::ticket::TicketId;
use desk::{Done, Event, Recorded};
use search::Key;
use std::collections::BTreeSet;
use store::Read;
use store::object::links;
use store::search as rows;

/// Tickets that are made new at once when a person is renamed or a file was read; older ones keep what they said.
const MOST: usize = 5_000;

/// What a batch of events asks for.
#[derive(Default)]
pub(super) struct Touched {
    pub keys: BTreeSet<Key>,
    /// So much is gone that the index begins anew.
    pub all: bool,
}

pub(super) fn touched(read: &mut Read, events: &[Recorded]) -> Done<Touched> {
    let mut touched = Touched::default();
    for recorded in events {
        of_event(read, &recorded.event, &mut touched)?;
    }
    Ok(touched)
}

/// An event about a ticket touches its document; anything else only what is listed here.
fn of_event(read: &mut Read, event: &Event, touched: &mut Touched) -> Done<()> {
    touched.keys.extend(event.ticket().map(Key::Ticket));
    if let Event::PersonChanged { person, .. }
    | Event::PersonFieldChanged { person, .. }
    | Event::TierChanged { person, .. }
    | Event::AddressAdded { person, .. }
    | Event::AddressChosen { person, .. } = event
    {
        touched.keys.extend(rows::asked_by(read, *person, MOST)?.into_iter().map(Key::Ticket));
    }
    if let Event::OrganizationFieldChanged { organization, .. } = event {
        touched.keys.extend(rows::asked_from(read, *organization, MOST)?.into_iter().map(Key::Ticket));
    }
    if let Event::OrganizationDescribed { organization, from, to } = event
        && from.tier != to.tier
    {
        touched.keys.extend(rows::asked_by_members(read, *organization, MOST)?.into_iter().map(Key::Ticket));
    }
    if let Event::DomainAdded { organization, .. } | Event::OrganizationsMerged { organization, .. } = event {
        touched.keys.extend(rows::asked_by_members(read, *organization, MOST)?.into_iter().map(Key::Ticket));
    }
    if let Event::OrganizationsUnmerged { organization, from, .. } = event {
        for one in [*organization, *from] {
            touched.keys.extend(rows::asked_by_members(read, one, MOST)?.into_iter().map(Key::Ticket));
        }
    }
    if let Event::OrganizationsMerged { organization, from, .. }
    | Event::OrganizationsUnmerged { organization, from, .. } = event
    {
        touched.keys.extend([*organization, *from].map(Key::Organization));
    }
    if let Event::ObjectFieldChanged { object, .. } = event {
        let tickets = links::tickets_of(read, *object, TicketId(i64::MAX), MOST)?;
        touched.keys.extend(tickets.into_iter().map(Key::Ticket));
    }
    if let Event::OrganizationCreated { organization }
    | Event::OrganizationFieldChanged { organization, .. }
    | Event::OrganizationRenamed { organization, .. }
    | Event::OrganizationDescribed { organization, .. }
    | Event::OrganizationRemoved { organization, .. }
    | Event::DomainAdded { organization, .. }
    | Event::DomainRemoved { organization, .. } = event
    {
        touched.keys.insert(Key::Organization(*organization));
    }
    if let Event::FileRead { file } = event
        && let Some(digest) = rows::digest_of(read, *file)?
    {
        touched.keys.extend(rows::with_file(read, &digest, MOST)?.into_iter().map(Key::Ticket));
    }
    if let Event::TicketErased { erased, .. } = event {
        touched.keys.insert(Key::Ticket(*erased));
    }
    touched.keys.extend(event.whom().map(Key::Person));
    touched.all |= matches!(event, Event::DemoRemoved { .. });
    Ok(())
}

/// Keys that a walk will not come by any more.
pub(super) fn passed(keys: BTreeSet<Key>, walk: Option<&Walk>) -> Vec<Key> {
    let will_meet = |key: &Key| {
        let (part, id) = match key {
            Key::Ticket(id) => (Part::Tickets, id.0),
            Key::Person(id) => (Part::People, id.0),
            Key::Organization(id) => (Part::Organizations, id.0),
        };
        walk.is_some_and(|walk| walk.will_meet(part, id))
    };
    keys.into_iter().filter(|key| !will_meet(key)).collect()
}
