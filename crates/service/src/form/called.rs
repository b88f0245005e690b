//! What people, organisations and objects are called that stand in fields.

use base::Language;
use desk::Done;
use desk::form::{Answers, Eyes, Value};
use desk::object::ObjectId;
use desk::people::{OrganizationId, PersonId};
use std::collections::{BTreeMap, BTreeSet};
use store::Read;
use store::object::{objects, types};
use store::people::{merges, organizations};

/// People and organisations as they are called now, by the ids under which they stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Called {
    pub people: BTreeMap<PersonId, String>,
    pub organizations: BTreeMap<OrganizationId, String>,
    pub objects: BTreeMap<ObjectId, String>,
}

impl Called {
    /// Objects that the one who looks may not see have no name.
    pub(crate) fn of<'a>(read: &mut Read, answers: impl Iterator<Item = &'a Answers>) -> Done<Self> {
        let (mut persons, mut organizations, mut things) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for value in answers.flat_map(Answers::values) {
            match value {
                Value::Person(id) => drop(persons.insert(*id)),
                Value::Organization(id) => drop(organizations.insert(*id)),
                Value::Object(id) => drop(things.insert(*id)),
                Value::Text(_) | Value::Number(_) | Value::Moment(_) => {}
                Value::Yes | Value::Items(_) | Value::Ticket(_) | Value::Files(_) => {}
            }
        }
        let (persons, organizations): (Vec<_>, Vec<_>) =
            (persons.into_iter().collect(), organizations.into_iter().collect());
        let people = merges::known_now(read, &persons)?.into_iter();
        Ok(Self {
            people: people.map(|(id, now)| (id, now.shown().to_owned())).collect(),
            organizations: organizations::names_now(read, &organizations)?.into_iter().collect(),
            objects: objects_called(read, things)?,
        })
    }

    pub const fn eyes<'e>(&'e self, language: Language, zone: &'e str) -> Eyes<'e> {
        Eyes { language, zone, people: &self.people, organizations: &self.organizations, objects: &self.objects }
    }
}

pub(crate) fn objects_called(read: &mut Read, ids: BTreeSet<ObjectId>) -> Done<BTreeMap<ObjectId, String>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let actor = read.actor().clone();
    let all = types::all(read)?;
    let seen = |id| all.iter().any(|of| of.id == id && actor.may_objects(of, desk::object::Right::See).is_ok());
    let ids: Vec<ObjectId> = ids.into_iter().collect();
    let found = objects::some(read, &ids)?.into_iter().filter(|one| seen(one.of));
    Ok(found.map(|one| (one.id, one.name)).collect())
}
