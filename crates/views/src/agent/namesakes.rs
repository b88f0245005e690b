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
    pub several: Vec<Several>,
    /// Where it goes on.
    pub next: Option<String>,
    /// It does not begin at the first name.
    pub further: bool,
}

pub struct Several {
    /// Who stays.
    pub person: Person,
    pub others: Vec<Person>,
}

impl Namesakes<'_> {
    fn title(&self) -> &str {
        self.shell.say("namesakes-title")
    }

    fn face(&self, person: &Person) -> Face {
        Face::of(person.id, person.shown())
    }
}
