//! What people, organisations and tickets are meant by what somebody typed. Requesters find nobody they do not know.

use crate::object::{object_meant, object_there};
use crate::people;
use base::Email;
use desk::form::{Field, FieldFile, Holder, Nature, Value};
use desk::object::{ObjectId, ObjectTypeId, Right};
use desk::people::{OrganizationId, PersonId};
use desk::ticket::TicketNumber;
use desk::{Done, Refusal};
use std::collections::BTreeMap;
use store::form::fields;
use store::object::{lists as objects_found, types};
use store::people::{memberships, merges, organization_merges, persons};
use store::ticket::tickets;
use store::{Read, Signer};

/// Read in the one place there is, after names were looked up.
pub(crate) fn looked_up(read: &mut Read, field: &Field, typed: &[String], zone: &str) -> Done<Option<Value>> {
    let first = typed.iter().map(|text| text.trim()).find(|text| !text.is_empty());
    let Some(first) = first else { return Ok(None) };
    match field.nature {
        Nature::Person => person(read, first).map(|id| Some(Value::Person(id))),
        Nature::Organization => organization(read, first),
        Nature::Object { of } => object(read, of, first).map(|id| Some(Value::Object(id))),
        Nature::Ticket => {
            let value = field.read(typed, zone)?;
            if let Some(Value::Ticket(number)) = value {
                ticket(read, number)?;
            }
            Ok(value)
        }
        Nature::Text | Nature::LongText | Nature::Pattern { .. } | Nature::Number { .. } | Nature::Money { .. } => {
            Ok(field.read(typed, zone)?)
        }
        Nature::Date | Nature::Time | Nature::Flag | Nature::Choice { .. } | Nature::Choices { .. } => {
            Ok(field.read(typed, zone)?)
        }
        Nature::Tree { .. } | Nature::Link { .. } | Nature::Sequence { .. } | Nature::Formula { .. } => {
            Ok(field.read(typed, zone)?)
        }
        Nature::External { .. } | Nature::RichText => Ok(field.read(typed, zone)?),
        Nature::File { .. } => {
            let value = field.read(typed, zone)?;
            if let Some(Value::Files(files)) = &value
                && !files.iter().all(|file| is_proven(read, file))
            {
                return Err(Refusal::FieldFileUnknown.into());
            }
            Ok(value)
        }
    }
}

/// Objects that a requester chooses from.
const MOST_OWN: usize = 200;

/// What files of fields are signed for.
const PROOF: &str = "field-file";

/// A file that was just taken in, with the proof of it.
pub fn proven(signer: &dyn Signer, file: FieldFile) -> FieldFile {
    FieldFile { proof: signer.sign(PROOF, &file.told()), ..file }
}

fn is_proven(read: &Read, file: &FieldFile) -> bool {
    read.signer().verify(PROOF, &file.told(), &file.proof)
}

/// What a cell of a table says. Several items stand in one cell with semicolons or commas between them.
pub(crate) fn cell_value(read: &mut Read, field: &Field, cell: &str, zone: &str) -> Done<Option<Value>> {
    if matches!(field.nature, Nature::File { .. }) {
        return Err(Refusal::ImportOfFiles.into());
    }
    let typed: Vec<String> = match field.nature {
        Nature::Choices { .. } => cell.split([';', ',', '、', '；']).map(str::to_owned).collect(),
        _ => {
            // In a hierarchy the export writes the whole line of items.
            let last = if field.nature.items().is_empty() { cell } else { cell.rsplit(" › ").next().unwrap_or(cell) };
            vec![last.to_owned()]
        }
    };
    looked_up(read, field, &typed, zone)
}

/// By id, or as everywhere by address, number or whole name. A requester means somebody of their own organisation, by address.
fn person(read: &mut Read, text: &str) -> Done<PersonId> {
    if !is_agent(read) {
        let found = match Email::typed(text) {
            Some(email) => persons::with_address(read, &email)?,
            None => None,
        };
        let own = own_organization(read)?;
        let found = found.filter(|person| own.is_some() && person.organization == own);
        return Ok(found.ok_or(Refusal::PersonUnknown)?.id);
    }
    let by_id = match text.parse().map(PersonId) {
        Ok(id) => merges::home(read, id)?.map(|now| (id, now)),
        Err(_) => None,
    };
    match by_id {
        // Whoever is somebody else by now stands there under their own id.
        Some((id, now)) => people::must_be_known(read, now).map(|()| id),
        None => Ok(people::person_called(read, text)?.ok_or(Refusal::PersonUnknown)?),
    }
}

