//! Fields that stand in no form, as a page draws them and a browser sends them: of people, organisations, teams and objects.

use crate::agent::fields::Fields;
use crate::blanks::given;
use base::Language;
use desk::form::{Answers, Ask, Book, Eyes, Field, FieldId, Value};
use desk::{Error, Refusal};
use service::form::{Called, Filling, Profile};
use views::admin::Form;
use views::form::{Blank, choices};

/// Every `field-…` of a form.
pub fn filling(fields: &Fields, zone: &str) -> Filling {
    Filling { typed: given(fields, zone).typed, zone: zone.to_owned() }
}

/// What was typed and not taken, with the reasons; nothing: the page is drawn from what is kept.
#[derive(Default)]
pub struct Again {
    pub filling: Filling,
    pub wrong: Vec<(FieldId, Refusal)>,
    /// Above the fields.
    pub form: Form,
}

/// Each field as it is to be filled in, or only read where the one who looks may not. `at` is the page of whoever has them.
pub fn drawn(
    profile: &Profile,
    again: &Again,
    (language, zone): (Language, &str),
    (at, editable): (&str, bool),
) -> Vec<Blank> {
    let others = |name: &str| keyed(&profile.book, &profile.answers, name, profile.called.eyes(language, zone));
    let one = |(id, ask): &(FieldId, Ask)| {
        let field = profile.book.field(*id)?;
        let value = profile.answers.get(id);
        let typed = again.filling.typed.iter().find(|(other, _)| other == id).map(|(_, typed)| typed.clone());
        let kept =
            || value.map(|value| typed_again(field, value, &profile.called, (language, zone))).unwrap_or_default();
        let values: Vec<String> = typed.unwrap_or_else(kept).into_iter().filter(|text| !text.is_empty()).collect();
        let chosen: Vec<_> = values.iter().filter_map(|id| id.parse().ok()).map(desk::form::ItemId).collect();
        let shown = || value.map(|value| field.shown(value, profile.called.eyes(language, zone))).unwrap_or_default();
        let locked = (*ask == Ask::Shown || !editable).then(shown);
        Some(Blank {
            choices: choices(field, language, None, &chosen),
            values,
            required: *ask == Ask::Required,
            leads: locked.is_some().then(|| value.and_then(|value| leads(field, value, others))).flatten(),
            locked,
            files_at: Some(files_at(field, at)),
            reason: again.wrong.iter().find(|(other, _)| other == id).map(|(_, refusal)| refusal.key()),
            ..Blank::of(field, language)
        })
    };
    profile.asks.iter().filter_map(one).collect()
}

/// What has a name stands in a field of text by it and not by a number.
fn typed_again(field: &Field, value: &Value, called: &Called, eyes: (Language, &str)) -> Vec<String> {
    match value {
        Value::Person(_) | Value::Organization(_) | Value::Object(_) => {
            vec![field.shown(value, called.eyes(eyes.0, eyes.1))]
        }
        Value::Text(_) | Value::Number(_) | Value::Moment(_) | Value::Yes | Value::Items(_) | Value::Ticket(_) => {
            field.typed(value, eyes.1)
        }
        Value::Files(_) => field.typed(value, eyes.1),
    }
}

/// Where the files of a field lie beneath the page of whoever has it.
fn files_at(field: &Field, at: &str) -> String {
    format!("{at}/fields/{}/files", field.id)
}

/// Files that stand in a field: each by its name, and where it lies.
pub fn files(field: &Field, value: &Value, at: &str) -> Vec<(String, String)> {
    let Value::Files(files) = value else { return Vec::new() };
    let at = files_at(field, at);
    files.iter().map(|file| (file.name.clone(), format!("{at}/{}", file.digest))).collect()
}

/// What stands in the field of this key, as an address says it.
pub fn keyed(book: &Book, answers: &Answers, key: &str, eyes: Eyes) -> Option<String> {
    let field = book.keyed(key)?;
    let value = answers.get(&field.id)?;
    Some(match value {
        Value::Number(_) | Value::Moment(_) | Value::Ticket(_) => field.typed(value, eyes.zone).concat(),
        Value::Text(_) | Value::Yes | Value::Items(_) | Value::Files(_) => field.shown(value, eyes),
        Value::Person(_) | Value::Organization(_) | Value::Object(_) => field.shown(value, eyes),
    })
}

/// Where a value leads an agent. `others`: what else the address of a link names.
pub fn leads(field: &Field, value: &Value, others: impl Fn(&str) -> Option<String>) -> Option<String> {
    match value {
        Value::Text(text) => field.nature.link(text, others),
        Value::Person(id) => Some(format!("/people/{id}")),
        Value::Organization(id) => Some(format!("/organizations/{id}")),
        Value::Ticket(number) => Some(format!("/tickets/{number}")),
        Value::Object(id) => Some(format!("/objects/{id}")),
        Value::Number(_) | Value::Moment(_) | Value::Yes | Value::Items(_) | Value::Files(_) => None,
    }
}

/// The fields were wrong, and not what was asked.
pub const fn fields_were_wrong(error: &Error) -> bool {
    matches!(error, Error::Refused(Refusal::FieldsWrong))
}
