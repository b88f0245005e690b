//! The layer of the environment: `KIPPU_LISTEN`, and `KIPPU_DATABASE_FILE` for what should not stand in a variable.

use super::keys::{self, KEYS, Key, Mask};
use super::layers::{Said, Source, Value};
use super::refusal::ConfigRefusal;
use std::collections::BTreeMap;

type Environment = BTreeMap<String, String>;

/// An empty variable says nothing, as in `KIPPU_SMTP= kippu serve`.
pub fn read(environment: &Environment) -> Result<Said, ConfigRefusal> {
    environment.keys().try_for_each(|name| refuse_a_slip(name))?;
    let said = |key: &'static Key| Some(value(environment, key).transpose()?.map(|value| (key.name, value)));
    KEYS.iter().filter_map(said).collect()
}

fn value(environment: &Environment, key: &Key) -> Result<Option<Value>, ConfigRefusal> {
    let name = variable(key);
    let file = format!("{name}_FILE");
    let of = |name: &str| environment.get(name).filter(|text| !text.is_empty());
    match (of(&name), of(&file).filter(|_| key.mask != Mask::Open)) {
        (Some(text), _) => Ok(Some((text.clone(), Source::Environment(name)))),
        (None, Some(path)) => {
            let text = std::fs::read_to_string(path)
                .map_err(|error| ConfigRefusal::Unreadable { file: path.clone(), reason: error.to_string() })?;
            Ok(Some((text.trim().to_owned(), Source::Environment(file))))
        }
        (None, None) => Ok(None),
    }
}

fn variable(key: &Key) -> String {
    format!("KIPPU_{}", key.name.to_ascii_uppercase())
}

/// Refuses a name that is nearly one of ours. Others pass: Kubernetes sets `KIPPU_SERVICE_HOST` for a service called so.
fn refuse_a_slip(name: &str) -> Result<(), ConfigRefusal> {
    let Some(rest) = name.strip_prefix("KIPPU_") else { return Ok(()) };
    let key = rest.strip_suffix("_FILE").unwrap_or(rest).to_ascii_lowercase();
    match keys::nearest(&key) {
        _ if key == "config" => Ok(()),
        (nearest, 1..=2) => Err(ConfigRefusal::Unknown {
            place: "The environment".into(),
            key: name.into(),
            nearest: variable(nearest),
        }),
        _ => Ok(()),
    }
}
