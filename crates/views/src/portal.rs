//! The requester's house: ask, see where a request stands, answer.

use crate::Shell;
use crate::access::Tried;
use crate::admin::{Choice, Form};
use crate::agent::files::{is_picture, size};
use crate::agent::prose::Prose;
use crate::category;
use crate::form::{Blank, Words};
use crate::rating::RatingForm;
use askama::Template;
use base::{Language, Moment};
use desk::conversation::{Attachment, MessageId};
use desk::people::{Askers, OrganizationId, PersonId};
use desk::ticket::{Category, Priority, TicketNumber};

#[derive(Template)]
#[template(path = "portal/home.html")]
pub struct Home<'a> {
    pub shell: Shell<'a>,
    pub signed_in: bool,
    /// No request can be written here.
    pub closed: bool,
    /// There are articles to look for.
    pub finds: bool,
    /// Categories of articles.
    pub shelves: Vec<crate::knowledge::Shelf>,
    /// The last requests of whoever is signed in.
    pub requests: Vec<RequestLine>,
}

#[derive(Template)]
#[template(path = "portal/sign_in.html")]
pub struct SignIn<'a> {
    pub shell: Shell<'a>,
    pub tried: Tried<String>,
    pub sent: bool,
    /// Who is new here gets a link as well.
    pub newcomers: bool,
}

#[derive(Clone, Debug, Default)]
pub struct NewForm {
    pub name: String,
    pub email: String,
    pub subject: String,
    pub text: String,
    /// For which of their organisations.
    pub organization: String,
    pub priority: String,
}

#[derive(Template)]
#[template(path = "portal/new.html")]
pub struct New<'a> {
    pub shell: Shell<'a>,
    pub tried: Tried<NewForm>,
    /// Files came with what was not taken; no page can hand them back.
    pub files_again: bool,
    /// What it is about, with what that means.
    pub topic: Option<Choice>,
    /// What the form of the topic asks.
    pub blanks: Vec<Blank>,
    /// For which organisations they may ask, where there is something to choose.
    pub houses: Vec<Choice>,
}

impl New<'_> {
    /// Some fields come and go with others.
    fn hangs(&self) -> bool {
        self.blanks.iter().any(|blank| blank.redraws)
    }
}

/// What the desk knows of whoever is signed in, as far as they may see it.
#[derive(Template)]
#[template(path = "portal/profile.html")]
pub struct OwnProfile<'a> {
    pub shell: Shell<'a>,
    pub form: Form,
    pub email: String,
    pub organization: Option<String>,
    pub blanks: Vec<Blank>,
    pub organization_blanks: Vec<Blank>,
    pub zones: &'a [String],
    pub saved: bool,
}

impl OwnProfile<'_> {
    fn languages(&self) -> Vec<Choice> {
        base::Language::ALL.map(|language| Choice::new(language.tag(), language.endonym())).to_vec()
    }
}

/// What one may ask about: the first thing to choose.
#[derive(Template)]
#[template(path = "portal/topics.html")]
pub struct Topics<'a> {
    pub shell: Shell<'a>,
    pub topics: Vec<Choice>,
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
    /// Of the ticket.
    pub language: Option<Language>,
    pub status: String,
    pub category: Category,
    pub priority: Option<Priority>,
    pub updated_at: Moment,
    /// Who asked, where that is somebody else.
    pub requester: Option<String>,
    /// Through whose eyes an agent looks on.
    pub seen_as: Option<PersonId>,
}

#[derive(Template)]
#[template(path = "portal/requests.html")]
pub struct Requests<'a> {
    pub shell: Shell<'a>,
    pub requests: Vec<RequestLine>,
    /// Questions that wait for one's own word.
    pub approvals: i64,
    /// Those that share their requests with whoever looks: id and name.
    pub organizations: Vec<(OrganizationId, String)>,
    /// There are others whose requests they see.
    pub oversees: bool,
    pub shown: Askers,
    /// This is not the first page.
    pub older: bool,
    /// Where the next page begins.
    pub next: Option<String>,
    /// An agent looks on; nothing can be done.
    pub looked: Option<LookedAs>,
}

/// An agent sees the page of somebody else.
pub struct LookedAs {
    /// Whose.
    pub person: PersonId,
    pub name: String,
    /// They have lists in the portal.
    pub lists: bool,
    pub back: String,
}

impl LookedAs {
    /// Where their lists are looked at.
    fn list(&self) -> String {
        format!("/people/{}/as-requester", self.person)
    }
}

/// A field of the form with what stands in it.
pub struct Filled {
    pub id: i64,
    pub label: String,
    pub shown: String,
    /// Rich text as such.
    pub rich: Option<Words>,
    /// Each file with its digest.
    pub files: Vec<(String, String)>,
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
    fn shown(&self) -> Prose<'_> {
        Prose::of(if self.new_text.is_empty() { &self.text } else { &self.new_text })
    }

    fn whole(&self) -> Option<Prose<'_>> {
        let folded = !self.new_text.is_empty() && self.new_text.trim() != self.text.trim();
        folded.then_some(Prose::of(&self.text))
    }

    fn initial(&self) -> String {
        self.author.chars().take(1).collect()
    }
}

