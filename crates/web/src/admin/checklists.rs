//! `/admin/checklists`

use super::asked::{Asked, ask};
use super::tried::{Again, above, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use axum::http::StatusCode;
use desk::ticket::{Checklist, ChecklistId};
use desk::{Done, Error, Permission, Refusal};
use service::{people, ticket};
use views::admin::Form;
use views::admin::checklists::{ChecklistPage, Checklists};

const INDEX: &str = "/admin/checklists";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let asked = ask(&web, &here, Permission::Configure, |read| Ok((ticket::checklists(read)?, people::teams(read)?)));
    let Asked { shell, frame, found: (lists, teams) } = asked.await?;
    Ok(here.show(&Checklists { shell, frame, lists, teams }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    drawn(&web, &here, None, None).await
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<ChecklistId>) -> Answer {
    drawn(&web, &here, Some(id), None).await
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let wish = wish(&fields, ChecklistId(0), 1);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::create_checklist(tx, wish)).await;
    settled(&web, &here, None, done, fields).await
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<ChecklistId>, fields: Fields) -> Answer {
    let version = fields.value("version").map_err(|refusal| here.fail(refusal))?;
    let wish = wish(&fields, id, version);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::change_checklist(tx, wish)).await;
    settled(&web, &here, Some(id), done, fields).await
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<ChecklistId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::remove_checklist(tx, id)).await;
    done.map(|()| here.go(INDEX, Said::Saved)).map_err(|error| here.fail(error))
}

/// One step a line.
fn wish(form: &Fields, id: ChecklistId, version: i64) -> Checklist {
    let name = form.text("name").to_owned();
    let items = form.text("items").lines().map(str::to_owned).collect();
    Checklist { id, name, items, teams: form.values("team", 500), version }
}

async fn settled(web: &Web, here: &Here, id: Option<ChecklistId>, done: Done<Checklist>, fields: Fields) -> Answer {
    let field = |refusal| match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong | Refusal::NameTaken => "name",
        Refusal::TaskEmpty | Refusal::TaskTooLong | Refusal::TooManyTasks => "items",
        refusal => above(refusal),
    };
    match tried(here, done, &fields, field)? {
        Ok(_) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => drawn(web, here, id, Some(again)).await,
    }
}

async fn drawn(web: &Web, here: &Here, id: Option<ChecklistId>, again: Option<Again>) -> Answer {
    let (status, page) = page(web, here, id, again).await?;
    Ok(here.show_again(status, &page))
}

async fn page(
    web: &Web,
    here: &Here,
    id: Option<ChecklistId>,
    again: Option<Again>,
) -> Result<(StatusCode, ChecklistPage<'static>), Failure> {
    let asked = ask(web, here, Permission::Configure, move |read| {
        let list = ticket::checklists(read)?.into_iter().find(|list| Some(list.id) == id);
        if list.is_none() && id.is_some() { Err(Error::Missing) } else { Ok((list, people::teams(read)?)) }
    });
    let Asked { shell, frame, found: (list, teams) } = asked.await?;
    let status = again.as_ref().map_or(StatusCode::OK, |again| again.status);
    let form = match (again, &list) {
        (Some(again), _) => again.form,
        (None, Some(list)) => list
            .teams
            .iter()
            .fold(Form::default(), |form, team| form.with("team", team))
            .with("name", &list.name)
            .with("items", list.items.join("\n")),
        (None, None) => Form::default(),
    };
    let form = match &list {
        Some(list) => form.or("version", list.version),
        None => form,
    };
    Ok((status, ChecklistPage { shell, frame, id, form, teams }))
}
