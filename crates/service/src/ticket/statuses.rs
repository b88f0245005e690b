//! The statuses of the desk: free names, one standard status in each category.

use crate::setting;
use base::Language;
use desk::ticket::{Category, Closing, Status, StatusId, Thanks, status_name};
use desk::{Done, Error, Event, Permission, Refusal};
use store::ticket::statuses as table;
use store::{Read, Tx};

const CLOSING: &str = "close_after_days";
const THANKS: &str = "thanks";

/// In their order.
pub fn statuses(read: &mut Read) -> Done<Vec<Status>> {
    read.actor().must_be_agent()?;
    Ok(table::all(read)?)
}

/// A new status after the others. It needs a name in one language at least.
pub fn create_status(tx: &mut Tx, category: Category, name_en: &str, name_ja: &str) -> Done<Status> {
    tx.actor().may(Permission::Configure)?;
    let all = table::all(tx)?;
    let position = all.iter().map(|status| status.position).max().unwrap_or_default() + 1;
    let (name_en, name_ja) = (status_name(name_en)?, status_name(name_ja)?);
    if name_en.is_empty() && name_ja.is_empty() {
        return Err(Refusal::NameEmpty.into());
    }
    let mut status = Status { id: StatusId(0), category, name_en, name_ja, position, standard: false, version: 1 };
    name_is_free(&all, &status)?;
    status.id = table::add(tx, &status)?;
    tx.record(Event::StatusCreated { status: status.id })?;
    Ok(status)
}

/// Without any name a status is called as its category; of each category only one can be.
pub fn rename_status(tx: &mut Tx, id: StatusId, name_en: &str, name_ja: &str, version: Option<i64>) -> Done<Status> {
    let (all, mut status) = one(tx, id)?;
    if version.is_some_and(|seen| seen != status.version) {
        return Err(Error::Conflict);
    }
    (status.name_en, status.name_ja) = (status_name(name_en)?, status_name(name_ja)?);
    name_is_free(&all, &status)?;
    save(tx, &mut status)?;
    Ok(status)
}

/// All statuses in their new order.
pub fn order_statuses(tx: &mut Tx, order: &[StatusId]) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    let all = table::all(tx)?;
    let mut sorted = order.to_vec();
    sorted.sort_unstable();
    let mut known: Vec<StatusId> = all.iter().map(|status| status.id).collect();
    known.sort_unstable();
    if sorted != known {
        // Somebody has added or removed one meanwhile.
        return Err(Error::Conflict);
    }
    for mut status in all {
        let place = order.iter().position(|id| *id == status.id).unwrap_or_default() as i64 + 1;
        if status.position != place {
            status.position = place;
            save(tx, &mut status)?;
        }
    }
    Ok(())
}

/// The one that verbs choose for its category from now on.
pub fn make_standard(tx: &mut Tx, id: StatusId) -> Done<Status> {
    let (all, mut status) = one(tx, id)?;
    for mut other in all {
        if other.standard && other.category == status.category && other.id != id {
            other.standard = false;
            save(tx, &mut other)?;
        }
    }
    if !status.standard {
        status.standard = true;
        save(tx, &mut status)?;
    }
    Ok(status)
}

/// After how long what was solved is closed.
pub fn closing(read: &mut Read) -> Done<Closing> {
    read.actor().may(Permission::Configure)?;
    closing_in_force(read)
}

pub(crate) fn closing_in_force(read: &mut Read) -> Done<Closing> {
    setting::in_force(read, CLOSING)
}

/// `seen` is what the page was drawn from: a conflict when somebody has changed it since.
pub fn change_closing(tx: &mut Tx, seen: Closing, wish: Closing) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    setting::change(tx, CLOSING, &seen, &wish.sound()?).map(drop)
}

/// What a mere thank-you does to what is solved.
pub fn thanks(read: &mut Read) -> Done<Thanks> {
    read.actor().may(Permission::Configure)?;
    thanks_in_force(read)
}

pub(crate) fn thanks_in_force(read: &mut Read) -> Done<Thanks> {
    setting::in_force(read, THANKS)
}

/// `seen` is what the page was drawn from: a conflict when somebody has changed it since.
pub fn change_thanks(tx: &mut Tx, seen: Thanks, wish: Thanks) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    setting::change(tx, THANKS, &seen, &wish).map(drop)
}

/// Not the last of its category, and not while tickets have it. Where it was the standard, the next one becomes it.
pub fn remove_status(tx: &mut Tx, id: StatusId) -> Done<()> {
    let (all, status) = one(tx, id)?;
    let heir = all
        .into_iter()
        .find(|other| other.category == status.category && other.id != id)
        .ok_or(Refusal::LastOfCategory)?;
    if table::in_use(tx, id)? {
        return Err(Refusal::StatusInUse.into());
    }
    if status.standard {
        make_standard(tx, heir.id)?;
    }
    table::remove(tx, id)?;
    tx.record(Event::StatusRemoved { status: id })?;
    Ok(())
}

fn one(tx: &mut Tx, id: StatusId) -> Done<(Vec<Status>, Status)> {
    tx.actor().may(Permission::Configure)?;
    let all = table::all(tx)?;
    let status = all.iter().find(|status| status.id == id).cloned().ok_or(Error::Missing)?;
    Ok((all, status))
}

fn save(tx: &mut Tx, status: &mut Status) -> Done<()> {
    table::save(tx, status)?;
    status.version += 1;
    tx.record(Event::StatusEdited { status: status.id })?;
    Ok(())
}

/// No two statuses look the same in any language.
fn name_is_free(all: &[Status], status: &Status) -> Result<(), Refusal> {
    let same = |other: &Status| Language::ALL.iter().any(|language| other.shown(*language) == status.shown(*language));
    if all.iter().any(|other| other.id != status.id && same(other)) { Err(Refusal::NameTaken) } else { Ok(()) }
}
