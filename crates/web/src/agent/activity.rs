//! `/activity`: what happens on the tickets one may see.

use super::asked::{Asked, ask};
use super::here::Here;
use crate::Web;
use crate::admin::audit::known;
use crate::answer::Answer;
use axum::extract::State;
use desk::Level;
use desk::notification::{Stream, StreamKind};
use desk::people::{PersonId, TeamId};
use service::people;
use views::admin::Choice;
use views::agent::At;
use views::agent::activity::{Activity, by_day};

const PAGE: usize = 100;

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    // What cannot be read narrows nothing.
    let wanted = Stream {
        person: here.query.maybe("person").unwrap_or_default().map(PersonId),
        team: here.query.maybe("team").unwrap_or_default().map(TeamId),
        kind: StreamKind::named(here.query.text("kind")),
    };
    let before = here.query.maybe("before").unwrap_or_default();
    let asked = ask(&web, &here, At::Activity, move |read| {
        let agents = people::agents(read)?;
        Ok((service::activity(read, wanted, before, PAGE)?, agents))
    });
    let Asked { shell, frame, found: (activity, agents) } = asked.await?;
    let service::Activity { found, about, logged, unsent, older } = activity;
    let (events, known) = known(found, &here);
    let own = known.teams.iter().filter(|team| here.seat.actor.level(team.id) > Level::None);
    let own = own.map(|team| Choice::new(team.id, team.name.as_str()));
    let any = |key: &str| Choice::new("", shell.words.say(key));
    let whose = agents.iter().map(|(person, _)| Choice::new(person.id, person.shown()));
    let (agents, own) = (
        [any("activity-anybody")].into_iter().chain(whose).collect(),
        [any("activity-any-team")].into_iter().chain(own).collect(),
    );
    let days = by_day(events, &shell);
    Ok(here.show(&Activity { shell, frame, wanted, agents, teams: own, days, known, about, logged, unsent, older }))
}
