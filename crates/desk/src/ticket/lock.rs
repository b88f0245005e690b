//! Whoever answers a ticket has it for a while, so that nobody else answers it as well (二重対応防止): where its mailbox or
//! its team wants that, others are kept from sending; everywhere else they are told, and may.

use super::TicketId;
use crate::Refusal;
use crate::people::PersonId;
use base::Moment;
use std::time::Duration;

/// Minutes a ticket is held after the last word that was written.
pub const LONGEST_LOCK: i64 = 120;
/// The same where nobody is kept from sending.
pub const CLAIM: i64 = 3;
/// Who asks to go on with an answer and hears nothing for so long may.
pub const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lock {
    pub ticket: TicketId,
    pub person: PersonId,
    pub since: Moment,
    pub until: Moment,
    /// Who answered it before.
    pub before: Option<PersonId>,
    /// What that one had written came along.
    pub passed: bool,
    pub wish: Option<LockWish>,
}

/// Somebody asks to go on with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockWish {
    pub by: PersonId,
    pub at: Moment,
    /// They were told that it is kept.
    pub kept: bool,
}

impl Lock {
    fn new(ticket: TicketId, person: PersonId, minutes: i64, now: Moment) -> Self {
        Self { ticket, person, since: now, until: end(minutes, now), before: None, passed: false, wish: None }
    }

    pub fn holds(&self, now: Moment) -> bool {
        now < self.until
    }

    /// # Errors
    /// Somebody else holds the ticket.
    pub fn lets(&self, person: Option<PersonId>, now: Moment) -> Result<(), Refusal> {
        if self.is_anothers(person, now) { Err(Refusal::TicketHeld) } else { Ok(()) }
    }

    /// # Errors
    /// Somebody else is answering, and whoever sends as well does not know.
    pub fn lets_knowing(&self, person: Option<PersonId>, knows: Option<PersonId>, now: Moment) -> Result<(), Refusal> {
        let known = knows == Some(self.person);
        if self.is_anothers(person, now) && !known { Err(Refusal::ColleagueAnswers) } else { Ok(()) }
    }

    /// Rules are nobody.
    pub fn is_anothers(&self, person: Option<PersonId>, now: Moment) -> bool {
        self.holds(now) && person.is_some_and(|person| person != self.person)
    }

    /// Who holds it after somebody has written a word: who held it, as long as it was theirs.
    #[must_use]
    pub fn after_a_word(before: Option<Self>, ticket: TicketId, person: PersonId, minutes: i64, now: Moment) -> Self {
        match before {
            Some(before) if before.holds(now) && before.person != person => before,
            Some(own) if own.holds(now) => Self { until: end(minutes, now), ..own },
            Some(_) | None => Self::new(ticket, person, minutes, now),
        }
    }

    /// It is another's now.
    #[must_use]
    pub fn passed_to(&self, person: PersonId, passed: bool, minutes: i64, now: Moment) -> Self {
        Self { before: Some(self.person), passed, ..Self::new(self.ticket, person, minutes, now) }
    }

    /// Not a word was written since it is theirs, for so many minutes.
    pub fn is_untouched(&self, minutes: i64) -> bool {
        self.until == end(minutes, self.since)
    }

    /// # Errors
    /// Nobody else has it; or somebody has asked already and may still hope.
    pub fn asked_for(&self, by: PersonId, now: Moment) -> Result<Self, Refusal> {
        if !self.is_anothers(Some(by), now) {
            return Err(Refusal::NobodyAnswers);
        }
        match self.wish {
            Some(wish) if !wish.is_over(now) => Err(Refusal::AskedAlready),
            Some(_) | None => Ok(Self { wish: Some(LockWish { by, at: now, kept: false }), ..*self }),
        }
    }
}

impl LockWish {
    /// Nobody has said anything for too long.
    pub fn is_granted(&self, now: Moment) -> bool {
        !self.kept && self.is_over(now)
    }

    /// As long as somebody waits for a word.
    pub fn is_over(&self, now: Moment) -> bool {
        now >= self.at.plus(PATIENCE)
    }
}

fn end(minutes: i64, now: Moment) -> Moment {
    now.plus(Duration::from_secs(u64::try_from(minutes).unwrap_or(0) * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    const AYA: PersonId = PersonId(1);
    const BEN: PersonId = PersonId(2);
    const CHIKA: PersonId = PersonId(3);

    fn word(before: Option<Lock>, person: PersonId, now: i64) -> Lock {
        Lock::after_a_word(before, TicketId(1), person, 10, Moment(now))
    }

    #[test]
    fn the_first_one_holds_it_until_their_time_is_over() {
        let held = word(None, AYA, 0);
        assert_eq!((held.person, held.until), (AYA, Moment(600_000)));
        assert_eq!(word(Some(held), BEN, 599_999), held, "another's word changes nothing");
        assert_eq!(word(Some(held), BEN, 600_000).person, BEN);
        let on = word(Some(held), AYA, 300_000);
        assert_eq!((on.since, on.until), (Moment(0), Moment(900_000)), "one's own goes on");
    }

    #[test]
    fn only_another_person_is_kept_from_sending() {
        let held = word(None, AYA, 0);
        assert_eq!(held.lets(Some(BEN), Moment(1)), Err(Refusal::TicketHeld));
        assert_eq!(held.lets(Some(AYA), Moment(1)), Ok(()));
        assert_eq!(held.lets(None, Moment(1)), Ok(()), "rules are nobody");
        assert_eq!(held.lets(Some(BEN), Moment(600_000)), Ok(()));
    }

    #[test]
    fn where_nobody_is_kept_from_sending_they_are_asked_once() {
        let held = word(None, AYA, 0);
        let sends = |knows, now| held.lets_knowing(Some(BEN), knows, Moment(now));
        assert_eq!(sends(None, 1), Err(Refusal::ColleagueAnswers));
        assert_eq!(sends(Some(CHIKA), 1), Err(Refusal::ColleagueAnswers), "it is somebody else by now");
        assert_eq!((sends(Some(AYA), 1), sends(None, 600_000)), (Ok(()), Ok(())));
        assert_eq!(held.lets_knowing(Some(AYA), None, Moment(1)), Ok(()));
    }

    #[test]
    fn one_asks_at_a_time_and_silence_is_a_yes() {
        let held = word(None, AYA, 0);
        assert_eq!(held.asked_for(AYA, Moment(1)), Err(Refusal::NobodyAnswers));
        let asked = held.asked_for(BEN, Moment(1_000)).unwrap();
        assert_eq!(asked.asked_for(CHIKA, Moment(60_999)), Err(Refusal::AskedAlready));
        let wish = asked.wish.unwrap();
        assert!(!wish.is_granted(Moment(60_999)) && wish.is_granted(Moment(61_000)));
        assert!(!LockWish { kept: true, ..wish }.is_granted(Moment(61_000)));
        assert_eq!(asked.asked_for(CHIKA, Moment(61_000)).unwrap().wish.unwrap().by, CHIKA);
        assert_eq!(word(Some(asked), AYA, 2_000).wish, Some(wish), "who only writes on has not answered");
    }

    #[test]
    fn whose_it_was_is_known_and_that_their_words_came_along_and_whether_somebody_writes_on() {
        let passed = word(None, AYA, 0).passed_to(BEN, true, 10, Moment(5));
        assert_eq!((passed.person, passed.before, passed.passed), (BEN, Some(AYA), true));
        assert!(passed.is_untouched(10));
        let on = word(Some(passed), BEN, 6);
        assert!(!on.is_untouched(10));
        assert_eq!((on.before, on.passed, on.since), (Some(AYA), true, Moment(5)));
    }
}
