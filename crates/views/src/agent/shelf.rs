//! All the files of a ticket.

use super::Frame;
use crate::Shell;
use askama::Template;
use desk::conversation::Attachment;
use desk::ticket::TicketNumber;

#[derive(Template)]
#[template(path = "agent/shelf.html")]
pub struct Shelf<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub number: TicketNumber,
    pub subject: String,
    /// Newest first.
    pub files: Vec<Attachment>,
    /// Small pictures that letters bring again and again.
    pub adornments: Vec<Attachment>,
}

impl Shelf<'_> {
    fn title(&self) -> String {
        self.shell.with("files-title", &format!("#{}", self.number))
    }

    fn path(&self) -> String {
        format!("/tickets/{}", self.number)
    }

    /// Each with what it is folded beneath; empty: it is seen at once.
    fn shelves(&self) -> Vec<(String, &[Attachment])> {
        let folded = self.shell.count("files-adornments", &(self.adornments.len() as i64));
        let both = [(String::new(), self.files.as_slice()), (folded, self.adornments.as_slice())];
        both.into_iter().filter(|(_, files)| !files.is_empty()).collect()
    }
}
