//! The rules that are on, as they are followed: read and compiled once after each change, found by what they hear.

use super::queue;
use desk::automation::{Rule, RuleKind};
use desk::condition::{Condition, Needs};
use desk::{Done, Recorded};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::automation::rules as table;
use store::{Read, settings};

#[derive(Debug, Default)]
pub(super) struct Book {
    /// In their order.
    pub rules: Vec<Rule>,
    by_event: HashMap<String, Vec<usize>>,
    by_kind: HashMap<RuleKind, Vec<usize>>,
    pub time_zone: String,
    /// Lengths of queues at which some of them act.
    pub queue_bounds: Vec<i64>,
}

/// The last book that was read, with the stamp of its rules and the zone of the house. Stamps are random: two desks in
/// one process never share one.
static LAST: Mutex<Option<(String, Arc<Book>)>> = Mutex::new(None);

impl Book {
    pub fn open(read: &mut Read) -> Done<Arc<Self>> {
        let Some(stamp) = settings::load(read, table::STAMP)? else { return Ok(Arc::default()) };
        let zone = crate::house::load(read)?.time_zone;
        let last = LAST.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, book)) = last.filter(|(of, book)| *of == stamp && book.time_zone == zone) {
            return Ok(book);
        }
        let book = Arc::new(Self::of(table::all(read)?, zone));
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some((stamp, book.clone()));
        Ok(book)
    }

    fn of(rules: Vec<Rule>, time_zone: String) -> Self {
        let rules: Vec<Rule> = rules.into_iter().filter(|rule| rule.active).collect();
        let mut by_event: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_kind: HashMap<RuleKind, Vec<usize>> = HashMap::new();
        for (at, rule) in rules.iter().enumerate() {
            by_kind.entry(rule.wish.kind).or_default().push(at);
            for kind in &rule.wish.on {
                by_event.entry(kind.clone()).or_default().push(at);
            }
        }
        let crossing = rules.iter().filter(|rule| rule.wish.hears(queue::CROSSED));
        let queue_bounds = crossing.flat_map(|rule| queue::asked(&rule.wish.condition)).collect();
        Self { rules, by_event, by_kind, time_zone, queue_bounds }
    }

    /// Those that hear an event, in their order. What happened before one was switched on is none of its business.
    pub fn hearing(&self, recorded: &Recorded) -> Vec<&Rule> {
        let heard = self.by_event.get(recorded.event.kind()).into_iter().flatten().map(|at| &self.rules[*at]);
        heard.filter(|rule| rule.switched_at.is_none_or(|at| at <= recorded.at)).collect()
    }

    pub fn hears(&self, kind: &str) -> bool {
        self.by_event.contains_key(kind)
    }

    pub fn of_kind(&self, kind: RuleKind) -> Vec<&Rule> {
        self.by_kind.get(&kind).into_iter().flatten().map(|at| &self.rules[*at]).collect()
    }
}

/// Which facts all of these rest on.
pub(crate) fn needs<'c>(conditions: impl Iterator<Item = &'c Condition>) -> Needs {
    // A rule looks with nobody's eyes.
    Needs { viewer: false, rules: true, ..conditions.map(Condition::needs).sum() }
}
