//! `/organizations`

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::lists::row;
use super::person::{address, of_line};
use super::said::Said;
use crate::Web;
use crate::admin::tried::tried;
use crate::answer::Answer;
use axum::extract::State;
use axum::http::StatusCode;
use desk::Permission;
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
    page(&web, &here, id, Form::default(), Form::default(), None).await
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<OrganizationId>, fields: Fields) -> Answer {
    let (name, version) = (fields.text("name").to_owned(), fields.value("version"));
    let done =
        web.desk.change(here.seat.actor.clone(), move |tx| people::rename_organization(tx, id, &name, version?)).await;
    match tried(&here, done, &fields, |_| "name")? {
        Ok(_) => Ok(here.go(&path(id), Said::Saved)),
        Err(again) => page(&web, &here, id, again.form, Form::default(), Some(again.status)).await,
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
        Err(again) => page(&web, &here, id, Form::default(), again.form, Some(again.status)).await,
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

async fn page(
    web: &Web,
    here: &Here,
    id: OrganizationId,
    form: Form,
    domain: Form,
    again: Option<StatusCode>,
) -> Answer {
    let asked = ask(web, here, At::Organizations, move |read| {
        let members = people::members(read, id, &After::default(), SHOWN)?;
        let tickets = ticket::asked_from(read, id, None, SHOWN)?;
        Ok((people::organization(read, id)?, members, tickets, ticket::statuses(read)?, ticket::tags(read)?))
    });
    let Asked { shell, frame, found: (organization, members, tickets, statuses, tags) } = asked.await?;
    let language = here.seat.words.language();
    let view = OrganizationPage {
        form: form.or("name", &organization.name).or("version", organization.version),
        organization: &organization,
        members: members.lines.into_iter().map(of_line).collect(),
        rows: tickets.lines.iter().map(|line| row(line, &statuses, &tags, language, None)).collect(),
        domain,
        may_edit: here.seat.actor.may(Permission::EditPeople).is_ok(),
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
