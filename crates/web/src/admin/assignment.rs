//! `/admin/assignment`

use super::asked::{Asked, ask};
use super::tried::{above, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use axum::http::StatusCode;
use desk::people::{PersonId, TeamId};
use desk::ticket::{Assigns, Claims, Effort, Routing, Taking, Way};
use desk::{Error, Permission, Refusal, Role, Roles};
use service::{people, ticket};
use views::admin::Form;
use views::admin::assignment::{AssignmentPage, Taker, TeamLine, Tried};

/// People left out of a team who are read.
const MOST_SPARED: usize = 500;

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, Form::default(), None).await?))
}

pub async fn update(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let (seen, wish) = (read(&fields, "seen_"), read(&fields, ""));
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::set_assignment(tx, seen?, wish?)).await;
    match tried(&here, done, &fields, above)? {
        Ok(()) => Ok(here.go("/admin/assignment", Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, again.form, None).await?)),
    }
}

/// How a team's new tickets find somebody; or how that would have gone with those of the past.
pub async fn routing(State(web): State<Web>, here: Here, Id(team): Id<TeamId>, fields: Fields) -> Answer {
    let wish = wish(&fields, team);
    let spared: Vec<PersonId> = fields.values("spared", MOST_SPARED);
    if fields.text("act") == "try" {
        let wish = wish.map_err(|refusal| here.fail(refusal))?;
        let tried = web.desk.ask(here.seat.actor.clone(), move |read| ticket::try_routing(read, &wish)).await;
        let tried = tried.map_err(|error| here.fail(error))?;
        let shares = tried.shares.into_iter().map(|one| (one.name, one.tickets, one.effort)).collect();
        let shown = Shown { wish, spared, reason: None, tried: Some(Tried { shares, left: tried.left }) };
        return Ok(here.show_again(StatusCode::OK, &page(&web, &here, Form::default(), Some(shown)).await?));
    }
    let saved = wish.map_err(Error::from);
    let done = match saved {
        Ok(wish) => {
            let spared = spared.clone();
            let change = move |tx: &mut service::Tx| {
                ticket::set_routing(tx, &wish)?;
                ticket::spare(tx, team, spared)
            };
            web.desk.change(here.seat.actor.clone(), change).await
        }
        Err(error) => Err(error),
    };
    match tried(&here, done, &fields, above)? {
        Ok(()) => Ok(here.go("/admin/assignment", Said::Saved)),
        Err(again) => {
            let wish = wish.unwrap_or(Routing::none(team));
            let shown = Shown { wish, spared, reason: again.form.reason(""), tried: None };
            Ok(here.show_again(again.status, &page(&web, &here, Form::default(), Some(shown)).await?))
        }
    }
}

/// What a ticket counts for whoever has it. What the page does not ask stays.
pub async fn effort(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let typed = fields.clone();
    let change = move |tx: &mut service::Tx| {
        let kept = ticket::effort(tx)?;
        let points = |name: String, kept: i64| match typed.has(&name) {
            true => typed.text(&name).trim().parse().unwrap_or(-1),
            false => kept,
        };
        let wish = Effort::new(
            |kind| points(format!("kind-{}", kind.name()), kept.of_kind(kind)),
            |priority| points(format!("priority-{}", priority.name()), kept.of_priority(priority)),
        );
        ticket::set_effort(tx, &wish?)
    };
    let done = web.desk.change(here.seat.actor.clone(), change).await;
    match tried(&here, done, &fields, |_| "effort")? {
        Ok(()) => Ok(here.go("/admin/assignment", Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, again.form, None).await?)),
    }
}

/// What somebody has wished and not saved yet.
struct Shown {
    wish: Routing,
    spared: Vec<PersonId>,
    reason: Option<&'static str>,
    tried: Option<Tried>,
}

fn wish(fields: &Fields, team: TeamId) -> Result<Routing, Refusal> {
    let way = Way::named(fields.text("way")).ok_or(Refusal::FormIncomplete)?;
    let most = fields.maybe("most").map_err(|_| Refusal::MostInvalid)?.unwrap_or(0);
    let patience = fields.maybe("patience").map_err(|_| Refusal::PatienceInvalid)?.unwrap_or(0);
    let claims = Claims::named(fields.text("claims")).ok_or(Refusal::FormIncomplete)?;
    let (keeps, online, hours) = (fields.has("keeps"), fields.has("online"), fields.has("hours"));
    let role = |word| Role::named(word).ok_or(Refusal::FormIncomplete);
    let spared: Roles = fields.all("spared_role").map(role).collect::<Result<_, _>>()?;
    let version = fields.value("version")?;
    let assigns = Assigns::named(fields.text("assigns")).ok_or(Refusal::FormIncomplete)?;
    Ok(Routing { team, way, most, keeps, online, hours, patience, claims, spared, assigns, version })
}

/// A switch that is off sends nothing.
fn read(fields: &Fields, before: &str) -> Result<ticket::Assignment, Refusal> {
    let claims = Taking::named(fields.text(&format!("{before}claims"))).ok_or(Refusal::FormIncomplete)?;
    let on = |name: &str| match fields.text(&format!("{before}{name}")) {
        "on" => Ok(true),
        "" | "off" => Ok(false),
        _ => Err(Refusal::FormIncomplete),
    };
    Ok(ticket::Assignment { claims, reopened_to_last: on("reopened_to_last")? })
}

async fn page(web: &Web, here: &Here, form: Form, shown: Option<Shown>) -> Result<AssignmentPage<'static>, Failure> {
    let asked = ask(web, here, Permission::Configure, |read| {
        let routings = ticket::routings_of_all(read)?;
        Ok((ticket::assignment(read)?, routings, ticket::takers(read)?, people::teams(read)?, ticket::effort(read)?))
    });
    let Asked { shell, frame, found: (found, routings, takers, teams, effort) } = asked.await?;
    let named = |team: TeamId, typed: Option<&[PersonId]>| {
        let of_team = takers.iter().find(|one| one.team == team);
        let taker = |one: &ticket::Takers| {
            let spared = typed.unwrap_or(&one.spared);
            let taker = |(person, name): &(PersonId, String)| Taker {
                person: *person,
                name: name.clone(),
                spared: spared.contains(person),
            };
            one.people.iter().map(taker).collect::<Vec<_>>()
        };
        of_team.map(taker).unwrap_or_default()
    };
    let mut shown = shown;
    let mut line = |routing: Routing| {
        let name = teams.iter().find(|team| team.id == routing.team).map(|team| team.name.clone()).unwrap_or_default();
        match shown.take_if(|shown| shown.wish.team == routing.team) {
            Some(Shown { wish, spared, reason, tried }) => {
                let routing = Routing { version: routing.version, ..wish };
                TeamLine { name, routing, takers: named(routing.team, Some(&spared)), reason, tried }
            }
            None => TeamLine { name, routing, takers: named(routing.team, None), reason: None, tried: None },
        }
    };
    Ok(AssignmentPage {
        teams: routings.into_iter().map(&mut line).collect(),
        shell,
        frame,
        claims: found.claims,
        reopened_to_last: found.reopened_to_last,
        effort,
        form,
    })
}
