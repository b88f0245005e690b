//! `/tickets/{number}/flows`: what flows do on a ticket, and what a person decides about them.

use crate::Web;
use crate::admin::rules::{Offered, called};
use crate::admin::tried::untaken;
use crate::agent::asked::{Asked, ask};
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure, see};
use axum::extract::State;
use desk::flow::{FlowId, FlowRunId, FlowStep, FlowWish, NodeId, find};
use desk::ticket::TicketNumber;
use desk::{Done, Permission, Recorded, Refusal};
use service::flow::{self, FlowRunPage};
use service::ticket;
use views::Shell;
use views::admin::flows::{node_told, number as number_of};
use views::admin::rules::on_key;
use views::agent::At;
use views::agent::described::{Called, explained};
use views::agent::flows::{FlowLine, FlowsOfTicket, RunTold, StepTold, outcome_key, stands_told};

pub async fn show(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let page = page(&web, &here, number, None).await?;
    if page.number != number {
        return Ok(see(&format!("/tickets/{}/flows", page.number)));
    }
    Ok(here.show(&page))
}

/// Begins a flow by hand.
pub async fn press(State(web): State<Web>, here: Here, Id((number, id)): Id<(TicketNumber, FlowId)>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| flow::press_flow(tx, number, id).map(drop)).await;
    settled(&web, &here, number, done).await
}

/// `act`: `retry`, `skip`, `cancel`; of one that proposes to begin `take`, `decline`.
pub async fn decide(
    State(web): State<Web>,
    here: Here,
    Id((number, run)): Id<(TicketNumber, FlowRunId)>,
    fields: Fields,
) -> Answer {
    let act = fields.text("act").to_owned();
    let decide = move |tx: &mut service::Tx| match act.as_str() {
        "retry" => flow::retry_flow_run(tx, number, run),
        "skip" => flow::skip_flow_step(tx, number, run),
        "cancel" => flow::cancel_flow_run(tx, number, run),
        "take" => flow::settle_flow(tx, number, run, true),
        "decline" => flow::settle_flow(tx, number, run, false),
        _ => Err(Refusal::FormIncomplete.into()),
    };
    let done = web.desk.change(here.seat.actor.clone(), decide).await;
    settled(&web, &here, number, done).await
}

async fn settled(web: &Web, here: &Here, number: TicketNumber, done: Done<()>) -> Answer {
    let Err(error) = done else { return Ok(here.go(&format!("/tickets/{number}/flows"), Said::Saved)) };
    let (status, reason) = untaken(here, error, "bulk-conflict")?;
    Ok(here.show_again(status, &page(web, here, number, Some(reason)).await?))
}

async fn page(
    web: &Web,
    here: &Here,
    number: TicketNumber,
    reason: Option<&'static str>,
) -> Result<FlowsOfTicket<'static>, Failure> {
    let asked = ask(web, here, At::Elsewhere, move |read| {
        let found = flow::flows_of_ticket(read, number)?;
        let choices = ticket::choices(read, &found.spoken_of)?;
        Ok((found, choices, Offered::read(read)?))
    });
    let Asked { shell, frame, found: (found, choices, offered) } = asked.await?;
    let called = called(&choices, &offered, shell.words.language());
    Ok(FlowsOfTicket {
        runs: found.runs.iter().map(|page| run_told(page, &called, &shell)).collect(),
        may_change: here.seat.actor.may_change(&found.ticket).is_ok(),
        may_edit: here.seat.actor.may(Permission::Automate).is_ok(),
        number: found.ticket.number,
        subject: found.ticket.subject,
        buttons: found.buttons,
        reason,
        shell,
        frame,
    })
}

fn run_told(page: &FlowRunPage, called: &Called, shell: &Shell) -> RunTold {
    let stands = page.stands.as_ref().map(|at| stands_told(&at.state, at.step, shell)).unwrap_or_default();
    RunTold {
        id: page.run.id,
        flow: page.run.flow,
        name: page.wish.name.clone(),
        version: page.run.version,
        state: page.run.state,
        stands,
        at: page.run.at,
        steps: page
            .steps
            .iter()
            .map(|(step, event)| step_told(step, event.as_ref(), &page.wish, called, shell))
            .collect(),
    }
}

fn step_told(step: &FlowStep, event: Option<&Recorded>, wish: &FlowWish, called: &Called, shell: &Shell) -> StepTold {
    let node = find(&wish.body, step.node);
    let condition =
        if step.node == NodeId(0) { Some(&wish.condition) } else { node.and_then(|node| node.what.condition()) };
    let happened = event.map(|recorded| &recorded.event);
    let lines = condition.zip(step.sight.as_ref()).filter(|(condition, _)| !condition.tests().is_empty());
    let mut said = shell.words.say(&outcome_key(step.outcome)).to_owned();
    if let Some(until) = &step.until {
        said = format!("{said} {}", shell.with("flow-until-when", shell.when_exactly(until).short()));
    }
    if !step.reason.is_empty() {
        said = format!("{said}: {}", shell.words.say(&step.reason));
    }
    StepTold {
        at: step.at,
        node: node.map(|node| node_told(&node.what, called, shell).0).unwrap_or_default(),
        number: number_of(wish, step.node),
        lane: step.thread,
        outcome: step.outcome,
        said,
        event: event.map(|one| event_said(one, shell)).unwrap_or_default(),
        lines: lines
            .map(|(condition, sight)| explained(&condition.explained(sight, happened), called, shell))
            .unwrap_or_default(),
    }
}

/// What may be listened to has its word; a button has the press itself.
fn event_said(recorded: &Recorded, shell: &Shell) -> String {
    let key = on_key(recorded.event.kind());
    if shell.words.knows(&key) { shell.words.say(&key).to_owned() } else { String::new() }
}

/// Flows under way, a line each, for the ticket's page.
pub fn lines(page: &ticket::TicketPage, shell: &Shell) -> Vec<FlowLine> {
    let line = |at: &flow::FlowStands| FlowLine {
        run: at.run,
        name: at.name.clone(),
        stands: match at.suggested {
            true => shell.say("flow-stands-suggested").to_owned(),
            false => stands_told(&at.state, at.step, shell),
        },
        failed: matches!(at.state, desk::flow::State::Failed { .. }),
    };
    page.flows.under_way.iter().map(line).collect()
}
