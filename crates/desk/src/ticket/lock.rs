//! Whoever answers a ticket holds it for a while, so that nobody else sends an answer as well (二重対応防止).

use super::TicketId;
use crate::Refusal;
use crate::people::PersonId;
use base::Moment;
use std::time::Duration;

/// Minutes a ticket is held after the last word that was written.
pub const LONGEST_LOCK: i64 = 120;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lock {
    pub ticket: TicketId,
    pub person: PersonId,
    pub until: Moment,
}

impl Lock {
    pub fn holds(&self, now: Moment) -> bool {
        now < self.until
    }

    /// # Errors
    /// Somebody else holds the ticket.
    pub fn lets(&self, person: Option<PersonId>, now: Moment) -> Result<(), Refusal> {
        if self.holds(now) && person.is_some_and(|person| person != self.person) {
            Err(Refusal::TicketHeld)
        } else {
            Ok(())
        }
    }

    /// Who holds it after somebody has written a word: who held it, as long as it was theirs.
    #[must_use]
    pub fn after_a_word(before: Option<Self>, ticket: TicketId, person: PersonId, minutes: i64, now: Moment) -> Self {
        match before {
            Some(before) if before.holds(now) && before.person != person => before,
            Some(_) | None => {
                let span = Duration::from_secs(u64::try_from(minutes).unwrap_or(0) * 60);
                Self { ticket, person, until: now.plus(span) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AYA: PersonId = PersonId(1);
    const BEN: PersonId = PersonId(2);

    fn word(before: Option<Lock>, person: PersonId, now: i64) -> Lock {
        Lock::after_a_word(before, TicketId(1), person, 10, Moment(now))
    }

    #[test]
    fn the_first_one_holds_it_until_their_time_is_over() {
        let held = word(None, AYA, 0);
        assert_eq!((held.person, held.until), (AYA, Moment(600_000)));
        assert_eq!(word(Some(held), BEN, 599_999), held, "another's word changes nothing");
        assert_eq!(word(Some(held), BEN, 600_000).person, BEN);
        assert_eq!(word(Some(held), AYA, 300_000).until, Moment(900_000), "one's own goes on");
    }

    #[test]
    fn only_another_person_is_kept_from_sending() {
        let held = word(None, AYA, 0);
        assert_eq!(held.lets(Some(BEN), Moment(1)), Err(Refusal::TicketHeld));
        assert_eq!(held.lets(Some(AYA), Moment(1)), Ok(()));
        assert_eq!(held.lets(None, Moment(1)), Ok(()), "rules are nobody");
        assert_eq!(held.lets(Some(BEN), Moment(600_000)), Ok(()));
    }
}
