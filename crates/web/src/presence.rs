//! Who looks at a ticket or writes an answer, right now: in this process, and as the other processes tell it.

use desk::people::PersonId;
use desk::ticket::TicketNumber;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Somebody who writes is said to write for this long after the last key.
const WRITES: Duration = Duration::from_secs(12);
/// What another process told and did not repeat for so long is true no more: that process is gone.
const BELIEVED: Duration = Duration::from_secs(12);
/// People of one process at one ticket that are told of at most, and letters of a name.
const TOLD: usize = 25;
const NAME: usize = 60;
/// Tickets of other processes that are remembered at most.
const ELSEWHERE: usize = 10_000;

#[derive(Default)]
pub struct Presence(Mutex<Rooms>);

#[derive(Default)]
struct Rooms {
    here: HashMap<TicketNumber, Vec<Seen>>,
    /// By ticket and process.
    elsewhere: HashMap<(TicketNumber, Arc<str>), Told>,
    /// Whose coming was told to rules, and whose going is yet to be.
    come: HashSet<(TicketNumber, PersonId)>,
}

struct Seen {
    /// One per open page.
    page: u64,
    person: PersonId,
    name: String,
    wrote: Option<Instant>,
}

struct Told {
    people: Vec<Present>,
    at: Instant,
}

/// A person as the others see them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Present {
    pub person: PersonId,
    pub name: String,
    pub writing: bool,
}

/// Who is at a ticket in one process: what processes tell each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    pub ticket: TicketNumber,
    pub people: Vec<Present>,
    /// Something happened just now, such as that somebody begins to answer: no repetition.
    #[serde(default)]
    pub stirred: bool,
}

impl Presence {
    pub fn enter(&self, number: TicketNumber, page: u64, person: PersonId, name: &str) {
        self.with(|rooms| {
            let seen = Seen { page, person, name: name.to_owned(), wrote: None };
            rooms.here.entry(number).or_default().push(seen);
        });
    }

    pub fn leave(&self, number: TicketNumber, page: u64) {
        self.with(|rooms| {
            if let Some(here) = rooms.here.get_mut(&number) {
                here.retain(|seen| seen.page != page);
                if here.is_empty() {
                    rooms.here.remove(&number);
                }
            }
        });
    }

    /// True: that is something new.
    pub fn writes(&self, number: TicketNumber, person: PersonId, writing: bool) -> bool {
        let wrote = writing.then(Instant::now);
        let mut news = false;
        self.with(|rooms| {
            let here = rooms.here.get_mut(&number).into_iter().flatten();
            for seen in here.filter(|seen| seen.person == person) {
                news |= seen.writes() != writing;
                seen.wrote = wrote;
            }
        });
        news
    }

    /// The tickets where somebody has not written for a while who is still said to.
    pub fn fade(&self) -> BTreeSet<TicketNumber> {
        let mut faded = BTreeSet::new();
        self.with(|rooms| {
            for (number, here) in &mut rooms.here {
                for seen in here.iter_mut().filter(|seen| seen.wrote.is_some() && !seen.writes()) {
                    seen.wrote = None;
                    faded.insert(*number);
                }
            }
        });
        faded
    }

    /// True: nobody was told yet that this person is here.
    pub fn comes(&self, number: TicketNumber, person: PersonId) -> bool {
        let mut new = false;
        self.with(|rooms| new = !rooms.is_elsewhere(number, person) && rooms.come.insert((number, person)));
        new
    }

    /// True: the last page of somebody is closed whose coming was told.
    pub fn goes(&self, number: TicketNumber, person: PersonId) -> bool {
        let mut gone = false;
        self.with(|rooms| {
            let here = rooms.here.get(&number).is_some_and(|here| here.iter().any(|seen| seen.person == person));
            gone = !here && rooms.come.remove(&(number, person)) && !rooms.is_elsewhere(number, person);
        });
        gone
    }

