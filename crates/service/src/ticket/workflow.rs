//! Workflows: drawn by those who set up the desk, obeyed by every door that changes a status.

use crate::form::may_end;
use desk::form::FieldId;
use desk::ticket::{MOST_WORKFLOWS, Readiness, Status, StatusId, Task, Ticket, Workflow, WorkflowId, WorkflowWish};
use desk::{Actor, Done, Error, Event, Permission, Refusal};
use std::collections::BTreeMap;
use store::Tx;
use store::form::values;
use store::ticket::{tasks, workflows as table};
use store::{Read, form::fields};

pub fn workflows(read: &mut Read) -> Done<Vec<Workflow>> {
    read.actor().may(Permission::Configure)?;
    Ok(table::all(read)?)
}

pub fn workflow(read: &mut Read, id: WorkflowId) -> Done<Workflow> {
    workflows(read)?.into_iter().find(|one| one.id == id).ok_or(Error::Missing)
}

pub fn create_workflow(tx: &mut Tx, wish: WorkflowWish) -> Done<Workflow> {
    if workflows(tx)?.len() >= MOST_WORKFLOWS {
        return Err(Refusal::TooManyWorkflows.into());
    }
    let wish = wish.sound()?;
    let id = table::add(tx, &wish)?;
    tx.record(Event::WorkflowCreated { workflow: id, name: wish.name })?;
    workflow(tx, id)
}

pub fn change_workflow(tx: &mut Tx, id: WorkflowId, version: i64, wish: WorkflowWish) -> Done<Workflow> {
    let mut workflow = workflow(tx, id)?;
    if workflow.version != version {
        return Err(Error::Conflict);
    }
    let wish = wish.sound()?;
    if wish != workflow.wish {
        workflow.wish = wish;
        table::save(tx, &mut workflow)?;
        tx.record(Event::WorkflowChanged { workflow: id, name: workflow.wish.name.clone() })?;
    }
    Ok(workflow)
}

pub fn remove_workflow(tx: &mut Tx, id: WorkflowId) -> Done<()> {
    let workflow = workflow(tx, id)?;
    table::remove(tx, id)?;
    tx.record(Event::WorkflowRemoved { workflow: id, name: workflow.wish.name })?;
    Ok(())
}

/// Whether a person or a rule may give the ticket this status now. What the desk itself does (mail that comes in, the
/// clock) and what requesters may do always is not held up.
pub(crate) fn may_turn(read: &mut Read, ticket: &Ticket, status: &Status) -> Done<()> {
    let actor = read.actor().clone();
    may_turn_by(read, &actor, ticket, status)
}

/// The same by somebody else's hands.
pub(crate) fn may_turn_by(read: &mut Read, hands: &Actor, ticket: &Ticket, status: &Status) -> Done<()> {
    may_end(read, ticket, status)?;
    Ok(closed_to(read, hands, ticket, &[status.id])?.remove(&status.id).map_or(Ok(()), Err)?)
}

/// Which of these statuses may not follow now, and why.
pub fn closed(read: &mut Read, ticket: &Ticket, statuses: &[StatusId]) -> Done<BTreeMap<StatusId, Refusal>> {
    let actor = read.actor().clone();
    closed_to(read, &actor, ticket, statuses)
}

fn closed_to(
    read: &mut Read,
    actor: &Actor,
    ticket: &Ticket,
    statuses: &[StatusId],
) -> Done<BTreeMap<StatusId, Refusal>> {
    if matches!(actor, Actor::System | Actor::Requester(_) | Actor::Anonymous) {
        return Ok(BTreeMap::new());
    }
    let all = table::all(read)?;
    let Some(workflow) = Workflow::of(&all, ticket) else { return Ok(BTreeMap::new()) };
    let ready = Readiness { filled: filled(read, workflow, ticket)?, unfinished: unfinished(read, workflow, ticket)? };
    let refused = |id: &StatusId| Some((*id, workflow.admits(ticket, *id, actor, &ready).err()?));
    Ok(statuses.iter().filter_map(refused).collect())
}

/// Only where some transition asks for it.
fn unfinished(read: &mut Read, workflow: &Workflow, ticket: &Ticket) -> Done<bool> {
    let asked = workflow.wish.transitions.iter().any(|step| step.tasks);
    Ok(asked && tasks::of(read, &[ticket.id])?.iter().any(Task::is_open))
}

/// Only where some transition asks for it.
fn filled(read: &mut Read, workflow: &Workflow, ticket: &Ticket) -> Done<Vec<FieldId>> {
    if workflow.wish.transitions.iter().all(|step| step.fields.is_empty()) {
        return Ok(Vec::new());
    }
    let book = fields::book(read, desk::form::Holder::Ticket)?;
    let answers = values::answers(read, &book, desk::form::Holder::Ticket, ticket.id.0)?;
    Ok(book.fields.iter().map(|field| field.id).filter(|id| answers.contains_key(id)).collect())
}
