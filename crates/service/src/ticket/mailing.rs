//! One message to many people, of whom each gets a ticket of their own: opened one after the other by a job, each by the
//! verb that opens any ticket, so that guards, forms and limits hold for each.

use super::create::{ByAgent, Opening, begin_by_agent, requester_of};
use super::deadline::set_deadline;
use super::run::reason;
use super::task::apply_checklist;
use super::visible;
use crate::channel::opening_warnings;
use crate::conversation::{act_with, mention};
use crate::people;
use base::{Address, Moment};
use desk::conversation::{MOST_MENTIONED, MacroId, MessageId};
use desk::people::{PersonId, Whom};
use desk::sla::begins_work;
use desk::ticket::{ChecklistId, Mailing, MailingId, MailingState, Ticket, TicketId, each_once};
use desk::{Done, Error, Event, Fault, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};
use store::people::agents;
use store::ticket::mailings as table;
pub use store::ticket::mailings::Addressed;
use store::{Read, Tx, jobs};

/// The kind of the job that goes on with a mailing; its body is the mailing's id.
pub const MAILING: &str = "mailing";
/// Tickets that one step opens.
const STEP: usize = 10;

/// What each of them gets: the ticket as one person's would be opened, and what is used and called in its text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Each {
    pub ticket: ByAgent,
    /// A letter leaves when whoever gets it begins to work, by their own clock.
    pub theirs: bool,
    pub macros: Vec<MacroId>,
    pub checklist: Option<ChecklistId>,
    pub due: Option<Moment>,
    pub mentions: Vec<PersonId>,
}

/// Opens the ticket of one of them.
pub fn open_for(tx: &mut Tx, each: Each, whom: &Whom) -> Done<(Ticket, MessageId)> {
    let Each { mut ticket, theirs, macros, checklist, due, mentions } = each;
    let requester = requester_of(tx, whom)?;
    (ticket.requester, ticket.language) = (requester.id, requester.language);
    if let Opening::Write(compose) = &mut ticket.opening {
        compose.to = vec![people::address(whom, &requester).ok_or(Refusal::RequesterUnreached)?];
        if theirs && let Some(zone) = &requester.time_zone {
            compose.send_at = begins_work(zone, tx.now());
        }
    }
    let (ticket, message) = begin_by_agent(tx, ticket)?;
    let number = ticket.number;
    checklist.map(|list| apply_checklist(tx, number, list)).transpose()?;
    due.map(|due| set_deadline(tx, number, Some(due), None)).transpose()?;
    act_with(tx, number, message, &macros, None)?;
    let mentions: Vec<PersonId> = mentions.into_iter().take(MOST_MENTIONED).collect();
    if !mentions.is_empty() {
        mention(tx, number, message, &mentions)?;
    }
    Ok((ticket, message))
}

/// Where what is written to them goes, as far as that is known before it is opened.
pub fn written_to(read: &mut Read, whom: &Whom) -> Done<Option<Address>> {
    read.actor().must_be_agent()?;
    Ok(match (whom, people::known(read, whom)?) {
        (Whom::Address(address), _) => Some(address.clone()),
        (_, person) => person.and_then(|person| people::address(whom, &person)),
    })
}

/// Those for whom none could be begun, by their places: it is not sure who they are, or no letter reaches them.
pub fn doubtful(read: &mut Read, to: &[Whom], written: bool) -> Done<Vec<usize>> {
    let mut found = Vec::new();
    for (place, whom) in to.iter().enumerate() {
        let reached = written_to(read, whom)?.is_some();
        if people::doubt(read, whom)?.is_some() || (written && !reached) {
            found.push(place);
        }
    }
    Ok(found)
}

/// Begins one. What would be refused to the first of each house, or to anybody who is named otherwise than by an address, is
/// refused at once, and nobody has got anything.
pub fn begin_mailing(tx: &mut Tx, each: Each, to: Vec<Whom>) -> Done<Mailing> {
    tx.actor().must_be_agent()?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    if let Opening::Write(compose) = &each.ticket.opening
        && !(compose.cc.is_empty() && compose.bcc.is_empty())
    {
        return Err(Refusal::MailingWithCopies.into());
    }
    let to = each_person_once(tx, each_once(to)?)?;
    let mut houses = HashSet::new();
    for whom in &to {
        let alone = match whom {
            Whom::Address(address) => houses.insert(address.email.domain()),
            Whom::Phone { .. } | Whom::Known(_) | Whom::Called(_) | Whom::New { .. } => true,
        };
        if alone {
            tried(tx, &each, whom)?;
        }
    }
    // Guards look at single addresses too.
    if let Opening::Write(compose) = &each.ticket.opening
        && !compose.confirmed
    {
        let mut reached = Vec::new();
        for whom in &to {
            reached.extend(written_to(tx, whom)?);
        }
        if !opening_warnings(tx, each.ticket.team, &each.ticket.subject, compose, &reached)?.is_empty() {
            return Err(Refusal::GuardWarns.into());
        }
    }
    let at = tx.now();
    let subject = each.ticket.subject.trim().to_owned();
    let mailing = Mailing { id: MailingId(0), person, subject, state: MailingState::Running, at };
    let wish = serde_json::to_string(&each).map_err(Fault::new)?;
    let mut kept = Vec::with_capacity(to.len());
    for whom in &to {
        let (name, way) = whom.parts().ok_or(Refusal::RequesterUnclear)?;
        // Who was chosen is shown by name.
        let chosen = people::known(tx, whom)?.filter(|_| matches!(whom, Whom::Known(_)));
        kept.push((chosen.map_or(name, |person| person.shown().to_owned()), way));
    }
    let mailing = table::add(tx, &mailing, &wish, &kept)?;
    tx.record(Event::MailingBegun { mailing: mailing.id, tickets: to.len() as i64 })?;
    jobs::add(tx, MAILING, &mailing.id.to_string(), Some(&format!("{MAILING}-{}", mailing.id)), at)?;
    Ok(mailing)
}

