//! People and organisations from a table: tried first, told line by line, then taken.

use super::{
    add_address, add_domain, create_organization, describe_organization, find_or_create, finds, join_organization,
};
use crate::form::{cell_value, fill_from_line};
use base::{Address, Email};
use desk::access::Permission;
use desk::form::{Book, Field, Holder, Owner, Value};
use desk::people::{
    About, Entry, Holds, MOST_COLUMNS, MOST_PERSON_NOTES, OrganizationId, Person, PersonId, PhoneKind, Profile, Table,
    entry, notes_in, phone,
};
use desk::{Done, Error, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::channel::mailboxes;
use store::form::fields;
use store::people::{addresses, agents, memberships, organizations, persons, ways};
use store::{Read, Tx};
use text::document::{NoText, SheetLimits, sheet};

/// What an import would do, or did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    pub created: usize,
    pub changed: usize,
    /// As they are already.
    pub same: usize,
    /// By name: organisations that are new, and others of which something is said anew.
    pub organizations: BTreeSet<String>,
    pub organizations_changed: BTreeSet<String>,
    /// Who goes from one organisation to another.
    pub moves: Vec<Move>,
    /// Lines whose language is left out, by their number in the file, with the word.
    pub unspoken: Vec<(usize, String)>,
    /// Lines that were left, with each reason.
    pub wrong: Vec<(usize, Vec<Refusal>)>,
}

/// The name of an organisation of which a line says something anew, and whether it is new itself.
type Organized = (String, bool);

impl Report {
    fn organize(&mut self, organizations: Option<Vec<Organized>>) {
        for (name, is_new) in organizations.unwrap_or_default() {
            let told = if is_new { &mut self.organizations } else { &mut self.organizations_changed };
            told.insert(name);
        }
    }

    /// What comes after it in the file.
    pub(super) fn add(&mut self, after: Self) {
        self.created += after.created;
        self.changed += after.changed;
        self.same += after.same;
        self.moves.extend(after.moves);
        self.unspoken.extend(after.unspoken);
        self.wrong.extend(after.wrong);
        self.organizations.extend(after.organizations);
        let told = after.organizations_changed.into_iter().filter(|name| !self.organizations.contains(name));
        self.organizations_changed.extend(told);
    }
}

/// Somebody goes from one main organisation to another, by the names of all three.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Move {
    pub line: usize,
    pub person: String,
    pub from: String,
    pub to: String,
}

