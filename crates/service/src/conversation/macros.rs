//! Macros: made by those who set up the desk, used by everybody who answers.

use super::redact::forget_later;
use super::values::{values, values_ahead};
use crate::{automation, ticket};
use base::Language;
use desk::automation::Step;
use desk::conversation::{Macro, MacroId, MacroWish, NewAttachment, Prepared};
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error, Event, Level, Permission, Refusal};
use store::channel::mailboxes;
use store::conversation::macros as table;
use store::people::persons;
use store::ticket::facts;
use store::{Read, Tx};

/// All of them, by name.
pub fn macros(read: &mut Read) -> Done<Vec<Macro>> {
    read.actor().must_be_agent()?;
    Ok(table::all(read)?)
}

/// Those that a ticket offers: for its team, and whose condition holds for it.
pub fn macros_for(read: &mut Read, number: TicketNumber) -> Done<Vec<Macro>> {
    let ticket = ticket::visible(read, number)?;
    let of_team = table::all(read)?.into_iter().filter(|prepared| prepared.is_for(ticket.team)).collect();
    offered(read, &ticket, of_team)
}

fn offered(read: &mut Read, ticket: &Ticket, mut macros: Vec<Macro>) -> Done<Vec<Macro>> {
    let needs = macros.iter().map(|prepared| prepared.condition.needs()).sum();
    let viewer = ticket::viewer(read)?;
    let Some(known) = facts::known(read, ticket.id, needs)? else { return Ok(Vec::new()) };
    macros.retain(|prepared| prepared.condition.holds(&known.facts(), &viewer));
    Ok(macros)
}

pub fn create_macro(tx: &mut Tx, wish: MacroWish) -> Done<Macro> {
    tx.actor().may(Permission::Configure)?;
    let mut prepared = made(wish.sound()?, MacroId(0), 1);
    prepared.id = table::add(tx, &prepared)?.ok_or(Refusal::ShortcutTaken)?;
    tx.record(Event::MacroCreated { prepared: prepared.id, name: prepared.name.clone() })?;
    Ok(prepared)
}

pub fn change_macro(tx: &mut Tx, id: MacroId, version: i64, wish: MacroWish) -> Done<Macro> {
    tx.actor().may(Permission::Configure)?;
    let before = table::load(tx, id)?.ok_or(Error::Missing)?;
    let prepared = made(wish.sound()?, id, version);
    if table::all(tx)?.iter().any(|other| other.shortcut == prepared.shortcut && other.id != id) {
        return Err(Refusal::ShortcutTaken.into());
    }
    table::save(tx, &prepared)?;
    forget_later(tx, &before.files)?;
    tx.record(Event::MacroChanged { prepared: id, name: prepared.name.clone() })?;
    Ok(prepared)
}

pub fn remove_macro(tx: &mut Tx, id: MacroId) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    let prepared = table::load(tx, id)?.ok_or(Error::Missing)?;
    table::remove(tx, id)?;
    forget_later(tx, &prepared.files)?;
    tx.record(Event::MacroRemoved { prepared: id, name: prepared.name })?;
    Ok(())
}

/// The plain half of [`macro_said`].
pub fn macro_text(read: &mut Read, number: TicketNumber, id: MacroId) -> Done<String> {
    Ok(macro_said(read, number, id)?.text)
}

/// What a macro says on this ticket, in the language its requester is answered in.
pub fn macro_said(read: &mut Read, number: TicketNumber, id: MacroId) -> Done<Prepared> {
    let ticket = ticket::visible(read, number)?;
    let prepared = table::load(read, id)?.filter(|prepared| prepared.is_for(ticket.team));
    let offered = offered(read, &ticket, prepared.into_iter().collect())?;
    let prepared = offered.into_iter().next().ok_or(Error::Missing)?;
    let mailbox = match ticket.mailbox {
        Some(id) => mailboxes::load(read, id)?,
        None => mailboxes::first(read)?,
    };
    let requester = persons::load(read, ticket.requester)?.and_then(|person| person.language);
    let language = ticket.language.or(requester).or(mailbox.as_ref().map(|mailbox| mailbox.language));
    let language = language.unwrap_or_default();
    let writer = read.actor().person().map(|person| persons::load(read, person)).transpose()?.flatten();
    let values = values(read, &ticket, writer.as_ref(), mailbox.as_ref(), language)?;
    Ok(prepared.filled_or_bare(language, &values))
}

/// Puts the files of a macro, and the pictures of its text, into what the acting person has begun on the ticket. What is
/// there already stays once.
pub fn bring_macro(tx: &mut Tx, number: TicketNumber, id: MacroId) -> Done<Prepared> {
    let said = macro_said(tx, number, id)?;
    let begun = super::draft(tx, number)?.map(|draft| draft.attachments).unwrap_or_default();
    let is_there = |file: &NewAttachment| file.inline && begun.iter().any(|one| one.content_id == file.content_id);
    for file in said.files.iter().filter(|file| !is_there(file)) {
        super::attach(tx, number, file.clone())?;
    }
    Ok(said)
}

/// Those for a ticket that is not there yet, in teams the acting agent answers in, with their texts. Whom it will be for
/// stays out of them.
pub fn macros_ahead(read: &mut Read, language: Language) -> Done<Vec<(Macro, Prepared)>> {
    let mut all = macros(read)?;
    let actor = read.actor().clone();
    all.retain(|one| one.teams.is_empty() || one.teams.iter().any(|team| actor.level(*team) >= Level::Reply));
    let writer = actor.person().map(|person| persons::load(read, person)).transpose()?.flatten();
    let values = values_ahead(read, writer.as_ref(), None)?;
    let with_text = |one: Macro| {
        let said = one.filled_or_bare(language, &values);
        (one, said)
    };
    Ok(all.into_iter().map(with_text).collect())
}

/// What a macro does beside its text, each by the verb that does it everywhere.
pub fn act(tx: &mut Tx, number: TicketNumber, id: MacroId) -> Done<()> {
    let before = ticket::visible(tx, number)?;
    let Some(prepared) = table::load(tx, id)?.filter(|prepared| prepared.is_for(before.team)) else { return Ok(()) };
    for act in prepared.acts.quick(tx.actor().person()) {
        ticket::act_on(tx, number, &act)?;
    }
    prepared.acts.steps.iter().try_for_each(|step| step_on(tx, &before, &prepared, step))
}

/// One of its steps, by the hands of whoever uses it. One that is refused says so on the ticket.
pub(crate) fn step_on(tx: &mut Tx, ticket: &Ticket, prepared: &Macro, step: &Step) -> Done<()> {
    let error = match automation::take(tx, ticket, step, None) {
        Ok(()) => return Ok(()),
        Err(Error::Fault(fault)) => return Err(Error::Fault(fault)),
        Err(error) => error,
    };
    tx.record(Event::MacroFailed {
        ticket: ticket.id,
        prepared: prepared.id,
        name: prepared.name.clone(),
        step: step.name().to_owned(),
        reason: automation::reason(&error).to_owned(),
    })?;
    Ok(())
}

fn made(wish: MacroWish, id: MacroId, version: i64) -> Macro {
    let MacroWish { name, shortcut, text_en, text_ja, html_en, html_ja, files, acts, teams, condition } = wish;
    Macro { id, name, shortcut, text_en, text_ja, html_en, html_ja, files, acts, teams, condition, version }
}
