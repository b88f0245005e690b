//! `/admin/teams`

use super::asked::{Asked, ask};
use super::tried::{above, order, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::person::filled_in;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use crate::profiles::{self, drawn};
use crate::upload::Brought;
use axum::extract::State;
use desk::form::Owner;
use desk::people::TeamId;
use desk::{Error, Permission, Refusal};
use service::form::Profile;
use service::{people, ticket};
use views::admin::Form;
use views::admin::teams::{TeamPage, Teams};

const INDEX: &str = "/admin/teams";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let Asked { shell, frame, found: teams } = ask(&web, &here, Permission::ManageAgents, people::teams).await?;
    Ok(here.show(&Teams { shell, frame, teams }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, None, Form::default(), profiles::Again::default()).await?))
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let name = fields.text("name").to_owned();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| people::create_team(tx, &name)).await;
    match tried(&here, done, &fields, |_| "name")? {
        Ok(_) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => {
            Ok(here.show_again(again.status, &page(&web, &here, None, again.form, profiles::Again::default()).await?))
        }
    }
}

pub async fn show(State(web): State<Web>, here: Here, Id(team): Id<TeamId>) -> Answer {
    Ok(here.show(&page(&web, &here, Some(team), Form::default(), profiles::Again::default()).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(team): Id<TeamId>, fields: Fields) -> Answer {
    let (name, version) = (fields.text("name").to_owned(), fields.value("version"));
    let minutes = fields.maybe::<i64>("lock").map_err(|_| Refusal::LockMinutes);
    let change = move |tx: &mut service::Tx| {
        people::rename_team(tx, team, &name, version?)?;
        ticket::set_lock_minutes(tx, team, minutes?.unwrap_or(0))
    };
    let done = web.desk.change(here.seat.actor.clone(), change).await;
    let beside = |refusal| if refusal == Refusal::LockMinutes { "lock" } else { "name" };
    match tried(&here, done, &fields, beside)? {
        Ok(_) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => Ok(here
            .show_again(again.status, &page(&web, &here, Some(team), again.form, profiles::Again::default()).await?)),
    }
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(team): Id<TeamId>, fields: Fields) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| people::remove_team(tx, team)).await;
    match tried(&here, done, &fields, above)? {
        Ok(()) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => Ok(here
            .show_again(again.status, &page(&web, &here, Some(team), again.form, profiles::Again::default()).await?)),
    }
}

pub async fn reorder(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let order: Result<Vec<TeamId>, Refusal> = order(&fields);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| people::order_teams(tx, &order?)).await;
    done.map(|()| here.go(INDEX, Said::Saved)).map_err(|error| here.fail(error))
}

/// What stands in the fields that people have defined.
pub async fn fields(State(web): State<Web>, here: Here, Id(team): Id<TeamId>, Brought(fields): Brought) -> Answer {
    match filled_in(&web, &here, Owner::Team(team), &fields).await? {
        None => Ok(here.go(INDEX, Said::Saved)),
        Some((status, own)) => Ok(here.show_again(status, &page(&web, &here, Some(team), Form::default(), own).await?)),
    }
}

async fn page(
    web: &Web,
    here: &Here,
    id: Option<TeamId>,
    form: Form,
    own: profiles::Again,
) -> Result<TeamPage<'static>, Failure> {
    let asked = ask(web, here, Permission::ManageAgents, move |read| {
        let team = people::teams(read)?.into_iter().find(|team| Some(team.id) == id);
        let minutes = id.map(|id| ticket::lock_minutes(read, id)).transpose()?.unwrap_or(0);
        let profile = match id {
            Some(id) => service::form::profile(read, Owner::Team(id))?,
            None => Profile::default(),
        };
        if team.is_some() == id.is_some() { Ok((team, minutes, profile)) } else { Err(Error::Missing) }
    });
    let Asked { shell, frame, found: (team, minutes, profile) } = asked.await?;
    let version = team.as_ref().map(|team| team.version).unwrap_or_default();
    let at = id.map(|id| format!("/teams/{id}")).unwrap_or_default();
    let profile = drawn(&profile, &own, (here.seat.words.language(), &here.seat.zone), (&at, true));
    let profile_form = own.form.or("version", version);
    let form = match &team {
        Some(team) => form.or("name", &team.name).or("version", team.version).or("lock", minutes),
        None => form,
    };
    Ok(TeamPage { shell, frame, team, form, profile, profile_form })
}
