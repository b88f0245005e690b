//! Fields that are computed: an expression over the keys of the others, in a sandbox that ends.

use super::{Answers, Book, Nature, Value, decimal, properties};
use crate::Refusal;
use minijinja::value::Value as Any;
use minijinja::{Environment, UndefinedBehavior};
use std::collections::BTreeMap;

const LONGEST: usize = 1_000;
const FUEL: u64 = 5_000;

/// Under which what items carry is found: `property.device.price`.
const PROPERTIES: &str = "property";

fn machine() -> Environment<'static> {
    let mut machine = Environment::new();
    machine.set_fuel(Some(FUEL));
    machine.set_recursion_limit(20);
    // What is not filled in is nothing, and an expression that needs it has no result.
    machine.set_undefined_behavior(UndefinedBehavior::Chainable);
    machine
}

/// Whether the expression can be used.
pub(super) fn sound(expression: &str) -> Result<(), Refusal> {
    if expression.trim().is_empty() || expression.chars().count() > LONGEST {
        return Err(Refusal::FormulaInvalid);
    }
    machine().compile_expression(expression).map(drop).map_err(|_| Refusal::FormulaInvalid)
}

/// What each computed field of a book is, given the others; a formula sees those that stand before it.
pub fn computed(book: &Book, answers: &Answers) -> Answers {
    let machine = machine();
    let mut known: BTreeMap<String, Any> = BTreeMap::new();
    for field in &book.fields {
        if let Some(value) = answers.get(&field.id) {
            known.insert(field.key.clone(), seen(&field.nature, value));
        }
    }
    known.entry(PROPERTIES.to_owned()).or_insert_with(|| of_items(book, answers));
    let mut results = Answers::new();
    for field in &book.fields {
        let Nature::Formula { expression, digits } = &field.nature else { continue };
        let result = machine.compile_expression(expression).ok().and_then(|it| it.eval(&known).ok());
        known.remove(&field.key);
        if let Some(number) = result.as_ref().and_then(|result| scaled(result, *digits)) {
            known.insert(field.key.clone(), Any::from(number as f64 / 10_f64.powi(i32::from(*digits))));
            results.insert(field.id, Value::Number(number));
        }
    }
    results
}

/// What the chosen items carry, by the key of the field and the name; numbers as numbers, of several items the first.
fn of_items(book: &Book, answers: &Answers) -> Any {
    let mut known: BTreeMap<String, BTreeMap<String, Any>> = BTreeMap::new();
    for field in &book.fields {
        let Some(Value::Items(ids)) = answers.get(&field.id) else { continue };
        let own = known.entry(field.key.clone()).or_default();
        for (name, value) in ids.iter().flat_map(|id| properties(field.nature.items(), *id)) {
            let seen = || match value.parse::<f64>() {
                Ok(number) if number.is_finite() => Any::from(number),
                Ok(_) | Err(_) => Any::from(value),
            };
            own.entry(name.to_owned()).or_insert_with(seen);
        }
    }
    Any::from_pairs(known.into_iter().map(|(key, own)| (key, Any::from_pairs(own))))
}

/// Numbers as they are written, items by their English names, days and times in seconds.
fn seen(nature: &Nature, value: &Value) -> Any {
    match value {
        Value::Text(text) => Any::from(text.clone()),
        Value::Number(number) => match nature.shape() {
            super::Shape::Amount(0) => Any::from(*number),
            super::Shape::Amount(digits) => Any::from(*number as f64 / 10_f64.powi(i32::from(digits))),
            _ => Any::from(*number),
        },
        Value::Moment(moment) => Any::from(moment.0 / 1_000),
        Value::Yes => Any::from(true),
        Value::Items(ids) => {
            let name = |id| {
                nature.items().iter().find(|item| item.id == id).map(|item| item.label.shown(base::Language::English))
            };
            let names: Vec<&str> = ids.iter().filter_map(|id| name(*id)).collect();
            Any::from(names.join(", "))
        }
        Value::Person(id) => Any::from(id.0),
        Value::Organization(id) => Any::from(id.0),
        Value::Ticket(number) => Any::from(number.0),
        Value::Object(id) => Any::from(id.0),
        Value::Files(files) => Any::from(files.len() as i64),
    }
}

fn scaled(result: &Any, digits: u8) -> Option<i64> {
    if result.is_undefined() || result.is_none() {
        return None;
    }
    if let Some(whole) = result.as_i64().filter(|_| result.is_integer()) {
        return whole.checked_mul(10_i64.pow(u32::from(digits)));
    }
    let text = match f64::try_from(result.clone()) {
        Ok(number) if number.is_finite() && number.abs() < 1e15 => format!("{number:.*}", usize::from(digits)),
        Ok(_) => return None,
        Err(_) => result.as_str()?.to_owned(),
    };
    decimal(&text, digits).ok()
}
