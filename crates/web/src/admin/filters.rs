//! `/admin/filters`: what is done with a message before a ticket is made of it.

mod page;
mod trial;

use super::tried::{order, tried, typed};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::agent::sketch::Sketch;
use crate::agent::ticket::change::names;
use crate::answer::{Answer, Speak};
use axum::extract::State;
use axum::http::StatusCode;
use desk::channel::{FilterId, FilterWish, Keep, Sets, Way};
use desk::condition::{Feature, Field, Realm};
use desk::form::FieldId;
use desk::people::{PersonId, TeamId};
use desk::ticket::{Kind, Priority};
use desk::{Done, Permission, Refusal};
use page::{Shown, index_of, page};
use service::{Tx, channel, ticket};
pub use trial::index as try_out;

const INDEX: &str = "/admin/filters";
/// `drop:0.1.2.3.4`
const LONGEST_ACT: usize = 40;

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    index_of(&web, &here).await
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, None, Shown::of(&FilterWish::default(), &[])).await?))
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let lying = lying(&here, &fields)?;
    if fields.text("act") != "save" {
        may(&web, &here).await?;
        return Ok(here.show_again(StatusCode::OK, &page(&web, &here, None, lying).await?));
    }
    let (form, sketch) = (fields.clone(), lying.sketch.clone());
    let create = move |tx: &mut Tx| {
        let wish = wish(tx, &form, &sketch)?;
        channel::create_filter(tx, wish)
    };
    let done = web.desk.change(here.seat.actor.clone(), create).await;
    settled(&web, &here, None, done.map(drop), fields, lying).await
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<FilterId>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        let filter = channel::filter(read, id)?;
        let tags = ticket::tags(read)?;
        Ok(Shown::of(&filter.wish, &tags).at(filter.version))
    });
    let shown = asked.await.speak(&here.seat)?;
    Ok(here.show(&page(&web, &here, Some(id), shown).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<FilterId>, fields: Fields) -> Answer {
    web.desk.ask(here.seat.actor.clone(), move |read| channel::filter(read, id)).await.speak(&here.seat)?;
    let lying = lying(&here, &fields)?;
    if fields.text("act") != "save" {
        return Ok(here.show_again(StatusCode::OK, &page(&web, &here, Some(id), lying).await?));
    }
    let (form, sketch) = (fields.clone(), lying.sketch.clone());
    let change = move |tx: &mut Tx| {
        let (version, wish) = (form.value("version")?, wish(tx, &form, &sketch)?);
        channel::change_filter(tx, id, wish, version)
    };
    let done = web.desk.change(here.seat.actor.clone(), change).await;
    settled(&web, &here, Some(id), done, fields, lying).await
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<FilterId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::remove_filter(tx, id)).await;
    done.map(|()| here.go(INDEX, Said::Saved)).map_err(|error| here.fail(error))
}

pub async fn reorder(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let order: Result<Vec<FilterId>, Refusal> = order(&fields);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::order_filters(tx, &order?)).await;
    done.map(|()| here.done(INDEX, Said::Saved)).map_err(|error| here.fail(error))
}

async fn may(web: &Web, here: &Here) -> Result<(), crate::answer::Failure> {
    let asked = web.desk.ask(here.seat.actor.clone(), |read| read.actor().may(Permission::Configure));
    asked.await.speak(&here.seat)
}

/// The form as it lies, after its button.
fn lying(here: &Here, fields: &Fields) -> Result<Shown, crate::answer::Failure> {
    // A button of ours, or none.
    if fields.text("act").len() > LONGEST_ACT {
        return Err(here.fail(Refusal::FormIncomplete));
    }
    let mut sketch = Sketch::read_in(fields, Realm::Mail).map_err(|refusal| here.fail(refusal))?.grouped();
    sketch.act_with(fields.text("act"), Field::Mail(Feature::Subject));
    Ok(Shown { form: typed(fields), sketch })
}

async fn settled(web: &Web, here: &Here, id: Option<FilterId>, done: Done<()>, fields: Fields, lying: Shown) -> Answer {
    match tried(here, done, &fields, beside)? {
        Ok(()) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => {
            let (status, shown) = (again.status, Shown { form: again.form, ..lying });
            Ok(here.show_again(status, &page(web, here, id, shown).await?))
        }
    }
}

fn wish(tx: &mut Tx, form: &Fields, sketch: &Sketch) -> Done<FilterWish> {
    let on = |name: &str| match form.text(name) {
        "" => Ok(false),
        "on" => Ok(true),
        _ => Err(Refusal::FormIncomplete),
    };
    let incomplete = Refusal::FormIncomplete;
    let priority = match form.text("priority") {
        "" => None,
        word => Some(Priority::named(word).ok_or(incomplete)?),
    };
    let kind = match form.text("kind") {
        "" => None,
        word => Some(Kind::named(word).ok_or(incomplete)?),
    };
    let named: Vec<String> = names(form.text("tags")).collect();
    let tags = if named.is_empty() { Vec::new() } else { ticket::tags_named(tx, &named)? };
    let own = form
        .0
        .iter()
        .filter_map(|(name, value)| Some((FieldId(name.strip_prefix("set-")?.parse().ok()?), value.clone())));
    Ok(FilterWish {
        name: form.text("name").to_owned(),
        active: on("active")?,
        way: Way::named(form.text("way")).ok_or(incomplete)?,
        condition: sketch.condition()?,
        sets: Sets {
            team: form.maybe::<TeamId>("team")?,
            priority,
            kind,
            topic: form.maybe("topic")?,
            assignee: form.maybe::<PersonId>("assignee")?,
            tags,
            fields: own.collect(),
        },
        keep: Keep::named(form.text("keep")).ok_or(incomplete)?,
        silent: on("silent")?,
        stop: on("stop")?,
    })
}

/// What belongs to a part of the page stands there, all else above it.
const fn beside(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name",
        Refusal::FilterRefusesReplies => "keep",
        Refusal::FilterTooLong | Refusal::FilterGroupUnknown => "fields",
        Refusal::TooManyTags => "tags",
        Refusal::PatternWrong
        | Refusal::ConditionValue
        | Refusal::ConditionUnfit
        | Refusal::ConditionTooLarge
        | Refusal::ConditionEmptyGroup => "condition",
        _ => "",
    }
}
