//! `/admin/assignment`

use super::asked::{Asked, ask};
use super::tried::{above, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use desk::{Permission, Refusal};
use service::ticket;
use views::admin::Form;
use views::admin::assignment::AssignmentPage;

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, Form::default()).await?))
}

pub async fn update(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let (seen, wish) = (read(&fields, "seen_"), read(&fields, ""));
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::set_assignment(tx, seen?, wish?)).await;
    match tried(&here, done, &fields, above)? {
        Ok(()) => Ok(here.go("/admin/assignment", Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, again.form).await?)),
    }
}

/// A switch that is off sends nothing.
fn read(fields: &Fields, before: &str) -> Result<ticket::Assignment, Refusal> {
    let on = |name: &str| match fields.text(&format!("{before}{name}")) {
        "on" => Ok(true),
        "" | "off" => Ok(false),
        _ => Err(Refusal::FormIncomplete),
    };
    Ok(ticket::Assignment { claim_on_reply: on("claim_on_reply")?, reopened_to_last: on("reopened_to_last")? })
}

async fn page(web: &Web, here: &Here, form: Form) -> Result<AssignmentPage<'static>, Failure> {
    let Asked { shell, frame, found } = ask(web, here, Permission::Configure, ticket::assignment).await?;
    Ok(AssignmentPage {
        shell,
        frame,
        claim_on_reply: found.claim_on_reply,
        reopened_to_last: found.reopened_to_last,
        form,
    })
}
