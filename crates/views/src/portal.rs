//! The requester's house: ask, see where a request stands, answer.

use crate::Shell;
use crate::access::Tried;
use askama::Template;
use base::Moment;
use desk::conversation::{Attachment, Message, MessageKind};
use desk::ticket::{Category, Ticket};

#[derive(Template)]
#[template(path = "portal/home.html")]
pub struct Home<'a> {
    pub shell: Shell<'a>,
    /// The last requests of whoever is signed in.
    pub requests: Vec<RequestLine>,
}

#[derive(Template)]
#[template(path = "portal/sign_in.html")]
pub struct SignIn<'a> {
    pub shell: Shell<'a>,
    pub tried: Tried<String>,
    pub sent: bool,
}

#[derive(Clone, Debug, Default)]
pub struct NewForm {
    pub name: String,
    pub email: String,
    pub subject: String,
    pub text: String,
    pub team: String,
}

#[derive(Template)]
#[template(path = "portal/new.html")]
pub struct New<'a> {
    pub shell: Shell<'a>,
    /// Known already: then name and address are not asked.
    pub signed_in: bool,
    pub tried: Tried<NewForm>,
}

#[derive(Template)]
#[template(path = "portal/thanks.html")]
pub struct Thanks<'a> {
    pub shell: Shell<'a>,
    pub number: String,
}

/// One request in a list.
pub struct RequestLine {
    pub number: String,
    pub subject: String,
    pub category: Category,
    pub updated_at: Moment,
}

impl RequestLine {
    pub fn new(ticket: &Ticket) -> Self {
        let (number, subject) = (ticket.number.to_string(), ticket.subject.clone());
        Self { number, subject, category: ticket.category, updated_at: ticket.updated_at }
    }
}

#[derive(Template)]
#[template(path = "portal/requests.html")]
pub struct Requests<'a> {
    pub shell: Shell<'a>,
    pub requests: Vec<RequestLine>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// One message as the requester sees it.
pub struct Said {
    pub message: Message,
    pub author: String,
    pub own: bool,
    pub attachments: Vec<Attachment>,
}

impl Said {
    fn ours(&self) -> bool {
        self.message.kind != MessageKind::Incoming
    }

    /// The new part first; what was quoted can be unfolded.
    fn text(&self) -> &str {
        if self.message.new_text.is_empty() { &self.message.text } else { &self.message.new_text }
    }

    fn quoted(&self) -> bool {
        !self.message.new_text.is_empty() && self.message.new_text != self.message.text
    }
}

#[derive(Template)]
#[template(path = "portal/request.html")]
pub struct Request<'a> {
    pub shell: Shell<'a>,
    /// The path of this request; files and forms are beneath it.
    pub path: String,
    pub ticket: Ticket,
    pub status: String,
    pub assignee: Option<String>,
    pub said: Vec<Said>,
    pub tried: Tried<String>,
    /// Opened by the link in a letter, without an account.
    pub by_link: bool,
}

impl Request<'_> {
    fn done(&self) -> bool {
        self.ticket.category.is_done()
    }
}

/// The key of a status' words for a requester.
fn state(category: Category) -> &'static str {
    match category {
        Category::New => "portal-state-new",
        Category::Open | Category::OnHold => "portal-state-open",
        Category::Pending => "portal-state-pending",
        Category::Solved => "portal-state-solved",
        Category::Closed => "portal-state-closed",
    }
}

/// The icon of a category; what follows `status-` is also its name in CSS.
fn icon(category: Category) -> &'static str {
    match category {
        Category::New => "status-new",
        Category::Open => "status-open",
        Category::Pending => "status-pending",
        Category::OnHold => "status-on-hold",
        Category::Solved => "status-solved",
        Category::Closed => "status-closed",
    }
}

/// A status as a requester reads it.
struct State {
    icon: &'static str,
    css: &'static str,
    words: &'static str,
}

impl State {
    fn of(category: Category) -> Self {
        let icon = icon(category);
        Self { icon, css: icon.trim_start_matches("status-"), words: state(category) }
    }
}

impl RequestLine {
    fn state(&self) -> State {
        State::of(self.category)
    }
}

impl Request<'_> {
    fn state(&self) -> State {
        State::of(self.ticket.category)
    }
}

#[derive(Template)]
#[template(path = "portal/enter.html")]
pub struct Enter<'a> {
    pub shell: Shell<'a>,
    pub action: String,
}
