//! Which object of a type is meant by what was typed. Whoever asks may see those of the type.

use desk::form::{FieldId, Holder, Shape};
use desk::object::{ObjectId, ObjectTypeId};
use desk::{Done, Refusal};
use std::collections::BTreeSet;
use store::Read;
use store::form::fields;
use store::object::{lists, objects};

/// The one that is called exactly so, whatever the case; the one in which this stands as a whole text, such as a serial number;
/// the one with this id (`#12`). What only begins so is not meant.
///
/// # Errors
/// Several are called so, or the text stands in several.
pub(crate) fn object_meant(read: &mut Read, of: ObjectTypeId, typed: &str) -> Done<Option<ObjectId>> {
    let mut found: BTreeSet<ObjectId> = objects::called(read, of, typed, 2)?.into_iter().map(|one| one.id).collect();
    if found.is_empty() {
        for field in texts(read, of)? {
            found.extend(lists::with_text(read, field, typed, 2)?.into_iter().map(|one| one.id));
        }
    }
    match (found.pop_first(), found.is_empty()) {
        (Some(one), true) => Ok(Some(one)),
        (Some(_), false) => Err(Refusal::ObjectUnclear.into()),
        (None, _) => match typed.strip_prefix('#').and_then(|id| id.parse().ok()) {
            Some(id) => object_there(read, of, id),
            None => Ok(None),
        },
    }
}

/// The same id, where it is one of the type that is not removed.
pub(crate) fn object_there(read: &mut Read, of: ObjectTypeId, id: ObjectId) -> Done<Option<ObjectId>> {
    let found = objects::load(read, id)?.filter(|one| one.of == of && one.removed_at.is_none());
    Ok(found.map(|one| one.id))
}

fn texts(read: &mut Read, of: ObjectTypeId) -> Done<Vec<FieldId>> {
    let all = fields::book(read, Holder::Object(of))?.fields.into_iter();
    Ok(all.filter(|field| field.nature.shape() == Shape::Text).map(|field| field.id).collect())
}
