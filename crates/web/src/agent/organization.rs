//! `/organizations`

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::lists::row;
use super::object::beside_line;
use super::person::{address, filled_in, of_line};
use super::said::Said;
use crate::Web;
use crate::admin::tried::tried;
use crate::answer::Answer;
use crate::profiles::{self, drawn};
use axum::extract::State;
use axum::http::StatusCode;
use desk::Permission;
use desk::form::Owner;
use desk::people::OrganizationId;
use service::people::After;
use service::{people, ticket};
use views::admin::Form;
use views::agent::At;
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

/// What was typed into each form of the page, with the reason it was not taken.
#[derive(Default)]
struct Forms {
    name: Form,
    domain: Form,
    own: profiles::Again,
}

/// What stands in the fields that people have defined.
pub async fn fields(State(web): State<Web>, here: Here, Id(id): Id<OrganizationId>, fields: Fields) -> Answer {
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
    let asked = ask(web, here, At::Organizations, move |read| {
        let members = people::members(read, id, &After::default(), SHOWN)?;
        let tickets = ticket::asked_from(read, id, None, SHOWN)?;
        let own = service::form::profile(read, Owner::Organization(id))?;
        let objects = service::object::objects_of_organization(read, id)?;
        let (statuses, tags) = (ticket::statuses(read)?, ticket::tags(read)?);
        Ok((people::organization(read, id)?, members, tickets, statuses, tags, own, objects))
    });
    let Asked { shell, frame, found: (organization, members, tickets, statuses, tags, own, objects) } = asked.await?;
    let may_edit = here.seat.actor.may(Permission::EditPeople).is_ok();
    let language = here.seat.words.language();
    let view = OrganizationPage {
        form: forms.name.or("name", &organization.name).or("version", organization.version),
        profile: drawn(&own, &forms.own, (language, &here.seat.zone), may_edit),
        profile_form: forms.own.form.or("version", organization.version),
        objects: objects.iter().map(|(one, of)| beside_line(one, of, language)).collect(),
        organization: &organization,
        members: members.lines.into_iter().map(of_line).collect(),
        rows: tickets.lines.iter().map(|line| row(line, &statuses, &tags, language, None)).collect(),
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

fn path(id: OrganizationId) -> String {
    format!("/organizations/{id}")
}
