//! What people do to flows on a ticket: begin one, have it try again or go on without a step, end it.

use super::begin::{Begun, begin_staged, hand, held, tell_held};
use super::follow::is_aside;
use super::look::offered;
use crate::approval;
use crate::automation::chain;
use crate::ticket::visible;
use desk::automation::Stage;
use desk::flow::{Course, Flow, FlowId, FlowRun, FlowRunId, FlowStep, NodeId, RunState, State, StepOutcome, What};
use desk::ticket::TicketNumber;
use desk::{Actor, Done, Error, Event, Refusal};
use store::flow::{flows, runs};
use store::{Tx, events};

/// A person begins a flow.
pub fn press_flow(tx: &mut Tx, number: TicketNumber, id: FlowId) -> Done<FlowRunId> {
    let ticket = visible(tx, number)?;
    tx.actor().may_change(&ticket)?;
    let Some((flow, sight)) = offered(tx, &ticket)?.into_iter().find(|(flow, _)| flow.id == id) else {
        flows::load(tx, id)?.ok_or(Error::Missing)?;
        return Err(Refusal::FlowNotOffered.into());
    };
    if is_aside(tx, ticket.id)? {
        return Err(Refusal::FlowNotOffered.into());
    }
    let position = tx.record(Event::FlowPressed { ticket: ticket.id, flow: id, name: flow.shown().to_owned() })?;
    let pressed = events::load(tx, position)?;
    // Whoever presses has said yes: there is nothing to suggest.
    let flow = if flow.stage == Stage::Suggest { Flow { stage: Stage::Act, ..flow } } else { flow };
    match begin_staged(tx, &flow, &ticket, pressed.as_ref(), Some(sight))? {
        Begun::Run(run) => Ok(run),
        Begun::Already => Err(Refusal::FlowUnderWay.into()),
        Begun::TooMany => Err(Refusal::TooManyFlowRuns.into()),
    }
}

/// A step of a rule or of another flow begins it. Who has it begun stands in the log, so that circles end.
pub(crate) fn start(tx: &mut Tx, number: TicketNumber, id: FlowId) -> Done<()> {
    let ticket = visible(tx, number)?;
    tx.actor().may_change(&ticket)?;
    let flow = flows::load(tx, id)?.filter(|flow| flow.removed_at.is_none() && flow.runs().is_some());
    let flow = flow.ok_or(Error::Missing)?;
    if is_aside(tx, ticket.id)? {
        return Err(Refusal::FlowNotOffered.into());
    }
    let position = tx.record(Event::FlowPressed { ticket: ticket.id, flow: id, name: flow.shown().to_owned() })?;
    let pressed = events::load(tx, position)?.ok_or(Error::Missing)?;
    let chain = chain(tx, &pressed)?;
    if let Some(reason) = held(&chain, &flow) {
        return tell_held(tx, &flow, &ticket, reason);
    }
    match begin_staged(tx, &flow, &ticket, Some(&pressed), None)? {
        // On its way through the ticket: what was to be begun is.
        Begun::Run(_) | Begun::Already => Ok(()),
        Begun::TooMany => Err(Refusal::TooManyFlowRuns.into()),
    }
}

/// A person says yes or no to a flow that proposes to begin; it goes as it was when it proposed.
pub fn settle_flow(tx: &mut Tx, number: TicketNumber, id: FlowRunId, take: bool) -> Done<()> {
    let mut run = of_ticket(tx, number, id)?;
    if run.state != RunState::Suggested {
        return Err(Refusal::SuggestionTaken.into());
    }
    let now = tx.now();
    if !take {
        run.end(RunState::Declined, now);
        runs::save(tx, &run)?;
        return Ok(runs::tell(tx, run.id, &FlowStep::new(NodeId(0), 1, StepOutcome::Declined))?);
    }
    if is_aside(tx, run.ticket)? {
        return Err(Refusal::FlowNotOffered.into());
    }
    let version = flows::at_version(tx, run.flow, run.version)?.ok_or(Error::Missing)?;
    let name = version.wish.name.clone();
    run.state = RunState::Running;
    run.course = Course::begin(&version.wish.body, run.event);
    runs::save(tx, &run)?;
    runs::tell(tx, run.id, &FlowStep::new(NodeId(0), 1, StepOutcome::Taken))?;
    let position = tx.record(Event::FlowPressed { ticket: run.ticket, flow: run.flow, name: name.clone() })?;
    let started = Event::FlowStarted { ticket: run.ticket, flow: run.flow, run: run.id, name };
    tx.because_of(position, |tx| tx.act_as(Actor::Flow(run.flow), |tx| tx.record(started).map(drop)))?;
    hand(tx, run.id)
}

