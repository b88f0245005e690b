//! The layer of the file: TOML without tables, one key a line.

use super::keys;
use super::layers::{Said, Source};
use super::refusal::ConfigRefusal;
use std::io::ErrorKind;
use std::path::Path;

/// The file somebody named: it must be there.
pub fn named(path: &Path) -> Result<Said, ConfigRefusal> {
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
    said(path, &text)
}

/// `kippu.toml` in the data folder, where there is one.
pub fn in_folder(data: &Path) -> Result<Said, ConfigRefusal> {
    let path = data.join("kippu.toml");
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            let said = said(&path, &text)?;
            match said.contains_key("data") {
                true => Err(ConfigRefusal::DataInItself { file: path.display().to_string() }),
                false => Ok(said),
            }
        }
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(Said::new()),
        Err(error) => Err(unreadable(&path, &error)),
    }
}

fn said(path: &Path, text: &str) -> Result<Said, ConfigRefusal> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| unreadable(path, &error))?;
    table
        .into_iter()
        .map(|(name, value)| match keys::find(&name) {
            Some(key) => Ok((key.name, (plain(value), Source::File(path.to_owned())))),
            None => Err(unknown(path, &name)),
        })
        .filter(|said| !matches!(said, Ok((_, (text, _))) if text.is_empty()))
        .collect()
}

/// The value as the other layers would write it: `proxies = ["127.0.0.1", "10.0.0.0/8"]` has commas between.
fn plain(value: toml::Value) -> String {
    match value {
        toml::Value::String(text) => text,
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Float(number) => number.to_string(),
        toml::Value::Boolean(yes) => yes.to_string(),
        toml::Value::Datetime(moment) => moment.to_string(),
        toml::Value::Array(values) => values.into_iter().map(plain).collect::<Vec<_>>().join(","),
        toml::Value::Table(_) => "a table".to_owned(),
    }
}

fn unknown(path: &Path, name: &str) -> ConfigRefusal {
    let (nearest, _) = keys::nearest(name);
    ConfigRefusal::Unknown { place: path.display().to_string(), key: name.into(), nearest: nearest.name.into() }
}

fn unreadable(path: &Path, error: &dyn std::fmt::Display) -> ConfigRefusal {
    ConfigRefusal::Unreadable { file: path.display().to_string(), reason: error.to_string().trim_end().to_owned() }
}