/// The first sheet of a workbook as a table that [`desk::people::table`] reads.
///
/// # Errors
/// It is no workbook, or has more than so many lines and octets: `too_large`.
pub fn sheet_text(bytes: &[u8], rows: usize, octets: usize, too_large: Refusal) -> Result<String, Refusal> {
    let limits = SheetLimits { rows, columns: MOST_COLUMNS, octets };
    let rows = sheet(bytes, limits).map_err(|why| match why {
        NoText::TooLarge => too_large,
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

/// Takes every line that is sound, one by one. What a line leaves empty stays as it is; agents are left alone.
pub fn import_people(tx: &mut Tx, table: &Table, columns: &[Holds]) -> Done<Report> {
    tx.actor().may(Permission::EditPeople)?;
    if !columns.iter().any(|holds| holds.says_who()) {
        return Err(Refusal::ImportWithoutAddress.into());
    }
    let mut against = Against {
        columns,
        ours: mailboxes::addresses(tx)?,
        book: fields::book(tx, Holder::Person)?,
        zone: crate::house::load(tx)?.time_zone,
        seen: BTreeSet::new(),
    };
    let mut report = Report::default();
    for (line, row) in &table.rows {
        let mut wrong = Vec::new();
        match tx.attempt(|tx| take(tx, &mut against, &mut wrong, *line, row)) {
            Ok(one) => report.add(one),
            Err(Error::Refused(refusal)) => {
                tell(&mut wrong, refusal);
                report.wrong.push((*line, wrong));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(report)
}

/// Whom a line means, if all of it that needs no look at the desk is sound.
pub(super) fn whom(row: &[String], columns: &[Holds], zone: &str) -> Option<String> {
    let (entry, mut wrong) = entry(row, columns);
    let phones = numbers(&entry.phones, zone, &mut wrong);
    if wrong.is_empty() { Entry { phones, ..entry }.key() } else { None }
}

/// What lines are held against.
struct Against<'a> {
    columns: &'a [Holds],
    ours: Vec<Email>,
    book: Book,
    zone: String,
    /// Whom earlier lines meant.
    seen: BTreeSet<String>,
}

/// Each reason once.
fn tell(wrong: &mut Vec<Refusal>, refusal: Refusal) {
    if !wrong.contains(&refusal) {
        wrong.push(refusal);
    }
}

/// What is refused is told, and the rest of the line is looked at all the same: none of it stays.
fn sound<T>(wrong: &mut Vec<Refusal>, done: Done<T>) -> Done<Option<T>> {
    match done {
        Ok(value) => Ok(Some(value)),
        Err(Error::Refused(refusal)) => {
            tell(wrong, refusal);
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// What one line makes of it; `wrong` holds every reason why it is left.
fn take(tx: &mut Tx, against: &mut Against<'_>, wrong: &mut Vec<Refusal>, line: usize, row: &[String]) -> Done<Report> {
    let (entry, unsound) = entry(row, against.columns);
    wrong.extend(unsound);
    let phones = numbers(&entry.phones, &against.zone, wrong);
    let entry = &Entry { phones, ..entry };
    let mut report = Report::default();
    if !entry.unspoken.is_empty() {
        report.unspoken.push((line, entry.unspoken.clone()));
    }
    let Some(key) = entry.key() else {
        let nobody = entry.organization.is_empty() || !entry.name.is_empty() || !entry.notes.is_empty();
        // What would have said who it is may be what is wrong.
        if nobody && wrong.is_empty() {
            tell(wrong, Refusal::ImportNobody);
        }
        report.organize(sound(wrong, organize(tx, entry))?);
        return left(wrong).map(|()| report);
    };
    if entry.email.as_ref().is_some_and(|email| against.ours.contains(email)) {
        tell(wrong, Refusal::AddressIsOurs);
    }
    if against.seen.contains(&key) {
        tell(wrong, Refusal::ImportTwice);
    } else if wrong.is_empty() {
        against.seen.insert(key);
    }
    // A domain may make members: before anybody is looked at.
    report.organize(sound(wrong, organize(tx, entry))?);
    let known = sound(wrong, meant(tx, entry))?.flatten();
    if let Some(person) = &known {
        if agents::load(tx, person.id)?.is_some() {
            tell(wrong, Refusal::AgentsStayApart);
        } else if !finds(tx, person.id)? {
            tell(wrong, Refusal::PersonOutOfReach);
        }
    }
    let own = own(tx, &against.book, entry, &against.zone, wrong)?;
    left(wrong)?;
    let person = match &known {
        Some(person) => person.clone(),
        None => {
            let person = match &entry.email {
                Some(email) => find_or_create(tx, &Address::bare(email.clone()), entry.language)?,
                None => super::persons::without_address(tx, entry.called(), entry.language)?,
            };
            // A long list is not carried to other systems.
            crate::panel::leave_out(tx, person.id)?;
            person
        }
    };
    let id = person.id;
    let wish = wish(tx, &person, entry)?;
    if let (Some(_), Some(from), Some(to)) = (&known, person.organization, wish.organization)
        && from != to
    {
        report.moves.push(goes(tx, line, &person, from, to)?);
    }
    let mut changes = wish != person.profile();
    if changes {
        let mut person = person;
        let changed = person.describe(wish)?;
        persons::save(tx, &mut person)?;
        tx.record(changed)?;
    }
    if let Some(tier) = entry.tier {
        changes |= super::tiers::put(tx, id, tier)?;
    }
    changes |= reach(tx, id, entry)?;
    changes |= fill_from_line(tx, Owner::Person(id), own)?;
    match (known.is_some(), changes) {
        (false, _) => report.created = 1,
        (true, true) => report.changed = 1,
        (true, false) => report.same = 1,
    }
    Ok(report)
}

/// A line of which anything is wrong is left.
fn left(wrong: &[Refusal]) -> Done<()> {
    wrong.first().map_or(Ok(()), |first| Err((*first).into()))
}

/// Whom a line means: by the address; without one by the numbers and the names in chats.
fn meant(read: &mut Read, entry: &Entry) -> Done<Option<Person>> {
    if let Some(email) = &entry.email {
        return Ok(persons::with_address(read, email)?);
    }
    let mut found = BTreeSet::new();
    for (_, number) in &entry.phones {
        found.extend(ways::with_phone(read, number, 2)?.iter().map(|person| person.id));
    }
    for handle in &entry.handles {
        found.extend(ways::with_handle(read, handle)?);
    }
    match found.first() {
        Some(_) if found.len() > 1 => Err(Refusal::ImportAmbiguous.into()),
        Some(id) => Ok(persons::load(read, *id)?),
        None => Ok(None),
    }
}

/// The organisations of a line are there, the main one with its tier and its domains; those that are new or changed.
fn organize(tx: &mut Tx, entry: &Entry) -> Done<Vec<Organized>> {
    let mut organized: Vec<Organized> = organize_main(tx, entry)?.into_iter().collect();
    for name in &entry.further {
        if organizations::named(tx, name)?.is_none() {
            organized.push((create_organization(tx, name)?.name, true));
        }
    }
    Ok(organized)
}

fn organize_main(tx: &mut Tx, entry: &Entry) -> Done<Option<Organized>> {
    if entry.organization.is_empty() {
        return Ok(None);
    }
    let (before, is_new) = match organizations::named(tx, &entry.organization)? {
        Some(id) => (super::organization(tx, id)?, false),
        None => (create_organization(tx, &entry.organization)?, true),
    };
    let mut now = before.clone();
    let tier = entry.organization_tier.unwrap_or(before.about.tier);
    let notes = Some(&entry.organization_notes).filter(|notes| !notes.is_empty()).unwrap_or(&before.about.notes);
    let about = About { tier, notes: notes.clone(), ..before.about.clone() };
    if about != before.about {
        now = describe_organization(tx, now.id, about, now.version)?;
    }
    for domain in &entry.domains {
        now = add_domain(tx, now.id, domain)?;
    }
    let changes = now.about != before.about || now.domains != before.domains;
    Ok((is_new || changes).then_some((now.name, is_new)))
}

/// By what they are reached beside the first address, what they belong to beside the main organisation, and what is noted of them.
fn reach(tx: &mut Tx, id: PersonId, entry: &Entry) -> Done<bool> {
    let mut changes = false;
    for email in &entry.further_emails {
        if addresses::owner(tx, email)? != Some(id) {
            add_address(tx, id, email)?;
            changes = true;
        }
    }
    for name in &entry.further {
        let to = organizations::named(tx, name)?.ok_or(Error::Missing)?;
        if !memberships::belongs(tx, id, to)? {
            join_organization(tx, id, to)?;
            changes = true;
        }
    }
    for (kind, number) in &entry.phones {
        changes |= super::ways::put_phone(tx, id, number, *kind)?;
    }
    for one in &entry.handles {
        changes |= super::ways::put_handle(tx, id, one)?;
    }
    changes |= note(tx, id, &entry.notes)?;
    Ok(changes)
}

/// Like numbers, notes are added: those of colleagues stay, and what is noted already is not noted again.
fn note(tx: &mut Tx, id: PersonId, given: &[String]) -> Done<bool> {
    if given.is_empty() {
        return Ok(false);
    }
    let there = ways::notes(tx, id, None, MOST_PERSON_NOTES as usize)?;
    let mut there: BTreeSet<String> = there.iter().flat_map(|note| notes_in(&note.text)).collect();
    let mut changes = false;
    for text in given {
        if there.insert(text.clone()) {
            super::notes::put(tx, id, text)?;
            changes = true;
        }
    }
    Ok(changes)
}

/// Each number in its one spelling.
fn numbers(typed: &[(PhoneKind, String)], zone: &str, wrong: &mut Vec<Refusal>) -> Vec<(PhoneKind, String)> {
    let mut numbers = Vec::with_capacity(typed.len());
    for (kind, number) in typed {
        match phone(number, zone) {
            Ok(number) => numbers.push((*kind, number)),
            Err(refusal) => tell(wrong, refusal),
        }
    }
    numbers
}

/// What stands in the columns of fields.
fn own(read: &mut Read, book: &Book, entry: &Entry, zone: &str, wrong: &mut Vec<Refusal>) -> Done<Vec<(Field, Value)>> {
    let mut given = Vec::new();
    for (id, cell) in &entry.fields {
        match book.field(*id).filter(|field| field.active && !field.nature.is_computed()) {
            Some(field) => {
                let value = sound(wrong, cell_value(read, field, cell, zone))?.flatten();
                given.extend(value.map(|value| (field.clone(), value)));
            }
            None => tell(wrong, Refusal::FieldUnknown),
        }
    }
    Ok(given)
}

/// The person as the line says, where it says anything.
fn wish(read: &mut Read, person: &Person, entry: &Entry) -> Done<Profile> {
    let organization = match entry.organization.as_str() {
        "" => None,
        name => organizations::named(read, name)?,
    };
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