/// Whoever is also named by an address, or in two other ways, gets it once.
fn each_person_once(read: &mut Read, to: Vec<Whom>) -> Done<Vec<Whom>> {
    let by_address = |whom: &Whom| matches!(whom, Whom::Address(_));
    let mut seen: BTreeSet<PersonId> = BTreeSet::new();
    for whom in to.iter().filter(|whom| by_address(whom)) {
        seen.extend(people::known(read, whom)?.map(|person| person.id));
    }
    let mut once = Vec::with_capacity(to.len());
    for whom in to {
        if by_address(&whom) || people::known(read, &whom)?.is_none_or(|person| seen.insert(person.id)) {
            once.push(whom);
        }
    }
    Ok(once)
}

/// As it would go, and nothing of it happens.
fn tried(tx: &mut Tx, each: &Each, whom: &Whom) -> Done<()> {
    let mut outcome = Ok(());
    let undone = tx.attempt(|tx| {
        outcome = open_for(tx, each.clone(), whom).map(drop);
        Err::<(), _>(Error::Conflict)
    });
    match undone {
        Err(Error::Fault(fault)) => Err(fault.into()),
        Ok(()) | Err(_) => outcome,
    }
}

/// Opens the next tickets, as the agent who began it; false when it is at its end. An agent who is one no more opens
/// nothing more.
pub fn mail_on(tx: &mut Tx, id: MailingId) -> Done<bool> {
    tx.actor().must_be_system()?;
    let Some(mailing) = table::hold(tx, id)?.filter(|mailing| mailing.state == MailingState::Running) else {
        return Ok(false);
    };
    let Some(agent) = agents::load(tx, mailing.person)?.filter(|agent| agent.active) else {
        table::end(tx, id, MailingState::Cancelled)?;
        return Ok(false);
    };
    let each: Each = serde_json::from_str(&table::wish(tx, id)?).map_err(Fault::new)?;
    let waiting = table::waiting(tx, id, STEP)?;
    for one in &waiting {
        let whom = Whom::by(&one.name, &one.way).ok_or_else(|| Fault::new("somebody in a mailing cannot be found"))?;
        let each = each.clone();
        let opened = tx.act_as(agent.actor(), |tx| tx.attempt(|tx| open_for(tx, each, &whom)));
        let outcome: Result<TicketId, &str> = match opened {
            Ok((ticket, _)) => Ok(ticket.id),
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => Err(reason(&error)),
        };
        table::settle(tx, id, one.place, outcome)?;
    }
    if waiting.len() == STEP {
        return Ok(true);
    }
    table::end(tx, id, MailingState::Done)?;
    Ok(false)
}

/// One's own, with what became of each; a ticket that one may not see any more is not named.
pub fn mailing_page(read: &mut Read, id: MailingId) -> Done<(Mailing, Vec<Addressed>)> {
    let mailing = own(read, id)?;
    let mut all = table::recipients(read, id)?;
    for one in &mut all {
        if let Some(number) = one.ticket {
            one.ticket = visible(read, number).ok().map(|_| number);
        }
    }
    Ok((mailing, all))
}

/// No further ticket is opened; those that are stay.
pub fn cancel_mailing(tx: &mut Tx, id: MailingId) -> Done<Mailing> {
    own(tx, id)?;
    let mailing = table::hold(tx, id)?.ok_or(Error::Missing)?;
    if mailing.state != MailingState::Running {
        return Err(Refusal::RunNotAtWork.into());
    }
    table::end(tx, id, MailingState::Cancelled)?;
    tx.record(Event::MailingCancelled { mailing: id })?;
    Ok(Mailing { state: MailingState::Cancelled, ..mailing })
}

fn own(read: &mut Read, id: MailingId) -> Done<Mailing> {
    let me = read.actor().person();
    read.actor().must_be_agent()?;
    table::load(read, id)?.filter(|mailing| Some(mailing.person) == me).ok_or(Error::Missing)
}