/// What has just been done here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Answered,
    Continued,
    Closed,
    Reopened,
    Rated,
}

impl Deed {
    const ALL: [Self; 5] = [Self::Answered, Self::Continued, Self::Closed, Self::Reopened, Self::Rated];

    /// As it stands in an address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Continued => "continued",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
            Self::Rated => "rated",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.name() == name)
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Answered => "portal-done-answered",
            Self::Continued => "portal-done-continued",
            Self::Closed => "portal-done-closed",
            Self::Reopened => "portal-done-reopened",
            Self::Rated => "rating-thanks-text",
        }
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
    /// Of the ticket.
    pub language: Option<Language>,
    pub status: String,
    pub category: Category,
    pub priority: Option<Priority>,
    pub created_at: Moment,
    /// Who asked, where that is somebody else.
    pub asked_by: Option<String>,
    pub assignee: Option<String>,
    /// Others who read here.
    pub participants: Vec<String>,
    /// What stands in its form.
    pub filled: Vec<Filled>,
    pub said: Vec<Said>,
    pub may_close: bool,
    pub may_reopen: bool,
    /// How content they are, where they may say so.
    pub rating: Option<RatingForm<'a>>,
    /// What is written here begins a new request.
    pub continues: bool,
    pub tried: Tried<String>,
    /// Opened by the link in a letter, without signing in.
    pub by_link: bool,
    pub deed: Option<Deed>,
    /// An agent looks on; nothing can be done.
    pub looked: Option<LookedAs>,
}

impl Requests<'_> {
    fn is_own(&self) -> bool {
        self.shown == Askers::Own
    }

    fn is_others(&self) -> bool {
        self.shown == Askers::Others
    }

    fn is_of(&self, organization: &OrganizationId) -> bool {
        self.shown == Askers::Organization(*organization)
    }

    /// Keys of what is said where there are none.
    fn nothing(&self) -> (&'static str, &'static str) {
        match self.shown {
            Askers::Own => ("portal-none", "portal-none-lead"),
            Askers::Organization(_) => ("portal-organization-none", "portal-organization-none-lead"),
            Askers::Others => ("portal-organization-none", "portal-others-none-lead"),
        }
    }

    /// Where this list is found.
    fn path(&self) -> String {
        match self.shown.word() {
            None => "/help/requests".to_owned(),
            Some((name, value)) => format!("/help/requests?{name}={value}"),
        }
    }

    /// Where its next page is found, but for the end.
    fn further(&self) -> String {
        format!("{}{}after=", self.path(), if self.is_own() { '?' } else { '&' })
    }
}

impl RequestLine {
    fn shape(&self) -> &'static str {
        category::shape(self.category)
    }

    fn icon(&self) -> &'static str {
        category::icon(self.category)
    }
}

impl Request<'_> {
    fn shape(&self) -> &'static str {
        category::shape(self.category)
    }

    fn icon(&self) -> &'static str {
        category::icon(self.category)
    }

    /// What a status means for whoever asked, whatever the desk calls it.
    fn meaning(&self) -> &str {
        self.shell.say(match self.category {
            Category::New => "portal-means-new",
            Category::Open => "portal-means-open",
            Category::Pending => "portal-means-pending",
            Category::OnHold => "portal-means-on-hold",
            Category::Solved => "portal-means-solved",
            Category::Closed => "portal-means-closed",
        })
    }

    /// For an agent a file lies where agents find it.
    fn file_path(&self, file: &Attachment) -> String {
        match self.looked {
            Some(_) => crate::agent::files::file_path(file),
            None => format!("{}/files/{}/{}", self.path, file.id, crate::agent::files::encoded(&file.name)),
        }
    }

    fn field_file(&self, filled: &Filled, digest: &str) -> String {
        match self.looked {
            Some(_) => format!("/tickets/{}/fields/{}/files/{digest}", self.number, filled.id),
            None => format!("{}/fields/{}/files/{digest}", self.path, filled.id),
        }
    }

    fn size(&self, file: &Attachment) -> String {
        size(file.size)
    }

    /// Small enough to be shown as itself.
    fn is_shown(&self, file: &Attachment) -> bool {
        is_picture(file) && file.size <= LARGEST_SHOWN
    }
}

/// Bytes of a picture that stands for itself in a list of files.
const LARGEST_SHOWN: i64 = 2_000_000;

#[derive(Template)]
#[template(path = "portal/enter.html")]
pub struct Enter<'a> {
    pub shell: Shell<'a>,
    pub action: String,
    /// Whom the link is for.
    pub name: String,
}
