//! One change of many tickets: of those that were ticked at once, of all that match in steps; with what became of each,
//! and taken back as a whole.

use super::bulk::bulk;
use super::{
    Held, Narrowing, answers, any, assign, erase, follow, held_after, just_changed, just_merged, just_sent, link_meant,
    mark_not_spam, mark_spam, merge_away, move_to_team, narrowed, restore, set_deadline, set_kind, set_priority,
    set_status, set_tags, snooze, trash, undo, unfollow, visible, wake,
};
use crate::channel::{guard_warnings, leaving};
use crate::conversation::{
    Compose, carry_out, draft, macro_for, macro_said, macro_text, reply, set_later, step_on, withdraw,
};
use crate::form::{set_topic, set_typed};
use base::Moment;
use desk::channel::Departure;
use desk::condition::Condition;
use desk::conversation::{Acts, Draft, Macro, MacroId, Prepared, said_or_shown};
use desk::people::PersonId;
use desk::ticket::{Act, Layout, Run, RunId, RunState, Snooze, Ticket, TicketId, TicketNumber, View};
use desk::{Actor, Done, Error, Event, Permission, Refusal};
use std::sync::Arc;
use std::time::Duration;
use store::channel::guards;
use store::people::agents;
use store::ticket::runs::{self, Outcome};
use store::ticket::tickets;
use store::{Read, Tx, events, jobs};

/// The kind of the job that goes on with a run; its body is the run's id.
pub const RUN: &str = "run";
/// How long a run is found among one's own.
const RECENT: Duration = Duration::from_secs(30 * 24 * 3_600);
/// Tickets that one step changes.
const STEP: usize = 50;

/// Tickets that are looked at before an answer goes to many; what guards warn of beyond them is told when it was not sent.
pub const LOOKED: usize = 500;
/// Letters kept by a warning that are sent with one press.
const MOST_UNSENT: usize = 2_000;
/// What is said of them from then on.
const SENT_LATER: &str = "bulk-sent-later";

