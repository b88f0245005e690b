//! People and organisations from a table: tried first, told line by line, then taken.

use super::{create_organization, describe_organization, find_or_create, finds};
use crate::form::{cell_value, fill_from_line};
use base::{Address, Email};
use desk::access::Permission;
use desk::form::{Book, Field, Holder, Owner, Value};
use desk::people::{
    About, Entry, Holds, MOST_COLUMNS, MOST_HANDLES, MOST_OCTETS, MOST_PHONES, MOST_ROWS, OrganizationId, Person,
    PersonId, PhoneKind, Profile, Table, Tier, entry, phone,
};
use desk::{Done, Error, Refusal};
use std::collections::BTreeSet;
use store::channel::mailboxes;
use store::form::fields;
use store::people::{agents, organizations, persons, tiers, ways};
use store::{Read, Tx};
use text::document::{NoText, SheetLimits, sheet};

/// What an import would do, or did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    pub created: usize,
    pub changed: usize,
    /// As they are already.
    pub same: usize,
    /// Organisations that are new.
    pub organizations: usize,
    /// Who goes from one organisation to another.
    pub moves: Vec<Move>,
    /// Lines that were left, by their number in the file, with the key of the reason.
    pub wrong: Vec<(usize, Refusal)>,
}

/// Somebody goes from one main organisation to another, by the names of all three.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    pub line: usize,
    pub person: String,
    pub from: String,
    pub to: String,
}

