//! A condition within something else that is kept as JSON (`#[serde(with = "…")]`): as an object. What was kept when it stood
//! there as a text is read as well.

use super::Condition;
use super::json::value;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

pub fn serialize<S: Serializer>(condition: &Condition, to: S) -> Result<S::Ok, S::Error> {
    value(condition).serialize(to)
}

pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Condition, D::Error> {
    let text = match Value::deserialize(from)? {
        Value::String(text) => text,
        other => other.to_string(),
    };
    Condition::read(&text).map_err(|refusal| de::Error::custom(refusal.key()))
}
