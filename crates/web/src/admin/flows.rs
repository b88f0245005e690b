//! `/admin/flows`

mod node;
mod page;

use super::asked::{Asked, ask};
use super::tried::{tried, typed, untaken};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::agent::sketch::Sketch;
use crate::agent::sketched::sketched;
use crate::answer::{Answer, Failure, Speak};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use desk::automation::Stage;
use desk::condition::Condition;
use desk::flow::{Flow, FlowId, FlowWish, Start};
use desk::{Done, Permission, Refusal};
pub use node::{add, change, edit, place, remove as remove_node};
use page::{drawn, start_page};
use service::Tx;
use service::automation::Switch;
use service::flow::{self, Edit};
use views::admin::Form;
use views::admin::flows::{Flows, ImportPage};

const INDEX: &str = "/admin/flows";
/// Characters of a flow that is brought in.
const LONGEST: usize = 500_000;

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let Asked { shell, frame, found } = ask(&web, &here, Permission::Automate, flow::flows).await?;
    Ok(here.show(&Flows { flows: found, shell, frame }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    let wish = FlowWish::default();
    Ok(here.show(&start_page(&web, &here, None, form_of(&wish), Sketch::of(&wish.condition).grouped()).await?))
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let (sketch, fields) = sketched(&web, &here, fields, Some(Permission::Automate)).await?;
    if fields.text("act") != "save" {
        return redraw(&web, &here, None, typed(&fields), sketch, StatusCode::OK).await;
    }
    let (form, asked) = (fields.clone(), sketch.condition());
    let create = move |tx: &mut Tx| flow::create_flow(tx, wish(&form, asked?)?);
    let done = web.desk.change(here.seat.actor.clone(), create).await;
    match tried(&here, done, &fields, beside)? {
        Ok(flow) => Ok(here.go(&format!("{INDEX}/{}", flow.id), Said::Saved)),
        Err(again) => redraw(&web, &here, None, again.form, sketch, again.status).await,
    }
}

/// `?days=` puts its start before the last days.
pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<FlowId>) -> Answer {
    Ok(here.show(&drawn(&web, &here, id, None).await?))
}

pub async fn start(State(web): State<Web>, here: Here, Id(id): Id<FlowId>) -> Answer {
    let flow = load(&web, &here, id).await?;
    let (form, sketch) = (form_of(&flow.draft), Sketch::of(&flow.draft.condition).grouped());
    let form = form.with("version", flow.edition);
    Ok(here.show(&start_page(&web, &here, Some(flow), form, sketch).await?))
}

pub async fn restart(State(web): State<Web>, here: Here, Id(id): Id<FlowId>, fields: Fields) -> Answer {
    let flow = load(&web, &here, id).await?;
    let (sketch, fields) = sketched(&web, &here, fields, Some(Permission::Automate)).await?;
    if fields.text("act") != "save" {
        return redraw(&web, &here, Some(flow), typed(&fields), sketch, StatusCode::OK).await;
    }
    let (form, asked) = (fields.clone(), sketch.condition());
    let change = move |tx: &mut Tx| {
        let (edition, wish) = (form.value("version")?, wish(&form, asked?)?);
        flow::edit_flow(tx, id, edition, Edit::Start(wish))
    };
    let done = web.desk.change(here.seat.actor.clone(), change).await;
    match tried(&here, done, &fields, beside)? {
        Ok(_) => Ok(here.go(&format!("{INDEX}/{id}"), Said::Saved)),
        Err(again) => redraw(&web, &here, Some(flow), again.form, sketch, again.status).await,
    }
}

pub async fn publish(State(web): State<Web>, here: Here, Id(id): Id<FlowId>, fields: Fields) -> Answer {
    let edition = fields.value("edition");
    let done = web.desk.change(here.seat.actor.clone(), move |tx| flow::publish_flow(tx, id, edition?)).await;
    settled(&web, &here, id, done.map(drop), "").await
}

pub async fn discard(State(web): State<Web>, here: Here, Id(id): Id<FlowId>, fields: Fields) -> Answer {
    let edition = fields.value("edition");
    let discard = move |tx: &mut Tx| flow::edit_flow(tx, id, edition?, Edit::Discard).map(drop);
    let done = web.desk.change(here.seat.actor.clone(), discard).await;
    settled(&web, &here, id, done, "").await
}

