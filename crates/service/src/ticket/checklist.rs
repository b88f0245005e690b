//! Checklists: made by those who set up the desk, put on tickets by everybody who changes them.

use desk::ticket::{Checklist, ChecklistId};
use desk::{Done, Error, Event, Permission, Refusal};
use store::ticket::tasks as table;
use store::{Read, Tx};

/// All of them, by name.
pub fn checklists(read: &mut Read) -> Done<Vec<Checklist>> {
    read.actor().must_be_agent()?;
    Ok(table::checklists(read)?)
}

pub fn create_checklist(tx: &mut Tx, wish: Checklist) -> Done<Checklist> {
    tx.actor().may(Permission::Configure)?;
    let mut list = wish.sound()?;
    list.id = table::add_checklist(tx, &list)?.ok_or(Refusal::NameTaken)?;
    tx.record(Event::ChecklistCreated { checklist: list.id, name: list.name.clone() })?;
    Ok(list)
}

pub fn change_checklist(tx: &mut Tx, wish: Checklist) -> Done<Checklist> {
    tx.actor().may(Permission::Configure)?;
    let (list, all) = (wish.sound()?, table::checklists(tx)?);
    if !all.iter().any(|other| other.id == list.id) {
        return Err(Error::Missing);
    }
    if all.iter().any(|other| other.name == list.name && other.id != list.id) {
        return Err(Refusal::NameTaken.into());
    }
    table::save_checklist(tx, &list)?;
    tx.record(Event::ChecklistChanged { checklist: list.id, name: list.name.clone() })?;
    Ok(list)
}

/// What it has put on tickets stays there.
pub fn remove_checklist(tx: &mut Tx, id: ChecklistId) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    let list = table::checklists(tx)?.into_iter().find(|list| list.id == id).ok_or(Error::Missing)?;
    table::remove_checklist(tx, id)?;
    tx.record(Event::ChecklistRemoved { checklist: id, name: list.name })?;
    Ok(())
}
