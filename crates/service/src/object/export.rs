//! Taking the objects of a type out of the house, page by page.

use super::list::{After, Objects, Sort, objects};
use desk::object::{ObjectType, ObjectTypeId, Right};
use desk::{Done, Error, Event};
use store::object::{lists, types};
use store::{Read, Tx};

/// Objects of one page.
const PAGE: usize = 200;
/// Objects that are counted for the audit.
const COUNTED: usize = 1_000_000;

/// Whoever manages them may take them along; that they did stands in the audit.
pub fn begin_objects_export(tx: &mut Tx, of: ObjectTypeId) -> Done<ObjectType> {
    tx.actor().must_be_agent()?;
    let kind = types::load(tx, of)?.ok_or(Error::Missing)?;
    tx.actor().may_objects(&kind, Right::Manage)?;
    let objects = lists::counted(tx, of, COUNTED)?;
    let name = kind.name(base::Language::default()).to_owned();
    tx.record(Event::ObjectsExported { object_type: of, name, objects })?;
    Ok(kind)
}

/// The next ones, by name.
pub fn objects_export_page(read: &mut Read, of: ObjectTypeId, after: Option<After>) -> Done<Objects> {
    objects(read, of, "", Sort::Name, after, PAGE)
}
