//! What somebody has begun to write in a side conversation.

use super::{Chosen, Draft, Mode, NewAttachment, SideId, Talk};
use crate::Refusal;
use crate::people::PersonId;
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
    pub chosen: Chosen,
    /// Each by the name under which it lies at hand.
    pub attachments: Vec<NewAttachment>,
    /// By which what is written goes until it is sent; empty: it has none.
    pub name: String,
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
        } else if self.to.len().max(self.cc.len()).max(self.chosen.lines.longest()) > LONGEST_LINE {
            Err(Refusal::TooManyRecipients)
        } else {
            Ok(self)
        }
    }

    /// Nothing was written yet, whoever it is for.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.attachments.is_empty()
    }

    /// As a draft on its ticket: what it was before is kept as that of the others is.
    pub fn on(&self, ticket: TicketId, person: PersonId, place: SidePlace) -> Draft {
        let Self { subject, to, cc, text, html, chosen, attachments, name, revision, updated_at } = self.clone();
        let talk = match place {
            SidePlace::New(_) => Talk::New(subject),
            SidePlace::In(side) => Talk::Side(side),
        };
        let empty = Draft::empty(ticket, person, updated_at);
        Draft { talk, mode: Mode::Forward, text, html, to, cc, chosen, attachments, name, revision, ..empty }
    }
}

impl From<Draft> for SideDraft {
    fn from(draft: Draft) -> Self {
        let Draft { talk, to, cc, text, html, chosen, attachments, name, revision, updated_at, .. } = draft;
        let subject = match talk {
            Talk::New(subject) => subject,
            Talk::Ticket | Talk::Side(_) => String::new(),
        };
        Self { subject, to, cc, text, html, chosen, attachments, name, revision, updated_at }
    }
}
