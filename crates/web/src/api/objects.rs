//! `/api/v1/objects` and `/api/v1/object-types`: what a desk keeps beside tickets.

use super::body::{Body, read};
use super::caller::Caller;
use super::parameters;
use super::values::{refused, spoken, told, typed};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::id::Id;
use crate::answer::{Answer, Failure};
use crate::host;
use crate::profiles::fields_were_wrong;
use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use desk::form::{Ask, Audience, Book, Field, FieldId, Owner};
use desk::object::{Object, ObjectId, ObjectType, Right};
use desk::{Done, Error};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use service::form::{self, Filling};
use service::object::{self, After, ObjectPage, Sort};
use service::{Read, Tx};

/// Objects on a page, unless it says otherwise; and at most.
const LENGTH: usize = 50;
const LONGEST: usize = 200;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewObject {
    /// The word of its type.
    r#type: String,
    name: String,
    #[serde(default)]
    fields: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    /// None: as it is called now.
    name: Option<String>,
    #[serde(default)]
    fields: Map<String, Value>,
    /// The one that was read; none: whatever it is now.
    version: Option<i64>,
}

#[derive(Serialize)]
struct Shown<'a> {
    id: ObjectId,
    r#type: &'a str,
    name: &'a str,
    url: String,
    fields: Map<String, Value>,
    removed: bool,
    version: i64,
    created_at: String,
    updated_at: String,
}

#[derive(Serialize)]
struct Page<'a> {
    /// Exactly, up to ten thousand.
    count: i64,
    /// There are more than that.
    more: bool,
    objects: Vec<Shown<'a>>,
    /// Where the next page is.
    next: Option<String>,
}

#[derive(Serialize)]
struct Kind {
    r#type: String,
    name: String,
    /// `see`, `edit` or `manage`.
    right: &'static str,
    active: bool,
    fields: Vec<KindField>,
}

#[derive(Serialize)]
struct KindField {
    key: String,
    name: String,
    kind: &'static str,
    required: bool,
    computed: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<KindItem>,
}

#[derive(Serialize)]
struct KindItem {
    id: desk::form::ItemId,
    name: String,
}

pub async fn types(State(web): State<Web>, caller: Caller) -> Answer {
    let asked = web.desk.ask(caller.actor.clone(), |read| {
        let all = object::object_types(read)?;
        all.into_iter()
            .map(|(of, right)| Ok((object::object_fields(read, of.id)?, of, right)))
            .collect::<Done<Vec<_>>>()
    });
    let found = asked.await.map_err(|error| caller.fail(error))?;
    let all: Vec<Kind> = found.iter().map(|(book, of, right)| kind(&caller, book, of, *right)).collect();
    Ok(Json(serde_json::json!({ "types": all })).into_response())
}

fn kind(caller: &Caller, book: &Book, of: &ObjectType, right: Right) -> Kind {
    let field = |field: &Field| KindField {
        key: field.key.clone(),
        name: field.label.shown(caller.words.language()).to_owned(),
        kind: field.nature.kind(),
        required: field.ask(Audience::Agent) == Ask::Required,
        computed: field.nature.is_computed(),
        items: {
            let item = |item: &desk::form::Item| KindItem { id: item.id, name: spoken(caller, field, item.id) };
            field.nature.items().iter().filter(|item| !item.inactive && !item.heading).map(item).collect()
        },
    };
    Kind {
        r#type: of.key.clone(),
        name: of.name(caller.words.language()).to_owned(),
        right: right.name(),
        active: of.wish.active,
        fields: book.fields.iter().filter(|field| field.active).map(field).collect(),
    }
}

