//! The hours of the desk: made by those who set it up.

use desk::sla::{Calendar, CalendarId, CalendarWish, Hours, OwnDay};
use desk::{Done, Error, Event, Fault, Permission, Refusal};
use store::sla::{calendars as table, policies};
use store::{Read, Tx};

/// Those that may be chosen, by name.
pub fn calendars(read: &mut Read) -> Done<Vec<Calendar>> {
    read.actor().must_be_agent()?;
    Ok(table::all(read)?)
}

pub fn calendar(read: &mut Read, id: CalendarId) -> Done<Calendar> {
    read.actor().may(Permission::Configure)?;
    table::load(read, id)?.filter(|calendar| !calendar.removed).ok_or(Error::Missing)
}

pub fn create_calendar(tx: &mut Tx, wish: CalendarWish) -> Done<CalendarId> {
    tx.actor().may(Permission::Configure)?;
    let wish = wish.sound()?;
    wish.hours.must_not_go_back(&[], tx.now())?;
    let id = table::add(tx, &wish)?;
    tx.record(Event::CalendarCreated { calendar: id, name: wish.name })?;
    Ok(id)
}

/// Other hours count from now on; what has counted stays counted.
pub fn change_calendar(tx: &mut Tx, id: CalendarId, version: i64, wish: CalendarWish) -> Done<()> {
    let known = calendar(tx, id)?;
    let wish = wish.sound()?;
    wish.hours.must_not_go_back(&hours_of(&known)?.days, tx.now())?;
    table::save(tx, &Calendar { version, ..known }, &wish)?;
    tx.record(Event::CalendarChanged { calendar: id, name: wish.name })?;
    Ok(())
}

/// More days on which it is closed; those that it names already are left as they are, those of former years out. How many
/// were new.
pub fn close_days(tx: &mut Tx, id: CalendarId, days: Vec<OwnDay>) -> Done<usize> {
    let known = calendar(tx, id)?;
    let mut hours = hours_of(&known)?.clone();
    let (before, today) = (hours.days.len(), hours.today(tx.now()));
    for day in days.into_iter().filter(|day| !day.has_left(today)) {
        if !hours.days.iter().any(|other| (other.first, other.last) == (day.first, day.last)) {
            hours.days.push(day);
        }
    }
    let added = hours.days.len() - before;
    let (version, name) = (known.version, known.name);
    change_calendar(tx, id, version, CalendarWish { name, hours })?;
    Ok(added)
}

pub fn remove_calendar(tx: &mut Tx, id: CalendarId, version: i64) -> Done<()> {
    let known = calendar(tx, id)?;
    if policies::any_with(tx, id)? {
        return Err(Refusal::CalendarInUse.into());
    }
    let name = known.name.clone();
    table::remove(tx, &Calendar { version, ..known })?;
    tx.record(Event::CalendarRemoved { calendar: id, name })?;
    Ok(())
}

fn hours_of(calendar: &Calendar) -> Done<&Hours> {
    let now = calendar.now().ok_or_else(|| Fault::new("a calendar without hours"))?;
    Ok(&now.hours)
}
