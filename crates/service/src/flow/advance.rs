//! A run goes on: one node in one transaction, with what the node did, what is remembered of it, and where the run
//! stands then. Whoever is killed between two of them has done neither half of the next.

use super::begin::{Begun, begin, hand};
use super::decide::{end, end_of};
use super::follow::is_aside;
use crate::approval;
use crate::automation::{needs, reason, take, viewer};
use crate::house;
use desk::approval::ApprovalState;
use desk::condition::{Condition, Sight};
use desk::flow::{
    DEEPEST_CALL, Flow, FlowId, FlowRun, FlowRunId, FlowStep, FlowWish, MOST_PASSED, Node, NodeId, RunState, State,
    StepOutcome, What,
};
use desk::sla::CalendarId;
use desk::ticket::Ticket;
use desk::{Actor, Done, Error, Event, Recorded, Refusal};
use std::time::Duration;
use store::approval::approvals;
use store::flow::{flows, runs};
use store::sla::calendars;
use store::ticket::{facts, tickets};
use store::{Tx, events};

/// Takes the next step of a run; false when there is none to take now.
pub fn advance(tx: &mut Tx, id: FlowRunId) -> Done<bool> {
    if *tx.actor() != Actor::System {
        return Err(Error::Missing);
    }
    let Some(run) = runs::hold(tx, id)?.filter(|run| run.state.is_under_way()) else { return Ok(false) };
    if is_aside(tx, run.ticket)? {
        end(tx, run, RunState::Ended)?;
        return Ok(false);
    }
    if flows::load(tx, run.flow)?.is_none_or(|flow| flow.removed_at.is_some()) {
        end(tx, run, RunState::Cancelled)?;
        return Ok(false);
    }
    let Some(mut turn) = Turn::of(tx, run)? else { return Ok(false) };
    turn.awaken(tx)?;
    let now = tx.now();
    let Some(thread) = turn.run.course.turn(now) else {
        turn.keep(tx)?;
        return Ok(false);
    };
    turn.step(tx, thread)?;
    turn.keep(tx)?;
    Ok(turn.run.state == RunState::Running)
}

/// The machine failed at the next step, and not only in passing: a person says how it goes on. False: there is no step
/// that it could have failed at.
pub fn give_up(tx: &mut Tx, id: FlowRunId) -> Done<bool> {
    if *tx.actor() != Actor::System {
        return Err(Error::Missing);
    }
    let Some(run) = runs::hold(tx, id)?.filter(|run| run.state.is_under_way()) else { return Ok(false) };
    let Some(mut turn) = Turn::of(tx, run)? else { return Ok(false) };
    turn.awaken(tx)?;
    let now = tx.now();
    let Some(thread) = turn.run.course.turn(now) else { return Ok(false) };
    turn.fail(tx, thread, "error-fault")?;
    turn.keep(tx)?;
    Ok(true)
}

/// A run with all that its next step needs.
struct Turn {
    run: FlowRun,
    wish: FlowWish,
    ticket: Ticket,
}

impl Turn {
    fn of(tx: &mut Tx, run: FlowRun) -> Done<Option<Self>> {
        let version = flows::at_version(tx, run.flow, run.version)?;
        let ticket = tickets::by_id(tx, run.ticket)?;
        Ok(version.zip(ticket).map(|(version, ticket)| Self { run, wish: version.wish, ticket }))
    }

    fn keep(&mut self, tx: &mut Tx) -> Done<()> {
        let before = self.run.ended_at;
        self.run.settle(tx.now());
        runs::save(tx, &self.run)?;
        if self.run.ended_at.is_some() && before.is_none() {
            self.told(tx, FlowStep::new(NodeId(0), 1, StepOutcome::Done))?;
            let (ticket, name) = (self.ticket.id, self.wish.name.clone());
            self.acting(tx, None, |tx, run| {
                tx.record(Event::FlowDone { ticket, flow: run.flow, run: run.id, name }).map_err(Error::from)
            })?;
            if let Some(parent) = self.run.parent {
                hand(tx, parent)?;
            }
        }
        Ok(())
    }

    fn told(&self, tx: &mut Tx, step: FlowStep) -> Done<()> {
        Ok(runs::tell(tx, self.run.id, &step)?)
    }

    fn tell(&self, tx: &mut Tx, thread: usize, node: NodeId, outcome: StepOutcome) -> Done<()> {
        self.told(tx, FlowStep::new(node, self.run.course.threads[thread].id, outcome))
    }

    /// With the hands of the flow; what follows was caused by what brought the thread here.
    fn acting<T>(&self, tx: &mut Tx, because: Option<i64>, act: impl FnOnce(&mut Tx, &FlowRun) -> Done<T>) -> Done<T> {
        tx.act_as(Actor::Flow(self.run.flow), |tx| match because {
            Some(position) => tx.because_of(position, |tx| act(tx, &self.run)),
            None => act(tx, &self.run),
        })
    }

