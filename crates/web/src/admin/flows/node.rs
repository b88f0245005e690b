//! `/admin/flows/{flow}/nodes`: nodes come, are filled in, change places and go.

use super::{INDEX, beside, load, settled};
use crate::Web;
use crate::admin::asked::{Asked, ask};
use crate::admin::rules::{Offered, Steps, steps, to_pick};
use crate::admin::tried::{tried, typed};
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::agent::sketch::Sketch;
use crate::agent::sketched::sketched;
use crate::answer::{Answer, Failure, Speak, see};
use axum::extract::State;
use axum::http::StatusCode;
use desk::approval::ProcedureId;
use desk::automation::Step;
use desk::condition::Condition;
use desk::flow::{FlowId, FlowWish, Node, NodeId, What, find};
use desk::sla::CalendarId;
use desk::{Done, Error, Permission, Refusal};
use service::flow::{self, Edit};
use service::ticket::{self, Choices};
use service::{Read, Tx};
use views::admin::flows::{NodePage, number};
use views::admin::rules::StepRow;
use views::admin::{Choice, Form};
use views::agent::builder::Ground;
use views::agent::described::span;

/// A node of this kind, to be filled in at once where there is something to fill in.
pub async fn add(State(web): State<Web>, here: Here, Id(id): Id<FlowId>, fields: Fields) -> Answer {
    let (edition, place) = (fields.value("edition"), fields.value("place"));
    let what = What::new(fields.text("kind")).ok_or(Refusal::FormIncomplete);
    let fixed = matches!(what, Ok(What::Stop | What::Parallel { .. }));
    let add = move |tx: &mut Tx| flow::edit_flow(tx, id, edition?, Edit::Add(place?, what?));
    match web.desk.change(here.seat.actor.clone(), add).await {
        Ok((_, Some(node))) if !fixed => Ok(see(&format!("{INDEX}/{id}/nodes/{node}"))),
        Ok((_, node)) => {
            let at = node.map(|node| format!("#node-{node}")).unwrap_or_default();
            Ok(here.go(&format!("{INDEX}/{id}{at}"), Said::Saved))
        }
        Err(error) => settled(&web, &here, id, Err(error), "").await,
    }
}

pub async fn edit(State(web): State<Web>, here: Here, Id((id, node)): Id<(FlowId, NodeId)>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        let flow = flow::flow(read, id)?;
        let node = found(&flow.draft, node)?.clone();
        let shown = Lying::of(&node.what, &ticket::tags(read)?);
        Ok((flow.edition, shown))
    });
    let (edition, lying) = asked.await.speak(&here.seat)?;
    let lying = Lying { form: lying.form.with("version", edition), ..lying };
    Ok(here.show(&page(&web, &here, id, node, lying).await?))
}

pub async fn change(
    State(web): State<Web>,
    here: Here,
    Id((id, node)): Id<(FlowId, NodeId)>,
    fields: Fields,
) -> Answer {
    let flow = load(&web, &here, id).await?;
    let kind = found(&flow.draft, node).map_err(|error| here.fail(error))?.what.name();
    let lying_steps = Steps::read(&fields);
    let (sketch, fields) = sketched(&web, &here, fields, Some(Permission::Automate)).await?;
    let lying = Lying { form: typed(&fields), sketch, steps: lying_steps };
    if fields.text("act") != "save" {
        return Ok(here.show_again(StatusCode::OK, &page(&web, &here, id, node, lying).await?));
    }
    let (form, asked, acts) = (fields.clone(), lying.sketch.condition(), lying.steps.clone());
    let change = move |tx: &mut Tx| {
        let what = what(tx, kind, &form, asked?, &acts)?;
        flow::edit_flow(tx, id, form.value("version")?, Edit::Change(node, what))
    };
    let done = web.desk.change(here.seat.actor.clone(), change).await;
    match tried(&here, done, &fields, |refusal| beside_of(kind, refusal))? {
        Ok(_) => Ok(here.go(&format!("{INDEX}/{id}#node-{node}"), Said::Saved)),
        Err(again) => {
            let lying = Lying { form: again.form, ..lying };
            Ok(here.show_again(again.status, &page(&web, &here, id, node, lying).await?))
        }
    }
}

