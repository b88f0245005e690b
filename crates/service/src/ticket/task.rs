//! Tasks on a ticket, each by itself or as a checklist brings them.

use super::load::{any, home, ours, stands_on, visible};
use desk::channel::courtesy::FRESH;
use desk::conversation::{MOST_COMMENTS, MessageId};
use desk::people::{PersonId, TeamId};
use desk::ticket::{
    ChecklistId, MOST_TASKS, Task, TaskComment, TaskCommentId, TaskFacts, TaskId, Ticket, TicketNumber,
};
use desk::{Done, Error, Event, Permission, Refusal};
use std::collections::BTreeMap;
use store::conversation::messages;
use store::ticket::{people, tasks as table, tickets};
use store::{Read, Tx};

/// Somebody's tasks a list shows, and counts, at most.
const MOST_SHOWN: usize = 300;
const COUNTED: usize = 1000;
/// Tasks that are told of as due in one go.
const MOST_AT_ONCE: usize = 100;

/// An owner must be somebody who may answer in the ticket's team.
pub fn add_task(tx: &mut Tx, number: TicketNumber, what: TaskFacts) -> Done<Ticket> {
    let ticket = ours(tx, number, None)?;
    put(tx, ticket, None, what)
}

/// With a way back to the message it is made of, which stands on the ticket.
pub fn add_task_of(tx: &mut Tx, number: TicketNumber, message: MessageId, what: TaskFacts) -> Done<Ticket> {
    let ticket = ours(tx, number, None)?;
    let said = messages::load(tx, message)?.filter(|message| !message.taken_back).ok_or(Error::Missing)?;
    stands_on(tx, said.ticket, &ticket)?;
    put(tx, ticket, Some(message), what)
}

fn put(tx: &mut Tx, ticket: Ticket, message: Option<MessageId>, what: TaskFacts) -> Done<Ticket> {
    may_own(tx, &ticket, what.owner)?;
    may_do(tx, &ticket, what.team)?;
    room_for(tx, &ticket, 1)?;
    let task = Task { message, ..Task::new(ticket.id, what.sound()?, "", tx.now()) };
    let id = table::add(tx, &task)?;
    tx.record(Event::TaskAdded { ticket: ticket.id, task: id, text: task.what.text })?;
    Ok(ticket)
}

/// Puts every step of a checklist on the ticket.
pub fn apply_checklist(tx: &mut Tx, number: TicketNumber, id: ChecklistId) -> Done<Ticket> {
    let ticket = ours(tx, number, None)?;
    let list = table::checklists(tx)?.into_iter().find(|list| list.id == id && list.is_for(ticket.team));
    let list = list.ok_or(Error::Missing)?;
    room_for(tx, &ticket, list.items.len())?;
    let mut tasks = Vec::with_capacity(list.items.len());
    for text in list.items {
        let what = TaskFacts { text, ..TaskFacts::default() };
        let task = Task::new(ticket.id, what, &list.name, tx.now());
        tasks.push(table::add(tx, &task)?);
    }
    tx.record(Event::ChecklistApplied { ticket: ticket.id, name: list.name, tasks })?;
    Ok(ticket)
}

pub fn change_task(
    tx: &mut Tx,
    number: TicketNumber,
    id: TaskId,
    what: TaskFacts,
    version: Option<i64>,
) -> Done<Ticket> {
    let (ticket, mut task) = task_of(tx, number, id)?;
    tx.actor().may_change(&ticket)?;
    if version.is_some_and(|seen| seen != task.version) {
        return Err(Error::Conflict);
    }
    if what.owner != task.what.owner {
        may_own(tx, &ticket, what.owner)?;
    }
    if what.team != task.what.team {
        may_do(tx, &ticket, what.team)?;
    }
    if what.due != task.what.due || what.owner != task.what.owner {
        table::tell_due(tx, id, false)?;
    }
    let changed = task.change(what.sound()?);
    keep_task(tx, ticket, &task, changed)
}

pub(crate) fn any_task_due(read: &mut Read) -> Done<bool> {
    let now = read.now();
    Ok(!table::come_due(read, now, 1)?.is_empty())
}

