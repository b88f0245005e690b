//! `/admin/audit`

use super::asked::{Asked, ask};
use crate::Web;
use crate::agent::here::Here;
use crate::answer::Answer;
use axum::extract::State;
use desk::Permission;
use service::Audit as Found;
use views::admin::Known;
use views::admin::audit::Audit;

const PAGE: usize = 100;

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let before = here.query.maybe("before").unwrap_or_default();
    let asked = ask(&web, &here, Permission::Configure, move |read| service::audit(read, before, PAGE + 1));
    let Asked { shell, frame, found } = asked.await?;
    let Found { mut events, people, organizations, objects, mailboxes, tickets, statuses, tags, teams, .. } = found;
    let (book, topics, rules, flows) = (found.book, found.topics, found.rules, found.flows);
    let more = events.len() > PAGE;
    events.truncate(PAGE);
    let older = events.last().map(|recorded| recorded.place.position).filter(|_| more);
    let known = Known {
        people,
        organizations,
        objects,
        mailboxes,
        tickets,
        statuses,
        tags,
        teams,
        book,
        topics,
        rules,
        flows,
        zone: here.seat.zone.clone(),
    };
    Ok(here.show(&Audit { shell, frame, events, known, older }))
}
