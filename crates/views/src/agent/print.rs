//! A ticket on paper: what was said, in plain words.

mod document;

use super::Standing;
use super::ticket::{Change, Spoken, Tasks};
use crate::Shell;
use askama::Template;
use desk::conversation::MessageId;
use desk::ticket::Ticket;

#[derive(Template)]
#[template(path = "agent/print.html")]
pub struct Paper<'a> {
    pub shell: Shell<'a>,
    pub ticket: &'a Ticket,
    pub status: Standing<'a>,
    pub team: &'a str,
    pub requester: &'a str,
    pub assignee: &'a str,
    /// What else is known of it, as far as it is wanted: by its name.
    pub more: Vec<(String, String)>,
    /// Oldest first.
    pub lines: Vec<Line<'a>>,
    /// How many older messages stand on another paper, and before which message that ends.
    pub hidden: i64,
    pub older: Option<MessageId>,
    /// It ends before this message; none: with the newest.
    pub before: Option<MessageId>,
    /// Empty where they are not wanted.
    pub tasks: Vec<Tasks<'a>>,
    pub wish: PaperWish,
}

/// One part of what is printed.
pub enum Line<'a> {
    Said(Box<Spoken<'a>>),
    Changed(Box<Change>),
    /// What a conversation beside it is called, and what was said there.
    Side(&'a str, Vec<Spoken<'a>>),
}

/// What somebody wants on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaperWish {
    pub size: Size,
    /// Priority, type, tags, due date, organisation, people in copy.
    pub details: bool,
    /// What stands in fields that people have defined.
    pub fields: bool,
    /// What the requester does not see: notes among colleagues, forwards and what answered them, letters that have not left.
    pub notes: bool,
    /// Conversations beside the one with the requester.
    pub sides: bool,
    pub tasks: bool,
    /// What was changed, by whom and when.
    pub events: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    A4,
    Letter,
}

impl Size {
    const ALL: [Self; 2] = [Self::A4, Self::Letter];

    /// None: another size than there is.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.name() == name)
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "letter",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::A4 => "print-a4",
            Self::Letter => "print-letter",
        }
    }
}

impl Paper<'_> {
    fn sizes(&self) -> [Size; 2] {
        Size::ALL
    }

    fn choices(&self) -> [(&'static str, &'static str, bool); 6] {
        let PaperWish { details, fields, notes, sides, tasks, events, size: _ } = self.wish;
        [
            ("details", "print-details", details),
            ("fields", "print-fields", fields),
            ("notes", "print-notes", notes),
            ("sides", "print-sides", sides),
            ("tasks", "print-tasks", tasks),
            ("events", "print-events", events),
        ]
    }

    fn is_size(&self, size: &Size) -> bool {
        self.wish.size == *size
    }

    fn title(&self) -> String {
        format!("#{} {}", self.ticket.number, self.ticket.subject)
    }

    /// All of it, with what was quoted.
    fn text<'m>(&self, spoken: &'m Spoken) -> &'m str {
        spoken.message.text.trim_end()
    }

    fn to(&self, spoken: &Spoken) -> String {
        let all = spoken.message.to.iter().chain(&spoken.message.cc).map(|address| address.email.to_string());
        all.collect::<Vec<_>>().join(", ")
    }

    fn files(&self, spoken: &Spoken) -> String {
        spoken.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}
