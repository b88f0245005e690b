//! A flow begins on a ticket.

use super::foresee::foresee;
use desk::automation::{Chain, Hold, Stage};
use desk::condition::Sight;
use desk::flow::{Course, Flow, FlowRun, FlowRunId, FlowStep, MOST_RUNS, NodeId, RunState, StepOutcome};
use desk::ticket::Ticket;
use desk::{Actor, Done, Event, Recorded, Refusal, Who};
use store::flow::runs;
use store::{Tx, jobs};

/// The kind of the job that brings a run on; its body is the run's id.
pub const ADVANCE: &str = "advance_flow";

/// What a beginning became.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begun {
    Run(FlowRunId),
    /// This event has started it before, or it is on its way through the ticket.
    Already,
    TooMany,
}

/// Whoever is free brings it on.
pub(super) fn hand(tx: &mut Tx, run: FlowRunId) -> Done<()> {
    let now = tx.now();
    Ok(jobs::add_behind(tx, ADVANCE, &run.to_string(), &format!("{ADVANCE}-{run}"), now)?)
}

/// As far as its stage goes: it begins, proposes to, or writes down that it would have.
pub(super) fn begin_staged(
    tx: &mut Tx,
    flow: &Flow,
    ticket: &Ticket,
    because: Option<&Recorded>,
    sight: Option<Sight>,
) -> Done<Begun> {
    match flow.stage {
        Stage::Act => begin(tx, flow, ticket, because, sight, None),
        Stage::Log => foreseen(tx, flow, ticket, because, sight, RunState::Logged),
        Stage::Suggest => {
            if runs::under_way(tx, ticket.id)?.len() >= MOST_RUNS {
                return Ok(Begun::TooMany);
            }
            let begun = foreseen(tx, flow, ticket, because, sight, RunState::Suggested)?;
            if let Begun::Run(run) = begun {
                let name = flow.shown().to_owned();
                let suggested = Event::FlowSuggested { ticket: ticket.id, flow: flow.id, run, name };
                let record = |tx: &mut Tx| tx.act_as(Actor::Flow(flow.id), |tx| tx.record(suggested));
                match because {
                    Some(recorded) => tx.because_of(recorded.place.position, record)?,
                    None => record(tx)?,
                };
            }
            Ok(begun)
        }
    }
}

/// A run that does nothing, with what it would do as its steps.
fn foreseen(
    tx: &mut Tx,
    flow: &Flow,
    ticket: &Ticket,
    because: Option<&Recorded>,
    sight: Option<Sight>,
    state: RunState,
) -> Done<Begun> {
    let Some(wish) = &flow.wish else { return Err(Refusal::FlowUnpublished.into()) };
    let event = because.map(|recorded| recorded.place.position);
    let now = tx.now();
    let run = FlowRun {
        id: FlowRunId(0),
        flow: flow.id,
        version: flow.version,
        ticket: ticket.id,
        parent: None,
        depth: 0,
        event,
        state,
        course: Course::begin(&wish.body, event),
        at: now,
        ended_at: (state == RunState::Logged).then_some(now),
    };
    let Some(id) = runs::add(tx, &run)? else { return Ok(Begun::Already) };
    let outcome = if state == RunState::Logged { StepOutcome::Foreseen } else { StepOutcome::Proposed };
    runs::tell(tx, id, &FlowStep { event, sight, ..FlowStep::new(NodeId(0), 1, outcome) })?;
    foresee(tx, id, ticket.id, &wish.body)?;
    Ok(Begun::Run(id))
}

/// `parent`: the run that calls it, and how many are above it then.
pub(super) fn begin(
    tx: &mut Tx,
    flow: &Flow,
    ticket: &Ticket,
    because: Option<&Recorded>,
    sight: Option<Sight>,
    parent: Option<(FlowRunId, i64)>,
) -> Done<Begun> {
    let Some(wish) = &flow.wish else { return Err(Refusal::FlowUnpublished.into()) };
    if runs::under_way(tx, ticket.id)?.len() >= MOST_RUNS {
        return Ok(Begun::TooMany);
    }
    let event = because.map(|recorded| recorded.place.position);
    let run = FlowRun {
        id: FlowRunId(0),
        flow: flow.id,
        version: flow.version,
        ticket: ticket.id,
        parent: parent.map(|(run, _)| run),
        depth: parent.map_or(0, |(_, depth)| depth),
        // A run that was called shares the event of the one that called it.
        event: event.filter(|_| parent.is_none()),
        state: RunState::Running,
        course: Course::begin(&wish.body, event),
        at: tx.now(),
        ended_at: None,
    };
    let Some(id) = runs::add(tx, &run)? else { return Ok(Begun::Already) };
    let told = FlowStep { event, sight, ..FlowStep::new(NodeId(0), 1, StepOutcome::Started) };
    runs::tell(tx, id, &told)?;
    let started = Event::FlowStarted { ticket: ticket.id, flow: flow.id, run: id, name: wish.name.clone() };
    let record = |tx: &mut Tx| tx.act_as(Actor::Flow(flow.id), |tx| tx.record(started));
    match event {
        Some(position) => tx.because_of(position, record)?,
        None => record(tx)?,
    };
    hand(tx, id)?;
    Ok(Begun::Run(id))
}

/// Why what led to an event keeps a flow from starting.
pub(super) fn held(chain: &Chain, flow: &Flow) -> Option<&'static str> {
    chain.holds_back(Who::Flow(flow.id)).map(|hold| match hold {
        Hold::Circle | Hold::TooDeep => "flow-held-circle",
    })
}

pub(super) fn tell_held(tx: &mut Tx, flow: &Flow, ticket: &Ticket, reason: &str) -> Done<()> {
    let (name, reason) = (flow.shown().to_owned(), reason.to_owned());
    tx.record(Event::FlowHeld { ticket: ticket.id, flow: flow.id, name, reason })?;
    Ok(())
}
