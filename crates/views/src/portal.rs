//! The requester's house: ask, see where a request stands, answer.

use crate::Shell;
use crate::access::Tried;
use askama::Template;
use base::Moment;
use desk::conversation::{Attachment, MessageId};
use desk::ticket::{Category, TicketNumber};

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
    pub number: TicketNumber,
    pub subject: String,
    pub status: String,
    pub category: Category,
    pub updated_at: Moment,
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
    pub id: MessageId,
    pub ours: bool,
    pub author: String,
    pub at: Moment,
    pub text: String,
    /// What the sender newly wrote; empty: all of it.
    pub new_text: String,
    pub attachments: Vec<Attachment>,
}

impl Said {
    /// The new part first; what was quoted can be unfolded.
    fn shown(&self) -> &str {
        if self.new_text.is_empty() { &self.text } else { &self.new_text }
    }

    fn is_folded(&self) -> bool {
        !self.new_text.is_empty() && self.new_text != self.text
    }

    fn initial(&self) -> String {
        self.author.chars().take(1).collect()
    }
}

#[derive(Template)]
#[template(path = "portal/request.html")]
pub struct Request<'a> {
    pub shell: Shell<'a>,
    /// The path of this request; files and forms are beneath it.
    pub path: String,
    pub number: TicketNumber,
    pub subject: String,
    pub status: String,
    pub category: Category,
    pub created_at: Moment,
    pub assignee: Option<String>,
    pub said: Vec<Said>,
    pub may_close: bool,
    pub may_reopen: bool,
    /// What is written here begins a new request.
    pub continues: bool,
    pub tried: Tried<String>,
    /// Opened by the link in a letter, without signing in.
    pub by_link: bool,
}

impl RequestLine {
    fn icon(&self) -> &'static str {
        icon(self.category)
    }
}

impl Request<'_> {
    fn icon(&self) -> &'static str {
        icon(self.category)
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

#[derive(Template)]
#[template(path = "portal/enter.html")]
pub struct Enter<'a> {
    pub shell: Shell<'a>,
    pub action: String,
}
