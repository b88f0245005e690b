//! `/admin/jobs`

use super::asked::{Asked, ask};
use super::tried::{above, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use desk::Permission;
use service::jobs;
use views::admin::jobs::{Job, Jobs};

const INDEX: &str = "/admin/jobs";
/// More than somebody would start again one by one.
const MOST: usize = 200;

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, None).await?))
}

pub async fn retry(State(web): State<Web>, here: Here, Id(job): Id<i64>, fields: Fields) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| jobs::retry(tx, job)).await;
    match tried(&here, done, &fields, above)? {
        Ok(()) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, again.form.reason("")).await?)),
    }
}

async fn page(web: &Web, here: &Here, reason: Option<&'static str>) -> Result<Jobs<'static>, Failure> {
    let asked = ask(web, here, Permission::Operate, |read| Ok((jobs::counts(read)?, jobs::buried(read, MOST)?)));
    let Asked { shell, frame, found: (jobs::Counts { waiting, running, buried }, found) } = asked.await?;
    let jobs = found.into_iter().map(shown).collect();
    Ok(Jobs { shell, frame, waiting, running, buried, jobs, reason })
}

fn shown(job: jobs::Job) -> Job {
    let jobs::Job { id, kind, body, attempts, error, created_at, .. } = job;
    Job { id, kind, body, attempts, error, created_at }
}
