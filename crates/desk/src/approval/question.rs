//! One question that was put to people: each seat has one word, and the words decide.

use super::{AtLimit, Needed, ProcedureId};
use crate::automation::Texts;
use crate::event::Who;
use crate::people::PersonId;
use crate::ticket::TicketId;
use crate::{Error, Event, Refusal};
use base::Moment;
use serde::{Deserialize, Serialize};
use std::time::Duration;

base::id!(ApprovalId);

/// People one question may be put to, and characters of what one of them says to it.
pub const MOST_SEATS: usize = 50;
const LONGEST_NOTE: usize = 1_000;

crate::ticket_words! {
    ApprovalState {
        Pending = "pending", Approved = "approved", Rejected = "rejected", Withdrawn = "withdrawn",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Approval {
    pub id: ApprovalId,
    pub ticket: TicketId,
    pub procedure: ProcedureId,
    pub name: String,
    /// Filled in when it was asked.
    pub question: Texts,
    pub asked_by: Who,
    pub at: Moment,
    pub needed: Needed,
    pub state: ApprovalState,
    pub decided_at: Option<Moment>,
    /// Hours, as the procedure had them.
    pub remind: u32,
    pub limit: u32,
    pub at_limit: AtLimit,
    /// Whose word alone decides, once nobody had answered in time.
    pub decider: Option<PersonId>,
    /// When silence has its next consequence.
    pub remind_at: Option<Moment>,
    pub limit_at: Option<Moment>,
    pub seats: Vec<Seat>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Seat {
    pub person: PersonId,
    /// Stands in for them, because they are away.
    pub delegate: Option<PersonId>,
    /// Yes or no, once it was said, by whom and when.
    pub vote: Option<Word>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    pub yes: bool,
    pub by: PersonId,
    pub at: Moment,
    pub note: String,
}

/// Whoever sat there is somebody else now: what is remembered of it, so that it can be taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reseated {
    pub approval: ApprovalId,
    /// Both sat there: one seat went, with whoever stood in for it.
    pub both: bool,
    pub delegate: Option<PersonId>,
    /// Their word alone decides.
    pub decider: bool,
}

/// What the clock brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Come {
    Remind,
    Limit,
}

impl Seat {
    pub fn new(person: PersonId, delegate: Option<PersonId>) -> Self {
        Self { person, delegate, vote: None }
    }

    fn is_of(&self, person: PersonId) -> bool {
        self.person == person || self.delegate == Some(person)
    }

    /// Who may speak for it.
    pub fn people(&self) -> impl Iterator<Item = PersonId> {
        [self.person].into_iter().chain(self.delegate)
    }
}

impl Approval {
    pub fn is_pending(&self) -> bool {
        self.state == ApprovalState::Pending
    }

    /// This person may say yes or no now.
    pub fn waits_for(&self, person: PersonId) -> bool {
        self.is_pending() && self.seats.iter().any(|seat| seat.vote.is_none() && seat.is_of(person))
    }

    /// This person was asked, whether they have answered or not.
    pub fn concerns(&self, person: PersonId) -> bool {
        self.seats.iter().any(|seat| seat.is_of(person))
    }

    /// Their own seat and those they stand in for.
    ///
    /// # Errors
    /// Who was not asked finds nothing there; what is decided, or was answered, stays so.
    pub fn answer(&mut self, person: PersonId, yes: bool, note: &str, now: Moment) -> Result<Vec<Event>, Error> {
        if !self.concerns(person) {
            return Err(Error::Missing);
        } else if !self.is_pending() {
            return Err(Refusal::ApprovalDecided.into());
        } else if !self.waits_for(person) {
            return Err(Refusal::ApprovalAnswered.into());
        }
        let note = note.trim().to_owned();
        if note.chars().count() > LONGEST_NOTE {
            return Err(Refusal::TextTooLong.into());
        }
        for seat in self.seats.iter_mut().filter(|seat| seat.vote.is_none() && seat.is_of(person)) {
            seat.vote = Some(Word { yes, by: person, at: now, note: note.clone() });
        }
        let said = Event::ApprovalAnswered { ticket: self.ticket, approval: self.id, person, yes, note };
        let outcome = self.outcome();
        Ok([said].into_iter().chain(outcome.map(|yes| self.decide(yes, now))).collect())
    }

    /// `from` is `into` from now on, and has one word. None: nothing waited for them. Where a seat goes, what the others have
    /// said may be enough. Whoever stands in is an agent, and agents are never merged.
    pub fn seat_as_one(&mut self, from: PersonId, into: PersonId, now: Moment) -> Option<(Reseated, Option<Event>)> {
        let open = |seat: &Seat| seat.person == from && seat.vote.is_none();
        let at = self.seats.iter().position(open).filter(|_| self.is_pending())?;
        let both = self.seats.iter().any(|seat| seat.person == into);
        let mut seat = self.seats.remove(at);
        let decider = self.decider == Some(from);
        let reseated = Reseated { approval: self.id, both, delegate: seat.delegate, decider };
        if decider {
            self.decider = Some(into);
        }
        if !both {
            seat.person = into;
            self.seats.push(seat);
            return Some((reseated, None));
        }
        let outcome = self.outcome();
        Some((reseated, outcome.map(|yes| self.decide(yes, now))))
    }

    /// The inverse; what was said since stays said.
    pub fn seat_apart(&mut self, reseated: &Reseated, from: PersonId, into: PersonId) {
        if !self.is_pending() || self.concerns(from) {
            return;
        }
        if reseated.both {
            self.seats.push(Seat::new(from, reseated.delegate));
        } else if let Some(seat) = self.seats.iter_mut().find(|seat| seat.person == into && seat.vote.is_none()) {
            seat.person = from;
        } else {
            return;
        }
        if reseated.decider && self.decider == Some(into) {
            self.decider = Some(from);
        }
    }

    /// As soon as nothing can change it any more.
    fn outcome(&self) -> Option<bool> {
        let decider = self.seats.iter().find(|seat| Some(seat.person) == self.decider);
        if let Some(word) = decider.and_then(|seat| seat.vote.as_ref()) {
            return Some(word.yes);
        }
        let counted = self.seats.iter().filter(|seat| Some(seat.person) != self.decider);
        let (mut seats, mut yes, mut no) = (0, 0, 0);
        for seat in counted {
            seats += 1;
            yes += usize::from(seat.vote.as_ref().is_some_and(|word| word.yes));
            no += usize::from(seat.vote.as_ref().is_some_and(|word| !word.yes));
        }
        let needed = self.needed.of(seats);
        match () {
            () if seats == 0 => None,
            () if yes >= needed => Some(true),
            () if seats - no < needed => Some(false),
            () => None,
        }
    }

    fn decide(&mut self, yes: bool, now: Moment) -> Event {
        let to = if yes { ApprovalState::Approved } else { ApprovalState::Rejected };
        self.close(to, now);
        Event::ApprovalDecided { ticket: self.ticket, approval: self.id, name: self.name.clone(), to }
    }

    fn close(&mut self, to: ApprovalState, now: Moment) {
        (self.state, self.decided_at, self.remind_at, self.limit_at) = (to, Some(now), None, None);
    }

    /// # Errors
    /// It is decided.
    pub fn withdraw(&mut self, now: Moment) -> Result<Event, Refusal> {
        if !self.is_pending() {
            return Err(Refusal::ApprovalDecided);
        }
        self.close(ApprovalState::Withdrawn, now);
        Ok(Event::ApprovalWithdrawn { ticket: self.ticket, approval: self.id, name: self.name.clone() })
    }

    /// The clock begins, or begins anew after a reminder.
    pub fn wind(&mut self, now: Moment) {
        self.remind_at = after(self.remind, now);
        if self.limit_at.is_none() && self.decider.is_none() {
            self.limit_at = after(self.limit, now);
        }
    }

    /// What has come by now; the limit first.
    pub fn come(&self, now: Moment) -> Option<Come> {
        let over = |at: Option<Moment>| self.is_pending() && at.is_some_and(|at| at <= now);
        match () {
            () if over(self.limit_at) => Some(Come::Limit),
            () if over(self.remind_at) => Some(Come::Remind),
            () => None,
        }
    }

    pub fn next_at(&self) -> Option<Moment> {
        self.remind_at.into_iter().chain(self.limit_at).min()
    }

    /// Nobody has decided in time; none: it goes on waiting. `stand_in` of whoever is asked now.
    pub fn run_out(&mut self, stand_in: impl Fn(PersonId) -> Option<PersonId>, now: Moment) -> Option<Event> {
        self.limit_at = None;
        match self.at_limit {
            AtLimit::Wait => None,
            AtLimit::Approve => Some(self.decide(true, now)),
            AtLimit::Reject => Some(self.decide(false, now)),
            AtLimit::Escalate(person) => {
                self.decider = Some(person);
                if !self.concerns(person) {
                    self.seats.push(Seat::new(person, stand_in(person)));
                }
                Some(Event::ApprovalEscalated { ticket: self.ticket, approval: self.id, person })
            }
        }
    }
}

fn after(hours: u32, now: Moment) -> Option<Moment> {
    (hours > 0).then(|| now.plus(Duration::from_secs(u64::from(hours) * 3_600)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment(1_000);

    fn asked(needed: Needed, people: i64) -> Approval {
        Approval {
            id: ApprovalId(1),
            ticket: TicketId(2),
            procedure: ProcedureId(3),
            name: "Purchase".into(),
            question: Texts::default(),
            asked_by: Who::System,
            at: Moment(0),
            needed,
            state: ApprovalState::Pending,
            decided_at: None,
            remind: 24,
            limit: 72,
            at_limit: AtLimit::Wait,
            decider: None,
            remind_at: None,
            limit_at: None,
            seats: (1..=people).map(|id| Seat::new(PersonId(id), None)).collect(),
        }
    }

    /// Each says a word in turn: after how many it was decided, and how.
    fn decided(needed: Needed, words: &[bool]) -> (usize, ApprovalState) {
        let mut approval = asked(needed, words.len() as i64);
        for (at, yes) in words.iter().enumerate() {
            approval.answer(PersonId(at as i64 + 1), *yes, "", NOW).unwrap();
            if !approval.is_pending() {
                return (at + 1, approval.state);
            }
        }
        (words.len(), approval.state)
    }

    #[test]
    fn it_is_decided_as_soon_as_nothing_can_change_it() {
        use ApprovalState::{Approved, Rejected};
        let table = [
            (Needed::One, &[false, true, false][..], (2, Approved)),
            (Needed::One, &[false, false, false], (3, Rejected)),
            (Needed::All, &[true, true, true], (3, Approved)),
            (Needed::All, &[true, false, true], (2, Rejected)),
            (Needed::Some(2), &[true, false, true], (3, Approved)),
            (Needed::Some(2), &[false, false, true], (2, Rejected)),
        ];
        for (needed, words, wanted) in table {
            assert_eq!(decided(needed, words), wanted, "{needed:?} {words:?}");
        }
    }

    #[test]
    fn who_was_not_asked_finds_nothing_and_a_word_is_said_once() {
        let mut approval = asked(Needed::All, 2);
        assert!(matches!(approval.answer(PersonId(9), true, "", NOW), Err(Error::Missing)));
        approval.answer(PersonId(1), true, " fine ", NOW).unwrap();
        assert_eq!(approval.seats[0].vote.as_ref().map(|word| word.note.as_str()), Some("fine"));
        assert!(matches!(approval.answer(PersonId(1), false, "", NOW), Err(Error::Refused(Refusal::ApprovalAnswered))));
        approval.answer(PersonId(2), true, "", NOW).unwrap();
        assert!(matches!(approval.answer(PersonId(2), false, "", NOW), Err(Error::Refused(Refusal::ApprovalDecided))));
    }

    #[test]
    fn who_stands_in_speaks_for_the_one_who_is_away() {
        let mut approval = asked(Needed::All, 2);
        approval.seats[1].delegate = Some(PersonId(7));
        approval.answer(PersonId(7), true, "", NOW).unwrap();
        assert!(!approval.waits_for(PersonId(2)), "their word was said for them");
        approval.answer(PersonId(1), true, "", NOW).unwrap();
        assert_eq!(approval.state, ApprovalState::Approved);
    }

    #[test]
    fn two_who_are_one_have_one_seat_until_they_part() {
        let (from, into) = (PersonId(1), PersonId(2));
        let seats = |approval: &Approval| approval.seats.iter().map(|seat| seat.person.0).collect::<Vec<_>>();
        let mut alone = asked(Needed::One, 1);
        let (gone, decided) = alone.seat_as_one(from, into, NOW).unwrap();
        assert_eq!((seats(&alone), decided), (vec![2], None));
        alone.seat_apart(&gone, from, into);
        assert_eq!(alone, asked(Needed::One, 1));
        let mut both = asked(Needed::All, 3);
        let (gone, decided) = both.seat_as_one(from, into, NOW).unwrap();
        assert_eq!((seats(&both), decided), (vec![2, 3], None));
        both.seat_apart(&gone, from, into);
        assert_eq!(seats(&both), [2, 3, 1]);
        // The other one had said it: nobody else is waited for.
        let mut said = asked(Needed::All, 2);
        said.answer(into, true, "", NOW).unwrap();
        assert!(said.seat_as_one(from, into, NOW).unwrap().1.is_some());
        assert_eq!(said.state, ApprovalState::Approved);
        assert_eq!(said.seat_as_one(from, into, NOW), None);
        // Whoever was to decide alone still does, and nobody decides in their place.
        let mut last = Approval { decider: Some(from), ..asked(Needed::All, 2) };
        let (gone, decided) = last.seat_as_one(from, into, NOW).unwrap();
        assert_eq!((last.decider, gone.decider, decided), (Some(into), true, None));
        last.answer(into, false, "", NOW).unwrap();
        assert_eq!(last.state, ApprovalState::Rejected);
    }

    #[test]
    fn silence_has_the_consequence_that_was_chosen() {
        let hours = |hours: u64| NOW.plus(Duration::from_secs(hours * 3_600));
        let mut approval = asked(Needed::All, 2);
        approval.wind(NOW);
        assert_eq!((approval.come(hours(23)), approval.come(hours(24))), (None, Some(Come::Remind)));
        approval.wind(hours(24));
        assert_eq!((approval.next_at(), approval.limit_at), (Some(hours(48)), Some(hours(72))));
        assert_eq!(approval.come(hours(72)), Some(Come::Limit));
        approval.at_limit = AtLimit::Escalate(PersonId(8));
        assert!(approval.run_out(|_| None, hours(72)).is_some());
        approval.wind(hours(72));
        assert_eq!(approval.limit_at, None, "it is escalated once");
        approval.answer(PersonId(8), true, "", hours(73)).unwrap();
        assert_eq!(approval.state, ApprovalState::Approved, "that word alone decides");
        for (at_limit, state) in [
            (AtLimit::Approve, ApprovalState::Approved),
            (AtLimit::Reject, ApprovalState::Rejected),
            (AtLimit::Wait, ApprovalState::Pending),
        ] {
            let mut approval = Approval { at_limit, ..asked(Needed::All, 2) };
            approval.run_out(|_| None, NOW);
            assert_eq!(approval.state, state);
        }
    }
}
