//! What became of each ticket when not all of them could be changed.

use super::Frame;
use crate::Shell;
use askama::Template;
use desk::ticket::TicketNumber;

#[derive(Template)]
#[template(path = "agent/bulk.html")]
pub struct BulkResults<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// With the key of the reason where it stayed as it was.
    pub outcomes: Vec<(TicketNumber, Option<&'static str>)>,
    pub back: String,
}

impl BulkResults<'_> {
    fn title(&self) -> &str {
        self.shell.say("bulk-results")
    }

    fn lead(&self) -> String {
        let kept = self.outcomes.iter().filter(|(_, reason)| reason.is_some()).count();
        let mut args = base::words::Args::new();
        args.set("changed", self.outcomes.len() - kept);
        args.set("kept", kept);
        self.shell.words.tell("bulk-results-lead", &args)
    }
}
