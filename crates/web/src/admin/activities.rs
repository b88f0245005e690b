//! `/admin/activities`: kinds of work.

use super::asked::{Asked, ask};
use super::tried::{Again, above, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::Answer;
use axum::extract::State;
use axum::http::StatusCode;
use desk::ticket::{Activity, ActivityId};
use desk::{Done, Error, Permission, Refusal};
use service::{Read, ticket};
use views::admin::Form;
use views::admin::activities::{Activities, ActivityPage};

const INDEX: &str = "/admin/activities";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let question = |read: &mut Read| Ok((ticket::activities(read)?, ticket::time_asking(read)?.asks));
    let Asked { shell, frame, found } = ask(&web, &here, Permission::Configure, question).await?;
    let (activities, asks) = found;
    Ok(here.show(&Activities { shell, frame, activities, asks }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    drawn(&web, &here, None, None).await
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<ActivityId>) -> Answer {
    drawn(&web, &here, Some(id), None).await
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let wish = wish(&fields, ActivityId(0), 1);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::create_activity(tx, wish)).await;
    settled(&web, &here, None, done, fields).await
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<ActivityId>, fields: Fields) -> Answer {
    let version = fields.value("version").map_err(|refusal| here.fail(refusal))?;
    let wish = wish(&fields, id, version);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::change_activity(tx, wish)).await;
    settled(&web, &here, Some(id), done, fields).await
}

fn wish(form: &Fields, id: ActivityId, version: i64) -> Activity {
    let text = |name: &str| form.text(name).to_owned();
    Activity { id, name_en: text("name_en"), name_ja: text("name_ja"), active: form.has("active"), version }
}

async fn settled(web: &Web, here: &Here, id: Option<ActivityId>, done: Done<Activity>, fields: Fields) -> Answer {
    let field = |refusal| match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name_en",
        refusal => above(refusal),
    };
    match tried(here, done, &fields, field)? {
        Ok(_) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => drawn(web, here, id, Some(again)).await,
    }
}

async fn drawn(web: &Web, here: &Here, id: Option<ActivityId>, again: Option<Again>) -> Answer {
    let asked = ask(web, here, Permission::Configure, move |read| {
        let activity = ticket::activities(read)?.into_iter().find(|one| Some(one.id) == id);
        if activity.is_some() == id.is_some() { Ok(activity) } else { Err(Error::Missing) }
    });
    let Asked { shell, frame, found } = asked.await?;
    let status = again.as_ref().map_or(StatusCode::OK, |again| again.status);
    let form = match (again, &found) {
        (Some(again), _) => again.form,
        (None, Some(one)) => {
            let form = Form::default().with("name_en", &one.name_en).with("name_ja", &one.name_ja);
            if one.active { form.with("active", "on") } else { form }
        }
        (None, None) => Form::default().with("active", "on"),
    };
    let form = match &found {
        Some(one) => form.or("version", one.version),
        None => form,
    };
    Ok(here.show_again(status, &ActivityPage { shell, frame, id, form }))
}
