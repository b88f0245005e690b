//! Objects from a table: tried first, told line by line, then taken.

use super::change::begun;
use crate::form::{cell_value, differs, fill_from_line};
use desk::form::{Ask, Audience, Book, Field, Holder, Owner, Value};
use desk::object::{Holds, Object, ObjectTypeId, Right, object_name};
use desk::people::{Table, folded};
use desk::{Done, Error, Event, Refusal};
use std::collections::BTreeSet;
use store::form::fields;
use store::object::{objects, types};
use store::{Read, Tx};

/// What an import would do, or did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ObjectsReport {
    pub created: usize,
    pub changed: usize,
    pub same: usize,
    /// Lines that were left, by their number in the file, with the reason.
    pub wrong: Vec<(usize, Refusal)>,
}

struct Entry {
    name: String,
    known: Option<Object>,
    given: Vec<(Field, Value)>,
}

/// What [`import_objects`] would do.
pub fn try_objects_import(read: &mut Read, of: ObjectTypeId, table: &Table, columns: &[Holds]) -> Done<ObjectsReport> {
    let (entries, mut report) = sound(read, of, table, columns)?;
    for entry in &entries {
        match &entry.known {
            None => report.created += 1,
            Some(object) if differs(read, Owner::Object(object.id), &entry.given)? => report.changed += 1,
            Some(_) => report.same += 1,
        }
    }
    Ok(report)
}

/// Takes every line that is sound. An object is known by its name; what a line leaves empty stays as it is.
pub fn import_objects(tx: &mut Tx, of: ObjectTypeId, table: &Table, columns: &[Holds]) -> Done<ObjectsReport> {
    let (entries, mut report) = sound(tx, of, table, columns)?;
    for entry in entries {
        match entry.known {
            None => {
                let id = begun(tx, of, &entry.name)?;
                fill_from_line(tx, Owner::Object(id), entry.given)?;
                report.created += 1;
            }
            Some(object) if fill_from_line(tx, Owner::Object(object.id), entry.given)? => report.changed += 1,
            Some(_) => report.same += 1,
        }
    }
    let kind = types::load(tx, of)?.ok_or(Error::Missing)?;
    tx.record(Event::ObjectsImported {
        object_type: of,
        name: kind.name(base::Language::default()).to_owned(),
        created: report.created as i64,
        changed: report.changed as i64,
    })?;
    Ok(report)
}

/// Lines that can be taken; of the others the report says why not.
fn sound(read: &mut Read, of: ObjectTypeId, table: &Table, columns: &[Holds]) -> Done<(Vec<Entry>, ObjectsReport)> {
    read.actor().must_be_agent()?;
    let kind = types::load(read, of)?.ok_or(Error::Missing)?;
    read.actor().may_objects(&kind, Right::Manage)?;
    if !kind.wish.active {
        return Err(Refusal::ObjectTypeClosed.into());
    }
    if !columns.contains(&Holds::Name) {
        return Err(Refusal::ImportWithoutName.into());
    }
    let (book, zone) = (fields::book(read, Holder::Object(of))?, crate::house::load(read)?.time_zone);
    let (mut entries, mut report, mut seen) = (Vec::new(), ObjectsReport::default(), BTreeSet::new());
    for (line, row) in &table.rows {
        match entry(read, of, &book, row, columns, &zone) {
            Ok(entry) if !seen.insert(folded(&entry.name)) => report.wrong.push((*line, Refusal::ImportTwice)),
            Ok(entry) => entries.push(entry),
            Err(Error::Refused(refusal)) => report.wrong.push((*line, refusal)),
            Err(error) => return Err(error),
        }
    }
    Ok((entries, report))
}

fn entry(read: &mut Read, of: ObjectTypeId, book: &Book, row: &[String], columns: &[Holds], zone: &str) -> Done<Entry> {
    let (mut name, mut given) = (String::new(), Vec::new());
    for (holds, cell) in columns.iter().zip(row).filter(|(_, cell)| !cell.trim().is_empty()) {
        match holds {
            Holds::Nothing => {}
            Holds::Name => name = object_name(cell)?,
            Holds::Field(id) => {
                let field = book.field(*id).filter(|field| field.active && !field.nature.is_computed());
                let field = field.ok_or(Refusal::FieldUnknown)?;
                given.extend(cell_value(read, field, cell, zone)?.map(|value| (field.clone(), value)));
            }
        }
    }
    let known = if name.is_empty() { return Err(Refusal::NameEmpty.into()) } else { objects::named(read, of, &name)? };
    // What no table can say is demanded where it can be given.
    let demanded = |field: &Field| field.nature.is_of_tables() && field.ask(Audience::Agent) == Ask::Required;
    let required = |field: &&Field| field.active && demanded(field);
    let lacks = |field: &&Field| !given.iter().any(|(other, _)| other.id == field.id);
    if known.is_none() && book.fields.iter().filter(required).any(|field| lacks(&field)) {
        return Err(Refusal::FieldsWrong.into());
    }
    Ok(Entry { name, known, given })
}
