//! The forms of the desk.

use desk::form::{Form, FormId, FormWish, Holder};
use desk::{Done, Error, Event, Permission, Refusal};
use store::form::{fields, forms as table};
use store::{Read, Tx};

pub fn forms(read: &mut Read) -> Done<Vec<Form>> {
    read.actor().must_be_agent()?;
    Ok(table::all(read)?)
}

pub fn create_form(tx: &mut Tx, wish: FormWish) -> Done<FormId> {
    tx.actor().may(Permission::Configure)?;
    let wish = wish.sound(&fields::book(tx, Holder::Ticket)?)?;
    let form = table::add(tx, &wish)?;
    tx.record(Event::FormCreated { form, name: name(&wish) })?;
    Ok(form)
}

pub fn change_form(tx: &mut Tx, id: FormId, version: i64, wish: FormWish) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    table::load(tx, id)?.ok_or(Error::Missing)?;
    let wish = wish.sound(&fields::book(tx, Holder::Ticket)?)?;
    table::save(tx, id, version, &wish)?;
    tx.record(Event::FormEdited { form: id, name: name(&wish) })?;
    Ok(())
}

/// Only one that no topic has.
pub fn remove_form(tx: &mut Tx, id: FormId) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    let form = table::load(tx, id)?.ok_or(Error::Missing)?;
    if table::in_use(tx, id)? {
        return Err(Refusal::FormInUse.into());
    }
    table::remove(tx, id)?;
    tx.record(Event::FormRemoved { form: id, name: form.name.shown(base::Language::default()).to_owned() })?;
    Ok(())
}

fn name(wish: &FormWish) -> String {
    wish.name.shown(base::Language::default()).to_owned()
}