/// Each ticket with the key of the reason why it was left as it was.
pub type Told = Vec<(TicketNumber, Option<&'static str>)>;

/// One of the verbs. Whatever version a ticket has now: who ticks twenty has read none of them to the end.
pub fn act_on(tx: &mut Tx, number: TicketNumber, act: &Act) -> Done<Ticket> {
    match act {
        Act::Assign(to) => assign(tx, number, *to, None),
        Act::SetStatus(to) => set_status(tx, number, *to, None),
        Act::SetPriority(to) => set_priority(tx, number, *to, None),
        Act::SetKind(to) => set_kind(tx, number, *to, None),
        Act::SetTopic(to) => set_topic(tx, number, *to, None),
        Act::SetField { field, typed, zone } => set_typed(tx, number, *field, typed, zone, None),
        Act::MoveToTeam(to) => move_to_team(tx, number, *to, None),
        Act::Macro(id) => macro_on(tx, number, *id),
        Act::Answer(id) => answer_with(tx, number, *id, &[]),
        Act::AnswerChecked { id, warned } => answer_with(tx, number, *id, warned),
        Act::AddTags(more) => {
            let now = visible(tx, number)?.tags;
            set_tags(tx, number, now.into_iter().chain(more.iter().copied()).collect(), None)
        }
        Act::RemoveTags(less) => {
            let now = visible(tx, number)?.tags;
            set_tags(tx, number, now.into_iter().filter(|tag| !less.contains(tag)).collect(), None)
        }
        Act::SnoozeUntil(until) => snooze(tx, number, Snooze::Until(*until), None),
        Act::SnoozeUntilReply => snooze(tx, number, Snooze::UntilReply, None),
        Act::Wake => wake(tx, number, None),
        Act::SetDeadline(to) => set_deadline(tx, number, *to, None),
        Act::Follow => follow(tx, number, myself(tx)?, None),
        Act::Unfollow => unfollow(tx, number, myself(tx)?, None),
        Act::MergeInto(into) => merge_away(tx, number, *into),
        Act::Link { to, relation } => link_meant(tx, number, *to, *relation, None),
        Act::MarkSpam => mark_spam(tx, number, None),
        Act::MarkNotSpam => mark_not_spam(tx, number, None),
        Act::Trash => trash(tx, number, None),
        Act::Restore => restore(tx, number, None),
        Act::Erase => {
            let ticket = visible(tx, number)?;
            erase(tx, number, None).map(|()| ticket)
        }
    }
}

fn myself(read: &Read) -> Done<PersonId> {
    read.actor().person().ok_or(Error::Missing)
}

/// One reply like any other, to whom the composer would propose, with every guard it has, but for a warning of those in
/// `checked`; what the macro does beside it follows from it, so that both are taken back together.
fn answer_with(tx: &mut Tx, number: TicketNumber, id: MacroId, checked: &[String]) -> Done<Ticket> {
    let ticket = visible(tx, number)?;
    let (prepared, mut compose) = answer_of(tx, &ticket, id)?;
    hands_free(tx, number)?;
    // A guard whose name nobody was shown still stops it.
    compose.confirmed =
        !checked.is_empty() && guard_warnings(tx, number, &compose)?.iter().all(|name| checked.contains(name));
    let said = reply(tx, number, compose)?;
    let ticket = visible(tx, number)?;
    let sent = just_sent(tx, &ticket)?.ok_or(Error::Missing)?;
    let beside = Acts { status: None, ..prepared.acts.clone() };
    tx.because_of(sent, |tx| {
        let deeds = beside.deeds(tx.actor().person());
        deeds.iter().try_for_each(|deed| match set_later(tx, said, &ticket, deed)? {
            true => Ok(()),
            false => carry_out(tx, &ticket, &prepared, deed),
        })
    })?;
    // They may have moved it out of sight.
    any(tx, number)
}

/// A macro, and the letter that it is on this ticket.
fn answer_of(read: &mut Read, ticket: &Ticket, id: MacroId) -> Done<(Macro, Compose)> {
    let prepared = macro_for(read, ticket, id)?.ok_or(Refusal::MacroElsewhere)?;
    let Prepared { text, html, files } = macro_said(read, ticket.number, id)?;
    let text = said_or_shown(&text, &html, &files)?;
    let (to, cc) = answers(read, ticket)?;
    let html = Some(html).filter(|html| !html.is_empty());
    let status_after = prepared.acts.status;
    Ok((prepared, Compose { text, html, attachments: files, to, cc, status_after, ..Compose::default() }))
}

/// What the guards would warn of in any of the answers, by name; tickets that get none are passed over.
pub fn answer_warnings(read: &mut Read, numbers: &[TicketNumber], id: MacroId) -> Done<Vec<String>> {
    read.actor().may(Permission::Reply)?;
    let mut warned: Vec<String> = Vec::new();
    if guards::all(read)?.is_empty() {
        return Ok(warned);
    }
    for number in numbers.iter().take(LOOKED) {
        let letter = visible(read, *number).and_then(|ticket| answer_of(read, &ticket, id));
        let compose = match letter {
            Ok((_, compose)) => compose,
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(Error::Refused(_) | Error::Missing | Error::Conflict) => continue,
        };
        for name in guard_warnings(read, *number, &compose)? {
            if !warned.contains(&name) {
                warned.push(name);
            }
        }
    }
    Ok(warned)
}

/// Whoever answers many has not begun to answer this one in its own words.
pub(super) fn hands_free(read: &mut Read, number: TicketNumber) -> Done<()> {
    let begun = |draft: Draft| !draft.text.trim().is_empty() || !draft.html.is_empty() || !draft.attachments.is_empty();
    if draft(read, number)?.is_some_and(begun) { Err(Refusal::DraftInHand.into()) } else { Ok(()) }
}

/// Tickets of which one is asked for that a macro is offered.
const TRIED: usize = 20;

/// What an answer would say to the first of the tickets that it is for; none: it is for none of the first.
pub fn first_answer(read: &mut Read, numbers: &[TicketNumber], id: MacroId) -> Done<Option<(TicketNumber, String)>> {
    read.actor().may(Permission::Reply)?;
    for number in numbers.iter().take(TRIED) {
        match macro_text(read, *number, id) {
            Ok(text) => return Ok(Some((*number, text))),
            Err(Error::Missing) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

/// The first tickets of a view, or of that of it to which it is narrowed, as a run comes upon them: [`LOOKED`] at most.
pub fn first_of(read: &mut Read, view: View, more: Option<&Narrowing>) -> Done<Vec<TicketNumber>> {
    let held = narrowed(read, view, more)?;
    let mut numbers = Vec::new();
    for id in held_after(read, &held, TicketId(0), LOOKED)? {
        numbers.extend(tickets::by_id(read, id)?.map(|ticket| ticket.number));
    }
    Ok(numbers)
}

/// Its steps follow from the first of them, so that taking that one back takes back all of it. They may move the ticket out of
/// sight.
fn macro_on(tx: &mut Tx, number: TicketNumber, id: MacroId) -> Done<Ticket> {
    let ticket = visible(tx, number)?;
    let prepared = macro_for(tx, &ticket, id)?.ok_or(Refusal::MacroElsewhere)?;
    let mut first = None;
    for act in prepared.acts.quick(tx.actor().person()) {
        first = after(tx, number, first, |tx| act_on(tx, number, &act).map(drop))?;
    }
    let ticket = any(tx, number)?;
    for step in &prepared.acts.steps {
        first = after(tx, number, first, |tx| step_on(tx, &ticket, &prepared, step))?;
    }
    any(tx, number)
}

/// One of several changes, and what the next follows from: the first that can be taken back.
pub(super) fn after(
    tx: &mut Tx,
    number: TicketNumber,
    first: Option<i64>,
    change: impl FnOnce(&mut Tx) -> Done<()>,
) -> Done<Option<i64>> {
    if let Some(position) = first {
        return tx.because_of(position, change).map(|()| first);
    }
    change(tx)?;
    let ticket = any(tx, number)?;
    just_changed(tx, &ticket)
}

/// Changes those that were ticked, [`super::MOST_AT_ONCE`] at most, in this transaction.
pub fn run_over(tx: &mut Tx, numbers: &[TicketNumber], act: Act, view: &str) -> Done<(Run, Told)> {
    let numbers = once(tx, numbers)?;
    let mut run = begin(tx, act, view, numbers.len() as i64, None)?;
    let outcomes = bulk(tx, &numbers, |tx, number| act_on(tx, number, &run.act))?;
    let mut told = Vec::with_capacity(outcomes.len());
    for (number, outcome) in outcomes {
        told.push((number, outcome.as_ref().err().map(reason)));
        tell(tx, &mut run, number, outcome)?;
    }
    run.state = RunState::Done;
    runs::save(tx, &run)?;
    Ok((run, told))
}

/// A ticket that stands under several headings, or is named by an old number too, is one.
pub fn once(read: &mut Read, numbers: &[TicketNumber]) -> Done<Vec<TicketNumber>> {
    let mut all = Vec::with_capacity(numbers.len().min(super::MOST_AT_ONCE));
    for number in numbers.iter().take(super::MOST_AT_ONCE) {
        let number = match visible(read, *number) {
            Ok(ticket) => ticket.number,
            Err(Error::Missing) => *number,
            Err(error) => return Err(error),
        };
        if !all.contains(&number) {
            all.push(number);
        }
    }
    Ok(all)
}

/// Changes everything a view holds, or that of it to which it is narrowed, in steps that a job takes.
pub fn run_over_view(tx: &mut Tx, view: View, more: Option<&Narrowing>, act: Act, total: i64) -> Done<Run> {
    tx.actor().may(Permission::Reply)?;
    let held = narrowed(tx, view, more)?;
    let run = begin(tx, act, &view.name(), total, Some(&held))?;
    go_on(tx, run.id)?;
    Ok(run)
}

fn begin(tx: &mut Tx, act: Act, view: &str, total: i64, held: Option<&Held>) -> Done<Run> {
    tx.actor().must_be_agent()?;
    if act == Act::Erase {
        tx.actor().may(Permission::Erase)?;
    }
    let person = tx.actor().person().ok_or(Error::Missing)?;
    let at = tx.now();
    let run = Run {
        id: RunId(0),
        person,
        act,
        view: view.to_owned(),
        state: RunState::Running,
        total,
        changed: 0,
        kept: 0,
        at,
    };
    let condition = held.map(|held| held.condition.written());
    let run = runs::add(tx, &run, condition.as_deref(), held.and_then(Held::these))?;
    tx.record(Event::RunBegun { run: run.id, tickets: total })?;
    Ok(run)
}

fn go_on(tx: &mut Tx, run: RunId) -> Done<()> {
    let now = tx.now();
    Ok(jobs::add(tx, RUN, &run.to_string(), Some(&format!("{RUN}-{run}")), now)?)
}

/// Takes the next step of a run, as the agent who began it; false when it is at its end. An agent who is one no more
/// changes nothing more.
pub fn step(tx: &mut Tx, id: RunId) -> Done<bool> {
    if *tx.actor() != Actor::System {
        return Err(Error::Missing);
    }
    let Some(mut run) = runs::hold(tx, id)?.filter(Run::is_at_work) else { return Ok(false) };
    let agent = agents::load(tx, run.person)?.filter(|agent| agent.active);
    let more = match agent {
        Some(agent) => {
            let state = run.state;
            tx.act_as(
                agent.actor(),
                |tx| if state == RunState::Undoing { back(tx, &mut run) } else { forth(tx, &mut run) },
            )?
        }
        None => {
            run.state = RunState::Cancelled;
            false
        }
    };
    runs::save(tx, &run)?;
    Ok(more)
}

fn forth(tx: &mut Tx, run: &mut Run) -> Done<bool> {
    let way = runs::way(tx, run.id)?.ok_or(Error::Missing)?;
    let condition = Condition::read(&way.condition)?;
    let held = Held::new(condition, Layout::default()).among(way.these.map(Arc::from));
    let found = held_after(tx, &held, way.reached, STEP)?;
    let ids: Vec<TicketId> = found.iter().copied().take_while(|id| *id <= way.until).collect();
    for id in &ids {
        let Some(number) = tickets::by_id(tx, *id)?.map(|ticket| ticket.number) else { continue };
        let act = run.act.clone();
        let outcome = match tx.attempt(|tx| act_on(tx, number, &act)) {
            Err(Error::Fault(fault)) => return Err(fault.into()),
            outcome => outcome,
        };
        tell(tx, run, number, outcome)?;
    }
    if ids.len() < STEP {
        run.state = RunState::Done;
        return Ok(false);
    }
    runs::reach(tx, run.id, ids[ids.len() - 1])?;
    Ok(true)
}

fn back(tx: &mut Tx, run: &mut Run) -> Done<bool> {
    let some = runs::to_undo(tx, run.id, STEP)?;
    for (ticket, position) in &some {
        let reason = match tx.attempt(|tx| undo_one(tx, *position)) {
            Ok(()) => "",
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => reason(&error),
        };
        runs::undone(tx, run.id, *ticket, reason)?;
        if reason.is_empty() {
            run.changed -= 1;
        } else {
            run.kept += 1;
        }
    }
    if some.len() < STEP {
        run.state = RunState::Undone;
    }
    Ok(some.len() == STEP)
}

/// A letter is taken back as long as it is held, with all that followed from it.
fn undo_one(tx: &mut Tx, position: i64) -> Done<()> {
    match events::load(tx, position)?.map(|done| done.event) {
        Some(Event::MessageSent { message, .. }) => withdraw(tx, message).map(drop),
        Some(_) | None => undo(tx, position).map(drop),
    }
}

fn tell(tx: &mut Tx, run: &mut Run, number: TicketNumber, outcome: Done<Ticket>) -> Done<()> {
    match outcome {
        Ok(ticket) => {
            run.changed += 1;
            let position = match run.act {
                Act::Answer(_) | Act::AnswerChecked { .. } => just_sent(tx, &ticket)?,
                Act::MergeInto(_) => just_merged(tx, &ticket)?,
                // Nothing is left of it that could be told of.
                Act::Erase => return Ok(()),
                _ => just_changed(tx, &ticket)?,
            };
            runs::tell(tx, run.id, ticket.id, "", position)?;
        }
        Err(error) => {
            run.kept += 1;
            // One that is not there, or not theirs, is not told of by its id.
            if let Ok(ticket) = visible(tx, number) {
                runs::tell(tx, run.id, ticket.id, reason(&error), None)?;
                if let (Error::Refused(Refusal::GuardWarns), Some(id)) = (&error, run.act.answers_with()) {
                    let guards = answer_warnings(tx, &[ticket.number], id)?;
                    runs::warn(tx, run.id, ticket.id, &guards)?;
                }
            }
        }
    }
    Ok(())
}

pub(super) fn reason(error: &Error) -> &'static str {
    match error {
        Error::Refused(Refusal::GuardWarns) => "bulk-guard-warns",
        Error::Refused(refusal) => refusal.key(),
        Error::Missing => "bulk-gone",
        Error::Conflict => "bulk-conflict",
        Error::Fault(_) => "error-fault",
    }
}

/// A page of a run of one's own.
#[derive(Clone, Debug)]
pub struct RunPage {
    pub run: Run,
    /// What became of each ticket that one may see.
    pub outcomes: Vec<Outcome>,
    /// After which ticket the next page begins. It may be one that one does not see.
    pub next: Option<TicketId>,
}

pub fn run_page(read: &mut Read, id: RunId, after: Option<TicketId>, limit: usize) -> Done<RunPage> {
    let run = own(read, id)?;
    let outcomes = runs::outcomes(read, id, after, limit)?;
    let next = outcomes.last().filter(|_| outcomes.len() == limit).map(|last| last.ticket);
    let mut seen = Vec::with_capacity(outcomes.len());
    for outcome in outcomes {
        if visible(read, outcome.number).is_ok() {
            seen.push(outcome);
        }
    }
    Ok(RunPage { run, outcomes: seen, next })
}

/// The acting agent's own runs of the last days, the newest first; `before` is the last one of the page before.
pub fn recent_runs(read: &mut Read, before: Option<RunId>, limit: usize) -> Done<Vec<Run>> {
    read.actor().must_be_agent()?;
    let me = read.actor().person().ok_or(Error::Missing)?;
    let since = read.now().minus(RECENT);
    let own = runs::of_person(read, me, before, limit)?;
    Ok(own.into_iter().take_while(|run| run.at >= since).collect())
}

/// What became of each, with its subject as far as one may see it.
pub fn with_subjects(read: &mut Read, told: Told) -> Done<Vec<(TicketNumber, String, Option<&'static str>)>> {
    let mut all = Vec::with_capacity(told.len());
    for (number, reason) in told {
        let subject = match visible(read, number) {
            Ok(ticket) => ticket.subject,
            Err(Error::Missing | Error::Refused(_)) => String::new(),
            Err(error) => return Err(error),
        };
        all.push((number, subject, reason));
    }
    Ok(all)
}

/// From when on not all letters of a run of one's own can be taken back: the first of them leaves. None: there are none, or each
/// waits for somebody's word.
pub fn first_leaves(read: &mut Read, id: RunId) -> Done<Option<Moment>> {
    own(read, id)?;
    let now = read.now();
    Ok(last_letters(read, id)?.into_iter().filter_map(|one| one.at(now)).min())
}

/// Something of a run of one's own can still be taken back.
pub fn may_undo_run(read: &mut Read, id: RunId) -> Done<bool> {
    let run = own(read, id)?;
    if !run.may_be_undone() || run.act.answers_with().is_none() {
        return Ok(run.may_be_undone());
    }
    Ok(last_letters(read, id)?.into_iter().any(|one| !matches!(one, Departure::Now | Departure::Not)))
}

/// How the last letters leave that it has sent and nobody has taken back with it.
fn last_letters(read: &mut Read, id: RunId) -> Done<Vec<Departure>> {
    let mut all = Vec::new();
    for (_, position) in runs::last_to_undo(read, id, super::MOST_AT_ONCE)? {
        if let Some(Event::MessageSent { message, .. }) = events::load(read, position)?.map(|done| done.event) {
            all.push(leaving(read, message)?);
        }
    }
    Ok(all)
}

/// Letters of a run that were not sent because guards warned of them, and nobody had looked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unsent {
    pub tickets: Vec<TicketId>,
    /// By name, each once.
    pub guards: Vec<String>,
}

/// The first of them, of a run of one's own that has ended.
pub fn unsent(read: &mut Read, id: RunId) -> Done<Unsent> {
    let run = own(read, id)?;
    let mut unsent = Unsent::default();
    if !matches!(run.state, RunState::Done | RunState::Cancelled) {
        return Ok(unsent);
    }
    for (ticket, guards) in runs::warned(read, id, MOST_UNSENT)? {
        unsent.tickets.push(ticket);
        for name in guards {
            if !unsent.guards.contains(&name) {
                unsent.guards.push(name);
            }
        }
    }
    Ok(unsent)
}

/// Somebody has looked at what the guards warned of: a run of its own sends to exactly these tickets, past these warnings
/// and no others.
pub fn send_unsent(tx: &mut Tx, id: RunId) -> Done<Run> {
    own(tx, id)?;
    tx.actor().may(Permission::Reply)?;
    let run = runs::hold(tx, id)?.ok_or(Error::Missing)?;
    let Unsent { tickets, guards } = unsent(tx, id)?;
    let (Some(with), Some(last)) = (run.act.answers_with(), tickets.last().copied()) else {
        return Err(Refusal::NothingUnsent.into());
    };
    runs::settle(tx, id, last, SENT_LATER)?;
    let total = tickets.len() as i64;
    tx.record(Event::RunConfirmed { run: id, guards: guards.join(", "), tickets: total })?;
    let held = Held::new(Condition::everything(), Layout::default()).among(Some(Arc::from(tickets)));
    let next = begin(tx, Act::AnswerChecked { id: with, warned: guards }, &run.view, total, Some(&held))?;
    go_on(tx, next.id)?;
    Ok(next)
}

/// No further step is taken; what was changed stays.
pub fn cancel_run(tx: &mut Tx, id: RunId) -> Done<Run> {
    own(tx, id)?;
    let mut run = runs::hold(tx, id)?.ok_or(Error::Missing)?;
    if run.state != RunState::Running {
        return Err(Refusal::RunNotAtWork.into());
    }
    run.state = RunState::Cancelled;
    runs::save(tx, &run)?;
    tx.record(Event::RunCancelled { run: id })?;
    Ok(run)
}

/// Takes all of it back, as far as nobody has changed it since.
pub fn undo_run(tx: &mut Tx, id: RunId) -> Done<Run> {
    own(tx, id)?;
    let mut run = runs::hold(tx, id)?.ok_or(Error::Missing)?;
    if !run.may_be_undone() {
        return Err(Refusal::NothingToUndo.into());
    }
    run.state = RunState::Undoing;
    tx.record(Event::RunUndone { run: id })?;
    // What fits into a step is done before the answer.
    if back(tx, &mut run)? {
        go_on(tx, id)?;
    }
    runs::save(tx, &run)?;
    Ok(run)
}

fn own(read: &mut Read, id: RunId) -> Done<Run> {
    let me: Option<PersonId> = read.actor().person();
    read.actor().must_be_agent()?;
    runs::load(read, id)?.filter(|run| Some(run.person) == me).ok_or(Error::Missing)
}
