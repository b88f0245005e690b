//! What flows name must be there: procedures, other flows, calendars, statuses, teams, macros, webhooks.

use desk::approval::ProcedureId;
use desk::automation::Step;
use desk::flow::{Flow, FlowFault, FlowId, FlowWish, Node, What, walk};
use desk::form::Holder;
use desk::{Done, Refusal};
use std::collections::BTreeSet;
use store::Read;
use store::approval::procedures;
use store::automation::webhooks;
use store::conversation::macros;
use store::flow::flows;
use store::form::{fields, topics};
use store::object::types;
use store::people::teams;
use store::sla::calendars;
use store::ticket::{statuses, tasks};

/// Nodes that name what is gone, or call in a circle.
pub(super) fn unknown(read: &mut Read, id: FlowId, wish: &FlowWish) -> Done<Vec<FlowFault>> {
    let all = flows::all(read)?;
    let mut faults = Vec::new();
    for (_, node) in walk(&wish.body) {
        let refusal = if let What::Call(Some(called)) = node.what {
            let there = all.iter().any(|flow| flow.id == called);
            let circle = called == id || reached(&all, called).contains(&id);
            (!there).then_some(Refusal::FlowNameGone).or(circle.then_some(Refusal::FlowCircle))
        } else {
            (!there(read, node)?).then_some(Refusal::FlowNameGone)
        };
        faults.extend(refusal.map(|refusal| FlowFault { node: node.id, refusal }));
    }
    Ok(faults)
}

/// Flows that one calls, and those that they call.
fn reached(all: &[Flow], from: FlowId) -> BTreeSet<FlowId> {
    let mut found = BTreeSet::new();
    let mut next = vec![from];
    while let Some(id) = next.pop() {
        let flow = all.iter().find(|flow| flow.id == id);
        let both = flow.into_iter().flat_map(|flow| [Some(&flow.draft), flow.wish.as_ref()]).flatten();
        for called in both.flat_map(FlowWish::calls) {
            if found.insert(called) {
                next.push(called);
            }
        }
    }
    found
}

fn there(read: &mut Read, node: &Node) -> Done<bool> {
    let is = |procedure: &ProcedureId, all: Vec<desk::approval::Procedure>| all.iter().any(|one| one.id == *procedure);
    Ok(match &node.what {
        What::Wait { calendar: Some(id), .. } => calendars::load(read, *id)?.is_some_and(|one| !one.removed),
        What::Approve { procedure: Some(id), .. } | What::Act(Some(Step::AskApproval(id))) => {
            is(id, procedures::all(read)?)
        }
        What::Act(Some(Step::SetStatus(id))) => statuses::all(read)?.iter().any(|one| one.id == *id),
        What::Act(Some(Step::MoveToTeam(id) | Step::CreateTicket { team: id, .. })) => {
            teams::load(read, *id)?.is_some()
        }
        What::Act(Some(Step::ApplyMacro(id))) => macros::load(read, *id)?.is_some_and(|one| one.is_shared()),
        What::Act(Some(Step::Webhook(id))) => webhooks::all(read)?.iter().any(|one| one.id == *id),
        What::Act(Some(Step::SetTopic(id))) => topics::load(read, *id)?.is_some(),
        What::Act(Some(Step::SetField { field, .. })) => {
            fields::load(read, *field)?.is_some_and(|field| field.holder == Holder::Ticket)
        }
        What::Act(Some(Step::LinkObject { of, .. } | Step::UnlinkObject { of, .. })) => {
            types::load(read, *of)?.is_some()
        }
        What::Act(Some(Step::StartFlow(id))) => flows::load(read, *id)?.is_some_and(|flow| flow.removed_at.is_none()),
        What::Act(Some(Step::ApplyChecklist(id))) => tasks::checklists(read)?.iter().any(|one| one.id == *id),
        What::Act(_)
        | What::Branch { .. }
        | What::Parallel { .. }
        | What::Wait { calendar: None, .. }
        | What::Await { .. }
        | What::Loop { .. }
        | What::Approve { procedure: None, .. }
        | What::Call(_)
        | What::Stop => true,
    })
}

/// A flow asks by this procedure, as it runs or as somebody works on it.
pub(crate) fn any_asks(read: &mut Read, procedure: ProcedureId) -> Done<bool> {
    let asks = |node: &Node| match &node.what {
        What::Approve { procedure: Some(id), .. } | What::Act(Some(Step::AskApproval(id))) => *id == procedure,
        _ => false,
    };
    let within = |wish: &FlowWish| walk(&wish.body).iter().any(|(_, node)| asks(node));
    Ok(flows::all(read)?.iter().any(|flow| within(&flow.draft) || flow.wish.as_ref().is_some_and(within)))
}