pub async fn index(State(web): State<Web>, caller: Caller, RawQuery(raw): RawQuery, headers: HeaderMap) -> Answer {
    let fields = Fields::read(raw.unwrap_or_default().as_bytes());
    let wish = match wished(&caller, &fields) {
        Ok(wish) => wish,
        Err(no) => return Ok(no),
    };
    let url = host::url(&web, &headers);
    let Wished { of, find, sort, after, limit } = wish.clone();
    let asked = web.desk.ask(caller.actor.clone(), move |read| {
        let of = keyed(read, &of)?;
        object::objects(read, of.id, &find, sort, after, limit)
    });
    let found = asked.await.map_err(|error| caller.fail(error))?;
    let none = desk::form::Answers::new();
    let fields = |one: &Object| {
        let answers = found.answers.get(&one.id).unwrap_or(&none);
        told(&caller, found.book.fields.iter().map(|field| (field, answers.get(&field.id))), &found.called)
    };
    Ok(Json(Page {
        count: found.total,
        more: found.more,
        objects: found.objects.iter().map(|one| drawn(one, &found.of.key, fields(one), &url)).collect(),
        next: found.next.as_ref().map(|after| wish.next(after, &url)),
    })
    .into_response())
}

#[derive(Clone)]
struct Wished {
    of: String,
    find: String,
    sort: Sort,
    after: Option<After>,
    limit: usize,
}

impl Wished {
    fn next(&self, after: &After, url: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("type", &self.of).append_pair("find", &self.find).append_pair("order", &self.sort.name());
        query
            .append_pair("limit", &self.limit.to_string())
            .append_pair("after", &format!("{}.{}", after.id, after.key));
        format!("{url}/api/v1/objects?{}", query.finish())
    }
}

fn wished(caller: &Caller, fields: &Fields) -> Result<Wished, Response> {
    parameters::only(caller, fields, &["type", "find", "order", "limit", "after"])?;
    let wrong = |name: &str| parameters::wrong(caller, name);
    let after = match fields.text("after") {
        "" => None,
        text => {
            let (id, key) = text.split_once('.').ok_or_else(|| wrong("after"))?;
            Some(After { id: id.parse().map_err(|_| wrong("after"))?, key: key.to_owned() })
        }
    };
    let limit = parameters::whole(caller, fields, "limit", LENGTH, 1..=LONGEST)?;
    let order = fields.text("order");
    let sort = Sort::named(order);
    if !order.is_empty() && sort.name() != order {
        return Err(wrong("order"));
    }
    Ok(Wished { of: fields.text("type").to_owned(), find: fields.text("find").to_owned(), sort, after, limit })
}

pub async fn show(State(web): State<Web>, caller: Caller, Id(id): Id<ObjectId>, headers: HeaderMap) -> Answer {
    let page = page(&web, &caller, id).await?;
    Ok(Json(of_page(&caller, &page, &host::url(&web, &headers))).into_response())
}

pub async fn create(State(web): State<Web>, caller: Caller, headers: HeaderMap, body: Body) -> Answer {
    let wish: NewObject = match caller.may_change().and_then(|()| read(&caller, body)) {
        Ok(wish) => wish,
        Err(no) => return Ok(no),
    };
    let word = wish.r#type.clone();
    let asked = web.desk.ask(caller.actor.clone(), move |read| {
        let of = keyed(read, &word)?;
        Ok((of.id, object::object_fields(read, of.id)?))
    });
    let (of, book) = asked.await.map_err(|error| caller.fail(error))?;
    let mut given = match typed(&caller, &book, &wish.fields) {
        Ok(given) => given,
        Err(no) => return Ok(no),
    };
    // What must stand and is not sent is wrong like what is sent empty.
    let required = book.fields.iter().filter(|field| field.active && field.ask(Audience::Agent) == Ask::Required);
    let missing: Vec<FieldId> =
        required.map(|field| field.id).filter(|id| !given.iter().any(|(other, _)| other == id)).collect();
    given.extend(missing.into_iter().map(|id| (id, Vec::new())));
    let filling = Filling { typed: given, zone: caller.zone.clone() };
    let again = filling.clone();
    let done =
        web.desk.change(caller.actor.clone(), move |tx: &mut Tx| object::create_object(tx, of, &wish.name, &filling));
    match done.await {
        Ok(id) => {
            let (page, url) = (page(&web, &caller, id).await?, host::url(&web, &headers));
            let place = [(header::LOCATION, format!("{url}/api/v1/objects/{id}"))];
            Ok((StatusCode::CREATED, place, Json(of_page(&caller, &page, &url))).into_response())
        }
        Err(error) if fields_were_wrong(&error) => {
            wrong(&web, &caller, &book, move |read| form::wrong_with_new(read, of, &again)).await
        }
        Err(error) => Err(caller.fail(error)),
    }
}