/// By id, or as everywhere by its whole name. A requester means their own.
fn organization(read: &mut Read, text: &str) -> Done<Option<Value>> {
    let by_id = match text.parse().map(OrganizationId) {
        Ok(id) => organization_merges::home(read, id)?.map(|now| (id, now)),
        Err(_) => None,
    };
    let found = match by_id {
        // One that is another one by now stands there under its own id.
        Some(found) => Some(found),
        None => people::organization_meant(read, text)?.map(|id| (id, id)),
    };
    let own = own_organization(read)?;
    let found = found.filter(|(_, now)| is_agent(read) || own == Some(*now));
    let (id, _) = found.ok_or(Refusal::OrganizationUnknown)?;
    Ok(Some(Value::Organization(id)))
}

fn ticket(read: &mut Read, number: TicketNumber) -> Done<()> {
    let found = tickets::load(read, number)?.ok_or(Refusal::TicketUnknown)?;
    let seen = read.actor().may_read(&found).is_ok() || crate::conversation::may_say(read, &found).is_ok();
    if seen { Ok(()) } else { Err(Refusal::TicketUnknown.into()) }
}

/// As everywhere by the whole name or a whole text of it, or by id. Requesters find their own alone.
fn object(read: &mut Read, of: ObjectTypeId, text: &str) -> Done<ObjectId> {
    let unknown = || desk::Error::from(Refusal::ObjectUnknown);
    if !is_agent(read) {
        let meant = |(id, name): &(ObjectId, String)| id.to_string() == text || name == text;
        return own_objects(read, of)?.into_iter().find(meant).map(|(id, _)| id).ok_or_else(unknown);
    }
    let kind = types::load(read, of)?.filter(|of| read.actor().may_objects(of, Right::See).is_ok());
    kind.ok_or_else(unknown)?;
    if let Some(found) = object_meant(read, of, text)? {
        return Ok(found);
    }
    let by_id = match text.parse().map(ObjectId) {
        Ok(id) => object_there(read, of, id)?,
        Err(_) => None,
    };
    by_id.ok_or_else(unknown)
}

/// Objects of a type that are the acting requester's, or one's of the organisations they belong to, by name: those in whose
/// fields of people or organisations they stand.
pub(super) fn own_objects(read: &mut Read, of: ObjectTypeId) -> Done<Vec<(ObjectId, String)>> {
    let Some(person) = read.actor().person().filter(|_| !is_agent(read)) else { return Ok(Vec::new()) };
    if !types::load(read, of)?.is_some_and(|of| of.wish.active) {
        return Ok(Vec::new());
    }
    let mut organizations = Vec::new();
    for (id, _) in memberships::of_person(read, person)? {
        organizations.extend(organization_merges::selves(read, id)?);
    }
    let mut found = BTreeMap::new();
    for field in fields::book(read, Holder::Object(of))?.fields {
        let holders: Vec<i64> = match field.nature {
            Nature::Person => vec![person.0],
            Nature::Organization => organizations.iter().map(|id| id.0).collect(),
            _ => Vec::new(),
        };
        for holder in holders {
            let some = objects_found::held_by(read, of, field.id, holder, MOST_OWN)?;
            found.extend(some.into_iter().map(|object| (object.id, object.name)));
        }
    }
    let mut own: Vec<(ObjectId, String)> = found.into_iter().collect();
    own.sort_by(|one, other| one.1.cmp(&other.1).then(one.0.cmp(&other.0)));
    own.truncate(MOST_OWN);
    Ok(own)
}

fn is_agent(read: &Read) -> bool {
    read.actor().must_be_agent().is_ok()
}

fn own_organization(read: &mut Read) -> Done<Option<OrganizationId>> {
    let Some(person) = read.actor().person() else { return Ok(None) };
    Ok(persons::load(read, person)?.and_then(|person| person.organization))
}
