//! `/organizations`

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::lists::row;
use super::object::beside_line;
use super::person::{address, counted, filled_in, named, of_line};
use super::said::Said;
use crate::Web;
use crate::admin::tried::tried;
use crate::answer::{Answer, Speak, html};
use crate::profiles::{self, drawn};
use crate::upload::Brought;
use axum::extract::State;
use axum::http::StatusCode;
use desk::form::Owner;
use desk::people::{About, OrganizationId, PersonId, Sharing, Tier};
use desk::{Permission, Refusal};
use service::people::{After, OrganizationLine};
use service::{people, ticket};
use views::admin::{Choice, Form};
use views::agent::At;
use views::agent::new::Options;
use views::agent::organization::{OrganizationPage, Organizations};

const LENGTH: usize = 50;
/// Tickets and members on an organisation's own page.
const SHOWN: usize = 25;

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    list(&web, &here, Form::default(), None).await
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let name = fields.text("name").to_owned();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| people::create_organization(tx, &name)).await;
    match tried(&here, done, &fields, |_| "name")? {
        Ok(organization) => Ok(here.go(&path(organization.id), Said::Saved)),
        Err(again) => list(&web, &here, again.form, Some(again.status)).await,
    }
}

/// `/organizations/options?name=`: proposals while a name is typed, also where a person’s own stands beside it.
pub async fn options(State(web): State<Web>, here: Here) -> Answer {
    let typed = if here.query.has("name") { "name" } else { "organization_name" };
    let find = here.query.text(typed).trim().to_owned();
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| match find.as_str() {
        "" => Ok(Vec::new()),
        find => people::list_organizations(read, find, None, 8),
    });
    let known = |line: OrganizationLine| (line.organization.name, line.organization.domains.join(" "));
    Ok(html(&Options { people: asked.await.speak(&here.seat)?.into_iter().map(known).collect() }))
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<OrganizationId>) -> Answer {
    page(&web, &here, id, Forms::default(), None).await
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<OrganizationId>, fields: Fields) -> Answer {
    let (name, version) = (fields.text("name").to_owned(), fields.value("version"));
    let done =
        web.desk.change(here.seat.actor.clone(), move |tx| people::rename_organization(tx, id, &name, version?)).await;
    match tried(&here, done, &fields, |_| "name")? {
        Ok(_) => Ok(here.go(&path(id), Said::Saved)),
        Err(again) => page(&web, &here, id, Forms { name: again.form, ..Forms::default() }, Some(again.status)).await,
    }
}

pub async fn domains(State(web): State<Web>, here: Here, Id(id): Id<OrganizationId>, fields: Fields) -> Answer {
    let wish = fields.clone();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| match wish.text("act") {
        "remove" => people::remove_domain(tx, id, wish.text("domain")),
        _ => people::add_domain(tx, id, wish.text("domain")),
    });
    match tried(&here, done.await, &fields, |_| "domain")? {
        Ok(_) => Ok(here.go(&path(id), Said::Saved)),
        Err(again) => page(&web, &here, id, Forms { domain: again.form, ..Forms::default() }, Some(again.status)).await,
    }
}

/// What agents say of it, and who of its members sees its tickets.
pub async fn about(State(web): State<Web>, here: Here, Id(id): Id<OrganizationId>, fields: Fields) -> Answer {
    let (wish, version) = (said(&fields), fields.value("version"));
    let done = web
        .desk
        .change(here.seat.actor.clone(), move |tx| people::describe_organization(tx, id, wish?, version?))
        .await;
    let field = |refusal| match refusal {
        Refusal::TextTooLong => "notes",
        Refusal::AgentUnknown => "agent",
        Refusal::TierUnknown => "tier",
        _ => "",
    };
    match tried(&here, done, &fields, field)? {
        Ok(_) => Ok(here.go(&path(id), Said::Saved)),
        Err(again) => page(&web, &here, id, Forms { about: again.form, ..Forms::default() }, Some(again.status)).await,
    }
}

fn said(fields: &Fields) -> Result<About, Refusal> {
    Ok(About {
        notes: fields.text("notes").to_owned(),
        agent: fields.maybe("agent")?.map(PersonId),
        sharing: Sharing::named(fields.text("sharing")).ok_or(Refusal::FormIncomplete)?,
        tier: Tier::named(fields.text("tier")).ok_or(Refusal::TierUnknown)?,
    })
}

/// One more member whom one turns to first, or one less.
pub async fn contacts(State(web): State<Web>, here: Here, Id(id): Id<OrganizationId>, fields: Fields) -> Answer {
    let wish = fields.clone();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| match wish.text("act") {
        "remove" => people::drop_contact(tx, id, PersonId(wish.value("person")?)),
        "add" => {
            let person = named(tx, wish.text("contacts_address"))?;
            people::name_contact(tx, id, person)
        }
        _ => Err(Refusal::FormIncomplete.into()),
    });
    match tried(&here, done.await, &fields, |_| "contacts_address")? {
        Ok(()) => Ok(here.go(&path(id), Said::Saved)),
        Err(again) => {
            page(&web, &here, id, Forms { contacts: again.form, ..Forms::default() }, Some(again.status)).await
        }
    }
}

