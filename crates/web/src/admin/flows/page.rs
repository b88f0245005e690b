//! The page of one flow, and the form of its start.

use crate::Web;
use crate::admin::asked::{Asked, ask};
use crate::admin::rules::{Offered, called, spoken_of};
use crate::agent::here::Here;
use crate::agent::sketch::Sketch;
use crate::answer::Failure;
use desk::Permission;
use desk::condition::Field;
use desk::flow::{Flow, FlowId, FlowWish, Start, walk};
use service::flow::{self, FlowTried};
use service::ticket;
use std::collections::HashMap;
use views::Shell;
use views::admin::Form;
use views::admin::flows::{Drawing, FlowPage, RunLine, StartPage, Tried, VersionLine, changes_told, start_told};
use views::admin::rules::on_key;
use views::agent::builder::Ground;

/// Runs that a page shows.
const RECENT: usize = 20;
/// Versions that are compared with the one before.
const COMPARED: usize = 20;

pub async fn drawn(
    web: &Web,
    here: &Here,
    id: FlowId,
    reason: Option<&'static str>,
) -> Result<FlowPage<'static>, Failure> {
    let days = here.query.text("days").parse::<i64>().ok().filter(|days| desk::automation::DAYS.contains(days));
    let asked = ask(web, here, Permission::Automate, move |read| {
        let flow = flow::flow(read, id)?;
        let faults = flow::flow_faults(read, &flow)?;
        let runs = flow::runs_of_flow(read, id, RECENT)?;
        let versions = flow::flow_versions(read, id)?;
        let days = days.filter(|_| flow.draft.start == Start::Event);
        let tried = days.map(|days| flow::try_flow(read, id, days)).transpose()?;
        let choices = ticket::choices(read, &conditions(&flow.draft))?;
        Ok((flow, faults, runs, versions, tried, choices, Offered::read(read)?))
    });
    let Asked { shell, frame, found: (flow, faults, runs, versions, tried, choices, offered) } = asked.await?;
    let called = called(&choices, &offered, shell.words.language());
    let agents: HashMap<_, _> = choices.agents.iter().map(|(id, name)| (*id, name.as_str())).collect();
    let drawing = Drawing { flow: &flow, called: &called, shell: &shell, faults: &faults };
    let (canvas, told) = (drawing.canvas(), drawing.told());
    let author = |one: &desk::flow::FlowVersion| {
        let known = one.author.and_then(|author| agents.get(&author).copied());
        known.unwrap_or(shell.words.say("admin-rule-removed-author")).to_owned()
    };
    Ok(FlowPage {
        start: start_told(&flow.draft, &called, &shell),
        faults: told,
        reason,
        runs: runs
            .into_iter()
            .map(|(run, ticket)| RunLine {
                id: run.id.0,
                number: ticket.number,
                subject: ticket.subject,
                state: run.state,
                at: run.at,
            })
            .collect(),
        ahead: flow.wish.as_ref().map(|wish| changes_told(wish, &flow.draft, &called, &shell)).unwrap_or_default(),
        versions: versions
            .iter()
            .enumerate()
            .map(|(at, one)| VersionLine {
                number: one.version,
                author: author(one),
                at: one.at,
                changes: versions
                    .get(at + 1)
                    .filter(|_| at < COMPARED)
                    .map(|before| changes_told(&before.wish, &one.wish, &called, &shell))
                    .unwrap_or_default(),
            })
            .collect(),
        tried: tried.map(|tried| tried_told(tried, &shell)),
        canvas,
        flow,
        shell,
        frame,
    })
}

fn tried_told(tried: FlowTried, shell: &Shell) -> Tried {
    let said = |kind: &str| shell.words.say(&on_key(kind)).to_owned();
    Tried {
        days: tried.days,
        looked: tried.looked as i64,
        more: tried.more,
        tickets: tried.tickets as i64,
        hits: tried
            .hits
            .into_iter()
            .map(|(ticket, event)| (ticket.number, ticket.subject, said(event.event.kind()), event.at))
            .collect(),
    }
}

/// Ids that the conditions of a flow name.
pub fn conditions(wish: &FlowWish) -> Vec<(Field, i64)> {
    let within = walk(&wish.body).into_iter().filter_map(|(_, node)| node.what.condition());
    within.chain([&wish.condition]).flat_map(spoken_of).collect()
}

pub async fn start_page(
    web: &Web,
    here: &Here,
    flow: Option<Flow>,
    form: Form,
    sketch: Sketch,
) -> Result<StartPage<'static>, Failure> {
    let spoken = sketch.spoken_of();
    let asked = ask(web, here, Permission::Automate, move |read| ticket::choices(read, &spoken));
    let Asked { shell, frame, found: choices } = asked.await?;
    let form = form.or("start", Start::Event.name());
    let form = match &flow {
        Some(flow) => form.or("version", flow.edition),
        None => form,
    };
    Ok(StartPage { root: sketch.drawn_for(&shell, &choices, Ground::Rule), flow, form, shell, frame })
}
