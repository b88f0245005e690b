//! Who looks at a ticket or writes an answer, in this process, right now.

use desk::people::PersonId;
use desk::ticket::TicketNumber;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Somebody who writes is said to write for this long after the last key.
const WRITES: Duration = Duration::from_secs(12);

#[derive(Default)]
pub struct Presence(Mutex<HashMap<TicketNumber, Vec<Seen>>>);

struct Seen {
    /// One per open page.
    page: u64,
    person: PersonId,
    name: String,
    wrote: Option<Instant>,
}

/// A person as the others see them.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Present {
    pub person: PersonId,
    pub name: String,
    pub writing: bool,
}

impl Presence {
    pub fn enter(&self, number: TicketNumber, page: u64, person: PersonId, name: &str) {
        self.with(|seen| {
            seen.entry(number).or_default().push(Seen { page, person, name: name.to_owned(), wrote: None });
        });
    }

    pub fn leave(&self, number: TicketNumber, page: u64) {
        self.with(|seen| {
            if let Some(here) = seen.get_mut(&number) {
                here.retain(|seen| seen.page != page);
                if here.is_empty() {
                    seen.remove(&number);
                }
            }
        });
    }

    pub fn writes(&self, number: TicketNumber, person: PersonId, writing: bool) {
        let wrote = writing.then(Instant::now);
        self.with(|seen| {
            let here = seen.get_mut(&number).into_iter().flatten();
            here.filter(|seen| seen.person == person).for_each(|seen| seen.wrote = wrote);
        });
    }

    /// Each person once, whoever writes first.
    pub fn at(&self, number: TicketNumber) -> Vec<Present> {
        let mut present: Vec<Present> = Vec::new();
        self.with(|seen| {
            for here in seen.get(&number).into_iter().flatten() {
                let writing = here.wrote.is_some_and(|at| at.elapsed() < WRITES);
                match present.iter_mut().find(|known| known.person == here.person) {
                    Some(known) => known.writing |= writing,
                    None => present.push(Present { person: here.person, name: here.name.clone(), writing }),
                }
            }
        });
        present.sort_by_key(|present| !present.writing);
        present
    }

    fn with(&self, act: impl FnOnce(&mut HashMap<TicketNumber, Vec<Seen>>)) {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_with_two_pages_stands_once_and_leaves_with_the_last() {
        let (presence, ticket) = (Presence::default(), TicketNumber(1));
        presence.enter(ticket, 1, PersonId(7), "Aya");
        presence.enter(ticket, 2, PersonId(7), "Aya");
        presence.writes(ticket, PersonId(7), true);
        assert_eq!(presence.at(ticket), vec![Present { person: PersonId(7), name: "Aya".into(), writing: true }]);
        presence.leave(ticket, 1);
        assert_eq!(presence.at(ticket).len(), 1);
        presence.leave(ticket, 2);
        assert_eq!(presence.at(ticket), vec![]);
    }
}
