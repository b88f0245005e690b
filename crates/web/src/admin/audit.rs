//! `/admin/audit`

use super::asked::{Asked, ask};
use crate::Web;
use crate::agent::here::Here;
use crate::answer::Answer;
use axum::extract::State;
use desk::{Permission, Recorded};
use service::Audit as Found;
use views::admin::Known;
use views::admin::audit::Audit;

const PAGE: usize = 100;

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let before = here.query.maybe("before").unwrap_or_default();
    let asked = ask(&web, &here, Permission::Configure, move |read| service::audit(read, before, PAGE + 1));
    let Asked { shell, frame, found } = asked.await?;
    let (mut events, known) = known(found, &here);
    let more = events.len() > PAGE;
    events.truncate(PAGE);
    let older = events.last().map(|recorded| recorded.place.position).filter(|_| more);
    Ok(here.show(&Audit { shell, frame, events, known, older }))
}

/// Events, and what the ids in them are called for whoever is here.
pub fn known(found: Found, here: &Here) -> (Vec<Recorded>, Known) {
    let Found {
        events,
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
    } = found;
    let zone = here.seat.zone.clone();
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
        zone,
        rules,
        flows,
    };
    (events, known)
}
