//! What flows have done and where they stand, for those who may read the ticket.

use super::edit::flow;
use crate::automation::{concerns, named_in, needs, viewer};
use crate::house;
use crate::ticket::visible;
use desk::condition::{Field, Seen, Sight};
use desk::flow::{Flow, FlowId, FlowRun, FlowRunId, FlowStep, FlowWish, RunState, Start, State, walk};
use desk::ticket::{Ticket, TicketId, TicketNumber};
use desk::{Done, Recorded, Who};
use std::collections::BTreeMap;
use store::flow::{flows, runs};
use store::ticket::{facts, tickets};
use store::{Read, events};

const MOST_RUNS: usize = 20;
const MOST_STEPS: usize = 100;

/// A run with the flow as it was, and its steps.
pub struct FlowRunPage {
    pub run: FlowRun,
    pub wish: FlowWish,
    pub steps: Vec<(FlowStep, Option<Recorded>)>,
    /// While it is under way.
    pub stands: Option<FlowStands>,
}

pub struct FlowsOfTicket {
    pub ticket: Ticket,
    /// Newest first.
    pub runs: Vec<FlowRunPage>,
    pub names: BTreeMap<FlowId, String>,
    /// Flows that the one who looks may begin here.
    pub buttons: Vec<(FlowId, String)>,
    /// Every id that conditions speak of or met, to be named.
    pub spoken_of: Vec<(Field, i64)>,
}

/// Where a run is.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowStands {
    pub name: String,
    pub run: FlowRunId,
    /// What keeps it: a failure before anything that waits.
    pub state: State,
    /// Which node of the flow, counted from the top.
    pub step: usize,
    /// It has not begun: it waits for somebody to say yes.
    pub suggested: bool,
}

/// What a ticket's page says of flows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OnTicket {
    pub under_way: Vec<FlowStands>,
    pub buttons: Vec<(FlowId, String)>,
    /// There were others.
    pub any: bool,
}

/// For everybody who may read the ticket.
pub fn flows_of_ticket(read: &mut Read, number: TicketNumber) -> Done<FlowsOfTicket> {
    let ticket = visible(read, number)?;
    let names: BTreeMap<FlowId, String> = flows::names(read)?.into_iter().collect();
    let mut pages = Vec::new();
    let mut spoken_of = Vec::new();
    for run in runs::of_ticket(read, ticket.id, MOST_RUNS)? {
        let Some(version) = flows::at_version(read, run.flow, run.version)? else { continue };
        let mut steps = Vec::new();
        for step in runs::steps(read, run.id, MOST_STEPS)? {
            let event = step.event.map(|position| events::load(read, position)).transpose()?.flatten();
            spoken_of.extend(met(step.sight.as_ref()));
            steps.push((step, event));
        }
        spoken_of.extend(conditions(&version.wish));
        let stands = stands(&run, &version.wish).filter(|_| run.state.is_under_way());
        pages.push(FlowRunPage { run, wish: version.wish, steps, stands });
    }
    spoken_of.sort_unstable();
    spoken_of.dedup();
    let buttons = buttons(read, &ticket)?;
    Ok(FlowsOfTicket { ticket, runs: pages, names, buttons, spoken_of })
}

/// Every id that a flow's conditions speak of.
fn conditions(wish: &FlowWish) -> Vec<(Field, i64)> {
    let within = walk(&wish.body).into_iter().filter_map(|(_, node)| node.what.condition());
    within.chain([&wish.condition]).flat_map(named_in).collect()
}

fn met(sight: Option<&Sight>) -> Vec<(Field, i64)> {
    let mut all = Vec::new();
    for (name, seen) in sight.iter().flat_map(|sight| &sight.fields) {
        if let (Some(field), Seen::Ids(ids)) = (Field::named(name), seen) {
            all.extend(ids.iter().map(|id| (field, *id)));
        }
    }
    all
}

