//! What the palette finds on the server: places, a ticket by its number, people by name.

use crate::Shell;
use askama::Template;
use base::Language;
use base::words::{self, Words};
use std::sync::LazyLock;

#[derive(Template)]
#[template(path = "agent/palette.html")]
pub struct Palette<'a> {
    pub shell: Shell<'a>,
    pub groups: Vec<Group>,
}

pub struct Group {
    /// Key of its heading.
    pub key: &'static str,
    pub finds: Vec<Find>,
    pub puts: Vec<Put>,
}

/// What the ticket one is at takes by its name.
pub struct Put {
    pub icon: &'static str,
    /// `tag` or `macro`.
    pub what: &'static str,
    /// The tag's name, or what is typed for the macro.
    pub value: String,
    pub name: String,
    /// Key of what is done with it.
    pub key: &'static str,
}

pub struct Find {
    pub icon: &'static str,
    pub name: String,
    /// Of the ticket whose subject the name is.
    pub language: Option<Language>,
    pub hint: String,
    pub path: String,
}

static ALSO: LazyLock<String> = LazyLock::new(|| {
    let keys = Words::keys(Language::English).into_iter().filter(|key| key.starts_with("palette-also-"));
    let alike = keys.map(|key| Language::ALL.map(|language| words::of(language).say(&key)).join(", "));
    alike.collect::<Vec<_>>().join("|")
});

/// Words by which commands are found besides their names, in all languages at once: `merge, 統合|split, 分割`.
pub fn also() -> &'static str {
    &ALSO
}
