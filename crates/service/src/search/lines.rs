//! From keys to what is shown: lines of tickets with the place where the words stand, and names for the numbers.

use base::Language;
use desk::people::{Organization, Person};
use desk::query::Words;
use desk::ticket::TicketId;
use desk::{Done, Fault};
use search::Key;
use std::collections::HashMap;
use store::people::{organizations, teams};
use store::search as rows;
use store::ticket::{lists, people, statuses, tags};
use store::{Read, ticket::lists::Line};
use text::{Excerpt, Needle, excerpt};

/// Columns of an excerpt; a letter of Japanese takes two.
const WIDTH: usize = 180;
/// A subject is never cut.
const WHOLE: usize = 100_000;
/// People who are found by their number at most.
const DIALLED: usize = 6;
/// Values of a facet that are offered.
const VALUES: usize = 12;

#[derive(Clone, Debug)]
pub struct Hit {
    pub line: Line,
    pub subject: Excerpt,
    pub excerpt: Excerpt,
}

#[derive(Clone, Debug, Default)]
pub struct Facets {
    pub teams: Vec<FacetLine>,
    pub statuses: Vec<FacetLine>,
    pub tags: Vec<FacetLine>,
    pub years: Vec<FacetLine>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FacetLine {
    /// In English and Japanese; the same where people name it.
    pub names: [String; 2],
    pub tickets: u64,
}

impl FacetLine {
    pub fn shown(&self, language: Language) -> &str {
        match language {
            Language::English => &self.names[0],
            Language::Japanese => &self.names[1],
        }
    }
}

/// Finds that are still there and still within the scope, in their order.
pub(super) fn hits(read: &mut Read, keys: &[Key], needles: &[Needle]) -> Done<Vec<Hit>> {
    let ids: Vec<TicketId> = keys.iter().filter_map(ticket).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let scope = read.actor().scope();
    let lines = lists::some(read, &scope, &ids)?;
    let seen: Vec<TicketId> = lines.iter().map(|line| line.ticket.id).collect();
    let mut texts = texts(read, &seen)?;
    let hit = |line: Line| {
        let own = texts.remove(&line.ticket.id).unwrap_or_default();
        Hit {
            subject: excerpt(&line.ticket.subject, needles, WHOLE),
            excerpt: best(&own, needles).unwrap_or_else(|| excerpt(&line.ticket.preview, needles, WIDTH)),
            line,
        }
    };
    Ok(lines.into_iter().map(hit).collect())
}

/// The text that holds most of what was asked for; the newest of several.
fn best(texts: &[String], needles: &[Needle]) -> Option<Excerpt> {
    let mut best: Option<Excerpt> = None;
    for text in texts.iter().rev() {
        let found = excerpt(text, needles, WIDTH);
        if found.holds > best.as_ref().map_or(0, |best| best.holds) {
            best = Some(found);
        }
        if best.as_ref().is_some_and(|best| best.holds == needles.len()) {
            break;
        }
    }
    best
}

/// What was said, oldest first, and what files say.
fn texts(read: &mut Read, ids: &[TicketId]) -> Result<HashMap<TicketId, Vec<String>>, Fault> {
    let mut texts: HashMap<TicketId, Vec<String>> = HashMap::new();
    if ids.is_empty() {
        return Ok(texts);
    }
    for (ticket, name, text) in rows::files(read, ids)? {
        texts.entry(ticket).or_default().push(format!("{name} {text}"));
    }
    for said in rows::said(read, ids)? {
        texts.entry(said.ticket).or_default().push(said.text);
    }
    Ok(texts)
}

pub(super) fn ticket(key: &Key) -> Option<TicketId> {
    match key {
        Key::Ticket(id) => Some(*id),
        Key::Person(_) | Key::Organization(_) => None,
    }
}

/// Of people the first whom the acting agent finds.
pub(super) fn others(read: &mut Read, keys: &[Key], most: usize) -> Done<(Vec<Person>, Vec<Organization>)> {
    let (mut ids, mut found) = (Vec::new(), Vec::new());
    for key in keys {
        match key {
            Key::Person(id) => ids.push(*id),
            Key::Organization(id) => found.extend(organizations::load(read, *id)?),
            Key::Ticket(_) => (),
        }
    }
    let people = if ids.is_empty() { Vec::new() } else { people::known(read, &ids)? };
    let mut people = crate::people::found(read, people)?;
    people.sort_by_key(|person| ids.iter().position(|id| *id == person.id));
    people.truncate(most);
    Ok((people, found))
}

/// Whoever has the telephone number that was typed.
pub(super) fn dialled(read: &mut Read, words: &[&Words], people: &mut Vec<Person>) -> Done<()> {
    let typed: Vec<&str> = words.iter().map(|words| words.text.as_str()).collect();
    let Some(number) = desk::people::dialled(&typed.join(" ")) else { return Ok(()) };
    let found = crate::people::list(read, &number, &crate::people::After::default(), DIALLED)?;
    for line in found.lines {
        if people.iter().all(|one| one.id != line.person.id) {
            people.push(line.person);
        }
    }
    Ok(())
}

pub(super) fn facets(read: &mut Read, counted: &search::Facets) -> Done<Facets> {
    let both = |name: &str| [name.to_owned(), name.to_owned()];
    let (all_teams, all_statuses, all_tags) = (teams::all(read)?, statuses::all(read)?, tags::all(read)?);
    let years: Vec<(i64, [String; 2])> =
        counted.years.keys().map(|year| (*year as i64, both(&year.to_string()))).collect();
    let status = |status: &desk::ticket::Status| {
        let names = [Language::English, Language::Japanese].map(|language| status.shown(language).to_owned());
        (status.id.0, names)
    };
    Ok(Facets {
        teams: ranked(&counted.teams, all_teams.iter().map(|team| (team.id.0, both(&team.name)))),
        statuses: ranked(&counted.statuses, all_statuses.iter().map(status)),
        tags: ranked(&counted.tags, all_tags.iter().map(|tag| (tag.id.0, both(&tag.name)))),
        years: by_name(ranked(&counted.years, years.into_iter())),
    })
}

/// The most frequent values first.
fn ranked(counts: &HashMap<u64, u64>, names: impl Iterator<Item = (i64, [String; 2])>) -> Vec<FacetLine> {
    let line = |(id, names): (i64, [String; 2])| Some(FacetLine { names, tickets: *counts.get(&id.unsigned_abs())? });
    let mut lines: Vec<FacetLine> = names.filter_map(line).collect();
    lines.sort_by(|a, b| b.tickets.cmp(&a.tickets).then_with(|| a.names.cmp(&b.names)));
    lines.truncate(VALUES);
    lines
}

fn by_name(mut lines: Vec<FacetLine>) -> Vec<FacetLine> {
    lines.sort_by(|a, b| b.names.cmp(&a.names));
    lines
}