/// The same in a line each, for the page that shows a ticket.
pub(crate) fn on_ticket(read: &mut Read, ticket: &Ticket) -> Done<OnTicket> {
    if flows::all(read)?.is_empty() {
        return Ok(OnTicket::default());
    }
    let mut under_way = Vec::new();
    for run in runs::under_way(read, ticket.id)? {
        let Some(version) = flows::at_version(read, run.flow, run.version)? else { continue };
        under_way.extend(stands(&run, &version.wish));
    }
    let any = under_way.is_empty() && !runs::of_ticket(read, ticket.id, 1)?.is_empty();
    Ok(OnTicket { under_way, buttons: buttons(read, ticket)?, any })
}

fn stands(run: &FlowRun, wish: &FlowWish) -> Option<FlowStands> {
    let threads = &run.course.threads;
    let failed = threads.iter().position(|thread| matches!(thread.state, State::Failed { .. }));
    let waits = threads.iter().position(|thread| !matches!(thread.state, State::Joins));
    let at = failed.or(waits)?;
    let node = run.course.node(&wish.body, at)?.id;
    let step = walk(&wish.body).iter().position(|(_, other)| other.id == node)? + 1;
    let suggested = run.state == RunState::Suggested;
    Some(FlowStands { name: wish.name.clone(), run: run.id, state: threads[at].state.clone(), step, suggested })
}

/// What they are called, for whoever reads them.
pub fn flow_names(read: &mut Read) -> Done<Vec<(FlowId, String)>> {
    read.actor().must_be_agent()?;
    Ok(flows::names(read)?)
}

/// What flows are called that a history speaks of.
pub(crate) fn names_of(read: &mut Read, log: &[Recorded]) -> Done<BTreeMap<FlowId, String>> {
    if log.iter().any(|recorded| matches!(recorded.who, Who::Flow(_))) {
        Ok(flows::names(read)?.into_iter().collect())
    } else {
        Ok(BTreeMap::new())
    }
}

fn buttons(read: &mut Read, ticket: &Ticket) -> Done<Vec<(FlowId, String)>> {
    if read.actor().may_change(ticket).is_err() {
        return Ok(Vec::new());
    }
    let under_way = runs::under_way(read, ticket.id)?;
    let goes = |id: FlowId| under_way.iter().any(|run| run.flow == id && run.parent.is_none());
    let free = offered(read, ticket)?.into_iter().filter(|(flow, _)| !goes(flow.id));
    Ok(free.map(|(flow, _)| (flow.id, flow.shown().to_owned())).collect())
}

/// Flows with a button whose condition holds, with what was seen.
pub(super) fn offered(read: &mut Read, ticket: &Ticket) -> Done<Vec<(Flow, Sight)>> {
    let mut all = flows::all(read)?.to_vec();
    all.retain(|flow| flow.runs().is_some_and(|wish| wish.start == Start::Button));
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let needs = needs(all.iter().filter_map(Flow::runs).map(|wish| &wish.condition));
    let Some(known) = facts::known(read, ticket.id, needs)? else { return Ok(Vec::new()) };
    let zone = house::load(read)?.time_zone;
    let viewer = viewer(read, &zone);
    let mut found = Vec::new();
    for flow in all {
        let Some(wish) = flow.runs() else { continue };
        let condition = &wish.condition;
        if concerns(condition, &known.ticket, None) && condition.holds(&known.facts(), &viewer) {
            let sight = Sight::of([condition].into_iter(), &known.facts(), &viewer);
            found.push((flow, sight));
        }
    }
    Ok(found)
}

/// What a flow did last, newest first, on tickets that one may see.
pub fn runs_of_flow(read: &mut Read, id: FlowId, most: usize) -> Done<Vec<(FlowRun, Ticket)>> {
    flow(read, id)?;
    let mut seen = Vec::new();
    for run in runs::of_flow(read, id, most)? {
        if let Some(ticket) = readable(read, run.ticket)? {
            seen.push((run, ticket));
        }
    }
    Ok(seen)
}

pub(super) fn readable(read: &mut Read, id: TicketId) -> Done<Option<Ticket>> {
    Ok(tickets::by_id(read, id)?.filter(|ticket| read.actor().may_read(ticket).is_ok()))
}