pub async fn switch(State(web): State<Web>, here: Here, Id(id): Id<FlowId>, fields: Fields) -> Answer {
    let to = match fields.text("to") {
        "on" => Some(Switch::On(Stage::Act)),
        other => Switch::named(other),
    };
    let switch = move |tx: &mut Tx| flow::switch_flow(tx, id, to.ok_or(Refusal::FormIncomplete)?).map(drop);
    let done = web.desk.change(here.seat.actor.clone(), switch).await;
    settled(&web, &here, id, done, "").await
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<FlowId>) -> Answer {
    match web.desk.change(here.seat.actor.clone(), move |tx| flow::remove_flow(tx, id)).await {
        Ok(()) => Ok(here.go(INDEX, Said::Saved)),
        Err(error) => settled(&web, &here, id, Err(error), "").await,
    }
}

pub async fn roll_back(State(web): State<Web>, here: Here, Id((id, to)): Id<(FlowId, i64)>, fields: Fields) -> Answer {
    let edition = fields.value("edition");
    let back = move |tx: &mut Tx| flow::roll_back_flow(tx, id, edition?, to).map(drop);
    let done = web.desk.change(here.seat.actor.clone(), back).await;
    settled(&web, &here, id, done, "").await
}

/// The draft as JSON.
pub async fn export(State(web): State<Web>, here: Here, Id(id): Id<FlowId>) -> Answer {
    let flow = load(&web, &here, id).await?;
    let named = format!("attachment; filename=\"flow-{id}.json\"");
    let kind = "application/json; charset=utf-8".to_owned();
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, named)], flow.draft.written()).into_response())
}

pub async fn bring(State(web): State<Web>, here: Here) -> Answer {
    let Asked { shell, frame, found: () } = ask(&web, &here, Permission::Automate, |_| Ok(())).await?;
    Ok(here.show(&ImportPage { form: Form::default(), shell, frame }))
}

pub async fn import(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let text = fields.text("text").to_owned();
    let import = move |tx: &mut Tx| {
        if text.len() > LONGEST {
            return Err(Refusal::TextTooLong.into());
        }
        flow::import_flow(tx, &text)
    };
    let done = web.desk.change(here.seat.actor.clone(), import).await;
    match tried(&here, done, &fields, |_| "text")? {
        Ok(flow) => Ok(here.go(&format!("{INDEX}/{}", flow.id), Said::Saved)),
        Err(again) => {
            let Asked { shell, frame, found: () } = ask(&web, &here, Permission::Automate, |_| Ok(())).await?;
            Ok(here.show_again(again.status, &ImportPage { form: again.form, shell, frame }))
        }
    }
}

/// Back to the flow, or the flow again with the reason.
async fn settled(web: &Web, here: &Here, id: FlowId, done: Done<()>, at: &str) -> Answer {
    let Err(error) = done else { return Ok(here.go(&format!("{INDEX}/{id}{at}"), Said::Saved)) };
    let (status, reason) = untaken(here, error, "admin-conflict")?;
    Ok(here.show_again(status, &drawn(web, here, id, Some(reason)).await?))
}

async fn load(web: &Web, here: &Here, id: FlowId) -> Result<Flow, Failure> {
    web.desk.ask(here.seat.actor.clone(), move |read| flow::flow(read, id)).await.speak(&here.seat)
}

async fn redraw(web: &Web, here: &Here, flow: Option<Flow>, form: Form, sketch: Sketch, status: StatusCode) -> Answer {
    Ok(here.show_again(status, &start_page(web, here, flow, form, sketch).await?))
}

fn form_of(wish: &FlowWish) -> Form {
    let form = Form::default().with("name", &wish.name).with("purpose", &wish.purpose).with("start", wish.start.name());
    wish.on.iter().fold(form, |form, on| form.with("on", on))
}

fn wish(form: &Fields, condition: Condition) -> Done<FlowWish> {
    Ok(FlowWish {
        name: form.text("name").to_owned(),
        purpose: form.text("purpose").to_owned(),
        start: Start::named(form.text("start")).ok_or(Refusal::FormIncomplete)?,
        on: form.all("on").map(str::to_owned).collect(),
        condition,
        body: Vec::new(),
    })
}

/// What belongs to a part of the page stands there, all else above it.
const fn beside(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name",
        Refusal::TextTooLong => "purpose",
        Refusal::RuleDeaf => "on",
        Refusal::RuleEmpty | Refusal::TooManySteps | Refusal::StepIncomplete | Refusal::NoRecipient => "steps",
        Refusal::AddressInvalid | Refusal::TemplateWrong => "steps",
        Refusal::FlowWait | Refusal::FlowRounds | Refusal::FlowLanes => "count",
        Refusal::PatternWrong
        | Refusal::RuleWithoutEvent
        | Refusal::RuleWithoutViewer
        | Refusal::FlowUnasked
        | Refusal::ConditionValue
        | Refusal::ConditionEmptyGroup => "condition",
        _ => "",
    }
}
