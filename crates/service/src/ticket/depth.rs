//! What hangs on a ticket beside what was said: shown in the panels of its page.

use super::asking::asks_time;
use super::link::{Linked, linked};
use super::task::origins;
use super::time::running;
use crate::knowledge::LinkedArticle;
use crate::object::LinkedObject;
use base::Moment;
use desk::conversation::MessageId;
use desk::people::PersonId;
use desk::ticket::{Activity, Asks, Checklist, Task, TaskComment, TaskId, Ticket, TicketId, TicketNumber, Time};
use desk::{Done, Recorded};
use std::collections::BTreeMap;
use store::Read;
use store::ticket::traces::Traces;
use store::ticket::{lists, tasks, times};

#[derive(Clone, Debug, PartialEq)]
pub struct Depth {
    /// Other tickets, as far as the one who looks may see them.
    pub linked: Vec<Linked>,
    /// Objects it has to do with, likewise.
    pub objects: Vec<LinkedObject>,
    /// Articles that answered it.
    pub articles: Vec<LinkedArticle>,
    pub tasks: Vec<Task>,
    /// What colleagues said of them, oldest first.
    pub task_comments: Vec<TaskComment>,
    /// Where the messages are that they were made of, as far as the one who looks may see them.
    pub origins: BTreeMap<MessageId, TicketNumber>,
    /// Those that can be put on it.
    pub checklists: Vec<Checklist>,
    /// How long people worked on it, oldest first.
    pub times: Vec<Time>,
    pub activities: Vec<Activity>,
    /// Since when the clock of the one who looks has been running on it.
    pub running: Option<Moment>,
    /// Whether the composer asks how long they worked.
    pub asks_time: Asks,
}

impl Depth {
    /// What people wrote in it.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let tasks = self.tasks.iter().map(|task| task.what.text.as_str());
        tasks.chain(self.task_comments.iter().map(|said| said.text.as_str()))
    }

    /// Everybody who occurs in it.
    pub(super) fn people(&self) -> impl Iterator<Item = PersonId> {
        let tasks = self.tasks.iter().flat_map(|task| task.what.owner.into_iter().chain(task.done.map(|(who, _)| who)));
        let times = self.times.iter().map(|time| time.person);
        let comments = self.task_comments.iter().map(|said| said.by);
        tasks.chain(comments).chain(times)
    }
}

pub(super) fn depth(read: &mut Read, ticket: &Ticket, traces: Traces, merged: &[TicketId]) -> Done<Depth> {
    let all: Vec<TicketId> = [ticket.id].into_iter().chain(merged.iter().copied()).collect();
    let mut checklists = tasks::checklists(read)?;
    checklists.retain(|list| list.is_for(ticket.team));
    // What merged tickets bring is not among the traces.
    let any = |trace: bool| trace || !merged.is_empty();
    let tasks = if any(traces.tasks) { tasks::of(read, &all)? } else { Vec::new() };
    let running = if any(traces.timer) { running(read, ticket.id)? } else { None };
    let ids: Vec<TaskId> = tasks.iter().map(|task| task.id).collect();
    Ok(Depth {
        origins: origins(read, tasks.iter())?,
        task_comments: if ids.is_empty() { Vec::new() } else { tasks::comments(read, &ids)? },
        tasks,
        linked: if any(traces.links) { linked(read, ticket, merged)? } else { Vec::new() },
        objects: if any(traces.objects) { crate::object::of_tickets(read, &all)? } else { Vec::new() },
        articles: if any(traces.articles) { crate::knowledge::link::of_tickets(read, &all)? } else { Vec::new() },
        checklists,
        times: if any(traces.times) { times::of(read, &all)? } else { Vec::new() },
        activities: times::activities(read)?,
        running,
        asks_time: asks_time(read, ticket, running.is_some())?,
    })
}

/// Without what speaks of a ticket that the one who looks may not see.
pub(crate) fn tellable(read: &mut Read, log: Vec<Recorded>) -> Done<Vec<Recorded>> {
    let mut log = crate::object::tellable(read, log)?;
    let mut numbers: Vec<TicketNumber> = log.iter().filter_map(|one| one.event.other_ticket()).collect();
    if numbers.is_empty() {
        return Ok(log);
    }
    numbers.sort_unstable();
    numbers.dedup();
    let scope = read.actor().scope();
    let known = lists::known(read, &scope, &numbers)?;
    log.retain(|one| one.event.other_ticket().is_none_or(|number| known.contains(&number)));
    Ok(log)
}
