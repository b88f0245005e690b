//! What happens on the tickets one may see, the newest first.

use crate::audit::{Audit, around};
use crate::ticket::tellable;
use base::Language;
use desk::conversation::MessageId;
use desk::notification::Stream;
use desk::people::PersonId;
use desk::ticket::TicketId;
use desk::{Done, Error, Event, Level, Recorded, Who};
use std::collections::{BTreeMap, BTreeSet};
use store::conversation::messages;
use store::people::agents;
use store::ticket::{lists, people};
use store::{Read, events};

/// Positions of the log that one page walks through at most: whoever looks for little gets little, and goes on from there.
const WALKED: i64 = 20_000;

pub struct Activity {
    pub found: Audit,
    /// Of each ticket, its subject, its requester's name and its language.
    pub about: BTreeMap<TicketId, (String, String, Option<Language>)>,
    /// Whose words an agent has written down.
    pub logged: BTreeMap<MessageId, String>,
    /// Answers that nobody has received: they wait, or were taken back.
    pub unsent: BTreeSet<MessageId>,
    /// Before which the next page begins; none: this is the beginning.
    pub older: Option<i64>,
}

/// A page, before a position. A team that is not theirs is not there.
pub fn activity(read: &mut Read, wanted: Stream, before: Option<i64>, most: usize) -> Done<Activity> {
    read.actor().must_be_agent()?;
    if wanted.team.is_some_and(|team| read.actor().level(team) == Level::None) {
        return Err(Error::Missing);
    }
    let scope = read.actor().scope();
    let before = match before {
        Some(before) => before,
        None => events::last(read)? + 1,
    };
    let from = (before - WALKED).max(0);
    let mut found = events::on_tickets(read, &scope, &wanted, (before, from), most + 1)?;
    let more = found.len() > most;
    found.truncate(most);
    let older = match found.last() {
        Some(last) if more => Some(last.place.position),
        Some(_) | None => Some(from).filter(|from| *from > 0),
    };
    let found = tellable(read, found)?;
    let ids: BTreeSet<TicketId> = found.iter().filter_map(|recorded| recorded.event.ticket()).collect();
    let lines = lists::some(read, &scope, &ids.into_iter().collect::<Vec<_>>())?;
    let about = |line: lists::Line| (line.ticket.id, (line.ticket.subject, line.requester, line.ticket.language));
    let about = lines.into_iter().map(about).collect();
    let (logged, unsent) = (logged(read, &found)?, unsent(read, &found)?);
    Ok(Activity { logged, unsent, found: around(read, found)?, about, older })
}

fn unsent(read: &mut Read, events: &[Recorded]) -> Done<BTreeSet<MessageId>> {
    let sent = |recorded: &Recorded| {
        if let Event::MessageSent { message, .. } = recorded.event { Some(message) } else { None }
    };
    let sent: Vec<MessageId> = events.iter().filter_map(sent).collect();
    Ok(messages::unsent(read, &sent)?.into_iter().collect())
}

/// By message: the name of whoever said what an agent has written down for them.
fn logged(read: &mut Read, events: &[Recorded]) -> Done<BTreeMap<MessageId, String>> {
    let mut written: BTreeMap<MessageId, PersonId> = BTreeMap::new();
    for recorded in events {
        if let (Who::Person(person), Event::MessageReceived { message, .. }) = (recorded.who, &recorded.event) {
            written.insert(*message, person);
        }
    }
    let mut said: Vec<(MessageId, PersonId)> = Vec::new();
    for (message, author) in messages::authors(read, &written.keys().copied().collect::<Vec<_>>())? {
        // Whoever became one with somebody else has said it themselves.
        if let Some(writer) = written.get(&message)
            && *writer != author
            && agents::load(read, *writer)?.is_some()
        {
            said.push((message, author));
        }
    }
    let persons = people::known(read, &said.iter().map(|(_, author)| *author).collect::<Vec<_>>())?;
    let name =
        |author: PersonId| persons.iter().find(|person| person.id == author).map(|person| person.shown().to_owned());
    Ok(said.into_iter().filter_map(|(message, author)| Some((message, name(author)?))).collect())
}
