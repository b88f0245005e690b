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
use crate::admin::tried::{Again, above, tried};
use crate::answer::{Answer, Failure, Speak, html, see};
use crate::profiles::{self, drawn};
use crate::upload::Brought;
use axum::extract::State;
use axum::http::StatusCode;
use desk::condition::Field;
use desk::form::Owner;
use desk::people::{About, OrganizationId, OrganizationMerge, PersonId, Sharing, Tier};
use desk::{Done, Permission, Refusal};
use service::people::{After, OrganizationLine};
use service::{Read, people, ticket};
use views::admin::{Choice, Form};
use views::agent::At;
use views::agent::new::Options;
use views::agent::organization::{MergedOrganization, NewOrganization, OrganizationPage, Organizations};

const LENGTH: usize = 50;
/// Tickets and members on an organisation's own page.
const SHOWN: usize = 25;
/// Names that are proposed.
const PROPOSED: usize = 8;

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let find = here.query.text("q").trim().to_owned();
    let (wanted, after) =
        (find.clone(), here.query.value("id").ok().map(|id| (here.query.text("key").to_owned(), OrganizationId(id))));
    let asked =
        ask(&web, &here, At::Organizations, move |read| people::list_organizations(read, &wanted, after, LENGTH));
    let Asked { shell, frame, found } = asked.await?;
    let last = found.last().filter(|_| found.len() == LENGTH).map(|line| &line.organization);
    let next = last.map(|last| address("/organizations", &find, &After { key: last.name.clone(), id: last.id.0 }));
    Ok(here.show(&Organizations {
        organizations: found.into_iter().map(|line| (line.organization, line.members)).collect(),
        may_edit: here.seat.actor.may(Permission::EditPeople).is_ok(),
        find,
        next,
        shell,
        frame,
    }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    drawn_new(&web, &here, Form::default(), None).await
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let name = fields.text("name").to_owned();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| people::create_organization(tx, &name)).await;
    match tried(&here, done, &fields, |_| "name")? {
        Ok(organization) => Ok(here.go(&path(organization.id), Said::Saved)),
        Err(again) => drawn_new(&web, &here, again.form, Some(again.status)).await,
    }
}

async fn drawn_new(web: &Web, here: &Here, form: Form, again: Option<StatusCode>) -> Answer {
    let taken = taken(&form);
    let asked = ask(web, here, At::Organizations, move |read| {
        read.actor().may(Permission::EditPeople)?;
        same(read, taken)
    });
    let Asked { shell, frame, found } = asked.await?;
    let view = NewOrganization { shell, frame, form, same: found };
    Ok(match again {
        Some(status) => here.show_again(status, &view),
        None => here.show(&view),
    })
}

/// The name that was refused because another one bears it.
fn taken(form: &Form) -> Option<String> {
    let taken = form.reason("name") == Some(Refusal::OrganizationExists.key());
    taken.then(|| form.text("name").to_owned())
}

/// Who bears it.
fn same(read: &mut Read, taken: Option<String>) -> Done<Option<(OrganizationId, String)>> {
    let Some(name) = taken else { return Ok(None) };
    let found = people::organization_called(read, &name)?;
    Ok(people::organization_names(read, found.as_slice())?.into_iter().next())
}

/// Names that begin as one was typed into a field, where none is called so.
pub(super) async fn near(web: &Web, here: &Here, form: &Form, field: &str) -> Result<Vec<String>, Failure> {
    if form.reason(field) == Some(Refusal::OrganizationUnknown.key()) {
        begun(web, here, form.text(field)).await
    } else {
        Ok(Vec::new())
    }
}

/// Names that begin so.
pub(super) async fn begun(web: &Web, here: &Here, typed: &str) -> Result<Vec<String>, Failure> {
    let typed = typed.to_owned();
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| ticket::begun_for(read, Field::Organization, &typed));
    asked.await.speak(&here.seat)
}

