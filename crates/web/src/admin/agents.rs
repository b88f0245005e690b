//! `/admin/agents`

use super::asked::{Asked, ask};
use super::tried::{Again, above, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::me::{absence_form, absence_wished, beside_absence};
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use base::{Email, Language, Token};
use desk::people::{Agent, Person, PersonId, Team, TeamId};
use desk::ticket::{Duties, Duty, Via};
use desk::{Error, Level, Permission, Refusal, Role};
use service::{Done, Read, Tx, access, people, ticket};
use std::collections::BTreeMap;
use views::admin::Form;
use views::admin::agents::{AgentPage, Agents, Invited, Line};

const INDEX: &str = "/admin/agents";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let asked = ask(&web, &here, Permission::ManageAgents, |read| Ok((lines(read)?, people::teams(read)?)));
    let Asked { shell, frame, found: (mut agents, teams) } = asked.await?;
    agents.sort_by_key(|line| !line.agent.active);
    Ok(here.show(&Agents { shell, frame, agents, teams }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    let form = Form::default().with("role", Role::Agent.name()).with("language", here.seat.words.language().tag());
    Ok(here.show(&page(&web, &here, None, form).await?))
}

pub async fn create(State(web): State<Web>, here: Here, headers: HeaderMap, fields: Fields) -> Answer {
    let wish = wish(&fields);
    let email = wish.as_ref().map(|wish| wish.email.to_string()).unwrap_or_default();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| access::invite(tx, wish?)).await;
    match tried(&here, done, &fields, field)? {
        Ok((_, link)) => invited(&web, &here, &headers, &link, email).await,
        Err(again) => not_taken(&web, &here, None, again).await,
    }
}

pub async fn show(State(web): State<Web>, here: Here, Id(person): Id<PersonId>) -> Answer {
    Ok(here.show(&page(&web, &here, Some(person), Form::default()).await?))
}

/// Role and levels in one: all of it, or nothing.
pub async fn update(State(web): State<Web>, here: Here, Id(person): Id<PersonId>, fields: Fields) -> Answer {
    let (version, role, levels) = (fields.value("version"), role(&fields), levels(&fields));
    let changed = web.desk.change(here.seat.actor.clone(), move |tx| {
        let agent = people::set_role(tx, person, role?, version?)?;
        levels?
            .into_iter()
            .try_fold(agent, |agent, (team, level)| people::set_level(tx, person, team, level, agent.version))
    });
    match tried(&here, changed.await, &fields, field)? {
        Ok(_) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => not_taken(&web, &here, Some(person), again).await,
    }
}

/// Which channels they take, whether they may change that, and how much they can have in hand.
pub async fn channels(State(web): State<Web>, here: Here, Id(person): Id<PersonId>, fields: Fields) -> Answer {
    let wish = duties(&fields);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::set_duties(tx, person, wish?)).await;
    match tried(&here, done, &fields, |_| "channels")? {
        Ok(()) => Ok(here.go(&at(person), Said::Saved)),
        Err(again) => not_taken(&web, &here, Some(person), again).await,
    }
}

/// Away from one day, or from now on, until another; or back again: for whoever cannot say so themselves.
pub async fn absence(State(web): State<Web>, here: Here, Id(person): Id<PersonId>, fields: Fields) -> Answer {
    let wish = absence_wished(&here, &fields);
    let set = move |tx: &mut Tx| ticket::set_absence_of(tx, person, wish?);
    let done = web.desk.change(here.seat.actor.clone(), set).await;
    match tried(&here, done, &fields, beside_absence)? {
        Ok(()) => Ok(here.go(&at(person), Said::Saved)),
        Err(again) => not_taken(&web, &here, Some(person), again).await,
    }
}

fn duties(fields: &Fields) -> Result<Duties, Refusal> {
    let most = |name: &str| match fields.text(name).trim() {
        "" => Ok(0),
        typed => typed.parse::<i64>().map_err(|_| Refusal::LoadInvalid),
    };
    let duty = |via: &Via| {
        let on = |what: &str| fields.has(&format!("{what}-{}", via.name()));
        Ok((*via, Duty { paused: on("paused"), locked: on("locked"), most: most(&format!("most-{}", via.name()))? }))
    };
    Ok(Duties { most: most("most")?, vias: Via::ALL.iter().map(duty).collect::<Result<_, Refusal>>()? })
}

pub async fn invite(
    State(web): State<Web>,
    here: Here,
    headers: HeaderMap,
    Id(person): Id<PersonId>,
    fields: Fields,
) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| access::invite_again(tx, person)).await;
    match tried(&here, done, &fields, above)? {
        Ok(link) => {
            let line = line(&web, &here, person).await?;
            let email = line.person.email.map(|email| email.to_string()).unwrap_or_default();
            invited(&web, &here, &headers, &link, email).await
        }
        Err(again) => not_taken(&web, &here, Some(person), again).await,
    }
}

pub async fn sign_out(State(web): State<Web>, here: Here, Id(person): Id<PersonId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| access::revoke_sessions_of(tx, person)).await;
    done.map(|_| here.go(&at(person), Said::Saved)).map_err(|error| here.fail(error))
}

