//! How approvals are had.

use desk::approval::{MOST_PROCEDURES, Procedure, ProcedureId, ProcedureWish};
use desk::automation::Step;
use desk::{Done, Error, Event, Permission, Refusal};
use store::approval::procedures as table;
use store::automation::rules;
use store::{Read, Tx};

pub fn procedures(read: &mut Read) -> Done<Vec<Procedure>> {
    read.actor().may(Permission::Automate)?;
    Ok(table::all(read)?)
}

/// What they are called, for whoever reads rules or asks by hand.
pub fn procedure_names(read: &mut Read) -> Done<Vec<(ProcedureId, String)>> {
    read.actor().must_be_agent()?;
    Ok(table::all(read)?.into_iter().map(|procedure| (procedure.id, procedure.wish.name)).collect())
}

pub fn procedure(read: &mut Read, id: ProcedureId) -> Done<Procedure> {
    read.actor().may(Permission::Automate)?;
    table::load(read, id)?.ok_or(Error::Missing)
}

pub fn create_procedure(tx: &mut Tx, wish: ProcedureWish) -> Done<Procedure> {
    tx.actor().may(Permission::Automate)?;
    if table::all(tx)?.len() >= MOST_PROCEDURES {
        return Err(Refusal::TooManyProcedures.into());
    }
    let wish = wish.sound()?;
    let id = table::add(tx, &wish)?;
    tx.record(Event::ProcedureCreated { procedure: id, name: wish.name })?;
    procedure(tx, id)
}

/// What was asked before goes on as it was asked.
pub fn change_procedure(tx: &mut Tx, id: ProcedureId, version: i64, wish: ProcedureWish) -> Done<Procedure> {
    let mut procedure = procedure(tx, id)?;
    if procedure.version != version {
        return Err(Error::Conflict);
    }
    let wish = wish.sound()?;
    if wish != procedure.wish {
        procedure.wish = wish;
        table::save(tx, &mut procedure)?;
        tx.record(Event::ProcedureChanged { procedure: id, name: procedure.wish.name.clone() })?;
    }
    Ok(procedure)
}

/// Not while a rule or a flow begins it.
pub fn remove_procedure(tx: &mut Tx, id: ProcedureId) -> Done<()> {
    let procedure = procedure(tx, id)?;
    let begun = rules::all(tx)?.iter().any(|rule| rule.wish.steps.contains(&Step::AskApproval(id)));
    if begun || crate::flow::any_asks(tx, id)? {
        return Err(Refusal::ProcedureInUse.into());
    }
    table::remove(tx, id)?;
    tx.record(Event::ProcedureRemoved { procedure: id, name: procedure.wish.name })?;
    Ok(())
}
