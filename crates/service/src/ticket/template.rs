//! Templates: kept by those who set up the desk, begun with by everybody who opens tickets.

use crate::conversation::put_loose;
use desk::ticket::{MOST_TEMPLATES, Template, TemplateId, TemplateWish, template_name};
use desk::when;
use desk::{Done, Error, Event, Permission, Refusal};
use store::ticket::templates as table;
use store::{Read, Tx};

/// All of them, by name.
pub fn templates(read: &mut Read) -> Done<Vec<Template>> {
    read.actor().must_be_agent()?;
    Ok(table::all(read)?)
}

/// In the place of the one of the same name, if there is one.
pub fn keep_template(tx: &mut Tx, name: &str, wish: TemplateWish, zone: &str) -> Done<TemplateId> {
    tx.actor().may(Permission::Configure)?;
    let (name, wish) = (template_name(name)?, wish.sound()?);
    if !wish.due.trim().is_empty() && when::read(&wish.due, tx.now(), zone, when::MORNING).is_none() {
        return Err(Refusal::WhenUnclear.into());
    }
    let before = table::named(tx, &name)?;
    if before.is_none() && table::all(tx)?.len() >= MOST_TEMPLATES {
        return Err(Refusal::TooManyTemplates.into());
    }
    let template = table::put(tx, &name, &wish)?;
    tx.record(match before {
        Some(_) => Event::TemplateChanged { template, name },
        None => Event::TemplateCreated { template, name },
    })?;
    Ok(template)
}

/// Tickets that were begun with it stay as they are.
pub fn remove_template(tx: &mut Tx, id: TemplateId) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    let template = table::load(tx, id)?.ok_or(Error::Missing)?;
    table::remove(tx, id)?;
    tx.record(Event::TemplateRemoved { template: id, name: template.name })?;
    Ok(())
}

/// To begin with it: its pictures and files are at hand for the acting agent from now on.
pub fn take_template(tx: &mut Tx, id: TemplateId) -> Done<Template> {
    tx.actor().must_be_agent()?;
    let template = table::load(tx, id)?.ok_or(Error::Missing)?;
    for file in &template.wish.files {
        put_loose(tx, file)?;
    }
    Ok(template)
}
