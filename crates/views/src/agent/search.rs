//! What was found: as a page, beneath the box while one types, and beside a ticket.

use super::list::Bulk;
use super::{Frame, Lit, Row, Standing};
use crate::Shell;
use crate::admin::Choice;
use askama::Template;
use desk::people::{Organization, Person, PersonId};
use desk::query::{Complaint, Proposal};
use desk::ticket::Ticket;

#[derive(Template)]
#[template(path = "agent/search/page.html")]
pub struct SearchPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// As it was typed.
    pub asked: &'a str,
    /// Only what this person asked.
    pub requester: Option<(PersonId, String)>,
    /// What can be chosen instead of being typed.
    pub controls: Vec<Control>,
    pub outcome: Outcome<'a>,
}

/// A field of the language as a field of a form.
pub struct Control {
    pub name: &'static str,
    /// None: anything can be typed.
    pub choices: Option<Vec<Choice>>,
}

pub enum Outcome<'a> {
    /// Nothing was asked yet.
    Nothing,
    Misunderstood(Misunderstood),
    Found(Box<Found<'a>>),
}

pub struct Found<'a> {
    pub rows: Vec<Find<'a>>,
    /// Of all finds.
    pub count: i64,
    pub people: &'a [Person],
    pub organizations: &'a [Organization],
    pub facets: Vec<Facet>,
    /// Nothing was exactly what was asked: these come near.
    pub loose: bool,
    /// Hundredths of the index that are built; none: it is whole.
    pub building: Option<i64>,
    /// Whether the newest come first, and the address of the other order.
    pub newest: bool,
    pub other_order: String,
    pub before: Option<String>,
    pub next: Option<String>,
    pub bulk: Option<Bulk<'a>>,
    /// All of it as a list, and what says in a form which list that is; none: no list holds it.
    pub list: Option<(String, Vec<(&'static str, String)>)>,
}

/// A ticket with what was found in it.
pub struct Find<'a> {
    pub ticket: &'a Ticket,
    /// Where it is opened.
    pub path: String,
    pub status: Standing<'a>,
    pub requester: &'a str,
    pub subject: Lit,
    pub excerpt: Lit,
}

/// The values of one property with their finds.
pub struct Facet {
    /// Key of its heading.
    pub key: &'static str,
    pub icon: &'static str,
    pub values: Vec<FacetValue>,
}

pub struct FacetValue {
    pub name: String,
    pub tickets: i64,
    /// The same question, narrowed to it.
    pub path: String,
}

/// The question with the place that is not understood between what stands around it.
pub struct Misunderstood {
    pub why: String,
    pub before: String,
    pub place: String,
    pub after: String,
}

impl Misunderstood {
    pub fn new(shell: &Shell, asked: &str, complaint: &Complaint) -> Self {
        let part = |range: std::ops::Range<usize>| asked.get(range).unwrap_or_default().to_owned();
        Self {
            why: shell.with(complaint.why.key(), complaint.field(asked)),
            before: part(0..complaint.at.start),
            place: part(complaint.at.clone()),
            after: part(complaint.at.end..asked.len()),
        }
    }
}

/// What stands beneath the box while one types.
#[derive(Template)]
#[template(path = "agent/search/instant.html")]
pub struct Instant<'a> {
    pub shell: Shell<'a>,
    pub proposals: Vec<Filled>,
    pub why: Option<String>,
    pub rows: Vec<Find<'a>>,
    pub people: &'a [Person],
    pub organizations: &'a [Organization],
    pub count: i64,
    pub building: Option<i64>,
    /// The page with all of it.
    pub all: String,
}

/// The question as it would be.
pub struct Filled {
    pub text: String,
    pub whole: String,
    pub key: String,
}

impl Filled {
    pub fn new(asked: &str, proposal: Proposal) -> Self {
        let whole = format!("{}{}", asked.get(..proposal.from).unwrap_or_default(), proposal.text);
        Self { text: proposal.text, whole, key: proposal.key }
    }
}

/// Tickets about the same, beside one.
#[derive(Template)]
#[template(path = "agent/search/similar.html")]
pub struct Similar<'a> {
    pub shell: Shell<'a>,
    pub rows: Vec<Row<'a>>,
}

impl Control {
    fn key(&self) -> String {
        format!("search-with-{}", self.name)
    }
}

impl SearchPage<'_> {
    fn title(&self) -> &str {
        if self.asked.is_empty() { self.shell.say("search-title") } else { self.asked }
    }

    /// Words of the language with what they mean, for whoever has asked nothing yet.
    fn hints(&self) -> [(&'static str, &'static str); 8] {
        [
            ("\"not working\"", "search-hint-phrase"),
            ("kettle -lid", "search-hint-not"),
            ("refund OR 返金", "search-hint-or"),
            ("from:kei", "search-hint-from"),
            ("is:unread", "search-hint-is"),
            ("tag:vip", "search-hint-tag"),
            ("created:last-7-days", "search-hint-date"),
            ("has:attachment", "search-hint-has"),
        ]
    }
}

impl Instant<'_> {
    fn is_empty(&self) -> bool {
        let others = !self.people.is_empty() || !self.organizations.is_empty();
        self.rows.is_empty() && !others && self.proposals.is_empty() && self.why.is_none()
    }
}
