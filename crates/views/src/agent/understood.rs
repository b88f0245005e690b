//! A moment in words, as it was understood.

use crate::Shell;
use askama::Template;
use base::Moment;

#[derive(Template)]
#[template(path = "agent/understood.html")]
pub struct Understood<'a> {
    pub shell: Shell<'a>,
    pub read: Reading,
}

pub enum Reading {
    /// Nothing was written.
    Nothing,
    /// It says nothing we understand.
    Unclear,
    At(Moment),
}