/// Says of every open task whose moment has come that it is due; how many there were. What had come long before anybody
/// could be told, and what nobody owns, is passed over.
pub(crate) fn look_at_tasks(tx: &mut Tx) -> Done<usize> {
    let now = tx.now();
    let due = table::come_due(tx, now, MOST_AT_ONCE)?;
    for task in &due {
        table::tell_due(tx, task.id, true)?;
        let fresh = task.what.due.is_some_and(|at| now.since(at) <= FRESH);
        let ticket = tickets::by_id(tx, task.ticket)?;
        if let (Some(person), Some(ticket), true) = (task.what.owner, ticket, fresh) {
            let (ticket, text) = (home(tx, ticket)?.id, task.what.text.clone());
            tx.record(Event::TaskCameDue { ticket, task: task.id, person, text })?;
        }
    }
    Ok(due.len())
}

/// Whoever belongs to the task's team takes it, even where they only read.
pub fn take_task(tx: &mut Tx, number: TicketNumber, id: TaskId) -> Done<Ticket> {
    let (ticket, mut task) = task_of(tx, number, id)?;
    may_finish(tx, &ticket, &task)?;
    let me = tx.actor().person().ok_or(Error::Missing)?;
    if task.what.owner.is_some_and(|owner| owner != me) {
        return Err(Error::Conflict);
    }
    let taken = task.change(TaskFacts { owner: Some(me), ..task.what.clone() });
    keep_task(tx, ticket, &task, taken)
}

/// Whoever may note something on the ticket may say something of its tasks. Its owner and whoever spoke of it are told.
pub fn comment_task(tx: &mut Tx, number: TicketNumber, id: TaskId, text: &str) -> Done<Ticket> {
    let (ticket, task) = task_of(tx, number, id)?;
    tx.actor().may_note(&ticket)?;
    let me = tx.actor().person().ok_or(Error::Missing)?;
    let before = table::comments(tx, &[id])?;
    if before.len() >= MOST_COMMENTS {
        return Err(Refusal::TooManyComments.into());
    }
    let comment = table::add_comment(tx, &TaskComment::new(id, me, text, tx.now())?)?;
    let mut people: Vec<_> = task.what.owner.into_iter().chain(before.iter().map(|said| said.by)).collect();
    people.sort_unstable();
    people.dedup();
    tx.record(Event::TaskCommented { ticket: ticket.id, task: id, comment, text: task.what.text, people })?;
    Ok(ticket)
}

/// One's own; somebody else's with the permission to take back what others did.
pub fn remove_task_comment(tx: &mut Tx, number: TicketNumber, id: TaskId, comment: TaskCommentId) -> Done<Ticket> {
    let (ticket, task) = task_of(tx, number, id)?;
    tx.actor().may_note(&ticket)?;
    let said = table::comment_of(tx, comment)?.filter(|said| said.task == id).ok_or(Error::Missing)?;
    if tx.actor().person() != Some(said.by) {
        tx.actor().may(Permission::UndoOthers)?;
    }
    table::remove_comment(tx, comment)?;
    tx.record(Event::TaskCommentRemoved { ticket: ticket.id, task: id, text: task.what.text })?;
    Ok(ticket)
}

/// Its owner, or anybody of its team, may say so even where they only read.
pub fn finish_task(tx: &mut Tx, number: TicketNumber, id: TaskId) -> Done<Ticket> {
    let (ticket, mut task) = task_of(tx, number, id)?;
    may_finish(tx, &ticket, &task)?;
    let who = tx.actor().person().ok_or(Error::Missing)?;
    let done = task.finish(who, tx.now());
    keep_task(tx, ticket, &task, done)
}

pub fn reopen_task(tx: &mut Tx, number: TicketNumber, id: TaskId) -> Done<Ticket> {
    let (ticket, mut task) = task_of(tx, number, id)?;
    may_finish(tx, &ticket, &task)?;
    let again = task.reopen();
    keep_task(tx, ticket, &task, again)
}

pub fn remove_task(tx: &mut Tx, number: TicketNumber, id: TaskId) -> Done<Ticket> {
    let (ticket, mut task) = task_of(tx, number, id)?;
    tx.actor().may_change(&ticket)?;
    let gone = task.remove();
    keep_task(tx, ticket, &task, gone)
}