/// `way`: `up` or `down`; or `to`, a place.
pub async fn place(State(web): State<Web>, here: Here, Id((id, node)): Id<(FlowId, NodeId)>, fields: Fields) -> Answer {
    let edition = fields.value("edition");
    let edit = match fields.text("way") {
        "up" => Ok(Edit::Shift(node, false)),
        "down" => Ok(Edit::Shift(node, true)),
        _ => fields.value("to").map(|place| Edit::Put(node, place)),
    };
    let done = web.desk.change(here.seat.actor.clone(), move |tx| flow::edit_flow(tx, id, edition?, edit?)).await;
    settled(&web, &here, id, done.map(drop), &format!("#node-{node}")).await
}

pub async fn remove(
    State(web): State<Web>,
    here: Here,
    Id((id, node)): Id<(FlowId, NodeId)>,
    fields: Fields,
) -> Answer {
    let edition = fields.value("edition");
    let remove = move |tx: &mut Tx| flow::edit_flow(tx, id, edition?, Edit::Remove(node)).map(drop);
    let done = web.desk.change(here.seat.actor.clone(), remove).await;
    settled(&web, &here, id, done, "#canvas").await
}

/// A node as it lies in its form, however unfinished.
struct Lying {
    form: Form,
    sketch: Sketch,
    steps: Steps,
}

impl Lying {
    fn of(what: &What, tags: &[desk::ticket::Tag]) -> Self {
        let long = |minutes: u32| {
            let (count, unit) = span(minutes);
            Form::default().with("count", count).with("unit", unit)
        };
        let form = match what {
            What::Wait { minutes, calendar } => {
                long(*minutes).with("value", calendar.map(|id| id.to_string()).unwrap_or_default())
            }
            What::Await { on, minutes, .. } => on.iter().fold(long(*minutes), |form, on| form.with("on", on)),
            What::Loop { times, .. } => Form::default().with("count", times),
            What::Parallel { lanes } => Form::default().with("count", lanes.len()),
            What::Approve { procedure, .. } => {
                Form::default().with("value", procedure.map(|id| id.to_string()).unwrap_or_default())
            }
            What::Call(called) => Form::default().with("value", called.map(|id| id.to_string()).unwrap_or_default()),
            What::Act(_) | What::Branch { .. } | What::Stop => Form::default(),
        };
        let steps = if let What::Act(step) = what {
            let own: Vec<_> = step.iter().cloned().collect();
            let mut steps = Steps::of(&own, tags);
            if steps.0.is_empty() {
                steps.act("step");
            }
            steps
        } else {
            Steps::default()
        };
        let everything = Condition::everything();
        Self { form, sketch: Sketch::of(what.condition().unwrap_or(&everything)).grouped(), steps }
    }
}

fn found(wish: &FlowWish, node: NodeId) -> Done<&Node> {
    find(&wish.body, node).ok_or(Error::Missing)
}