/// `/organizations/options?name=`: proposals while a name is typed, whatever the field is called.
pub async fn options(State(web): State<Web>, here: Here) -> Answer {
    const FIELDS: [&str; 4] = ["organization_name", "beside", "merge_name", "name"];
    let typed = FIELDS.into_iter().find(|field| here.query.has(field)).unwrap_or_default();
    let find = here.query.text(typed).trim().to_owned();
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| match find.as_str() {
        "" => Ok(Vec::new()),
        find => people::list_organizations(read, find, None, PROPOSED),
    });
    let known = |line: OrganizationLine| (line.organization.name, line.organization.domains.join(" "));
    Ok(html(&Options { people: asked.await.speak(&here.seat)?.into_iter().map(known).collect() }))
}

/// What was merged into another one is found there.
pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<OrganizationId>) -> Answer {
    let now = web.desk.ask(here.seat.actor.clone(), move |read| people::organization_is_now(read, id)).await;
    match now.speak(&here.seat)? {
        now if now == id => page(&web, &here, id, Forms::default(), None).await,
        now => Ok(see(&path(now))),
    }
}

/// The page with the reason why none was merged.
pub(super) async fn again_merge(web: &Web, here: &Here, id: OrganizationId, again: Again) -> Answer {
    page(web, here, id, Forms { merge: again.form, ..Forms::default() }, Some(again.status)).await
}

/// For good: nobody and no ticket belongs to it.
pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<OrganizationId>, fields: Fields) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| people::remove_organization(tx, id)).await;
    match tried(&here, done, &fields, above)? {
        Ok(()) => Ok(here.go("/organizations", Said::Saved)),
        Err(again) => page(&web, &here, id, Forms { remove: again.form, ..Forms::default() }, Some(again.status)).await,
    }
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
    merge: Form,
    remove: Form,
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

async fn page(web: &Web, here: &Here, id: OrganizationId, forms: Forms, again: Option<StatusCode>) -> Answer {
    let from = ticket::After::read(here.query.text("after"));
    let (near, taken) = (near(web, here, &forms.merge, "merge_name").await?, taken(&forms.name));
    let asked = ask(web, here, At::Organizations, move |read| {
        let members = people::members(read, id, &After::default(), SHOWN)?;
        let tickets = ticket::asked_from(read, id, from, SHOWN)?;
        let own = service::form::profile(read, Owner::Organization(id))?;
        let objects = service::object::objects_of_organization(read, id)?;
        let (statuses, tags) = (ticket::statuses(read)?, ticket::tags(read)?);
        let standing = (people::standing(read, id)?, people::answering(read)?, people::tickets_from(read, id)?);
        let others =
            (same(read, taken)?, people::organizations_alike(read, id)?, people::merged_organizations(read, id)?);
        Ok((people::organization(read, id)?, members, tickets, (statuses, tags), own, objects, standing, others))
    });
    let Asked { shell, frame, found } = asked.await?;
    let (organization, members, tickets, (statuses, tags), own, objects, standing, (same, alike, merged)) = found;
    let (standing, answering, (places, rated)) = standing;
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
        same,
        alike,
        merged: merged.into_iter().map(merged_line).collect(),
        merge_form: forms.merge,
        near,
        remove_form: forms.remove,
        may_edit,
        shell,
        frame,
    };
    Ok(match again {
        Some(status) => here.show_again(status, &view),
        None => here.show(&view),
    })
}

fn merged_line((merge, name): (OrganizationMerge, String)) -> MergedOrganization {
    MergedOrganization { id: merge.id, name, tickets: merge.carried.tickets.len() as i64, at: merge.at }
}

/// Nobody, and every agent; whoever looks after it even where they answer no more.
fn agents(none: &str, standing: &people::Standing, all: &[(PersonId, String)]) -> Vec<Choice> {
    let gone = standing.agent.iter().filter(|agent| all.iter().all(|(id, _)| *id != agent.id));
    let gone = gone.map(|agent| Choice::new(agent.id, agent.shown()));
    let all = all.iter().map(|(id, name)| Choice::new(id, name));
    [Choice::new("", none)].into_iter().chain(gone).chain(all).collect()
}

pub(super) fn path(id: OrganizationId) -> String {
    format!("/organizations/{id}")
}
