//! What one was told, the newest first.

use super::Frame;
use super::told::told;
use crate::Shell;
use askama::Template;
use base::{Language, Moment};
use desk::conversation::MessageId;
use desk::notification::{NotificationId, Occasion, Told};
use desk::ticket::TicketNumber;

#[derive(Template)]
#[template(path = "agent/notifications.html")]
pub struct Notifications<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// Only what was not seen.
    pub unread: bool,
    pub lines: Vec<Line>,
    /// The newest of this page; up to it all is marked as read.
    pub newest: Option<NotificationId>,
    /// The last of this page, where there are more.
    pub older: Option<NotificationId>,
}

pub struct Line {
    pub id: NotificationId,
    pub number: TicketNumber,
    pub subject: String,
    /// Of the ticket.
    pub language: Option<Language>,
    pub message: Option<MessageId>,
    pub at: Moment,
    pub seen: bool,
    pub facts: Told,
    pub text: String,
}

impl Notifications<'_> {
    fn title(&self) -> &str {
        self.shell.say("notifications-title")
    }

    fn told(&self, line: &Line) -> String {
        told(&line.facts, self.shell.words)
    }

    fn icon(&self, line: &Line) -> &'static str {
        match line.facts.occasion {
            Occasion::Created => "ticket",
            Occasion::Assigned => "person",
            Occasion::Mentioned => "at",
            Occasion::Added => "eye",
            Occasion::Referred => "forward",
            Occasion::Received => "mail",
            Occasion::Replied => "reply",
            Occasion::Noted => "note",
            Occasion::Status => "status-open",
            Occasion::Rated => "star",
            Occasion::Due => "clock",
            Occasion::Woken => "bell",
            Occasion::Approval => "why",
            Occasion::Side => "side",
            Occasion::Failed => "failed",
            Occasion::Stopped => "flow",
            Occasion::Release => "why",
            Occasion::Returned => "undo",
            Occasion::Task => "check",
            Occasion::TaskDue => "clock",
        }
    }

    fn link(&self, line: &Line) -> String {
        let place = line.message.map(|message| format!("#message-{message}")).unwrap_or_default();
        format!("/tickets/{}{place}", line.number)
    }

    fn empty(&self) -> &'static str {
        if self.unread { "notifications-none" } else { "notifications-never" }
    }
}
