//! Macros: made by whoever answers for themselves, by those who share for teams, by administrators for everybody.

use super::redact::forget_later;
use super::values::{values, values_ahead};
use crate::{automation, ticket};
use base::Language;
use desk::automation::Step;
use desk::conversation::{Deed, MOST_OWN_MACROS, Macro, MacroId, MacroWish, NewAttachment, Prepared, nearest};
use desk::people::PersonId;
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error, Event, Level, Permission, Refusal};
use store::channel::mailboxes;
use store::conversation::macros as table;
use store::people::persons;
use store::ticket::facts;
use store::{Read, Tx};

/// Those that the acting agent finds: their own, their teams' and everybody's, by name.
pub fn macros(read: &mut Read) -> Done<Vec<Macro>> {
    let actor = read.actor().clone();
    actor.must_be_agent()?;
    let mut found = table::of(read, actor.person())?;
    found.retain(|one| actor.finds_macro(one));
    Ok(found)
}

/// Those that rules and flows may use: nobody's own, by name.
pub fn shared_macros(read: &mut Read) -> Done<Vec<Macro>> {
    read.actor().must_be_agent()?;
    Ok(table::of(read, None)?)
}

/// One that is the acting agent's to change.
pub fn editable_macro(read: &mut Read, id: MacroId) -> Done<Macro> {
    let prepared = table::load(read, id)?.ok_or(Error::Missing)?;
    read.actor().may_edit_macro(&prepared)?;
    Ok(prepared)
}

/// Those that a ticket offers: for its team, and whose condition holds for it; the nearest of a shortcut, and first.
pub fn macros_for(read: &mut Read, number: TicketNumber) -> Done<Vec<Macro>> {
    let ticket = ticket::visible(read, number)?;
    let person = read.actor().person();
    let of_team = table::of(read, person)?.into_iter().filter(|prepared| prepared.is_for(ticket.team)).collect();
    Ok(nearest(offered(read, &ticket, of_team)?))
}

/// One of those that a ticket offers, also where a nearer one has its shortcut.
pub(crate) fn macro_for(read: &mut Read, ticket: &Ticket, id: MacroId) -> Done<Option<Macro>> {
    let actor = read.actor().clone();
    let prepared = table::load(read, id)?.filter(|one| one.is_for(ticket.team) && actor.has_macro(one));
    Ok(offered(read, ticket, prepared.into_iter().collect())?.pop())
}

fn offered(read: &mut Read, ticket: &Ticket, mut macros: Vec<Macro>) -> Done<Vec<Macro>> {
    let needs = macros.iter().map(|prepared| prepared.condition.needs()).sum();
    let viewer = ticket::viewer(read)?;
    let Some(known) = facts::known(read, ticket.id, needs)? else { return Ok(Vec::new()) };
    macros.retain(|prepared| prepared.condition.holds(&known.facts(), &viewer));
    Ok(macros)
}

pub fn create_macro(tx: &mut Tx, wish: MacroWish) -> Done<Macro> {
    let mut prepared = made(tx, wish, MacroId(0), 1)?;
    room(tx, prepared.owner)?;
    prepared.id = table::add(tx, &prepared)?.ok_or(Refusal::ShortcutTaken)?;
    tx.record(Event::MacroCreated { prepared: prepared.id, name: prepared.name.clone() })?;
    Ok(prepared)
}

pub fn change_macro(tx: &mut Tx, id: MacroId, version: i64, wish: MacroWish) -> Done<Macro> {
    let before = editable_macro(tx, id)?;
    let prepared = made(tx, wish, id, version)?;
    if prepared.owner != before.owner {
        room(tx, prepared.owner)?;
    }
    table::save(tx, &prepared)?;
    forget_later(tx, &before.files)?;
    tx.record(Event::MacroChanged { prepared: id, name: prepared.name.clone() })?;
    Ok(prepared)
}

pub fn remove_macro(tx: &mut Tx, id: MacroId) -> Done<()> {
    let prepared = editable_macro(tx, id)?;
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
    let prepared = macro_for(read, &ticket, id)?.ok_or(Error::Missing)?;
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
    Ok(nearest(all).into_iter().map(with_text).collect())
}

/// What a macro does beside its text, each by the verb that does it everywhere.
pub fn act(tx: &mut Tx, number: TicketNumber, id: MacroId) -> Done<()> {
    let ticket = ticket::visible(tx, number)?;
    let Some(prepared) = used(tx, &ticket, id)? else { return Ok(()) };
    let deeds = prepared.acts.deeds(tx.actor().person());
    deeds.iter().try_for_each(|deed| carry_out(tx, &ticket, &prepared, deed))
}

/// None: it is not there any more, or not for this ticket or whoever acts.
pub(super) fn used(read: &mut Read, ticket: &Ticket, id: MacroId) -> Done<Option<Macro>> {
    let actor = read.actor().clone();
    let found = |one: &Macro| one.is_for(ticket.team) && actor.has_macro(one);
    Ok(table::load(read, id)?.filter(found))
}

pub(crate) fn carry_out(tx: &mut Tx, ticket: &Ticket, prepared: &Macro, deed: &Deed) -> Done<()> {
    match deed {
        Deed::Act(act) => ticket::act_on(tx, ticket.number, act).map(drop),
        Deed::Step(step) => step_on(tx, ticket, prepared, step),
    }
}

/// One of its steps, by the hands of whoever uses it. One that is refused says so on the ticket.
pub(crate) fn step_on(tx: &mut Tx, ticket: &Ticket, prepared: &Macro, step: &Step) -> Done<()> {
    // Whoever has made it for themselves may have lost the right to make rules since.
    let allowed = match prepared.is_shared() || step.is_by_hand() {
        true => Ok(()),
        false => tx.actor().may(Permission::Automate),
    };
    let error = match allowed.and_then(|()| automation::take(tx, ticket, step, None)) {
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

/// As the acting agent may make it; nothing as near has its shortcut.
fn made(tx: &mut Tx, wish: MacroWish, id: MacroId, version: i64) -> Done<Macro> {
    let actor = tx.actor().clone();
    actor.may_offer_macro(wish.mine, &wish.teams)?;
    let owner = if wish.mine { Some(actor.person().ok_or(Error::Missing)?) } else { None };
    let wish = wish.sound()?;
    if actor.may(Permission::Automate).is_err() && !wish.acts.steps.iter().all(Step::is_by_hand) {
        return Err(Refusal::MacroStepOfRules.into());
    }
    let MacroWish { mine: _, name, shortcut, text_en, text_ja, html_en, html_ja, files, acts, teams, condition } = wish;
    let made =
        Macro { id, owner, name, shortcut, text_en, text_ja, html_en, html_ja, files, acts, teams, condition, version };
    let taken = table::of(tx, owner)?.iter().any(|other| made.takes_shortcut_of(other));
    if taken { Err(Refusal::ShortcutTaken.into()) } else { Ok(made) }
}

/// For one more of one's own.
fn room(tx: &mut Tx, owner: Option<PersonId>) -> Done<()> {
    let own = table::of(tx, owner)?.iter().filter(|one| !one.is_shared()).count();
    if own < MOST_OWN_MACROS { Ok(()) } else { Err(Refusal::TooManyMacros.into()) }
}
