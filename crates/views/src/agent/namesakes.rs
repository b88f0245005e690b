//! People who are called the same, each name with what can be said of them.

use super::{Face, Frame};
use crate::Shell;
use askama::Template;
use desk::people::Person;

#[derive(Template)]
#[template(path = "agent/person/namesakes.html")]
pub struct Namesakes<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// `name`, `phone`, `handle`: what they have in common.
    pub by: &'static str,
    pub several: Vec<Several>,
    /// Where it goes on.
    pub next: Option<String>,
    /// It does not begin at the first name.
    pub further: bool,
}

pub struct Several {
    /// What they have in common, as it is compared.
    pub common: String,
    /// Who stays.
    pub person: Person,
    pub others: Vec<Person>,
}

impl Namesakes<'_> {
    fn title(&self) -> &str {
        self.shell.say("namesakes-title")
    }

    /// Ways to look: the word and its key.
    fn ways(&self) -> [(&'static str, &'static str); 3] {
        [("name", "namesakes-by-name"), ("phone", "namesakes-by-phone"), ("handle", "namesakes-by-handle")]
    }

    /// A name stands above its people anyway.
    fn says_common(&self) -> bool {
        self.by != "name"
    }

    fn face(&self, person: &Person) -> Face {
        Face::of(person.id, person.shown())
    }
}