    /// Each person once, whoever writes first.
    pub fn at(&self, number: TicketNumber) -> Vec<Present> {
        let mut present: Vec<Present> = Vec::new();
        self.with(|rooms| {
            rooms.here(number).into_iter().for_each(|one| meet(&mut present, one));
            let told = rooms.elsewhere.iter().filter(|((ticket, _), told)| *ticket == number && told.is_fresh());
            told.flat_map(|(_, told)| &told.people).for_each(|one| meet(&mut present, one.clone()));
        });
        present.sort_by_key(|present| !present.writing);
        present
    }

    /// Who else is at any of these tickets: one look for a page full of rows.
    pub fn among(&self, numbers: &HashSet<TicketNumber>, me: PersonId) -> HashMap<TicketNumber, Vec<Present>> {
        let mut found: HashMap<TicketNumber, Vec<Present>> = HashMap::new();
        self.with(|rooms| {
            for number in numbers.iter().filter(|number| rooms.here.contains_key(*number)) {
                found.entry(*number).or_default().extend(rooms.here(*number));
            }
            let told = rooms.elsewhere.iter().filter(|((ticket, _), told)| numbers.contains(ticket) && told.is_fresh());
            for ((number, _), told) in told {
                let known = found.entry(*number).or_default();
                told.people.iter().for_each(|one| meet(known, one.clone()));
            }
        });
        found.values_mut().for_each(|people| people.retain(|one| one.person != me));
        found.retain(|_, people| !people.is_empty());
        found
    }

    /// Who is at a ticket here, for the other processes.
    pub fn report(&self, ticket: TicketNumber, stirred: bool) -> Report {
        let mut people = Vec::new();
        self.with(|rooms| people = rooms.here(ticket));
        people.truncate(TOLD);
        people.iter_mut().for_each(|one| one.name = one.name.chars().take(NAME).collect());
        Report { ticket, people, stirred }
    }

    /// The tickets where anybody is, here.
    pub fn tickets(&self) -> Vec<TicketNumber> {
        let mut tickets = Vec::new();
        self.with(|rooms| tickets = rooms.here.keys().copied().collect());
        tickets
    }

    /// What another process tells. True: it is something new.
    pub fn hear(&self, who: &Arc<str>, report: Report) -> bool {
        let mut news = false;
        self.with(|rooms| {
            let key = (report.ticket, who.clone());
            let known = rooms.elsewhere.remove(&key);
            let changed = known.as_ref().map_or(!report.people.is_empty(), |known| known.people != report.people);
            news = changed || report.stirred;
            if !report.people.is_empty() && rooms.elsewhere.len() < ELSEWHERE {
                rooms.elsewhere.insert(key, Told { people: report.people, at: Instant::now() });
            }
        });
        news
    }

    /// Forgets what is not repeated any more; the tickets where somebody went.
    pub fn forget(&self) -> BTreeSet<TicketNumber> {
        let mut left = BTreeSet::new();
        self.with(|rooms| {
            left = rooms.elsewhere.extract_if(|_, told| !told.is_fresh()).map(|((ticket, _), _)| ticket).collect();
        });
        left
    }

