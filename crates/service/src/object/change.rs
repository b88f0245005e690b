//! Objects: made, changed, removed and brought back.

use crate::form::{Filling, count_up, fill};
use desk::form::{Audience, FieldId, Holder, Owner, Value, lacking};
use desk::object::{Object, ObjectId, ObjectTypeId, Right, object_name};
use desk::{Done, Error, Event, Refusal};
use store::form::{fields, values};
use store::object::{keys, objects as table, types};
use store::{Read, Tx};

/// With what was typed into its fields. What must be filled in must be.
pub fn create_object(tx: &mut Tx, of: ObjectTypeId, name: &str, filling: &Filling) -> Done<ObjectId> {
    let id = begun(tx, of, name)?;
    fill(tx, Owner::Object(id), filling, 1)?;
    let book = fields::book(tx, Holder::Object(of))?;
    let answers = values::answers(tx, &book, Holder::Object(of), id.0)?;
    if lacking(&book, &answers, Audience::Agent).is_empty() { Ok(id) } else { Err(Refusal::FieldsWrong.into()) }
}

/// Without anything in its fields but what the desk counts.
pub(super) fn begun(tx: &mut Tx, of: ObjectTypeId, name: &str) -> Done<ObjectId> {
    let kind = types::load(tx, of)?.ok_or(Error::Missing)?;
    tx.actor().may_objects(&kind, Right::Edit)?;
    if !kind.wish.active {
        return Err(Refusal::ObjectTypeClosed.into());
    }
    let name = object_name(name)?;
    let id = table::add(tx, of, &name)?;
    tx.record(Event::ObjectCreated { object: id, name })?;
    let book = fields::book(tx, Holder::Object(of))?;
    count_up(tx, &book, id.0)?;
    renew_keys(tx, id)?;
    Ok(id)
}

/// Its name and what stands in it, in one go; `version` is the one the page was drawn from.
pub fn change_object(tx: &mut Tx, id: ObjectId, name: &str, filling: &Filling, version: i64) -> Done<()> {
    let object = changeable(tx, id)?;
    let name = object_name(name)?;
    let version = if name == object.name {
        version
    } else {
        renamed(tx, Object { version, ..object }, name)?;
        version + 1
    };
    fill(tx, Owner::Object(id), filling, version)
}

pub(super) fn renamed(tx: &mut Tx, mut object: Object, name: String) -> Done<()> {
    let from = std::mem::replace(&mut object.name, name);
    table::save(tx, &mut object)?;
    tx.record(Event::ObjectRenamed { object: object.id, from, to: object.name.clone() })?;
    renew_keys(tx, object.id)
}

/// It is in no list any more; its history, and the tickets it has to do with, keep it.
pub fn remove_object(tx: &mut Tx, id: ObjectId, version: i64) -> Done<Object> {
    let mut object = manageable(tx, id)?;
    if object.removed_at.is_some() {
        return Err(Error::Missing);
    }
    object.version = version;
    object.removed_at = Some(tx.now());
    table::save(tx, &mut object)?;
    tx.record(Event::ObjectRemoved { object: id, name: object.name.clone() })?;
    renew_keys(tx, id)?;
    Ok(object)
}

pub fn restore_object(tx: &mut Tx, id: ObjectId) -> Done<Object> {
    let mut object = manageable(tx, id)?;
    if object.removed_at.take().is_none() {
        return Err(Error::Missing);
    }
    table::save(tx, &mut object)?;
    tx.record(Event::ObjectRestored { object: id, name: object.name.clone() })?;
    renew_keys(tx, id)?;
    Ok(object)
}

/// One that the acting agent may see.
pub(super) fn visible(read: &mut Read, id: ObjectId) -> Done<Object> {
    with_right(read, id, Right::See)
}

/// One that they may change; what is removed is not changed.
pub(crate) fn changeable(read: &mut Read, id: ObjectId) -> Done<Object> {
    let object = with_right(read, id, Right::Edit)?;
    if object.removed_at.is_some() { Err(Refusal::ObjectRemoved.into()) } else { Ok(object) }
}

fn manageable(read: &mut Read, id: ObjectId) -> Done<Object> {
    with_right(read, id, Right::Manage)
}

fn with_right(read: &mut Read, id: ObjectId, right: Right) -> Done<Object> {
    read.actor().must_be_agent()?;
    let object = table::load(read, id)?.ok_or(Error::Missing)?;
    let of = types::load(read, object.of)?.ok_or(Error::Missing)?;
    read.actor().may_objects(&of, right)?;
    Ok(object)
}

/// What it is found by, from its name and its fields of text.
pub(crate) fn renew_keys(tx: &mut Tx, id: ObjectId) -> Done<()> {
    let Some(object) = table::load(tx, id)? else { return Ok(()) };
    let book = fields::book(tx, Holder::Object(object.of))?;
    let answers = values::answers(tx, &book, Holder::Object(object.of), id.0)?;
    let texts = book.fields.iter().filter_map(|field| match answers.get(&field.id) {
        Some(Value::Text(text)) => Some((field.id, text.clone())),
        Some(_) | None => None,
    });
    let texts: Vec<(FieldId, String)> = texts.collect();
    Ok(keys::renew(tx, &object, &texts)?)
}
