//! What somebody has begun to write in a side conversation.

use super::SideId;
use crate::Refusal;
use crate::ticket::TicketId;
use base::{CleanHtml, Moment};

/// Where it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SidePlace {
    /// It would begin one beside this ticket.
    New(TicketId),
    In(SideId),
}

#[derive(Clone, Debug, PartialEq)]
pub struct SideDraft {
    pub subject: String,
    pub to: String,
    pub cc: String,
    pub text: String,
    /// The same with its form; empty: it has none.
    pub html: CleanHtml,
    /// One more than that of the one it continues.
    pub revision: i64,
    pub updated_at: Moment,
}

/// Characters of a text and of a subject, bytes of its form and of a line of addresses.
const LONGEST_TEXT: usize = 200_000;
const LONGEST_SUBJECT: usize = 1_000;
const LONGEST_HTML: usize = 1_000_000;
const LONGEST_LINE: usize = 30_000;

impl SideDraft {
    /// # Errors
    /// It is longer than anybody writes.
    pub fn sound(self) -> Result<Self, Refusal> {
        if self.text.chars().count() > LONGEST_TEXT || self.html.as_str().len() > LONGEST_HTML {
            Err(Refusal::MessageTooLong)
        } else if self.subject.chars().count() > LONGEST_SUBJECT {
            Err(Refusal::SubjectTooLong)
        } else if self.to.len().max(self.cc.len()) > LONGEST_LINE {
            Err(Refusal::TooManyRecipients)
        } else {
            Ok(self)
        }
    }

    /// Nothing was written yet, whoever it is for.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}
