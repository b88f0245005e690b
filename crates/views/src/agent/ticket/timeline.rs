//! One timeline: what was said, what was noted, what changed. Changes that come together fold together.

use super::beside::Beside;
use super::happened::{Change, Happened};
use super::spoken::Spoken;
use crate::Shell;
use crate::agent::names::Names;
use base::Moment;
use std::collections::BTreeSet;

/// So many changes in a row are shown one by one; more of them fold.
const UNFOLDED: usize = 2;

/// What the page was asked to show, oldest first.
pub enum Entry<'a> {
    Message(Box<Spoken<'a>>),
    Beside(Box<Beside<'a>>),
    Event(Happened<'a>),
}

/// What it shows.
pub enum Part<'a> {
    Message(Box<Spoken<'a>>),
    Beside(Box<Beside<'a>>),
    Changes(Vec<Change>),
    /// From here on the reader has not seen it.
    News,
}

/// Inverses of what was undone say nothing that the struck line does not.
pub fn parts<'a>(entries: Vec<Entry<'a>>, names: &Names, shell: &Shell) -> Vec<Part<'a>> {
    let undone: BTreeSet<i64> = entries.iter().filter_map(undoes).collect();
    let mut parts = Vec::new();
    let mut changes = Vec::new();
    for entry in entries {
        match entry {
            Entry::Message(spoken) => {
                flush(&mut changes, &mut parts);
                if spoken.first_new {
                    parts.push(Part::News);
                }
                parts.push(Part::Message(spoken));
            }
            Entry::Beside(beside) => {
                flush(&mut changes, &mut parts);
                parts.push(Part::Beside(beside));
            }
            Entry::Event(happened) if happened.recorded.cause.is_some_and(|cause| undone.contains(&cause)) => {}
            Entry::Event(happened) => changes.extend(Change::of(happened, names, shell)),
        }
    }
    flush(&mut changes, &mut parts);
    parts
}

fn undoes(entry: &Entry) -> Option<i64> {
    match entry {
        Entry::Event(happened) => happened.recorded.event.undoes(),
        Entry::Message(_) | Entry::Beside(_) => None,
    }
}

fn flush<'a>(changes: &mut Vec<Change>, parts: &mut Vec<Part<'a>>) {
    if !changes.is_empty() {
        parts.push(Part::Changes(std::mem::take(changes)));
    }
}

impl Part<'_> {
    pub fn folds(changes: &[Change]) -> bool {
        changes.len() > UNFOLDED && !changes.iter().any(|change| change.failed)
    }

    pub fn last_at(changes: &[Change]) -> Moment {
        changes.last().map_or(Moment(0), |change| change.at)
    }
}
