//! `/admin/tags`

use super::asked::{Asked, ask};
use super::tried::{above, seen, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use desk::ticket::{NewTags, TagId};
use desk::{Error, Permission, Refusal};
use service::ticket;
use views::admin::Form;
use views::admin::tags::{TagPage, Tags};

const INDEX: &str = "/admin/tags";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&list(&web, &here, Form::default()).await?))
}

async fn list(web: &Web, here: &Here, form: Form) -> Result<Tags<'static>, Failure> {
    let asked =
        ask(web, here, Permission::ManageTags, |read| Ok((ticket::tags_in_use(read)?, ticket::new_tags(read)?)));
    let Asked { shell, frame, found: (tags, kept) } = asked.await?;
    let making = form.or("seen", serde_json::to_string(&kept).unwrap_or_default()).or("making", kept.name());
    Ok(Tags { shell, frame, tags, making })
}

/// Who makes a tag by typing one that is not there yet.
pub async fn making(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let (seen, wish) = (seen(&fields), NewTags::named(fields.text("making")).ok_or(Refusal::NothingChosen));
    let change = move |tx: &mut service::Tx| ticket::change_new_tags(tx, seen?, wish?);
    match tried(&here, web.desk.change(here.seat.actor.clone(), change).await, &fields, |_| "making")? {
        Ok(()) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &list(&web, &here, again.form).await?)),
    }
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, None, Form::default()).await?))
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let name = fields.text("name").to_owned();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::create_tag(tx, &name)).await;
    match tried(&here, done, &fields, |_| "name")? {
        Ok(_) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, None, again.form).await?)),
    }
}

pub async fn show(State(web): State<Web>, here: Here, Id(tag): Id<TagId>) -> Answer {
    Ok(here.show(&page(&web, &here, Some(tag), Form::default()).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(tag): Id<TagId>, fields: Fields) -> Answer {
    let (name, version) = (fields.text("name").to_owned(), fields.value("version"));
    let done =
        web.desk.change(here.seat.actor.clone(), move |tx| ticket::rename_tag(tx, tag, &name, Some(version?))).await;
    match tried(&here, done, &fields, |_| "name")? {
        Ok(_) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, Some(tag), again.form).await?)),
    }
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(tag): Id<TagId>, fields: Fields) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::remove_tag(tx, tag)).await;
    match tried(&here, done, &fields, above)? {
        Ok(()) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, Some(tag), again.form).await?)),
    }
}

async fn page(web: &Web, here: &Here, id: Option<TagId>, form: Form) -> Result<TagPage<'static>, Failure> {
    let asked = ask(web, here, Permission::ManageTags, move |read| {
        let tag = ticket::tags(read)?.into_iter().find(|tag| Some(tag.id) == id);
        if tag.is_some() == id.is_some() { Ok(tag) } else { Err(Error::Missing) }
    });
    let Asked { shell, frame, found: tag } = asked.await?;
    let form = match &tag {
        Some(tag) => form.or("name", &tag.name).or("version", tag.version),
        None => form,
    };
    Ok(TagPage { shell, frame, tag, form })
}
