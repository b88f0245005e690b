//! `/admin/sla`: what is promised, in order; and one policy with its conditions, its times and its steps.

pub mod figures;
mod form;

use super::asked::{Asked, ask};
use super::tried::{Again, order, tried, typed};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::agent::sketch::Sketch;
use crate::agent::sketched::sketched;
use crate::answer::{Answer, Failure, Speak};
use axum::extract::State;
use axum::http::StatusCode;
use desk::condition::Condition;
use desk::sla::{PolicyId, PolicyWish, a_day};
use desk::{Done, Permission, Refusal};
use service::sla::{self, Change, Preview};
use service::ticket;
use views::admin::Form;
use views::admin::sla::{Foreseen, MovedLine, Policies, PolicyPage};

const INDEX: &str = "/admin/sla";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let asked = ask(&web, &here, Permission::Configure, |read| Ok((sla::policies(read)?, sla::calendars(read)?)));
    let Asked { shell, frame, found: (policies, calendars) } = asked.await?;
    Ok(here.show(&Policies { shell, frame, policies, calendars }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    let sketch = Sketch::of(&Condition::everything());
    Ok(here.show(&page(&web, &here, None, form::blank(), sketch, None).await?))
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let (sketch, fields) = sketched(&web, &here, fields, Some(Permission::Configure)).await?;
    let day = day(&web, &here, &fields).await?;
    match (fields.text("act"), wish(&fields, &sketch, day)) {
        ("save", Ok(wish)) => {
            let done = web.desk.change(here.seat.actor.clone(), move |tx| sla::create_policy(tx, wish)).await;
            settled(&web, &here, None, done, &fields, sketch).await
        }
        ("save" | "preview", Err(why)) => refused(&web, &here, None, &fields, sketch, why).await,
        (act, wish) => redraw(&web, &here, None, &fields, sketch, wish.ok().filter(|_| act == "preview")).await,
    }
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<PolicyId>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| sla::policy(read, id));
    let policy = asked.await.speak(&here.seat)?;
    let sketch = Sketch::of(&policy.wish.condition).grouped();
    let form = form::filled(&policy.wish, &here.seat.priorities, here.seat.words).with("version", policy.version);
    Ok(here.show(&page(&web, &here, Some(id), form, sketch, None).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<PolicyId>, fields: Fields) -> Answer {
    web.desk.ask(here.seat.actor.clone(), move |read| sla::policy(read, id)).await.speak(&here.seat)?;
    let (sketch, fields) = sketched(&web, &here, fields, Some(Permission::Configure)).await?;
    let day = day(&web, &here, &fields).await?;
    match (fields.text("act"), wish(&fields, &sketch, day)) {
        ("save", Ok(wish)) => {
            let version = fields.value("version");
            let change = move |tx: &mut service::Tx| sla::change_policy(tx, id, version?, wish);
            let done = web.desk.change(here.seat.actor.clone(), change).await;
            settled(&web, &here, Some(id), done, &fields, sketch).await
        }
        ("save" | "preview", Err(why)) => refused(&web, &here, Some(id), &fields, sketch, why).await,
        (act, wish) => redraw(&web, &here, Some(id), &fields, sketch, wish.ok().filter(|_| act == "preview")).await,
    }
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<PolicyId>, fields: Fields) -> Answer {
    let version = fields.value("version");
    let done = web.desk.change(here.seat.actor.clone(), move |tx| sla::remove_policy(tx, id, version?)).await;
    done.map(|()| here.go(INDEX, Said::Saved)).map_err(|error| here.fail(error))
}

pub async fn reorder(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let order: Result<Vec<PolicyId>, Refusal> = order(&fields);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| sla::order_policies(tx, &order?)).await;
    done.map(|()| here.done(INDEX, Said::Saved)).map_err(|error| here.fail(error))
}

/// How long a day is by the calendar that was chosen.
async fn day(web: &Web, here: &Here, fields: &Fields) -> Result<u32, Failure> {
    let calendars = web.desk.ask(here.seat.actor.clone(), sla::calendars).await.speak(&here.seat)?;
    Ok(a_day(&calendars, form::calendar(fields.text("calendar"))))
}

fn wish(fields: &Fields, sketch: &Sketch, day: u32) -> Result<PolicyWish, (&'static str, Refusal)> {
    let condition = sketch.condition().map_err(|refusal| ("condition", refusal))?;
    let terms = form::terms(fields, day)?;
    let wish = PolicyWish { name: fields.text("name").to_owned(), condition, terms };
    wish.sound().map_err(|refusal| (field(refusal), refusal))
}

async fn settled<T>(
    web: &Web,
    here: &Here,
    id: Option<PolicyId>,
    done: Done<T>,
    fields: &Fields,
    sketch: Sketch,
) -> Answer {
    match tried(here, done, fields, field)? {
        Ok(_) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(web, here, id, again.form, sketch, None).await?)),
    }
}

async fn refused(
    web: &Web,
    here: &Here,
    id: Option<PolicyId>,
    fields: &Fields,
    sketch: Sketch,
    (field, refusal): (&'static str, Refusal),
) -> Answer {
    let Again { status, form } = Again::refused(fields, field, refusal);
    Ok(here.show_again(status, &page(web, here, id, form, sketch, None).await?))
}

async fn redraw(
    web: &Web,
    here: &Here,
    id: Option<PolicyId>,
    fields: &Fields,
    sketch: Sketch,
    foresee: Option<PolicyWish>,
) -> Answer {
    let page = page(web, here, id, typed(fields), sketch, foresee).await?;
    Ok(here.show_again(StatusCode::OK, &page))
}

async fn page(
    web: &Web,
    here: &Here,
    id: Option<PolicyId>,
    form: Form,
    sketch: Sketch,
    foresee: Option<PolicyWish>,
) -> Result<PolicyPage<'static>, Failure> {
    let spoken_of = sketch.spoken_of();
    let asked = ask(web, here, Permission::Configure, move |read| {
        let foreseen = foresee.map(|wish| sla::preview(read, &Change::Policy(id, &wish))).transpose()?;
        Ok((ticket::choices(read, &spoken_of)?, sla::calendars(read)?, foreseen))
    });
    let Asked { shell, frame, found: (choices, calendars, foreseen) } = asked.await?;
    Ok(PolicyPage {
        root: sketch.drawn(&shell, &choices),
        agents: choices.agents.iter().map(|(id, name)| (*id, name.clone())).collect(),
        teams: choices.teams.clone(),
        foreseen: foreseen.map(told),
        day: a_day(&calendars, form::calendar(form.text("calendar"))),
        calendars,
        id,
        form,
        shell,
        frame,
    })
}

pub(super) fn told(preview: Preview) -> Foreseen {
    let line =
        |moved: sla::Moved| MovedLine { number: moved.number, subject: moved.subject, from: moved.from, to: moved.to };
    Foreseen {
        looked: preview.looked as i64,
        more: preview.more,
        changed: preview.changed as i64,
        first: preview.first.into_iter().map(line).collect(),
    }
}

fn field(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name",
        Refusal::PromisesNone => "promises",
        Refusal::PolicyTooLong | Refusal::StepWrong => "steps",
        refusal if refusal.is_of_condition() => "condition",
        _ => "",
    }
}
