//! The layers a value can come from, and which one won.

use super::keys::{self, KEYS, Key, Mask};
use super::refusal::ConfigRefusal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

/// What was said on the command line, as it was typed. `None` leaves a key to the other layers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Flags {
    /// The file to read instead of `kippu.toml` in the data folder.
    pub config: Option<String>,
    pub data: Option<String>,
    pub listen: Option<String>,
    pub public_url: Option<String>,
    pub database: Option<String>,
    pub database_read: Option<String>,
    pub lmtp: Option<String>,
    pub smtp: Option<String>,
    pub blobs: Option<String>,
    pub log: Option<String>,
    pub log_format: Option<String>,
    pub workers: Option<String>,
    pub dns: Option<String>,
}

impl Flags {
    fn said(&self, name: &str) -> Option<String> {
        let all = serde_json::to_value(self).ok()?;
        all.get(name)?.as_str().map(str::to_owned)
    }
}

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    Default,
    File(PathBuf),
    /// The name of the variable.
    Environment(String),
    Flag(&'static str),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => write!(f, "file {}", path.display()),
            Self::Environment(name) => write!(f, "environment {name}"),
            Self::Flag(name) => write!(f, "flag --{}", name.replace('_', "-")),
        }
    }
}

/// One line of the effective configuration, fit to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    pub key: &'static str,
    pub value: String,
    pub source: Source,
}

/// A text and where it was said.
pub type Value = (String, Source);

/// What one layer says for each key.
pub type Said = BTreeMap<&'static str, Value>;

/// The winning text for each key.
pub struct Layers(Said);

impl Layers {
    pub fn gather(flags: &Flags, environment: &BTreeMap<String, String>) -> Result<Self, ConfigRefusal> {
        let mut won = Said::new();
        won.extend(KEYS.iter().filter_map(|key| Some((key.name, (key.default?.to_owned(), Source::Default)))));
        let mut above = super::environment::read(environment)?;
        above.extend(KEYS.iter().filter_map(|key| Some((key.name, (flags.said(key.name)?, Source::Flag(key.name))))));
        let named = flags.config.as_ref().or(environment.get("KIPPU_CONFIG")).filter(|file| !file.is_empty());
        let below = match named {
            Some(file) => super::file::named(file.as_ref())?,
            None => {
                let (data, _) = above.get("data").or(won.get("data")).expect("the data folder has a default");
                super::file::in_folder(data.as_ref())?
            }
        };
        won.extend(below);
        won.extend(above);
        Ok(Self(won))
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|(text, _)| text.as_str())
    }

    /// The value of a key, if one was said.
    pub fn may<T>(&self, name: &str, read: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, ConfigRefusal> {
        match self.0.get(name) {
            Some((text, source)) => read(text).map(Some).ok_or_else(|| wrong(name, text, source)),
            None => Ok(None),
        }
    }

    /// The value of a key that has a default.
    pub fn must<T>(&self, name: &str, read: impl FnOnce(&str) -> Option<T>) -> Result<T, ConfigRefusal> {
        Ok(self.may(name, read)?.expect("a key without a value has a default"))
    }

    pub fn settings(&self) -> Vec<Setting> {
        KEYS.iter().map(|key| self.setting(key)).collect()
    }

    fn setting(&self, key: &Key) -> Setting {
        match self.0.get(key.name) {
            Some((text, source)) => Setting { key: key.name, value: masked(key.mask, text), source: source.clone() },
            None => Setting { key: key.name, value: format!("({})", key.unset), source: Source::Default },
        }
    }
}

fn wrong(name: &str, text: &str, source: &Source) -> ConfigRefusal {
    let key = keys::find(name).expect("only keys of the list have values");
    ConfigRefusal::Wrong { key: key.name, value: masked(key.mask, text), origin: source.clone(), right: key.right }
}

fn masked(mask: Mask, text: &str) -> String {
    match mask {
        Mask::Open => text.to_owned(),
        Mask::Password => without_password(text),
        Mask::Whole => "…".to_owned(),
    }
}

/// A URL whose password is not shown; what is no URL might be anything and is not shown at all.
fn without_password(text: &str) -> String {
    match url::Url::parse(&super::values::first_server(text)) {
        Ok(mut url) => {
            let secret = url.password().is_some() || url.query().is_some();
            url.set_query(None);
            let _ = url.set_password(None);
            format!("{url}{}", if secret { " (password hidden)" } else { "" })
        }
        Err(_) => "…".to_owned(),
    }
}
