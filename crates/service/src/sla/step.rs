//! What happens on the way to a due time: letters to colleagues, and plain verbs.

use crate::{channel, house, ticket};
use base::{Email, Language, words};
use desk::channel::{LetterKind, NewLetter, Reminder};
use desk::people::PersonId;
use desk::sla::{Clock, Step, Tell};
use desk::ticket::Ticket;
use desk::{Done, Error, Event, Fault, Level, Role};
use std::collections::BTreeMap;
use store::Tx;
use store::channel::mailboxes;
use store::people::{agents, persons};

/// Recorded first: what follows has it as its cause.
pub(super) fn take(tx: &mut Tx, about: &Ticket, clock: &Clock, step: &Step) -> Done<()> {
    let warned = Event::SlaWarned { ticket: about.id, target: clock.target, at: step.at };
    let position = tx.record(warned)?;
    tx.because_of(position, |tx| {
        tell(tx, about, clock, step)?;
        act(tx, about, step)
    })
}

/// What the rules of the desk refuse is not done, and keeps nothing else from being done.
fn act(tx: &mut Tx, about: &Ticket, step: &Step) -> Done<()> {
    let Some(act) = &step.act else { return Ok(()) };
    match ticket::act_on(tx, about.number, act) {
        Err(Error::Refused(_) | Error::Missing) | Ok(_) => Ok(()),
        Err(error @ (Error::Conflict | Error::Fault(_))) => Err(error),
    }
}

fn tell(tx: &mut Tx, about: &Ticket, clock: &Clock, step: &Step) -> Done<()> {
    let people = whom(tx, about, &step.tell)?;
    if people.is_empty() {
        return Ok(());
    }
    let house = house::load(tx)?;
    let ours: Vec<Email> = mailboxes::addresses(tx)?;
    for (address, language) in people.into_values() {
        if ours.contains(&address) {
            continue;
        }
        let language = language.unwrap_or(house.language);
        let reminder = Reminder { language, number: about.number, target: clock.target, at: step.at };
        let letter = NewLetter {
            kind: LetterKind::Reminder,
            ticket: None,
            message: None,
            mailbox: about.mailbox,
            message_id: None,
            to: vec![address],
            subject: words::of(language).with(
                "letter-reminder-subject",
                "x",
                format!("#{} {}", about.number, words::of(language).say(clock.target.key())),
            ),
            details: serde_json::to_string(&reminder).map_err(Fault::new)?,
            due_at: tx.now(),
        };
        channel::post(tx, letter)?;
    }
    Ok(())
}

/// Everybody once.
fn whom(tx: &mut Tx, about: &Ticket, tell: &[Tell]) -> Done<BTreeMap<PersonId, (Email, Option<Language>)>> {
    let mut found = BTreeMap::new();
    for (person, agent) in agents::all(tx)? {
        let level = agent.level(about.team);
        let answers = agent.role != Role::Light && level >= Level::Reply;
        let meant = tell.iter().any(|tell| match tell {
            Tell::Assignee => about.assignee == Some(person.id),
            Tell::Team => answers,
            Tell::Leads => agent.role == Role::Supervisor && level > Level::None,
            Tell::Person(id) => *id == person.id,
        });
        if agent.active && agent.joined_at.is_some() && meant {
            let whole = persons::load(tx, person.id)?.unwrap_or(person);
            if let Some(address) = whole.email {
                found.insert(whole.id, (address, whole.language));
            }
        }
    }
    Ok(found)
}
