//! What the palette finds on the server: places, a ticket by its number, people by name.

use crate::Shell;
use askama::Template;
use base::Language;

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
}

pub struct Find {
    pub icon: &'static str,
    pub name: String,
    /// Of the ticket whose subject the name is.
    pub language: Option<Language>,
    pub hint: String,
    pub path: String,
}