async fn page(web: &Web, here: &Here, id: FlowId, node: NodeId, lying: Lying) -> Result<NodePage<'static>, Failure> {
    let spoken = lying.sketch.spoken_of();
    let asked = ask(web, here, Permission::Automate, move |read: &mut Read| {
        let flow = flow::flow(read, id)?;
        found(&flow.draft, node)?;
        Ok((flow, ticket::choices(read, &spoken)?, Offered::read(read)?, flow::flows(read)?))
    });
    let Asked { shell, frame, found: (flow, choices, offered, all) } = asked.await?;
    let what = find(&flow.draft.body, node).map(|node| node.what.clone()).unwrap_or(What::Stop);
    let step = lying.steps.0.into_iter().next().map(|(kind, typed)| StepRow {
        shell: shell.clone(),
        at: 0,
        last: true,
        alone: true,
        kinds: Step::KINDS.to_vec(),
        kind,
        choices: to_pick(kind, &typed.value, &choices, &offered, &shell),
        typed,
    });
    let others = all.iter().filter(|other| other.id != id).map(|other| Choice::new(other.id, other.shown()));
    let to_choose = match what {
        What::Wait { .. } => calendars(&choices),
        What::Approve { .. } => offered.procedures.iter().map(|(id, name)| Choice::new(id, name)).collect(),
        What::Call(_) => others.collect(),
        _ => Vec::new(),
    };
    Ok(NodePage {
        root: lying.sketch.drawn_for(&shell, &choices, Ground::Rule),
        number: number(&flow.draft, node),
        kind: what.name(),
        form: lying.form.or("version", flow.edition),
        choices: to_choose,
        step,
        node,
        flow,
        shell,
        frame,
    })
}

fn calendars(choices: &Choices) -> Vec<Choice> {
    choices.calendars.iter().map(|(id, name)| Choice::new(id, name)).collect()
}

/// What a form makes of a node. The nodes within it stay where they are.
fn what(tx: &mut Tx, kind: &str, form: &Fields, condition: Condition, acts: &Steps) -> Done<What> {
    let unfinished = Refusal::StepIncomplete;
    let count = |refusal| form.value::<u32>("count").map_err(|_| refusal);
    let minutes = || {
        let each = match form.text("unit") {
            "minutes" => 1,
            "days" => 24 * 60,
            _ => 60,
        };
        count(Refusal::FlowWait)?
            .checked_mul(each)
            .filter(|minutes| (1..=desk::flow::LONGEST_WAIT).contains(minutes))
            .ok_or(Refusal::FlowWait)
    };
    let id = || form.maybe::<i64>("value").map_err(|_| unfinished)?.ok_or(unfinished);
    Ok(match kind {
        "act" => What::Act(Some(steps(tx, acts)?.into_iter().next().ok_or(unfinished)?.sound()?)),
        "branch" if condition.tests().is_empty() => return Err(Refusal::FlowUnasked.into()),
        "branch" => What::Branch { condition: condition.checked()?, yes: Vec::new(), no: Vec::new() },
        "parallel" => {
            let lanes = count(Refusal::FlowLanes)? as usize;
            if !(2..=desk::flow::MOST_LANES).contains(&lanes) {
                return Err(Refusal::FlowLanes.into());
            }
            What::Parallel { lanes: vec![Vec::new(); lanes] }
        }
        "wait" => {
            let calendar = form.maybe::<i64>("value").map_err(|_| unfinished)?.map(CalendarId);
            What::Wait { minutes: minutes()?, calendar }
        }
        "await" => {
            let on: Vec<String> = form.all("on").map(str::to_owned).collect();
            if on.is_empty() {
                return Err(Refusal::RuleDeaf.into());
            }
            What::Await { on, condition: condition.checked()?, minutes: minutes()?, came: Vec::new(), late: Vec::new() }
        }
        "loop" => {
            let times = count(Refusal::FlowRounds)?;
            if !(1..=desk::flow::MOST_ROUNDS).contains(&times) {
                return Err(Refusal::FlowRounds.into());
            }
            What::Loop { until: condition.checked()?, times, body: Vec::new() }
        }
        "approve" => What::Approve { procedure: Some(ProcedureId(id()?)), yes: Vec::new(), no: Vec::new() },
        "call" => What::Call(Some(FlowId(id()?))),
        _ => return Err(Refusal::FormIncomplete.into()),
    })
}

const fn beside_of(kind: &str, refusal: Refusal) -> &'static str {
    match (kind.as_bytes(), refusal) {
        (b"approve" | b"call", Refusal::StepIncomplete) => "value",
        (_, refusal) => beside(refusal),
    }
}
