//! `/admin/templates`: what tickets are begun with. They are made and changed on the form they fill in.

use super::asked::{Asked, ask};
use crate::Web;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::Answer;
use axum::extract::State;
use desk::Permission;
use desk::ticket::TemplateId;
use service::ticket;
use views::admin::templates::Templates;

const INDEX: &str = "/admin/templates";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let asked = ask(&web, &here, Permission::Configure, ticket::templates);
    let Asked { shell, frame, found: templates } = asked.await?;
    Ok(here.show(&Templates { shell, frame, templates }))
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<TemplateId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::remove_template(tx, id)).await;
    done.map(|()| here.go(INDEX, Said::Saved)).map_err(|error| here.fail(error))
}
