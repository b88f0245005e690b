//! The whole log, newest first, with what the ids in it are called.

use crate::ticket::tellable;
use desk::automation::RuleId;
use desk::channel::{Mailbox, MailboxId};
use desk::flow::FlowId;
use desk::form::{Book, Topic, Value};
use desk::object::ObjectId;
use desk::people::{OrganizationId, PersonId, Team};
use desk::ticket::{Status, Tag, TagId, TicketId, TicketNumber};
use desk::{Done, Event, Permission, Recorded, Who};
use std::collections::{BTreeMap, BTreeSet};
use store::automation::rules;
use store::channel::mailboxes;
use store::form::{fields, topics};
use store::people::{organizations, teams};
use store::ticket::{people, statuses, tags, tickets};
use store::{Read, events};

#[derive(Clone, Debug)]
pub struct Audit {
    /// Newest first.
    pub events: Vec<Recorded>,
    pub people: BTreeMap<PersonId, String>,
    pub organizations: BTreeMap<OrganizationId, String>,
    pub objects: BTreeMap<ObjectId, String>,
    pub mailboxes: Vec<Mailbox>,
    pub tickets: BTreeMap<TicketId, TicketNumber>,
    pub statuses: Vec<Status>,
    pub tags: Vec<Tag>,
    pub teams: Vec<Team>,
    /// Every field there is.
    pub book: Book,
    pub topics: Vec<Topic>,
    pub rules: BTreeMap<RuleId, String>,
    pub flows: BTreeMap<FlowId, String>,
}

/// A page of it, before a position.
pub fn audit(read: &mut Read, before: Option<i64>, most: usize) -> Done<Audit> {
    read.actor().may(Permission::Configure)?;
    let events = events::newest(read, before.unwrap_or(i64::MAX), most)?;
    around(read, events)
}

/// What stands at a place of the log, where it is of a ticket that one may read and speaks of nothing else than one may see.
pub fn happened(read: &mut Read, position: i64) -> Done<Option<Audit>> {
    let Some(recorded) = events::load(read, position)? else { return Ok(None) };
    let ticket = recorded.event.ticket().map(|id| tickets::by_id(read, id)).transpose()?.flatten();
    if ticket.is_none_or(|ticket| read.actor().may_read(&ticket).is_err()) {
        return Ok(None);
    }
    let told = tellable(read, vec![recorded])?;
    if told.is_empty() { Ok(None) } else { around(read, told).map(Some) }
}

/// Events with what the ids in them are called.
pub(crate) fn around(read: &mut Read, events: Vec<Recorded>) -> Done<Audit> {
    Ok(Audit {
        people: people::known(read, &persons(&events))?
            .into_iter()
            .map(|person| (person.id, person.shown().to_owned()))
            .collect(),
        organizations: organizations(read, &events)?,
        mailboxes: mailboxes_of(read, &events)?,
        tickets: numbers(read, &events)?,
        statuses: statuses::all(read)?,
        tags: tags::some(read, &tags_of(&events))?,
        teams: teams::all(read)?,
        book: Book { fields: fields::all(read)? },
        objects: crate::form::objects_called(read, objects(&events))?,
        topics: topics::all(read)?,
        rules: rules::names(read)?.into_iter().collect(),
        flows: crate::flow::names_of(read, &events)?,
        events,
    })
}

fn objects(events: &[Recorded]) -> BTreeSet<ObjectId> {
    let held = |value: &Value| if let Value::Object(id) = value { Some(*id) } else { None };
    let of = |recorded: &Recorded| {
        let values = match &recorded.event {
            Event::ObjectFieldChanged { from, to, .. }
            | Event::PersonFieldChanged { from, to, .. }
            | Event::OrganizationFieldChanged { from, to, .. }
            | Event::TeamFieldChanged { from, to, .. }
            | Event::FieldChanged { from, to, .. } => from.iter().chain(to).filter_map(held).collect(),
            _ => Vec::new(),
        };
        values.into_iter().chain(recorded.event.object())
    };
    events.iter().flat_map(of).collect()
}