    fn with(&self, act: impl FnOnce(&mut Rooms)) {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Rooms {
    fn is_elsewhere(&self, number: TicketNumber, person: PersonId) -> bool {
        let mut told = self.elsewhere.iter().filter(|((ticket, _), told)| *ticket == number && told.is_fresh());
        told.any(|(_, told)| told.people.iter().any(|one| one.person == person))
    }

    fn here(&self, number: TicketNumber) -> Vec<Present> {
        let mut present = Vec::new();
        for seen in self.here.get(&number).into_iter().flatten() {
            let writing = seen.writes();
            meet(&mut present, Present { person: seen.person, name: seen.name.clone(), writing });
        }
        present
    }
}

impl Seen {
    fn writes(&self) -> bool {
        self.wrote.is_some_and(|at| at.elapsed() < WRITES)
    }
}

impl Told {
    fn is_fresh(&self) -> bool {
        self.at.elapsed() < BELIEVED
    }
}

fn meet(present: &mut Vec<Present>, one: Present) {
    match present.iter_mut().find(|known| known.person == one.person) {
        Some(known) => known.writing |= one.writing,
        None => present.push(one),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aya(writing: bool) -> Present {
        Present { person: PersonId(7), name: "Aya".into(), writing }
    }

    #[test]
    fn a_person_with_two_pages_stands_once_and_leaves_with_the_last() {
        let (presence, ticket) = (Presence::default(), TicketNumber(1));
        presence.enter(ticket, 1, PersonId(7), "Aya");
        presence.enter(ticket, 2, PersonId(7), "Aya");
        presence.writes(ticket, PersonId(7), true);
        assert_eq!(presence.at(ticket), vec![aya(true)]);
        presence.leave(ticket, 1);
        assert_eq!(presence.at(ticket).len(), 1);
        presence.leave(ticket, 2);
        assert_eq!(presence.at(ticket), vec![]);
    }

    #[test]
    fn a_page_that_is_loaded_again_is_neither_a_coming_nor_a_going() {
        let (presence, ticket, aya) = (Presence::default(), TicketNumber(1), PersonId(7));
        presence.enter(ticket, 1, aya, "Aya");
        assert!(presence.comes(ticket, aya));
        presence.leave(ticket, 1);
        presence.enter(ticket, 2, aya, "Aya");
        assert!(!presence.comes(ticket, aya) && !presence.goes(ticket, aya));
        presence.leave(ticket, 2);
        assert!(presence.goes(ticket, aya) && !presence.goes(ticket, aya));
        assert!(presence.comes(ticket, aya));
    }

    #[test]
    fn what_another_process_tells_stands_until_it_tells_otherwise() {
        let (presence, ticket, who) = (Presence::default(), TicketNumber(1), Arc::from("other"));
        let report = |people| Report { ticket, people, stirred: false };
        assert!(presence.hear(&who, report(vec![aya(false)])));
        assert!(!presence.hear(&who, report(vec![aya(false)])), "a repetition is no news");
        presence.enter(ticket, 1, PersonId(7), "Aya");
        assert_eq!(presence.at(ticket), vec![aya(false)], "the same person in both processes stands once");
        assert!(presence.hear(&who, report(vec![aya(true)])));
        assert_eq!(presence.at(ticket), vec![aya(true)]);
        assert!(presence.hear(&who, report(vec![])));
        assert_eq!((presence.at(ticket).len(), presence.report(ticket, false).people.len()), (1, 1));
        assert!(presence.forget().is_empty());
        assert!(presence.hear(&who, Report { stirred: true, ..report(vec![]) }), "what happened just now is news");
    }

    #[test]
    fn a_page_of_rows_hears_who_else_is_where() {
        let (presence, who) = (Presence::default(), Arc::from("other"));
        let [one, two, three] = [1, 2, 3].map(TicketNumber);
        let aya_is_at = |ticket| Report { ticket, people: vec![aya(true)], stirred: false };
        presence.enter(one, 1, PersonId(7), "Aya");
        presence.enter(two, 2, PersonId(8), "Ben");
        presence.hear(&who, aya_is_at(two));
        presence.hear(&who, aya_is_at(three));
        let seen = |numbers: &[TicketNumber]| presence.among(&numbers.iter().copied().collect(), PersonId(8));
        assert_eq!(seen(&[one, two]), [(one, vec![aya(false)]), (two, vec![aya(true)])].into());
        assert!(seen(&[TicketNumber(4)]).is_empty());
    }

    #[test]
    fn only_a_first_word_is_news() {
        let (presence, ticket, aya) = (Presence::default(), TicketNumber(1), PersonId(7));
        presence.enter(ticket, 1, aya, "Aya");
        assert!(presence.writes(ticket, aya, true) && !presence.writes(ticket, aya, true));
        assert!(presence.fade().is_empty());
        assert!(presence.writes(ticket, aya, false) && !presence.writes(ticket, aya, false));
    }
}