pub async fn deactivate(State(web): State<Web>, here: Here, Id(person): Id<PersonId>, fields: Fields) -> Answer {
    let version = fields.value("version");
    let done = web.desk.change(here.seat.actor.clone(), move |tx| people::deactivate(tx, person, version?)).await;
    switched(&web, &here, person, done, &fields).await
}

pub async fn reactivate(State(web): State<Web>, here: Here, Id(person): Id<PersonId>, fields: Fields) -> Answer {
    let version = fields.value("version");
    let done = web.desk.change(here.seat.actor.clone(), move |tx| people::reactivate(tx, person, version?)).await;
    switched(&web, &here, person, done, &fields).await
}

async fn switched(web: &Web, here: &Here, person: PersonId, done: Done<Agent>, fields: &Fields) -> Answer {
    match tried(here, done, fields, above)? {
        Ok(_) => Ok(here.go(&at(person), Said::Saved)),
        Err(again) => not_taken(web, here, Some(person), again).await,
    }
}

async fn not_taken(web: &Web, here: &Here, person: Option<PersonId>, again: Again) -> Answer {
    Ok(here.show_again(again.status, &page(web, here, person, again.form).await?))
}

async fn page(web: &Web, here: &Here, person: Option<PersonId>, form: Form) -> Result<AgentPage<'static>, Failure> {
    let asked = ask(web, here, Permission::ManageAgents, move |read| {
        let agent = person.map(|person| one(read, person)).transpose()?;
        let duties = person.map(|person| ticket::duties_of(read, person)).transpose()?.unwrap_or_default();
        let absence = person.map(|person| ticket::absence_of(read, person)).transpose()?.flatten();
        let others = person.map(|person| ticket::substitutes_of(read, person)).transpose()?.unwrap_or_default();
        Ok((agent, people::teams(read)?, duties, (absence, others)))
    });
    let Asked { shell, frame, found: (agent, teams, duties, (absence, others)) } = asked.await?;
    let form = match &agent {
        Some(line) => absence_form(here, kept(form, &line.agent, &teams), absence),
        None => form,
    };
    let away = absence.map(|absence| absence.has_begun(here.seat.now));
    Ok(AgentPage { shell, frame, agent, teams, form, duties, away, others })
}

fn kept(form: Form, agent: &Agent, teams: &[Team]) -> Form {
    let form = form.or("role", agent.role.name()).or("version", agent.version);
    teams.iter().fold(form, |form, team| form.or(&format!("level-{}", team.id), agent.level(team.id).name()))
}

async fn invited(web: &Web, here: &Here, headers: &HeaderMap, link: &Token, email: String) -> Answer {
    let Asked { shell, frame, found: () } = ask(web, here, Permission::ManageAgents, |_| Ok(())).await?;
    let link = format!("{}/invitation/{}", crate::host::url(web, headers), link.reveal());
    Ok(here.show_again(StatusCode::OK, &Invited { shell, frame, link, email }))
}

async fn line(web: &Web, here: &Here, person: PersonId) -> Result<Line, Failure> {
    Ok(ask(web, here, Permission::ManageAgents, move |read| one(read, person)).await?.found)
}

fn one(read: &mut Read, person: PersonId) -> Done<Line> {
    lines(read)?.into_iter().find(|line| line.person.id == person).ok_or(Error::Missing)
}

fn lines(read: &mut Read) -> Done<Vec<Line>> {
    let (agents, seen, away) = (people::agents(read)?, access::agents_seen(read)?, ticket::away(read)?);
    let line = |(person, agent): (Person, Agent)| Line {
        seen: seen.get(&person.id).copied(),
        away: away.get(&person.id).copied(),
        person,
        agent,
    };
    Ok(agents.into_iter().map(line).collect())
}

fn at(person: PersonId) -> String {
    format!("{INDEX}/{person}")
}

fn wish(fields: &Fields) -> Result<access::Invite, Refusal> {
    Ok(access::Invite {
        name: fields.text("name").to_owned(),
        email: Email::typed(fields.text("email")).ok_or(Refusal::AddressInvalid)?,
        role: role(fields)?,
        levels: levels(fields)?,
        language: Language::from_tag(fields.text("language")).ok_or(Refusal::LanguageUnknown)?,
    })
}

fn role(fields: &Fields) -> Result<Role, Refusal> {
    Role::named(fields.text("role")).ok_or(Refusal::FormIncomplete)
}

fn levels(fields: &Fields) -> Result<BTreeMap<TeamId, Level>, Refusal> {
    let named = fields.0.iter().filter_map(|(name, value)| Some((name.strip_prefix("level-")?, value)));
    let level = |(team, level): (&str, &String)| Some((team.parse().ok()?, Level::named(level)?));
    named.map(|pair| level(pair).ok_or(Refusal::FormIncomplete)).collect()
}

fn field(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name",
        Refusal::AddressInvalid | Refusal::AddressIsOurs | Refusal::AlreadyAgent => "email",
        Refusal::LanguageUnknown => "language",
        Refusal::LastAdministrator => "role",
        _ => "",
    }
}
