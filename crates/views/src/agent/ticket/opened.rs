//! The word that a ticket belongs to whoever has opened it, and the way back.

use crate::Shell;
use crate::agent::Toast;
use askama::Template;

#[derive(Template)]
#[template(path = "agent/toast.html")]
pub struct Opened<'a> {
    pub shell: Shell<'a>,
    pub toast: Toast,
}