    /// What was asked may be decided, what was called may have come to its end. From the last on: a thread that comes to its
    /// end goes, and the one that waited for it may go too.
    fn awaken(&mut self, tx: &mut Tx) -> Done<()> {
        for at in (0..self.run.course.threads.len()).rev() {
            let Some(state) = self.run.course.threads.get(at).map(|thread| thread.state.clone()) else { continue };
            let Some(id) = self.run.course.node(&self.wish.body, at).map(|node| node.id) else { continue };
            if let State::Asked(approval) = state {
                let asked = approvals::load(tx, approval)?;
                let decided = asked.map_or(ApprovalState::Withdrawn, |approval| approval.state);
                if decided != ApprovalState::Pending {
                    let yes = decided == ApprovalState::Approved;
                    let outcome = if yes { StepOutcome::Approved } else { StepOutcome::Rejected };
                    self.tell(tx, at, id, outcome)?;
                    self.run.course.enter(&self.wish.body, at, usize::from(!yes));
                }
            } else if let State::Called(called) = state {
                let ended = runs::load(tx, called)?.map_or(RunState::Cancelled, |run| run.state);
                if ended == RunState::Done {
                    self.tell(tx, at, id, StepOutcome::Returned)?;
                    self.run.course.pass(&self.wish.body, at);
                } else if !ended.is_under_way() {
                    self.fail(tx, at, Refusal::FlowCallEnded.key())?;
                }
            }
        }
        Ok(())
    }

    fn step(&mut self, tx: &mut Tx, thread: usize) -> Done<()> {
        let body = self.wish.body.clone();
        let Some(node) = self.run.course.node(&body, thread) else { return Ok(()) };
        if self.run.course.passed >= MOST_PASSED {
            return self.fail(tx, thread, Refusal::FlowTooLong.key());
        }
        self.run.course.passed += 1;
        let state = self.run.course.threads[thread].state.clone();
        match (&node.what, state) {
            (What::Await { .. }, State::Came) => self.run.course.enter(&body, thread, 0),
            (What::Await { .. }, State::Awaits { .. }) => {
                self.tell(tx, thread, node.id, StepOutcome::Late)?;
                self.run.course.enter(&body, thread, 1);
            }
            (What::Wait { .. }, State::Waits { .. }) => {
                self.tell(tx, thread, node.id, StepOutcome::Waited)?;
                self.run.course.pass(&body, thread);
            }
            (_, _) => return self.reach(tx, thread, node, &body),
        }
        Ok(())
    }

    /// A node that the thread has just come to.
    fn reach(&mut self, tx: &mut Tx, thread: usize, node: &Node, body: &[Node]) -> Done<()> {
        let now = tx.now();
        match &node.what {
            What::Act(step) => {
                let because = self.because(tx, thread)?;
                let position = because.as_ref().map(|recorded| recorded.place.position);
                let done = match step {
                    Some(step) => self.acting(tx, position, |tx, _| take(tx, &self.ticket, step, because.as_ref())),
                    None => Err(Refusal::StepIncomplete.into()),
                };
                match done {
                    Ok(()) => {
                        self.tell(tx, thread, node.id, StepOutcome::Took)?;
                        self.run.course.pass(body, thread);
                    }
                    Err(Error::Fault(fault)) => return Err(Error::Fault(fault)),
                    Err(error) => self.fail(tx, thread, reason(&error))?,
                }
            }
            What::Branch { condition, .. } => {
                let (holds, sight) = self.ask(tx, condition)?;
                let outcome = if holds { StepOutcome::Yes } else { StepOutcome::No };
                self.saw(tx, thread, node.id, outcome, sight)?;
                self.run.course.enter(body, thread, usize::from(!holds));
            }
            What::Parallel { .. } => {
                self.tell(tx, thread, node.id, StepOutcome::Forked)?;
                self.run.course.fork(body, thread);
            }
            What::Wait { minutes, calendar } => match until(tx, *minutes, *calendar)? {
                Some(until) => self.rest(tx, thread, node.id, State::Waits { until })?,
                None => self.fail(tx, thread, Refusal::FlowNameGone.key())?,
            },
            What::Await { minutes, .. } => {
                let until = now.plus(span(*minutes));
                let state = State::Awaits { since: now, until };
                self.rest(tx, thread, node.id, state)?;
            }
            What::Loop { until, times, .. } => {
                let (holds, sight) = if until.tests().is_empty() {
                    (false, None)
                } else {
                    let (holds, sight) = self.ask(tx, until)?;
                    (holds, Some(sight))
                };
                let outcome = match () {
                    () if holds => StepOutcome::Reached,
                    () if self.run.course.rounds(thread) >= *times => StepOutcome::Spent,
                    () => StepOutcome::Round,
                };
                let id = self.run.course.threads[thread].id;
                self.told(tx, FlowStep { sight, ..FlowStep::new(node.id, id, outcome) })?;
                if outcome == StepOutcome::Round {
                    self.run.course.round(body, thread);
                } else {
                    self.run.course.pass(body, thread);
                }
            }
            What::Approve { procedure, .. } => {
                let because = self.run.course.threads[thread].because;
                let asked = match procedure {
                    Some(id) => self.acting(tx, because, |tx, _| approval::ask(tx, self.ticket.number, *id, "")),
                    None => Err(Refusal::StepIncomplete.into()),
                };
                match asked {
                    Ok(approval) => {
                        self.tell(tx, thread, node.id, StepOutcome::Asked)?;
                        self.run.course.threads[thread].state = State::Asked(approval.id);
                    }
                    Err(Error::Fault(fault)) => return Err(Error::Fault(fault)),
                    Err(error) => self.fail(tx, thread, reason(&error))?,
                }
            }
            What::Call(flow) => self.call(tx, thread, node.id, *flow)?,
            What::Stop => {
                self.tell(tx, thread, node.id, StepOutcome::Stopped)?;
                end_of(tx, &self.run, RunState::Cancelled)?;
                self.run.course.stop();
            }
        }
        Ok(())
    }