fn persons(events: &[Recorded]) -> Vec<PersonId> {
    let of = |recorded: &Recorded| {
        let who = if let Who::Person(person) = recorded.who { Some(person) } else { None };
        recorded.event.people().into_iter().chain(recorded.event.whom()).chain(who).collect::<Vec<_>>()
    };
    events.iter().flat_map(of).collect::<BTreeSet<_>>().into_iter().collect()
}

fn tags_of(events: &[Recorded]) -> Vec<TagId> {
    let mut found = BTreeSet::new();
    for recorded in events {
        if let Event::TagsChanged { from, to, .. } = &recorded.event {
            found.extend(from.iter().chain(to));
        } else if let Event::TagCreated { tag } = recorded.event {
            found.insert(tag);
        }
    }
    found.into_iter().collect()
}

/// Also of those that are no more, or another one now.
fn organizations(read: &mut Read, events: &[Recorded]) -> Done<BTreeMap<OrganizationId, String>> {
    let mut ids = BTreeSet::new();
    for recorded in events {
        if let Event::OrganizationCreated { organization }
        | Event::OrganizationFieldChanged { organization, .. }
        | Event::OrganizationDescribed { organization, .. }
        | Event::OrganizationsMerged { organization, .. }
        | Event::OrganizationsUnmerged { organization, .. }
        | Event::OrganizationJoined { organization, .. }
        | Event::OrganizationLeft { organization, .. }
        | Event::ContactNamed { organization, .. }
        | Event::ContactDropped { organization, .. }
        | Event::DomainAdded { organization, .. }
        | Event::DomainRemoved { organization, .. } = recorded.event
        {
            ids.insert(organization);
        }
    }
    let ids: Vec<OrganizationId> = ids.into_iter().collect();
    let mut found: BTreeMap<_, _> = organizations::names(read, &ids)?.into_iter().collect();
    found.extend(asked_for(read, events)?);
    Ok(found)
}

/// For which organisations tickets were asked, as their histories say.
pub(crate) fn asked_for(read: &mut Read, events: &[Recorded]) -> Done<Vec<(OrganizationId, String)>> {
    let mut ids: BTreeSet<OrganizationId> = BTreeSet::new();
    for recorded in events {
        if let Event::OrganizationChanged { from, to, .. } = &recorded.event {
            ids.extend(from.iter().chain(to));
        }
    }
    let ids: Vec<OrganizationId> = ids.into_iter().collect();
    Ok(organizations::names(read, &ids)?)
}

fn mailboxes_of(read: &mut Read, events: &[Recorded]) -> Done<Vec<Mailbox>> {
    let mut ids: BTreeSet<MailboxId> = BTreeSet::new();
    for recorded in events {
        if let Event::MailboxCreated { mailbox }
        | Event::MailboxChanged { mailbox }
        | Event::MailboxActivated { mailbox }
        | Event::MailboxDeactivated { mailbox }
        | Event::MailboxAuthorized { mailbox }
        | Event::MailboxTroubled { mailbox, .. }
        | Event::MailboxRecovered { mailbox, .. } = recorded.event
        {
            ids.insert(mailbox);
        }
    }
    let found = ids.into_iter().map(|id| mailboxes::load(read, id)).collect::<Result<Vec<_>, _>>()?;
    Ok(found.into_iter().flatten().collect())
}

fn numbers(read: &mut Read, events: &[Recorded]) -> Done<BTreeMap<TicketId, TicketNumber>> {
    let ids: BTreeSet<TicketId> = events.iter().filter_map(|recorded| recorded.event.ticket()).collect();
    let found = ids.into_iter().map(|id| tickets::by_id(read, id)).collect::<Result<Vec<_>, _>>()?;
    Ok(found.into_iter().flatten().map(|ticket| (ticket.id, ticket.number)).collect())
}
