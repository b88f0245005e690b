//! The form of a new ticket drawn once more: as it is, filled in by a template, or kept as one.

use super::{assignee, page};
use crate::Web;
use crate::admin::tried::{Again, tried, typed};
use crate::agent::addresses::addresses;
use crate::agent::composed::written;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::loose::with_files;
use crate::agent::ticket::change::names;
use crate::answer::{Answer, Failure};
use crate::blanks::given;
use axum::http::StatusCode;
use desk::conversation::{Assignee, NewAttachment};
use desk::form::{FieldId, TopicId};
use desk::people::{PersonId, TeamId};
use desk::ticket::{ChecklistId, Kind, Priority, Tag, Template, TemplateId, TemplateWish};
use desk::{Done, Refusal};
use service::{Tx, conversation, ticket};
use views::admin::Form;

/// What the button that was pressed asks for.
pub(super) async fn answer(web: &Web, here: &Here, fields: Fields, files: Vec<NewAttachment>) -> Answer {
    let (form, status) = match fields.maybe("template").map_err(|refusal| here.fail(refusal))?.map(TemplateId) {
        Some(id) => (filled(web, here, &fields, id).await?, StatusCode::OK),
        None if fields.text("act") == "keep" => kept(web, here, &fields, files.clone()).await?,
        None => (typed(&fields), StatusCode::OK),
    };
    let form = with_files(web, here, form, files).await?;
    let given = given(&Fields(form.values().to_vec()), &here.seat.zone);
    Ok(here.show_again(status, &page(web, here, form, (given, false)).await?))
}

async fn filled(web: &Web, here: &Here, fields: &Fields, id: TemplateId) -> Result<Form, Failure> {
    let taken =
        web.desk.change(here.seat.actor.clone(), move |tx| Ok((ticket::take_template(tx, id)?, ticket::tags(tx)?)));
    let (template, tags) = taken.await.map_err(|error| here.fail(error))?;
    Ok(with_template(typed(fields), &template, &tags, here.seat.person))
}

/// What was typed stays; what is chosen from a list is as the template has it.
fn with_template(form: Form, template: &Template, tags: &[Tag], me: PersonId) -> Form {
    let wish = &template.wish;
    let mut form = form.without("template");
    let mut choose = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            form = std::mem::take(&mut form).without(name).with(name, value);
        }
    };
    choose("type", wish.kind.map(|kind| kind.name().to_owned()));
    choose("topic", wish.topic.map(|topic| topic.to_string()));
    choose("priority", wish.priority.map(|priority| priority.name().to_owned()));
    choose("team", wish.team.map(|team| team.to_string()));
    choose("checklist", wish.checklist.map(|list| list.to_string()));
    choose("opening", Some(wish.opening.clone()).filter(|opening| !opening.is_empty()));
    choose("assignee", assignee(wish.assignee, me).map(|agent| agent.to_string()));
    let empty = |form: &Form, name: &str| form.all(name).all(|value| value.trim().is_empty());
    for (name, value) in [("subject", &wish.subject), ("due", &wish.due), ("cc", &wish.cc)] {
        if empty(&form, name) && !value.is_empty() {
            form = form.without(name).with(name, value);
        }
    }
    let own = wish.tags.iter().filter_map(|id| tags.iter().find(|tag| tag.id == *id)).map(|tag| tag.name.clone());
    let mut all: Vec<String> = names(form.text("tags")).collect();
    for tag in own {
        if !all.contains(&tag) {
            all.push(tag);
        }
    }
    form = form.without("tags").with("tags", all.join(", "));
    for (field, values) in &wish.fields {
        let name = format!("field-{field}");
        if empty(&form, &name) {
            form = values.iter().fold(form.without(&name), |form, value| form.with(&name, value));
        }
    }
    if empty(&form, "text") && empty(&form, "html") {
        form = form.without("text").without("html").with("text", &wish.text).with("html", wish.html.as_str());
        let files = wish.files.iter().filter(|file| !file.inline).filter_map(|file| file.content_id.as_deref());
        form = files.fold(form, |form, id| form.with("kept", id));
    }
    form
}

async fn kept(
    web: &Web,
    here: &Here,
    fields: &Fields,
    files: Vec<NewAttachment>,
) -> Result<(Form, StatusCode), Failure> {
    let (wish, name, zone) = (fields.clone(), fields.text("template_name").to_owned(), here.seat.zone.clone());
    let (given, me) = (given(fields, &zone), here.seat.person);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| {
        let wish = wish_of(tx, &wish, files, given.typed, me)?;
        ticket::keep_template(tx, &name, wish, &zone)
    });
    let beside = |refusal| match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong | Refusal::TooManyTemplates => "template_name",
        refusal => super::field(refusal),
    };
    Ok(match tried(here, done.await, fields, beside)? {
        Ok(_) => (typed(fields).without("template_name").with("template_kept", "on"), StatusCode::OK),
        Err(Again { status, form }) => (form, status),
    })
}

/// What the form says, as far as it says anything.
fn wish_of(
    tx: &mut Tx,
    form: &Fields,
    files: Vec<NewAttachment>,
    fields: Vec<(FieldId, Vec<String>)>,
    me: PersonId,
) -> Done<TemplateWish> {
    let (text, html) = written(form);
    let named = |file: NewAttachment| {
        let content_id = file.content_id.clone().or_else(|| Some(conversation::content_id()));
        NewAttachment { content_id, ..file }
    };
    let begun = conversation::loose_of(tx, &html, form.all("kept"))?;
    let tags: Vec<String> = names(form.text("tags")).collect();
    let cc = form.all("cc").map(str::trim).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
    addresses([cc.as_str()].into_iter())?;
    let said = |values: &Vec<String>| values.iter().any(|value| !value.trim().is_empty());
    Ok(TemplateWish {
        subject: form.text("subject").trim().to_owned(),
        kind: Kind::named(form.text("type")),
        topic: form.maybe("topic")?.map(TopicId),
        fields: fields.into_iter().filter(|(_, values)| said(values)).collect(),
        priority: Priority::named(form.text("priority")),
        team: form.maybe("team")?.map(TeamId),
        assignee: match form.maybe("assignee")?.map(PersonId) {
            Some(agent) if agent == me => Assignee::Writer,
            Some(agent) => Assignee::Agent(agent),
            None => Assignee::Unchanged,
        },
        tags: ticket::tags_named(tx, &tags)?,
        checklist: form.maybe("checklist")?.map(ChecklistId),
        due: form.text("due").trim().to_owned(),
        opening: form.text("opening").to_owned(),
        cc,
        text,
        html,
        files: begun.into_iter().chain(files).map(named).collect(),
    })
}
