//! `/people/{id}/keys`: a key that somebody got another way or looks for, and what is decided about one.

use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::person::{again, path};
use super::said::Said;
use crate::Web;
use crate::admin::tried::tried;
use crate::answer::Answer;
use axum::extract::State;
use desk::channel::{KeyTrust, MailKeyId};
use desk::people::PersonId;
use desk::{Done, Refusal};
use service::channel;

pub async fn create(State(web): State<Web>, here: Here, Id(id): Id<PersonId>, fields: Fields) -> Answer {
    let done = match fields.text("act") {
        "find" => find(&web, &here, id).await,
        _ => add(&web, &here, id, &fields).await,
    };
    settled(&web, &here, id, done, &fields).await
}

async fn find(web: &Web, here: &Here, id: PersonId) -> Done<()> {
    let by = here.seat.actor.clone();
    let addresses = web.desk.change(by.clone(), move |tx| {
        channel::may_decide_keys(tx, id)?;
        channel::addresses_for_keys(tx, id)
    });
    let found = (web.locksmith.find)(addresses.await?).await;
    web.desk.change(by, move |tx| channel::add_found_keys(tx, id, found)).await
}

async fn add(web: &Web, here: &Here, id: PersonId, fields: &Fields) -> Done<()> {
    let read = (web.locksmith.read_public)(fields.text("key").as_bytes().to_vec()).await;
    web.desk
        .change(here.seat.actor.clone(), move |tx| {
            let keys = read.map_err(desk::Error::from);
            // Whoever may not change the person hears that, and nothing about the key.
            let first = keys.and_then(|keys| keys.into_iter().next().ok_or(Refusal::KeyUnreadable.into()));
            channel::may_decide_keys(tx, id)?;
            channel::add_person_key(tx, id, first?).map(drop)
        })
        .await
}

pub async fn update(
    State(web): State<Web>,
    here: Here,
    Id((id, key)): Id<(PersonId, MailKeyId)>,
    fields: Fields,
) -> Answer {
    let act = fields.text("act").to_owned();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| match act.as_str() {
        "trust" => channel::decide_mail_key(tx, id, key, KeyTrust::Trusted),
        "distrust" => channel::decide_mail_key(tx, id, key, KeyTrust::Distrusted),
        "remove" => channel::remove_person_key(tx, id, key),
        _ if channel::mail_keys_of_person(tx, id)?.iter().any(|own| own.id == key) => {
            Err(Refusal::FormIncomplete.into())
        }
        _ => Err(desk::Error::Missing),
    });
    settled(&web, &here, id, done.await, &fields).await
}

async fn settled(web: &Web, here: &Here, id: PersonId, done: Done<()>, fields: &Fields) -> Answer {
    match tried(here, done, fields, |_| "key")? {
        Ok(()) => Ok(here.go(&path(id), Said::Saved)),
        Err(refused) => again(web, here, id, refused).await,
    }
}