/// The steps that were refused are tried once more.
pub fn retry_flow_run(tx: &mut Tx, number: TicketNumber, id: FlowRunId) -> Done<()> {
    let (mut run, name) = failed(tx, number, id)?;
    for thread in &mut run.course.threads {
        if matches!(thread.state, State::Failed { .. }) {
            thread.state = State::Ready;
        }
    }
    let retried = Event::FlowRetried { ticket: run.ticket, flow: run.flow, run: run.id, name };
    go_on(tx, run, retried, StepOutcome::Retried)
}

/// It goes on without the steps that were refused. Of a question, it goes the second way.
pub fn skip_flow_step(tx: &mut Tx, number: TicketNumber, id: FlowRunId) -> Done<()> {
    let (mut run, name) = failed(tx, number, id)?;
    let version = flows::at_version(tx, run.flow, run.version)?.ok_or(Error::Missing)?;
    let body = &version.wish.body;
    // From the last on: a thread that comes to its end goes.
    for at in (0..run.course.threads.len()).rev() {
        let is_failed = run.course.threads.get(at).is_some_and(|one| matches!(one.state, State::Failed { .. }));
        let asks = |what: &What| matches!(what, What::Branch { .. } | What::Await { .. } | What::Approve { .. });
        match run.course.node(body, at).map(|node| asks(&node.what)) {
            Some(true) if is_failed => run.course.enter(body, at, 1),
            Some(false) if is_failed => run.course.pass(body, at),
            Some(_) | None => {}
        }
    }
    let skipped = Event::FlowSkipped { ticket: run.ticket, flow: run.flow, run: run.id, name };
    go_on(tx, run, skipped, StepOutcome::Skipped)
}

fn go_on(tx: &mut Tx, mut run: FlowRun, event: Event, outcome: StepOutcome) -> Done<()> {
    runs::tell(tx, run.id, &FlowStep::new(NodeId(0), 1, outcome))?;
    tx.record(event)?;
    run.state = RunState::Running;
    runs::save(tx, &run)?;
    hand(tx, run.id)
}

/// What it calls ends with it.
pub fn cancel_flow_run(tx: &mut Tx, number: TicketNumber, id: FlowRunId) -> Done<()> {
    let run = of_ticket(tx, number, id)?;
    if !run.state.is_under_way() {
        return Err(Refusal::FlowOver.into());
    }
    end(tx, run, RunState::Cancelled)
}

/// A run goes no further, and neither does what it has called.
pub(super) fn end(tx: &mut Tx, mut run: FlowRun, state: RunState) -> Done<()> {
    if !run.state.is_under_way() && run.state != RunState::Suggested {
        return Ok(());
    }
    end_of(tx, &run, state)?;
    let now = tx.now();
    run.end(state, now);
    runs::save(tx, &run)?;
    let outcome = if state == RunState::Ended { StepOutcome::Ended } else { StepOutcome::Cancelled };
    runs::tell(tx, run.id, &FlowStep::new(NodeId(0), 1, outcome))?;
    let name = name(tx, run.flow)?;
    tx.record(Event::FlowCancelled { ticket: run.ticket, flow: run.flow, run: run.id, name })?;
    match run.parent {
        Some(parent) => hand(tx, parent),
        None => Ok(()),
    }
}

/// What it has called ends, and what it has asked is asked no more.
pub(super) fn end_of(tx: &mut Tx, run: &FlowRun, state: RunState) -> Done<()> {
    for called in runs::called_by(tx, run.id)?.into_iter().filter(|called| called.state.is_under_way()) {
        if let Some(called) = runs::hold(tx, called.id)? {
            end(tx, called, state)?;
        }
    }
    for thread in &run.course.threads {
        if let State::Asked(approval) = thread.state {
            approval::let_go(tx, approval)?;
        }
    }
    Ok(())
}

fn failed(tx: &mut Tx, number: TicketNumber, id: FlowRunId) -> Done<(FlowRun, String)> {
    let run = of_ticket(tx, number, id)?;
    if !run.state.is_under_way() || !run.course.has_failed() {
        return Err(Refusal::FlowOver.into());
    }
    let name = name(tx, run.flow)?;
    Ok((run, name))
}

/// By whoever may change the ticket.
fn of_ticket(tx: &mut Tx, number: TicketNumber, id: FlowRunId) -> Done<FlowRun> {
    let ticket = visible(tx, number)?;
    tx.actor().may_change(&ticket)?;
    runs::hold(tx, id)?.filter(|run| run.ticket == ticket.id).ok_or(Error::Missing)
}

fn name(tx: &mut Tx, flow: FlowId) -> Done<String> {
    Ok(flows::load(tx, flow)?.map(|flow| flow.shown().to_owned()).unwrap_or_default())
}