pub(super) fn restore_task(tx: &mut Tx, number: TicketNumber, id: TaskId) -> Done<Ticket> {
    let (ticket, mut task) = task_of(tx, number, id)?;
    tx.actor().may_change(&ticket)?;
    let back = task.restore();
    keep_task(tx, ticket, &task, back)
}

/// The inverse of a checklist: what of it is still to be done goes.
pub(super) fn take_checklist_back(tx: &mut Tx, number: TicketNumber, tasks: &[TaskId]) -> Done<Ticket> {
    for id in tasks {
        let (_, task) = task_of(tx, number, *id)?;
        if task.is_open() {
            remove_task(tx, number, *id)?;
        }
    }
    any(tx, number)
}

/// One's own open tasks with their tickets, the next due first.
pub fn my_tasks(read: &mut Read) -> Done<Vec<table::Told>> {
    read.actor().must_be_agent()?;
    let Some(me) = read.actor().person() else { return Ok(Vec::new()) };
    let scope = read.actor().scope();
    Ok(table::of_owner(read, &scope, me, MOST_SHOWN)?)
}

/// Open tasks of one's teams that nobody has taken, with their tickets, the next due first.
pub fn team_tasks(read: &mut Read) -> Done<Vec<table::Told>> {
    read.actor().must_be_agent()?;
    let (scope, teams) = (read.actor().scope(), read.actor().own_teams());
    if teams.is_empty() { Ok(Vec::new()) } else { Ok(table::of_teams(read, &scope, &teams, MOST_SHOWN)?) }
}

/// On which tickets the messages stand of which tasks were made, as far as one may see them: a split may have taken one away
/// from its task.
pub fn origins<'t>(read: &mut Read, tasks: impl Iterator<Item = &'t Task>) -> Done<BTreeMap<MessageId, TicketNumber>> {
    let ids: Vec<MessageId> = tasks.filter_map(|task| task.message).collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let scope = read.actor().scope();
    Ok(messages::whereabouts(read, &scope, &ids)?.into_iter().collect())
}

/// How many those are, and how many of them are due.
pub fn my_tasks_counted(read: &mut Read) -> Done<(i64, i64)> {
    let Some(me) = read.actor().person() else { return Ok((0, 0)) };
    let (scope, now) = (read.actor().scope(), read.now());
    Ok(table::count_of_owner(read, &scope, me, now, COUNTED)?)
}

pub(super) fn task_as_it_is(read: &mut Read, id: TaskId) -> Done<Task> {
    table::load(read, id)?.ok_or(Error::Missing)
}

fn task_of(tx: &mut Tx, number: TicketNumber, id: TaskId) -> Done<(Ticket, Task)> {
    let ticket = visible(tx, number)?;
    let task = table::load(tx, id)?.ok_or(Error::Missing)?;
    // It may have come with a ticket that went into this one.
    stands_on(tx, task.ticket, &ticket)?;
    Ok((ticket, task))
}

fn may_finish(tx: &Tx, ticket: &Ticket, task: &Task) -> Done<()> {
    if task.is_for(tx.actor()) { tx.actor().may_note(ticket) } else { tx.actor().may_change(ticket) }
}

fn may_own(tx: &mut Tx, ticket: &Ticket, owner: Option<PersonId>) -> Done<()> {
    match owner {
        Some(owner) if !people::may_be_assigned(tx, ticket.team, owner)? => Err(Refusal::AssigneeNotInTeam.into()),
        Some(_) | None => Ok(()),
    }
}

/// Somebody of the team must be able to see the ticket.
fn may_do(tx: &mut Tx, ticket: &Ticket, team: Option<TeamId>) -> Done<()> {
    match team {
        Some(team) if !people::any_sees(tx, team, ticket.team)? => Err(Refusal::TaskTeamBlind.into()),
        Some(_) | None => Ok(()),
    }
}

fn room_for(tx: &mut Tx, ticket: &Ticket, more: usize) -> Done<()> {
    let there = table::of(tx, &[ticket.id])?.len();
    if there + more > MOST_TASKS { Err(Refusal::TooManyTasks.into()) } else { Ok(()) }
}

fn keep_task(tx: &mut Tx, ticket: Ticket, task: &Task, event: Option<Event>) -> Done<Ticket> {
    if let Some(event) = event {
        table::save(tx, task)?;
        tx.record(event)?;
    }
    Ok(ticket)
}
