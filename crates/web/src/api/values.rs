//! What stands in fields, as programs send it and are told it.

use super::caller::Caller;
use super::problem::{FieldNo, of_fields};
use axum::response::Response;
use desk::Refusal;
use desk::form::{Book, Field, FieldId, HTML, ItemId, Nature, Value};
use serde_json::{Map, Number, Value as Json, json};
use service::form::Called;

/// What each field is sent as what somebody would type; else which of them are none of these, or not to be filled in.
pub fn typed(caller: &Caller, book: &Book, sent: &Map<String, Json>) -> Result<Vec<(FieldId, Vec<String>)>, Response> {
    let (mut all, mut wrong) = (Vec::new(), Vec::new());
    for (key, value) in sent {
        match book.keyed(key).filter(|field| field.active && !field.nature.is_computed()) {
            // A field of files is filled in on its page.
            Some(field) if matches!(field.nature, Nature::File { .. }) => {
                wrong.push(FieldNo::new(caller, key, "api-field-unknown"));
            }
            Some(field) => match texts(value) {
                Some(texts) => all.push((field.id, texts)),
                None => wrong.push(FieldNo::new(caller, key, "api-parameter-value")),
            },
            None => wrong.push(FieldNo::new(caller, key, "api-field-unknown")),
        }
    }
    if wrong.is_empty() { Ok(all) } else { Err(of_fields(caller, wrong)) }
}

/// Why some of it was not taken, by the keys of the fields.
pub fn refused(caller: &Caller, book: &Book, wrong: &[(FieldId, Refusal)]) -> Response {
    let key = |id: FieldId| book.field(id).map_or("", |field| field.key.as_str());
    of_fields(caller, wrong.iter().map(|(id, why)| FieldNo::new(caller, key(*id), why.key())).collect())
}

/// `null` empties a field; a list is for those that take several; what has an id may come with it, as it is told.
fn texts(value: &Json) -> Option<Vec<String>> {
    match value {
        Json::Null => Some(Vec::new()),
        Json::Array(all) if all.len() <= 500 => all.iter().map(text).collect(),
        Json::Array(_) => None,
        one => text(one).map(|text| vec![text]),
    }
}

fn text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(yes) => Some(if *yes { "on" } else { "off" }.to_owned()),
        Json::Object(parts) => match (parts.get("id"), parts.get("html")) {
            (Some(Json::Number(id)), None) => Some(id.to_string()),
            (None, Some(Json::String(html))) => Some(format!("{HTML}{html}")),
            _ => None,
        },
        Json::Null | Json::Array(_) => None,
    }
}

/// All of them by their keys; those in which nothing stands are `null`.
pub fn told<'a>(
    caller: &Caller,
    fields: impl Iterator<Item = (&'a Field, Option<&'a Value>)>,
    called: &Called,
) -> Map<String, Json> {
    let one = |(field, value): (&Field, Option<&Value>)| {
        (field.key.clone(), value.map_or(Json::Null, |value| of(caller, field, value, called)))
    };
    fields.map(one).collect()
}

fn of(caller: &Caller, field: &Field, value: &Value, called: &Called) -> Json {
    let named = |id: i64, name: Option<&String>| json!({ "id": id, "name": name });
    match value {
        Value::Text(html) if field.nature == Nature::RichText => json!({ "html": html }),
        Value::Text(text) => json!(text),
        Value::Number(_) => {
            let plain = field.typed(value, "UTC").concat();
            plain.parse::<Number>().map_or(Json::String(plain), Json::Number)
        }
        Value::Moment(_) if field.nature == Nature::Date => json!(field.typed(value, "UTC").concat()),
        Value::Moment(at) => json!(at.rfc3339()),
        Value::Yes => json!(true),
        Value::Items(ids) => {
            let item = |id: &ItemId| named(id.0, Some(&spoken(caller, field, *id)));
            match field.nature {
                Nature::Choices { .. } => ids.iter().map(item).collect(),
                _ => ids.first().map_or(Json::Null, item),
            }
        }
        Value::Person(id) => named(id.0, called.people.get(id)),
        Value::Organization(id) => named(id.0, called.organizations.get(id)),
        Value::Object(id) => named(id.0, called.objects.get(id)),
        Value::Ticket(number) => json!(number.0),
        Value::Files(files) => files.iter().map(|file| json!({ "name": file.name, "bytes": file.size })).collect(),
    }
}

pub fn spoken(caller: &Caller, field: &Field, item: ItemId) -> String {
    desk::form::spoken(field.nature.items(), item, caller.words.language())
}
