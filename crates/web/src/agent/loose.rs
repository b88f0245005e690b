//! `/loose`: pictures within a text that is being written where no draft holds them; and files of its form, ahead of it or
//! after it was not taken.

use super::here::Here;
use super::id::Id;
use super::ticket::draft_files::{self, brought};
use super::ticket::images::{kept_as, picture, shown};
use crate::Web;
use crate::answer::{Answer, Failure};
use crate::large::Large;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use base::CleanHtml;
use desk::conversation::{MOST_ATTACHMENTS, NewAttachment};
use desk::{Done, Error};
use service::{Read, conversation};
use views::admin::Form;

/// The answer is its Content-ID.
pub async fn create(State(web): State<Web>, here: Here, form: Multipart) -> Answer {
    let image = match picture(&web, &here, form).await? {
        Ok(image) => image,
        Err(answer) => return Ok(answer),
    };
    let id = image.content_id.clone();
    let kept = web.desk.change(here.seat.actor.clone(), move |tx| conversation::keep_loose(tx, image)).await;
    kept_as(&here, kept, id)
}

/// One of one's own.
pub async fn show(State(web): State<Web>, here: Here, Id(image): Id<String>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| conversation::loose(read, &image)).await;
    shown(&web, &here, asked.map_err(|error| here.fail(error))?).await
}

/// `/loose/files`: keeps one as it is chosen; the answer is how the form shows it. A refusal is said in words.
pub async fn attach(State(web): State<Web>, here: Here, form: Large) -> Answer {
    let file = match brought(&web, &here, form).await? {
        Ok(file) => file,
        Err(answer) => return Ok(answer),
    };
    let id = conversation::content_id();
    let new = NewAttachment { content_id: Some(id.clone()), ..file.clone() };
    let kept = web.desk.change(here.seat.actor.clone(), move |tx| conversation::keep_loose(tx, new)).await;
    draft_files::shown(&web, &here, kept, &file, &id).await
}

/// `/loose/files/{kept}/remove`
pub async fn detach(State(web): State<Web>, here: Here, Id(kept): Id<String>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| conversation::forget_loose(tx, &kept)).await;
    done.map_err(|error| here.fail(error))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Files that came with a form which was not taken are kept: a browser would have to be given them again.
pub async fn with_files(web: &Web, here: &Here, form: Form, files: Vec<NewAttachment>) -> Result<Form, Failure> {
    if files.is_empty() {
        return Ok(form);
    }
    let named = |file| NewAttachment { content_id: Some(conversation::content_id()), ..file };
    let files: Vec<NewAttachment> = files.into_iter().map(named).collect();
    let ids: Vec<String> = files.iter().filter_map(|file| file.content_id.clone()).collect();
    let kept = web.desk.change(here.seat.actor.clone(), move |tx| {
        files.into_iter().try_for_each(|file| conversation::keep_loose(tx, file))
    });
    kept.await.map_err(|error| here.fail(error))?;
    Ok(ids.iter().fold(form, |form, id| form.with("kept", id)))
}

/// The pictures of a text, and what is still there of the files that came before.
pub fn kept_files(read: &mut Read, html: &str, ids: &[String]) -> Done<Vec<NewAttachment>> {
    let mut all = conversation::loose_of(read, &CleanHtml::clean(html), std::iter::empty())?;
    for id in ids.iter().take(MOST_ATTACHMENTS + 1) {
        match conversation::loose(read, id) {
            // The same one twice is one.
            Ok(file) if all.contains(&file) => {}
            Ok(file) => all.push(file),
            Err(Error::Missing) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(all)
}
