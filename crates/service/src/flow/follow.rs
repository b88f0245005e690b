//! The reader that follows flows: what has happened to a ticket starts some, and is what others wait for.

use super::begin::{Begun, begin_staged, hand, held, tell_held};
use super::decide::end;
use crate::automation::{chain, concerns, heard, needs, viewer};
use crate::house;
use desk::condition::Sight;
use desk::flow::{Flow, FlowRun, FlowStep, RunState, State, StepOutcome, What};
use desk::ticket::{Place, TicketId};
use desk::{Done, Event, Recorded, Who};
use store::flow::{flows, runs};
use store::ticket::{facts, tickets};
use store::{Read, Tx};

/// Under which its place is kept.
pub const READER: &str = "flows";

pub fn follow(tx: &mut Tx, recorded: &Recorded) -> Done<()> {
    let Some(ticket) = recorded.event.ticket() else { return Ok(()) };
    let all = flows::all(tx)?;
    if all.is_empty() {
        return Ok(());
    }
    for heard in heard(tx, recorded)? {
        for run in runs::under_way(tx, ticket)? {
            meets(tx, &run, &heard)?;
        }
        starts(tx, &all, ticket, &heard)?;
    }
    Ok(())
}

/// What a run that is under way makes of it.
fn meets(tx: &mut Tx, seen: &FlowRun, recorded: &Recorded) -> Done<()> {
    if is_aside(tx, seen.ticket)? {
        let Some(run) = runs::hold(tx, seen.id)? else { return Ok(()) };
        return end(tx, run, RunState::Ended);
    }
    // One that is on its way may be about to wait, in a transaction that is not seen yet: holding it waits for that.
    let waits = |state: &State| matches!(state, State::Awaits { .. });
    let may_wait = seen.state == RunState::Running || seen.course.threads.iter().any(|thread| waits(&thread.state));
    if may_wait && recorded.who != Who::Flow(seen.flow) {
        let Some(mut run) = runs::hold(tx, seen.id)?.filter(|run| run.state.is_under_way()) else { return Ok(()) };
        if comes(tx, &mut run, recorded)? {
            run.settle(tx.now());
            runs::save(tx, &run)?;
            hand(tx, run.id)?;
        }
    }
    // Decided, whatever was: the run looks itself.
    let asks = |state: &State| matches!(state, State::Asked(_));
    let decided = matches!(recorded.event, Event::ApprovalDecided { .. } | Event::ApprovalWithdrawn { .. });
    if decided && seen.course.threads.iter().any(|thread| asks(&thread.state)) {
        hand(tx, seen.id)?;
    }
    Ok(())
}

/// Whether some of its threads have waited for this. What was there before they waited does not count.
fn comes(tx: &mut Tx, run: &mut FlowRun, recorded: &Recorded) -> Done<bool> {
    let Some(version) = flows::at_version(tx, run.flow, run.version)? else { return Ok(false) };
    let body = &version.wish.body;
    let mut any = false;
    for at in 0..run.course.threads.len() {
        let State::Awaits { since, .. } = run.course.threads[at].state else { continue };
        let Some((id, What::Await { on, condition, .. })) = run.course.node(body, at).map(|node| (node.id, &node.what))
        else {
            continue;
        };
        if recorded.at < since || !on.iter().any(|kind| kind == recorded.event.kind()) {
            continue;
        }
        let Some(known) = facts::known(tx, run.ticket, needs([condition].into_iter()))? else { continue };
        let zone = house::load(tx)?.time_zone;
        let viewer = viewer(tx, &zone);
        let facts = known.facts_beside(&recorded.event);
        if !condition.holds(&facts, &viewer) {
            continue;
        }
        let thread = &mut run.course.threads[at];
        thread.state = State::Came;
        thread.because = Some(recorded.place.position);
        let sight = Some(Sight::of([condition].into_iter(), &facts, &viewer));
        let told =
            FlowStep { event: Some(recorded.place.position), sight, ..FlowStep::new(id, thread.id, StepOutcome::Came) };
        runs::tell(tx, run.id, &told)?;
        any = true;
    }
    Ok(any)
}

/// A ticket that was thrown away, marked as spam, or lives on in another one.
pub(super) fn is_aside(read: &mut Read, ticket: TicketId) -> Done<bool> {
    let ticket = tickets::by_id(read, ticket)?;
    Ok(ticket.is_none_or(|ticket| matches!(ticket.place(), Place::Trash | Place::Spam | Place::Merged)))
}

fn starts(tx: &mut Tx, all: &[Flow], ticket: TicketId, recorded: &Recorded) -> Done<()> {
    let kind = recorded.event.kind();
    let hears = |flow: &&Flow| {
        flow.runs().is_some_and(|wish| wish.hears(kind)) && flow.switched_at.is_none_or(|at| at <= recorded.at)
    };
    let heard: Vec<&Flow> = all.iter().filter(hears).collect();
    if heard.is_empty() {
        return Ok(());
    }
    let conditions = || heard.iter().filter_map(|flow| flow.runs()).map(|wish| &wish.condition);
    let known = facts::known(tx, ticket, needs(conditions()))?;
    let Some(known) = known.filter(|known| known.ticket.merged_into.is_none()) else { return Ok(()) };
    let zone = house::load(tx)?.time_zone;
    let viewer = viewer(tx, &zone);
    let chain = chain(tx, recorded)?;
    for flow in heard {
        let Some(wish) = flow.runs() else { continue };
        let facts = known.facts_beside(&recorded.event);
        let holds =
            concerns(&wish.condition, &known.ticket, Some(&recorded.event)) && wish.condition.holds(&facts, &viewer);
        if !holds || is_aside(tx, ticket)? {
            continue;
        }
        if let Some(reason) = held(&chain, flow) {
            tell_held(tx, flow, &known.ticket, reason)?;
            continue;
        }
        let sight = Sight::of([&wish.condition].into_iter(), &facts, &viewer);
        if begin_staged(tx, flow, &known.ticket, Some(recorded), Some(sight))? == Begun::TooMany {
            tell_held(tx, flow, &known.ticket, "flow-held-many")?;
        }
    }
    Ok(())
}
