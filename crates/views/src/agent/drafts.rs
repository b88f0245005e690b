//! What one may take up again on a ticket: what one's draft was before, and what colleagues share.

use super::Frame;
use crate::Shell;
use askama::Template;
use base::Moment;
use desk::conversation::DraftVersionId;
use desk::people::PersonId;
use desk::ticket::TicketNumber;

#[derive(Template)]
#[template(path = "agent/drafts.html")]
pub struct Drafts<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub number: TicketNumber,
    pub versions: Vec<(DraftVersionId, String, Moment)>,
    pub shared: Vec<(PersonId, String, String, Moment)>,
}

impl Drafts<'_> {
    fn title(&self) -> &str {
        self.shell.say("drafts-title")
    }
}