    fn call(&mut self, tx: &mut Tx, thread: usize, node: NodeId, flow: Option<FlowId>) -> Done<()> {
        let called = flow.map(|flow| flows::load(tx, flow)).transpose()?.flatten();
        let Some(called) = called.filter(Flow::is_callable) else {
            return self.fail(tx, thread, Refusal::FlowOff.key());
        };
        if self.run.depth + 1 >= DEEPEST_CALL {
            return self.fail(tx, thread, Refusal::FlowTooDeep.key());
        }
        let because = self.because(tx, thread)?;
        let above = Some((self.run.id, self.run.depth + 1));
        match begin(tx, &called, &self.ticket, because.as_ref(), None, above)? {
            Begun::Run(run) => {
                self.tell(tx, thread, node, StepOutcome::Called)?;
                self.run.course.threads[thread].state = State::Called(run);
                Ok(())
            }
            Begun::Already => self.fail(tx, thread, Refusal::FlowUnderWay.key()),
            Begun::TooMany => self.fail(tx, thread, Refusal::TooManyFlowRuns.key()),
        }
    }

    fn because(&self, tx: &mut Tx, thread: usize) -> Done<Option<Recorded>> {
        let position = self.run.course.threads[thread].because;
        Ok(position.map(|position| events::load(tx, position)).transpose()?.flatten())
    }

    fn ask(&self, tx: &mut Tx, condition: &Condition) -> Done<(bool, Sight)> {
        let known = facts::known(tx, self.ticket.id, needs([condition].into_iter()))?.ok_or(Error::Missing)?;
        let zone = house::load(tx)?.time_zone;
        let viewer = viewer(tx, &zone);
        let facts = known.facts();
        Ok((condition.holds(&facts, &viewer), Sight::of([condition].into_iter(), &facts, &viewer)))
    }

    fn saw(&self, tx: &mut Tx, thread: usize, node: NodeId, outcome: StepOutcome, sight: Sight) -> Done<()> {
        let thread = self.run.course.threads[thread].id;
        self.told(tx, FlowStep { sight: Some(sight), ..FlowStep::new(node, thread, outcome) })
    }

    /// Until a moment, or until something brings it on before.
    fn rest(&mut self, tx: &mut Tx, thread: usize, node: NodeId, state: State) -> Done<()> {
        let (outcome, until) = match state {
            State::Awaits { until, .. } => (StepOutcome::Awaits, Some(until)),
            State::Waits { until } => (StepOutcome::Waits, Some(until)),
            State::Ready | State::Came | State::Asked(_) | State::Called(_) | State::Joins | State::Failed { .. } => {
                return Ok(());
            }
        };
        let thread = &mut self.run.course.threads[thread];
        thread.state = state;
        let step = FlowStep { until, ..FlowStep::new(node, thread.id, outcome) };
        self.told(tx, step)
    }

    fn fail(&mut self, tx: &mut Tx, thread: usize, reason: &str) -> Done<()> {
        let node = self.run.course.node(&self.wish.body, thread).map_or(NodeId(0), |node| node.id);
        let held = &mut self.run.course.threads[thread];
        held.state = State::Failed { reason: reason.to_owned() };
        let (id, because) = (held.id, held.because);
        let step = FlowStep { reason: reason.to_owned(), ..FlowStep::new(node, id, StepOutcome::Failed) };
        self.told(tx, step)?;
        let (ticket, name, reason) = (self.ticket.id, self.wish.name.clone(), reason.to_owned());
        self.acting(tx, because, |tx, run| {
            let failed = Event::FlowFailed { ticket, flow: run.flow, run: run.id, node, name, reason };
            tx.record(failed).map(drop).map_err(Error::from)
        })
    }
}

fn span(minutes: u32) -> Duration {
    Duration::from_secs(u64::from(minutes) * 60)
}

/// None: its calendar is gone, or never open.
fn until(tx: &mut Tx, minutes: u32, calendar: Option<CalendarId>) -> Done<Option<base::Moment>> {
    let (now, span) = (tx.now(), span(minutes));
    Ok(match calendar {
        None => Some(now.plus(span)),
        Some(id) => calendars::load(tx, id)?.and_then(|calendar| calendar.add(now, span)),
    })
}
