//! A small desk and what people ask of it, judged by hand: is what they want found, and nothing else?

use base::{Language, Moment};
use desk::people::{PersonId, TeamId};
use desk::query::{Condition, Query, parse};
use desk::ticket::{BrandId, Category, StatusId, Ticket, TicketId, TicketNumber};
use search::{Ask, Entry, Feeder, Index, Key, Kind, Order, Request, Text, TicketEntry};
use std::collections::BTreeSet;

const CORPUS: &str = include_str!("corpus.txt");
const QUERIES: &str = include_str!("queries.txt");

/// Finds that anybody looks at.
const SEEN: usize = 10;

pub struct Judged {
    pub query: String,
    pub wanted: BTreeSet<i64>,
    pub found: Vec<i64>,
}

impl Judged {
    /// The part of what is wanted that is found.
    pub fn recall(&self) -> f64 {
        part(self.hits(), self.wanted.len())
    }

    /// The part of what is found that is wanted.
    pub fn precision(&self) -> f64 {
        part(self.hits(), self.found.len())
    }

    /// How soon the first wanted one comes: 1 at the first place, 1/2 at the second.
    pub fn rank(&self) -> f64 {
        match self.found.iter().position(|id| self.wanted.contains(id)) {
            Some(place) => 1.0 / (place + 1) as f64,
            None => f64::from(u8::from(self.wanted.is_empty() && self.found.is_empty())),
        }
    }

    fn hits(&self) -> usize {
        self.found.iter().filter(|id| self.wanted.contains(id)).count()
    }
}

fn part(some: usize, all: usize) -> f64 {
    if all == 0 { 1.0 } else { some as f64 / all as f64 }
}

pub fn mean(all: &[Judged], of: impl Fn(&Judged) -> f64) -> f64 {
    all.iter().map(of).sum::<f64>() / all.len().max(1) as f64
}

/// Every question, asked of an index of the corpus.
pub fn judge() -> Vec<Judged> {
    let index = Index::default();
    let mut feeder = Feeder::in_memory(&index).expect("an index in memory can be made");
    for entry in corpus() {
        feeder.add(&entry).expect("a document can be added");
    }
    feeder.commit("judged").expect("an index in memory can be committed");
    let lines = QUERIES.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.map(|line| asked(&index, line)).collect()
}

fn asked(index: &Index, line: &str) -> Judged {
    let (query, wanted) = line.rsplit_once("=>").expect("a line is a question => tickets");
    let query = query.trim();
    let request = Request {
        ask: ask(&parse(query).expect("a judged question is understood")),
        kind: Kind::Tickets,
        order: Order::Relevance,
        offset: 0,
        limit: SEEN,
        facets: None,
    };
    let found = index.find(&request).expect("there is an index").expect("it answers");
    let id = |key: &Key| match key {
        Key::Ticket(id) => id.0,
        Key::Person(_) | Key::Organization(_) => 0,
    };
    Judged {
        query: query.to_owned(),
        wanted: wanted.split_whitespace().filter_map(|id| id.parse().ok()).collect(),
        found: found.keys.iter().map(id).collect(),
    }
}

/// Only conditions that need no database.
fn ask(query: &Query) -> Ask {
    match query {
        Query::Everything => Ask::Everything,
        Query::All(parts) => Ask::All(parts.iter().map(ask).collect()),
        Query::Any(parts) => Ask::Any(parts.iter().map(ask).collect()),
        Query::Not(part) => Ask::Not(Box::new(ask(part))),
        Query::Words(words) => Ask::Text(Text::Anywhere, words.clone()),
        Query::Where(Condition::From(words)) => Ask::Text(Text::From, words.clone()),
        Query::Where(Condition::Subject(words)) => Ask::Text(Text::Subject, words.clone()),
        Query::Where(other) => panic!("{other:?} is not judged here"),
    }
}

fn corpus() -> Vec<Entry> {
    CORPUS.split("== ").filter(|part| !part.trim().is_empty()).map(entry).collect()
}

fn entry(part: &str) -> Entry {
    let (head, text) = part.split_once('\n').expect("a ticket has a head and a text");
    let (who, subject) = head.split_once(" | ").expect("a head is somebody | subject");
    let (number, who) = who.split_once(' ').expect("somebody has a number before them");
    let id: i64 = number.parse().expect("a number");
    Entry::Ticket(Box::new(TicketEntry {
        tier: desk::people::Tier::Standard,
        ticket: ticket(id, subject),
        texts: vec![text.trim().to_owned()],
        from: vec![who.replace(['<', '>'], " ")],
        to: vec!["help@hinode.example".into()],
        things: vec![],
        details: vec![],
        about: vec![],
    }))
}

fn ticket(id: i64, subject: &str) -> Ticket {
    Ticket {
        id: TicketId(id),
        number: TicketNumber(100_000 + id),
        subject: subject.to_owned(),
        language: Some(Language::Japanese),
        messages: 1,
        updated_at: Moment(id),
        ..Ticket::blank(StatusId(1), Category::Open, TeamId(1), PersonId(id), BrandId(1), Moment(0))
    }
}