/// One more who belongs to it beside another one, or one less.
pub async fn further(State(web): State<Web>, here: Here, Id(id): Id<OrganizationId>, fields: Fields) -> Answer {
    let wish = fields.clone();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| match wish.text("act") {
        "remove" => people::leave_organization(tx, PersonId(wish.value("person")?), id),
        "add" => {
            let person = named(tx, wish.text("further_address"))?;
            people::join_organization(tx, person, id)
        }
        _ => Err(Refusal::FormIncomplete.into()),
    });
    match tried(&here, done.await, &fields, |_| "further_address")? {
        Ok(()) => Ok(here.go(&path(id), Said::Saved)),
        Err(again) => {
            page(&web, &here, id, Forms { further: again.form, ..Forms::default() }, Some(again.status)).await
        }
    }
}

/// What was typed into each form of the page, with the reason it was not taken.
#[derive(Default)]
struct Forms {
    name: Form,
    domain: Form,
    about: Form,
    contacts: Form,
    further: Form,
    own: profiles::Again,
}

/// What stands in the fields that people have defined.
pub async fn fields(
    State(web): State<Web>,
    here: Here,
    Id(id): Id<OrganizationId>,
    Brought(fields): Brought,
) -> Answer {
    match filled_in(&web, &here, Owner::Organization(id), &fields).await? {
        None => Ok(here.go(&path(id), Said::Saved)),
        Some((status, own)) => page(&web, &here, id, Forms { own, ..Forms::default() }, Some(status)).await,
    }
}

async fn list(web: &Web, here: &Here, form: Form, again: Option<StatusCode>) -> Answer {
    let find = here.query.text("q").trim().to_owned();
    let (wanted, after) =
        (find.clone(), here.query.value("id").ok().map(|id| (here.query.text("key").to_owned(), OrganizationId(id))));
    let asked = ask(web, here, At::Organizations, move |read| people::list_organizations(read, &wanted, after, LENGTH));
    let Asked { shell, frame, found } = asked.await?;
    let last = found.last().filter(|_| found.len() == LENGTH).map(|line| &line.organization);
    let next = last.map(|last| address("/organizations", &find, &After { key: last.name.clone(), id: last.id.0 }));
    let view = Organizations {
        organizations: found.into_iter().map(|line| (line.organization, line.members)).collect(),
        may_edit: here.seat.actor.may(Permission::EditPeople).is_ok(),
        find,
        next,
        form,
        shell,
        frame,
    };
    Ok(match again {
        Some(status) => here.show_again(status, &view),
        None => here.show(&view),
    })
}

async fn page(web: &Web, here: &Here, id: OrganizationId, forms: Forms, again: Option<StatusCode>) -> Answer {
    let from = ticket::After::read(here.query.text("after"));
    let asked = ask(web, here, At::Organizations, move |read| {
        let members = people::members(read, id, &After::default(), SHOWN)?;
        let tickets = ticket::asked_from(read, id, from, SHOWN)?;
        let own = service::form::profile(read, Owner::Organization(id))?;
        let objects = service::object::objects_of_organization(read, id)?;
        let (statuses, tags) = (ticket::statuses(read)?, ticket::tags(read)?);
        let standing = (people::standing(read, id)?, people::answering(read)?, people::tickets_from(read, id)?);
        Ok((people::organization(read, id)?, members, tickets, statuses, tags, own, objects, standing))
    });
    let Asked { shell, frame, found } = asked.await?;
    let (organization, members, tickets, statuses, tags, own, objects, (standing, answering, (places, rated))) = found;
    let chosen = organization.about.agent.map(|agent| agent.to_string()).unwrap_or_default();
    let may_edit = here.seat.actor.may(Permission::EditPeople).is_ok();
    let language = here.seat.words.language();
    let (all, open) = counted(&places);
    let view = OrganizationPage {
        tickets: all,
        open,
        rated,
        about_form: forms
            .about
            .or("notes", &organization.about.notes)
            .or("agent", chosen)
            .or("sharing", organization.about.sharing.name())
            .or("tier", organization.about.tier.name())
            .or("version", organization.version),
        agents: agents(here.seat.words.say("organizations-agent-none"), &standing, &answering),
        agent: standing.agent,
        contacts: standing.contacts,
        contacts_form: forms.contacts,
        further: standing.further,
        further_form: forms.further,
        form: forms.name.or("name", &organization.name).or("version", organization.version),
        profile: drawn(&own, &forms.own, (language, &here.seat.zone), (&path(id), may_edit)),
        profile_form: forms.own.form.or("version", organization.version),
        objects: objects.iter().map(|(one, of)| beside_line(one, of, language)).collect(),
        organization: &organization,
        members: members.lines.into_iter().map(of_line).collect(),
        rows: tickets.lines.iter().map(|line| row(line, &statuses, &tags, language, None)).collect(),
        older: tickets.next.map(|after| format!("/organizations/{id}?after={after}")),
        domain: forms.domain,
        may_edit,
        shell,
        frame,
    };
    Ok(match again {
        Some(status) => here.show_again(status, &view),
        None => here.show(&view),
    })
}

/// Nobody, and every agent; whoever looks after it even where they answer no more.
fn agents(none: &str, standing: &people::Standing, all: &[(PersonId, String)]) -> Vec<Choice> {
    let gone = standing.agent.iter().filter(|agent| all.iter().all(|(id, _)| *id != agent.id));
    let gone = gone.map(|agent| Choice::new(agent.id, agent.shown()));
    let all = all.iter().map(|(id, name)| Choice::new(id, name));
    [Choice::new("", none)].into_iter().chain(gone).chain(all).collect()
}

fn path(id: OrganizationId) -> String {
    format!("/organizations/{id}")
}
