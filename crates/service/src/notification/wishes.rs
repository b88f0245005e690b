//! What people wish to be told of, and what administrators wish for those who have chosen nothing.

use super::digest::next_digest;
use crate::{house, setting};
use base::Moment;
use desk::notification::{Matrix, Wishes};
use desk::people::{Person, PersonId};
use desk::{Actor, Done, Error, Event, Fault, Permission, Role};
use std::collections::BTreeMap;
use store::notification::wishes as table;
use store::people::persons;
use store::ticket::routings;
use store::{Read, Tx, settings, turns};

/// JSON: a matrix for each role.
const DEFAULTS: &str = "notices";

/// One's own, and what would hold without a choice.
pub fn wishes(read: &mut Read) -> Done<(Wishes, Matrix)> {
    let Actor::Agent { person, role, .. } = *read.actor() else { return Err(Error::Missing) };
    let found = table::of(read, person)?.map(|(_, wishes)| wishes).unwrap_or_default();
    Ok((found, of_role(read, role)?))
}

pub fn choose(tx: &mut Tx, wish: Wishes) -> Done<()> {
    let Actor::Agent { person, role, .. } = *tx.actor() else { return Err(Error::Missing) };
    let (_, before) = table::of(tx, person)?.ok_or(Error::Missing)?;
    let usual = of_role(tx, role)?.whole();
    let mut wish = wish.sound()?;
    // Who wishes nothing else follows when administrators change their mind.
    wish.matrix = wish.matrix.map(|matrix| matrix.whole()).filter(|matrix| *matrix != usual);
    if wish != before {
        let whole = persons::load(tx, person)?.ok_or(Error::Missing)?;
        let zone = zone(tx, &whole)?;
        table::save(tx, person, &wish, next_digest(&wish, tx.now(), &zone))?;
        tx.record(Event::NoticesChosen { person, from: before.written(), to: wish.written() })?;
    }
    Ok(())
}

/// For each role, what holds for whoever has chosen nothing.
pub fn defaults(read: &mut Read) -> Done<BTreeMap<Role, Matrix>> {
    read.actor().may(Permission::Configure)?;
    let kept = kept(read)?;
    let of = |role| kept.get(&role).cloned().unwrap_or_else(|| Matrix::usual(role)).whole();
    Ok(Role::ALL.into_iter().map(|role| (role, of(role))).collect())
}

/// `seen` is what the page was drawn from: a conflict when somebody has changed it since.
pub fn change_defaults(tx: &mut Tx, role: Role, seen: &Matrix, wish: &Matrix) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    turns::take(tx, [DEFAULTS.to_owned()].into())?;
    let mut all = kept(tx)?;
    let now = of_role(tx, role)?.whole();
    if now != seen.whole() {
        return Err(Error::Conflict);
    }
    if now != wish.whole() {
        all.insert(role, wish.whole());
        settings::save(tx, DEFAULTS, &serde_json::to_string(&all).map_err(Fault::new)?)?;
        tx.record(Event::SettingChanged { key: DEFAULTS.into(), from: role.name().into(), to: role.name().into() })?;
    }
    Ok(())
}

pub(super) fn of_role(read: &mut Read, role: Role) -> Done<Matrix> {
    Ok(kept(read)?.remove(&role).unwrap_or_else(|| Matrix::usual(role)))
}

/// What administrators have chosen.
fn kept(read: &mut Read) -> Done<BTreeMap<Role, Matrix>> {
    setting::in_force(read, DEFAULTS)
}

/// Until when nothing rings: they are away, or it is quiet, or one after the other; none: now.
pub(super) fn rests_until(read: &mut Read, person: PersonId, wishes: &Wishes, at: Moment) -> Done<Option<Moment>> {
    let back = routings::absence(read, person)?.filter(|absence| absence.holds(at)).map(|absence| absence.until);
    let Some(quiet) = wishes.quiet else { return Ok(back) };
    let whole = persons::load(read, person)?;
    let zone = whole.map(|whole| zone(read, &whole)).transpose()?.unwrap_or_default();
    Ok(quiet.until(back.unwrap_or(at), &zone).or(back))
}

/// Where somebody's clock hangs.
pub(super) fn zone(read: &mut Read, person: &Person) -> Done<String> {
    match &person.time_zone {
        Some(zone) => Ok(zone.clone()),
        None => Ok(house::load(read)?.time_zone),
    }
}
