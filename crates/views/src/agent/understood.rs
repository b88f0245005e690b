//! A moment in words, as it was understood.

use crate::Shell;
use askama::Template;
use base::Moment;

#[derive(Template)]
#[template(path = "agent/understood.html")]
pub struct Understood<'a> {
    pub shell: Shell<'a>,
    /// None: nothing was written. None within: it says nothing we understand.
    pub at: Option<Option<Moment>>,
}
