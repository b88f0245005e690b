//! Skills that tickets ask for, and the hours in which each agent works.

use super::viewer;
use desk::people::PersonId;
use desk::sla::CalendarId;
use desk::ticket::{MOST_SKILLS, Skill, SkillId, SkillWish, TicketId};
use desk::{Done, Error, Event, Permission, Refusal};
use std::collections::BTreeMap;
use store::people::agents;
use store::sla::calendars;
use store::ticket::{facts, skills as table};
use store::{Read, Tx};

/// All of them, by name.
pub fn skills(read: &mut Read) -> Done<Vec<Skill>> {
    read.actor().may(Permission::Configure)?;
    Ok(table::all(read)?.to_vec())
}

pub fn skill(read: &mut Read, id: SkillId) -> Done<Skill> {
    read.actor().may(Permission::Configure)?;
    table::load(read, id)?.ok_or(Error::Missing)
}

pub fn create_skill(tx: &mut Tx, wish: SkillWish) -> Done<SkillId> {
    tx.actor().may(Permission::Configure)?;
    if table::all(tx)?.len() >= MOST_SKILLS {
        return Err(Refusal::TooManySkills.into());
    }
    let wish = sound(tx, wish)?;
    let skill = table::add(tx, &wish)?;
    tx.record(Event::SkillCreated { skill, name: wish.name })?;
    Ok(skill)
}

pub fn change_skill(tx: &mut Tx, id: SkillId, version: i64, wish: SkillWish) -> Done<()> {
    let before = skill(tx, id)?;
    let wish = sound(tx, wish)?;
    if before.version != version {
        return Err(Error::Conflict);
    }
    if before.wish != wish {
        table::save(tx, id, version, &wish)?;
        tx.record(Event::SkillChanged { skill: id, name: wish.name })?;
    }
    Ok(())
}

pub fn remove_skill(tx: &mut Tx, id: SkillId) -> Done<()> {
    let before = skill(tx, id)?;
    table::remove(tx, id)?;
    tx.record(Event::SkillRemoved { skill: id, name: before.wish.name })?;
    Ok(())
}

fn sound(tx: &mut Tx, wish: SkillWish) -> Done<SkillWish> {
    let wish = wish.sound()?;
    let known: Vec<PersonId> = agents::all(tx)?.into_iter().map(|(person, _)| person.id).collect();
    if wish.levels.keys().all(|person| known.contains(person)) { Ok(wish) } else { Err(Error::Missing) }
}

/// The calendar of each who has hours of their own.
pub fn working_hours(read: &mut Read) -> Done<BTreeMap<PersonId, CalendarId>> {
    read.actor().may(Permission::Configure)?;
    Ok(table::hours(read)?)
}

/// None: they have no hours of their own, and are never off. `seen` is what the page was drawn from: a conflict when
/// somebody has changed it since.
pub fn set_working_hours(
    tx: &mut Tx,
    person: PersonId,
    seen: Option<CalendarId>,
    calendar: Option<CalendarId>,
) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    agents::load(tx, person)?.ok_or(Error::Missing)?;
    if let Some(id) = calendar {
        calendars::load(tx, id)?.filter(|calendar| !calendar.removed).ok_or(Error::Conflict)?;
    }
    let now = table::hours(tx)?.get(&person).copied();
    if now != seen {
        return Err(Error::Conflict);
    }
    if now != calendar {
        table::set_hours(tx, person, calendar)?;
        tx.record(Event::HoursSet { person, calendar })?;
    }
    Ok(())
}

/// What a ticket asks for.
pub(super) fn asked(read: &mut Read, ticket: TicketId) -> Done<Vec<SkillWish>> {
    let all = table::all(read)?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let needs = all.iter().map(|skill| skill.wish.condition.needs()).sum();
    let viewer = viewer(read)?;
    let Some(known) = facts::known(read, ticket, needs)? else { return Ok(Vec::new()) };
    let facts = known.facts();
    Ok(all.iter().filter(|skill| skill.wish.condition.holds(&facts, &viewer)).map(|skill| skill.wish.clone()).collect())
}
