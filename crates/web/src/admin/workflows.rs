//! `/admin/workflows`: which statuses may follow which.

use super::asked::{Asked, ask};
use super::tried::{Again, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use desk::form::TopicId;
use desk::ticket::{Kind, MOST_TRANSITIONS, StatusId, Transition, Workflow, WorkflowId, WorkflowWish};
use desk::{Done, Permission, Refusal, Role};
use service::{Tx, form as fields_of, people, ticket};
use views::admin::workflows::{Known, WorkflowPage, Workflows};
use views::admin::{Choice, Form};

const INDEX: &str = "/admin/workflows";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let Asked { shell, frame, found } = ask(&web, &here, Permission::Configure, ticket::workflows).await?;
    Ok(here.show(&Workflows { shell, frame, workflows: found }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, None, None).await?))
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let form = fields.clone();
    let create = move |tx: &mut Tx| ticket::create_workflow(tx, wish(&form)?);
    let done = web.desk.change(here.seat.actor.clone(), create).await;
    settled(&web, &here, None, done, &fields).await
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<WorkflowId>) -> Answer {
    Ok(here.show(&page(&web, &here, Some(id), None).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<WorkflowId>, fields: Fields) -> Answer {
    let form = fields.clone();
    let change = move |tx: &mut Tx| ticket::change_workflow(tx, id, form.value("version")?, wish(&form)?);
    let done = web.desk.change(here.seat.actor.clone(), change).await;
    settled(&web, &here, Some(id), done, &fields).await
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<WorkflowId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::remove_workflow(tx, id)).await;
    done.map(|()| here.go(INDEX, Said::Saved)).map_err(|error| here.fail(error))
}

async fn settled(web: &Web, here: &Here, id: Option<WorkflowId>, done: Done<Workflow>, fields: &Fields) -> Answer {
    match tried(here, done, fields, beside)? {
        Ok(workflow) => Ok(here.go(&format!("{INDEX}/{}", workflow.id), Said::Saved)),
        Err(again) => {
            let status = again.status;
            Ok(here.show_again(status, &page(web, here, id, Some(again)).await?))
        }
    }
}

async fn page(
    web: &Web,
    here: &Here,
    id: Option<WorkflowId>,
    again: Option<Again>,
) -> Result<WorkflowPage<'static>, Failure> {
    let language = here.seat.words.language();
    let asked = ask(web, here, Permission::Configure, move |read| {
        let workflow = id.map(|id| ticket::workflow(read, id)).transpose()?;
        let statuses = ticket::statuses(read)?;
        let (topics, book) = (fields_of::topics(read)?, fields_of::book(read)?);
        let named = |one: &desk::ticket::Status| Choice::new(one.id, one.shown(language));
        let known = Known {
            statuses: statuses.iter().map(named).collect(),
            topics: topics.iter().map(|one| Choice::new(one.id, one.wish.name.shown(language))).collect(),
            teams: people::teams(read)?.iter().map(|one| Choice::new(one.id, &one.name)).collect(),
            fields: book.fields.iter().map(|one| Choice::new(one.id, one.label.shown(language))).collect(),
        };
        Ok((workflow, known))
    });
    let Asked { shell, frame, found: (workflow, known) } = asked.await?;
    let form = match (again, &workflow) {
        (Some(again), _) => again.form,
        (None, Some(workflow)) => kept(&workflow.wish),
        (None, None) => Form::default(),
    };
    let form = match &workflow {
        Some(workflow) => form.or("version", workflow.version),
        None => form,
    };
    Ok(WorkflowPage { shell, frame, id, form, known })
}

fn kept(wish: &WorkflowWish) -> Form {
    let form = Form::default().with("name", &wish.name);
    let form = wish.kinds.iter().fold(form, |form, kind| form.with("kind", kind.name()));
    let form = wish.topics.iter().fold(form, |form, topic| form.with("topic", topic));
    wish.transitions.iter().fold(form, |form, step| {
        let key = format!("{}-{}", step.from, step.to);
        let form = form.with("move", &key);
        let form = step.roles.iter().fold(form, |form, role| form.with(&format!("role-{key}"), role.name()));
        let form = step.teams.iter().fold(form, |form, team| form.with(&format!("team-{key}"), team));
        let form = if step.tasks { form.with(&format!("tasks-{key}"), "on") } else { form };
        step.fields.iter().fold(form, |form, field| form.with(&format!("field-{key}"), field))
    })
}

fn wish(form: &Fields) -> Result<WorkflowWish, Refusal> {
    let kinds = form.all("kind").filter_map(Kind::named).collect();
    let topics = form.values("topic", 500).into_iter().map(TopicId).collect();
    let steps = form.all("move").take(MOST_TRANSITIONS + 1).map(|key| transition(form, key));
    let transitions = steps.collect::<Result<_, _>>()?;
    Ok(WorkflowWish { name: form.text("name").to_owned(), kinds, topics, transitions })
}

/// `move=1-4`, and beside it `role-1-4`, `team-1-4`, `field-1-4`, `tasks-1-4`.
fn transition(form: &Fields, key: &str) -> Result<Transition, Refusal> {
    let (from, to) = key.split_once('-').ok_or(Refusal::FormIncomplete)?;
    let name = format!("role-{key}");
    let roles = form.all(&name);
    let id = |text: &str| text.parse().map(StatusId).map_err(|_| Refusal::FormIncomplete);
    Ok(Transition {
        from: id(from)?,
        to: id(to)?,
        roles: roles.map(|role| Role::named(role).ok_or(Refusal::FormIncomplete)).collect::<Result<_, _>>()?,
        teams: form.values(&format!("team-{key}"), 500),
        fields: form.values(&format!("field-{key}"), 500),
        tasks: form.text(&format!("tasks-{key}")) == "on",
    })
}

const fn beside(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name",
        Refusal::WorkflowForNothing => "for",
        Refusal::WorkflowLeadsNowhere => "moves",
        _ => "",
    }
}
