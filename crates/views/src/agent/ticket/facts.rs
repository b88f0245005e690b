//! What the bar says of a ticket whose head has scrolled away.

use crate::Shell;
use crate::agent::{Face, Standing};
use askama::Template;
use desk::ticket::TicketNumber;

#[derive(Template)]
#[template(path = "agent/ticket/facts.html")]
pub struct Facts<'a> {
    pub shell: Shell<'a>,
    pub number: TicketNumber,
    pub standing: Standing<'a>,
    /// Whose it is.
    pub holder: Option<(Face, &'a str)>,
}
