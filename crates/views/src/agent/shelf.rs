//! All the files of a ticket.

use super::{Frame, files, is_picture, size};
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
}

impl Shelf<'_> {
    fn title(&self) -> String {
        self.shell.with("files-title", &format!("#{}", self.number))
    }

    fn path(&self) -> String {
        format!("/tickets/{}", self.number)
    }

    fn is_picture(&self, file: &Attachment) -> bool {
        is_picture(file)
    }

    fn is_document(&self, file: &Attachment) -> bool {
        files::is_document(file)
    }

    fn file_path(&self, file: &Attachment) -> String {
        files::file_path(file)
    }

    fn size(&self, file: &Attachment) -> String {
        size(file.size)
    }
}
