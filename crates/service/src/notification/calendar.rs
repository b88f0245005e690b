//! Somebody's calendar of what is due, at an address that only they know.

use super::inbox::me;
use crate::{house, ticket};
use base::{Digest, Language, Moment, Token};
use desk::notification::{Entry, EntryKind};
use desk::ticket::{Snooze, Ticket, View};
use desk::{Actor, Done, Error, Event};
use store::notification::feeds as table;
use store::people::{agents, persons};
use store::{Read, Tx};

/// Tickets that are looked through at once, and how often.
const LOOKED: usize = 200;
const PAGES: usize = 5;

/// A new address in place of the one there was. The answer is its secret part, shown once.
pub fn open_calendar(tx: &mut Tx) -> Done<Token> {
    let me = me(tx)?;
    let token = Token::random();
    table::save(tx, me, &token.digest())?;
    tx.record(Event::CalendarFeedChanged { person: me, open: true })?;
    Ok(token)
}

pub fn close_calendar(tx: &mut Tx) -> Done<()> {
    let me = me(tx)?;
    if table::remove(tx, me)? {
        tx.record(Event::CalendarFeedChanged { person: me, open: false })?;
    }
    Ok(())
}

/// Since when the acting agent has an address.
pub fn calendar_since(read: &mut Read) -> Done<Option<Moment>> {
    let me = me(read)?;
    Ok(table::since(read, me)?)
}

/// Whose calendar stands at an address: with what they may see at this moment.
pub fn calendar_actor(read: &mut Read, token: &Token) -> Done<Actor> {
    let digest: Digest = token.digest();
    let person = table::holder(read, &digest)?.ok_or(Error::Missing)?;
    let agent = agents::load(read, person)?.filter(|agent| agent.active && agent.joined_at.is_some());
    Ok(agent.ok_or(Error::Missing)?.actor())
}

/// What is due for the acting agent, their language, and the house's name.
pub fn calendar(read: &mut Read) -> Done<(Vec<Entry>, Language, String)> {
    let me = me(read)?;
    let person = persons::load(read, me)?.ok_or(Error::Missing)?;
    let house = house::load(read)?;
    let mut entries = Vec::new();
    let tasks = ticket::my_tasks(read)?;
    let origins = ticket::origins(read, tasks.iter().map(|(task, _, _)| task))?;
    for (task, number, subject) in tasks {
        if let Some(due) = task.what.due {
            let (id, version) = (task.id.0, task.version);
            entries.push(Entry {
                kind: EntryKind::Task,
                id,
                version,
                at: due,
                changed: task.changed,
                number,
                subject,
                what: task.what.text,
                message: task.message.and_then(|message| Some((*origins.get(&message)?, message))),
            });
        }
    }
    for view in [View::Mine, View::Snoozed] {
        let mut after = None;
        for _ in 0..PAGES {
            let page = ticket::list(read, view, after, LOOKED)?;
            let mine = page.lines.iter().map(|line| &line.ticket).filter(|ticket| ticket.assignee == Some(me));
            entries.extend(mine.flat_map(of_ticket));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }
    entries.sort_by_key(|entry| (entry.at, entry.kind, entry.id));
    Ok((entries, person.language.unwrap_or(house.language), house.organization))
}

fn of_ticket(ticket: &Ticket) -> Vec<Entry> {
    let wakes = match ticket.snooze {
        Snooze::Until(at) => Some(at),
        Snooze::Awake | Snooze::UntilReply => None,
    };
    let kinds =
        [(EntryKind::Deadline, ticket.deadline), (EntryKind::Promise, ticket.due_at), (EntryKind::Snooze, wakes)];
    let entry = |(kind, at): (EntryKind, Option<Moment>)| {
        at.map(|at| Entry {
            kind,
            id: ticket.number.0,
            version: ticket.version,
            at,
            changed: ticket.updated_at,
            number: ticket.number,
            subject: ticket.subject.clone(),
            what: String::new(),
            message: None,
        })
    };
    kinds.into_iter().filter_map(entry).collect()
}