pub async fn update(
    State(web): State<Web>,
    caller: Caller,
    Id(id): Id<ObjectId>,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let wish: Changes = match caller.may_change().and_then(|()| read(&caller, body)) {
        Ok(wish) => wish,
        Err(no) => return Ok(no),
    };
    let before = page(&web, &caller, id).await?;
    let given = match typed(&caller, &before.profile.book, &wish.fields) {
        Ok(given) => given,
        Err(no) => return Ok(no),
    };
    let filling = Filling { typed: given, zone: caller.zone.clone() };
    let again = filling.clone();
    let (name, version) = (wish.name.unwrap_or(before.object.name), wish.version.unwrap_or(before.object.version));
    let change = move |tx: &mut Tx| object::change_object(tx, id, &name, &filling, version);
    match web.desk.change(caller.actor.clone(), change).await {
        Ok(()) => show(State(web), caller, Id(id), headers).await,
        Err(error) if fields_were_wrong(&error) => {
            let book = &before.profile.book;
            wrong(&web, &caller, book, move |read| form::wrong_with(read, Owner::Object(id), &again)).await
        }
        Err(error) => Err(caller.fail(error)),
    }
}

pub async fn remove(State(web): State<Web>, caller: Caller, Id(id): Id<ObjectId>) -> Answer {
    if let Err(no) = caller.may_change() {
        return Ok(no);
    }
    let version = page(&web, &caller, id).await?.object.version;
    let done = web.desk.change(caller.actor.clone(), move |tx| object::remove_object(tx, id, version)).await;
    done.map_err(|error| caller.fail(error))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub async fn restore(State(web): State<Web>, caller: Caller, Id(id): Id<ObjectId>, headers: HeaderMap) -> Answer {
    if let Err(no) = caller.may_change() {
        return Ok(no);
    }
    let done = web.desk.change(caller.actor.clone(), move |tx| object::restore_object(tx, id)).await;
    done.map_err(|error| caller.fail(error))?;
    show(State(web), caller, Id(id), headers).await
}

/// The type that has this word, as far as the one who asks may see it.
fn keyed(read: &mut Read, word: &str) -> Done<ObjectType> {
    let all = object::object_types(read)?;
    all.into_iter().map(|(of, _)| of).find(|of| of.key == word).ok_or(Error::Missing)
}

async fn page(web: &Web, caller: &Caller, id: ObjectId) -> Result<ObjectPage, Failure> {
    let asked = web.desk.ask(caller.actor.clone(), move |read| object::object(read, id)).await;
    asked.map_err(|error| caller.fail(error))
}

async fn wrong(
    web: &Web,
    caller: &Caller,
    book: &Book,
    ask: impl FnOnce(&mut Read) -> Done<Vec<(FieldId, desk::Refusal)>> + Send + 'static,
) -> Answer {
    let asked = web.desk.ask(caller.actor.clone(), ask).await;
    let wrong = asked.map_err(|error| caller.fail(error))?;
    Ok(refused(caller, book, &wrong))
}

fn of_page<'a>(caller: &Caller, page: &'a ObjectPage, url: &str) -> Shown<'a> {
    let profile = &page.profile;
    let field = |(id, _): &(FieldId, Ask)| Some((profile.book.field(*id)?, profile.answers.get(id)));
    let fields = told(caller, profile.asks.iter().filter_map(field), &profile.called);
    drawn(&page.object, &page.of.key, fields, url)
}

fn drawn<'a>(object: &'a Object, word: &'a str, fields: Map<String, Value>, url: &str) -> Shown<'a> {
    Shown {
        id: object.id,
        r#type: word,
        name: &object.name,
        url: format!("{url}/objects/{}", object.id),
        fields,
        removed: object.removed_at.is_some(),
        version: object.version,
        created_at: object.created_at.rfc3339(),
        updated_at: object.updated_at.rfc3339(),
    }
}
