//! Everything the page of one object shows.

use super::change::visible;
use crate::form::{Called, Profile, profile};
use crate::ticket::Line;
use desk::form::{Answers, Book, Nature, Owner, Value};
use desk::object::{MOST_LINKED, Object, ObjectId, ObjectType, Right};
use desk::people::{OrganizationId, PersonId};
use desk::ticket::TicketId;
use desk::{Actor, Done, Error, Event, Permission, Recorded, Who};
use std::collections::{BTreeMap, BTreeSet};
use store::form::{fields, values};
use store::object::{links, objects as table, types};
use store::people::{merges, organization_merges, organizations};
use store::ticket::{lists, people};
use store::{Read, events};

/// The newest entries of its history.
const MOST_EVENTS: usize = 200;
/// Objects of one field that stand beside somebody.
const MOST_BESIDE: usize = 50;

#[derive(Clone, Debug)]
pub struct ObjectPage {
    pub object: Object,
    pub of: ObjectType,
    pub right: Right,
    pub profile: Profile,
    /// The newest, as far as the one who looks may see them.
    pub tickets: Vec<Line>,
    /// The newest first; what can be taken back is marked.
    pub history: Vec<(Recorded, bool)>,
    /// What those in the history are called.
    pub people: BTreeMap<PersonId, String>,
    pub organizations: BTreeMap<OrganizationId, String>,
    pub objects: BTreeMap<ObjectId, String>,
    /// Other objects that point at this one.
    pub beside: Vec<(Object, ObjectType)>,
}

pub fn object(read: &mut Read, id: ObjectId) -> Done<ObjectPage> {
    let object = visible(read, id)?;
    let of = types::load(read, object.of)?.ok_or(Error::Missing)?;
    let (actor, scope) = (read.actor().clone(), read.actor().scope());
    let ids = links::tickets_of(read, id, TicketId(i64::MAX), MOST_LINKED)?;
    let tickets = if ids.is_empty() { Vec::new() } else { lists::some(read, &scope, &ids)? };
    let seen: BTreeSet<TicketId> = tickets.iter().map(|line| line.ticket.id).collect();
    let mut log = events::of_object(read, id, i64::MAX, MOST_EVENTS)?;
    // A ticket that one may not see is not told of.
    log.retain(|one| one.event.ticket().is_none_or(|ticket| seen.contains(&ticket)));
    let profile = profile(read, Owner::Object(id))?;
    let right = actor.right_to(&of);
    let values = log.iter().flat_map(|one| values_of(&one.event)).collect::<Vec<_>>();
    let mut told = Answers::new();
    for (place, value) in (0_i64..).zip(values) {
        told.insert(desk::form::FieldId(place), value);
    }
    let called = Called::of(read, std::iter::once(&told))?;
    let who = log.iter().filter_map(|one| if let Who::Person(id) = one.who { Some(id) } else { None });
    let who: Vec<PersonId> = who.collect::<BTreeSet<_>>().into_iter().collect();
    let mut names: BTreeMap<PersonId, String> =
        people::known(read, &who)?.into_iter().map(|one| (one.id, one.shown().to_owned())).collect();
    names.extend(called.people);
    Ok(ObjectPage {
        beside: pointing(read, &[id.0], |nature| *nature == Nature::Object { of: object.of })?,
        history: log
            .into_iter()
            .map(|one| {
                let may = undoable(&actor, right, &object, &one, &profile.book);
                (one, may)
            })
            .collect(),
        people: names,
        organizations: called.organizations,
        objects: called.objects,
        object,
        of,
        right,
        profile,
        tickets,
    })
}

fn values_of(event: &Event) -> Vec<Value> {
    match event {
        Event::ObjectFieldChanged { from, to, .. } => from.iter().chain(to).cloned().collect(),
        _ => Vec::new(),
    }
}

/// One's own changes, and others' for whoever may take those back; what computes itself follows by itself.
pub(super) fn undoable(actor: &Actor, right: Right, object: &Object, one: &Recorded, book: &Book) -> bool {
    let own = one.who == actor.who() || actor.may(Permission::UndoOthers).is_ok();
    let there = object.removed_at.is_none();
    own && match &one.event {
        Event::ObjectRenamed { .. } => there && right >= Right::Edit,
        Event::ObjectFieldChanged { field, .. } => there && right >= Right::Edit && book.field(*field).is_some(),
        Event::ObjectRemoved { .. } => !there && right >= Right::Manage,
        _ => false,
    }
}

/// Those that say that they are somebody's.
pub fn objects_of_person(read: &mut Read, person: PersonId) -> Done<Vec<(Object, ObjectType)>> {
    crate::people::must_find(read, person)?;
    let selves = merges::selves(read, person)?;
    let ids: Vec<i64> = selves.iter().map(|id| id.0).collect();
    pointing(read, &ids, |nature| *nature == Nature::Person)
}

pub fn objects_of_organization(read: &mut Read, organization: OrganizationId) -> Done<Vec<(Object, ObjectType)>> {
    read.actor().must_be_agent()?;
    organizations::load(read, organization)?.ok_or(Error::Missing)?;
    let selves = organization_merges::selves(read, organization)?;
    let ids: Vec<i64> = selves.iter().map(|id| id.0).collect();
    pointing(read, &ids, |nature| *nature == Nature::Organization)
}

/// Objects in whose fields of one nature one of these ids stands, as far as the one who looks may see them.
fn pointing(read: &mut Read, ids: &[i64], at: impl Fn(&Nature) -> bool) -> Done<Vec<(Object, ObjectType)>> {
    let actor = read.actor().clone();
    let book = fields::of_objects(read)?;
    let mut found: BTreeSet<ObjectId> = BTreeSet::new();
    for field in book.fields.iter().filter(|field| at(&field.nature)) {
        for id in ids {
            found.extend(values::holding(read, field.id, *id, 0, MOST_BESIDE)?.into_iter().map(ObjectId));
        }
    }
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let (all, ids) = (types::all(read)?, found.into_iter().collect::<Vec<_>>());
    let of = |object: Object| {
        let of = all.iter().find(|of| of.id == object.of)?.clone();
        (object.removed_at.is_none() && actor.may_objects(&of, Right::See).is_ok()).then_some((object, of))
    };
    let mut found: Vec<_> = table::some(read, &ids)?.into_iter().filter_map(of).collect();
    found.sort_by(|(a, _), (b, _)| (a.of, &a.name, a.id).cmp(&(b.of, &b.name, b.id)));
    Ok(found)
}