/// The first sheet of a workbook as a table that [`desk::people::table`] reads.
///
/// # Errors
/// It is no workbook, or has more than an import may have.
pub fn sheet_text(bytes: &[u8]) -> Result<String, Refusal> {
    let limits = SheetLimits { rows: MOST_ROWS, columns: MOST_COLUMNS, octets: MOST_OCTETS };
    let rows = sheet(bytes, limits).map_err(|why| match why {
        NoText::TooLarge => Refusal::ImportTooLarge,
        NoText::Broken(_) => Refusal::ImportNoWorkbook,
    })?;
    let cell = |text: &String| format!("\"{}\"", text.replace('\t', " ").replace('"', "\"\""));
    let line = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join("\t");
    Ok(rows.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// What [`import_people`] would do: it is done, told, and undone, so that both always say the same.
pub fn try_import(tx: &mut Tx, table: &Table, columns: &[Holds]) -> Done<Report> {
    tx.rehearse(|tx| import_people(tx, table, columns))
}

/// Takes every line that is sound. What a line leaves empty stays as it is; agents are left alone.
pub fn import_people(tx: &mut Tx, table: &Table, columns: &[Holds]) -> Done<Report> {
    tx.actor().may(Permission::EditPeople)?;
    let (entries, mut report) = sound(tx, table, columns)?;
    for (line, entry, own) in entries {
        let entry = &entry;
        if !entry.organization.is_empty() && named(tx, &entry.organization)?.is_none() {
            create_organization(tx, &entry.organization)?;
            report.organizations += 1;
        }
        if let Some(tier) = entry.organization_tier {
            matters(tx, &entry.organization, tier)?;
        }
        let known = persons::with_address(tx, &entry.email)?;
        let person = match &known {
            Some(person) => person.clone(),
            None => {
                let person = find_or_create(tx, &Address::bare(entry.email.clone()), entry.language)?;
                // A long list is not carried to other systems.
                crate::panel::leave_out(tx, person.id)?;
                person
            }
        };
        let wish = wish(tx, &person, entry)?;
        if let (Some(_), Some(from), Some(to)) = (&known, person.organization, wish.organization)
            && from != to
        {
            report.moves.push(goes(tx, line, &person, from, to)?);
        }
        let changes = wish != person.profile();
        let id = person.id;
        if changes {
            let mut person = person;
            let changed = person.describe(wish)?;
            persons::save(tx, &mut person)?;
            tx.record(changed)?;
        }
        let changes = match entry.tier {
            Some(tier) => super::tiers::put(tx, id, tier)? || changes,
            None => changes,
        };
        let changes = reach(tx, id, entry)? || changes;
        let changes = fill_from_line(tx, Owner::Person(id), own)? || changes;
        match (known.is_some(), changes) {
            (false, _) => report.created += 1,
            (true, true) => report.changed += 1,
            (true, false) => report.same += 1,
        }
    }
    Ok(report)
}

fn reach(tx: &mut Tx, id: PersonId, entry: &Entry) -> Done<bool> {
    let mut changes = false;
    for (kind, number) in &entry.phones {
        changes |= super::ways::put_phone(tx, id, number, *kind)?;
    }
    for one in &entry.handles {
        changes |= super::ways::put_handle(tx, id, one)?;
    }
    Ok(changes)
}

/// Each number in its one spelling.
fn numbers(typed: &[(PhoneKind, String)], zone: &str) -> Result<Vec<(PhoneKind, String)>, Refusal> {
    typed.iter().map(|(kind, number)| phone(number, zone).map(|number| (*kind, number))).collect()
}

/// How much an organisation matters, as a line says.
fn matters(tx: &mut Tx, name: &str, tier: Tier) -> Done<()> {
    let Some(id) = named(tx, name)? else { return Ok(()) };
    let Some(organization) = organizations::load(tx, id)? else { return Ok(()) };
    let wish = About { tier, ..organization.about };
    describe_organization(tx, id, wish, organization.version).map(drop)
}

/// A line by its number, with what stands in its columns of fields.
type Sound = (usize, Entry, Vec<(Field, Value)>);

/// Lines that can be taken; of the others the report says why not.
fn sound(read: &mut Read, table: &Table, columns: &[Holds]) -> Done<(Vec<Sound>, Report)> {
    if !columns.contains(&Holds::Email) {
        return Err(Refusal::ImportWithoutAddress.into());
    }
    let ours = mailboxes::addresses(read)?;
    let (book, zone) = (fields::book(read, Holder::Person)?, crate::house::load(read)?.time_zone);
    let (mut entries, mut report, mut seen) = (Vec::new(), Report::default(), BTreeSet::new());
    for (line, row) in &table.rows {
        let refusal = match entry(row, columns) {
            Err(refusal) => refusal,
            Ok(entry) if ours.contains(&entry.email) => Refusal::AddressIsOurs,
            Ok(entry) if !seen.insert(entry.email.canonical()) => Refusal::ImportTwice,
            Ok(entry) if is_agent(read, &entry.email)? => Refusal::AgentsStayApart,
            Ok(entry) => match read_on(read, &book, &entry, &zone) {
                Ok((own, phones)) => {
                    entries.push((*line, Entry { phones, ..entry }, own));
                    continue;
                }
                Err(Error::Refused(refusal)) => refusal,
                Err(error) => return Err(error),
            },
        };
        report.wrong.push((*line, refusal));
    }
    Ok((entries, report))
}

/// What stands in the columns of fields, and the numbers.
type FurtherColumns = (Vec<(Field, Value)>, Vec<(PhoneKind, String)>);

/// A line that would give somebody too many is left.
fn read_on(read: &mut Read, book: &Book, entry: &Entry, zone: &str) -> Done<FurtherColumns> {
    let phones = numbers(&entry.phones, zone)?;
    if let Some(known) = persons::with_address(read, &entry.email)? {
        if !finds(read, known.id)? {
            return Err(Refusal::PersonOutOfReach.into());
        }
        if ways::phones(read, known.id)?.len() + phones.len() > MOST_PHONES {
            return Err(Refusal::TooManyPhones.into());
        }
        if ways::handles(read, known.id)?.len() + entry.handles.len() > MOST_HANDLES {
            return Err(Refusal::TooManyHandles.into());
        }
    } else if phones.len() > MOST_PHONES {
        return Err(Refusal::TooManyPhones.into());
    }
    Ok((own(read, book, entry, zone)?, phones))
}

/// What stands in the columns of fields.
fn own(read: &mut Read, book: &Book, entry: &Entry, zone: &str) -> Done<Vec<(Field, Value)>> {
    let mut given = Vec::new();
    for (id, cell) in &entry.fields {
        let field = book.field(*id).filter(|field| field.active && !field.nature.is_computed());
        let field = field.ok_or(Refusal::FieldUnknown)?;
        given.extend(cell_value(read, field, cell, zone)?.map(|value| (field.clone(), value)));
    }
    Ok(given)
}

fn is_agent(read: &mut Read, email: &Email) -> Done<bool> {
    match persons::with_address(read, email)? {
        Some(person) => Ok(agents::load(read, person.id)?.is_some()),
        None => Ok(false),
    }
}

/// The person as the line says, where it says anything.
fn wish(read: &mut Read, person: &Person, entry: &Entry) -> Done<Profile> {
    let organization = if entry.organization.is_empty() { None } else { named(read, &entry.organization)? };
    Ok(Profile {
        name: if entry.name.is_empty() { person.name.clone() } else { entry.name.clone() },
        language: entry.language.or(person.language),
        time_zone: entry.time_zone.clone().or(person.time_zone.clone()),
        organization: organization.or(person.organization),
    })
}

fn goes(read: &mut Read, line: usize, person: &Person, from: OrganizationId, to: OrganizationId) -> Done<Move> {
    let names = organizations::names(read, &[from, to])?;
    let name =
        |id: OrganizationId| names.iter().find(|(one, _)| *one == id).map(|(_, name)| name.clone()).unwrap_or_default();
    Ok(Move { line, person: person.shown().to_owned(), from: name(from), to: name(to) })
}

fn named(read: &mut Read, name: &str) -> Done<Option<OrganizationId>> {
    Ok(organizations::named(read, name)?)
}
