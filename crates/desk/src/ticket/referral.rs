//! A referral gives a ticket to the eyes of somebody who does not see its team; the ticket stays where it is.

use super::Ticket;
use crate::access::{Actor, Level};
use crate::people::{PersonId, TeamId};
use crate::{Event, Refusal};
use serde::{Deserialize, Serialize};

/// A ticket carries at most this many.
pub const MOST_REFERRALS: usize = 20;

/// Characters of the word that goes with one.
pub const LONGEST_WORD: usize = 500;

/// To whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferredTo {
    Person(PersonId),
    /// Whoever is in the team, as far as they may go there.
    Team(TeamId),
}

impl ReferredTo {
    /// The word in columns and forms: `person-7`, `team-3`.
    pub fn word(self) -> String {
        match self {
            Self::Person(id) => format!("person-{id}"),
            Self::Team(id) => format!("team-{id}"),
        }
    }

    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::Person(id) => Some(id),
            Self::Team(_) => None,
        }
    }

    pub fn named(word: &str) -> Option<Self> {
        let (kind, id) = word.split_once('-')?;
        match kind {
            "person" => id.parse().ok().map(Self::Person),
            "team" => id.parse().ok().map(Self::Team),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referral {
    pub to: ReferredTo,
    /// [`Level::Read`] or [`Level::Reply`]: discarding stays with the team.
    pub level: Level,
}

impl Actor {
    /// How far an agent may go on one ticket: as far as in its team, or as it was referred to them.
    pub fn level_on(&self, ticket: &Ticket) -> Level {
        self.level_with(ticket.team, &ticket.referrals)
    }

    /// The same where only the team and the referrals of a ticket are known.
    pub fn level_with(&self, team: TeamId, referrals: &[Referral]) -> Level {
        let referred = referrals.iter().map(|referral| self.level_by(referral)).max();
        self.level(team).max(referred.unwrap_or_default())
    }

    fn level_by(&self, referral: &Referral) -> Level {
        match (self, referral.to) {
            (Self::Agent { person, .. }, ReferredTo::Person(to)) if *person == to => referral.level,
            (Self::Agent { .. }, ReferredTo::Team(team)) => referral.level.min(self.level(team)),
            (_, _) => Level::None,
        }
    }
}

impl Ticket {
    pub fn referral(&self, to: ReferredTo) -> Option<Referral> {
        self.referrals.iter().copied().find(|referral| referral.to == to)
    }

    /// Anew, or with another level than before.
    pub fn refer(&mut self, to: ReferredTo, level: Level, word: &str) -> Result<Option<Event>, Refusal> {
        let word = word.trim();
        if !matches!(level, Level::Read | Level::Reply) {
            return Err(Refusal::FormIncomplete);
        } else if to == ReferredTo::Team(self.team) {
            return Err(Refusal::ReferralNeedless);
        } else if word.chars().count() > LONGEST_WORD {
            return Err(Refusal::TextTooLong);
        }
        let from = self.referral(to).map(|referral| referral.level);
        if from == Some(level) {
            return Ok(None);
        }
        self.referrals.retain(|referral| referral.to != to);
        if self.referrals.len() >= MOST_REFERRALS {
            return Err(Refusal::TooManyReferrals);
        }
        self.referrals.push(Referral { to, level });
        self.referrals.sort_by_key(|referral| referral.to);
        Ok(Some(Event::TicketReferred { ticket: self.id, to, from, level, word: word.to_owned() }))
    }

    pub fn withdraw_referral(&mut self, to: ReferredTo) -> Option<Event> {
        let referral = self.referral(to)?;
        self.referrals.retain(|one| one.to != to);
        Some(Event::ReferralWithdrawn { ticket: self.id, to, level: referral.level })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Role;
    use crate::ticket::a_ticket;

    fn agent(person: i64, role: Role, levels: &[(i64, Level)]) -> Actor {
        let levels = levels.iter().map(|(team, level)| (TeamId(*team), *level)).collect();
        Actor::Agent { person: PersonId(person), role, levels }
    }

    #[test]
    fn whom_it_was_referred_to_goes_as_far_as_that_and_nobody_else_comes_near() {
        let mut ticket = a_ticket();
        ticket.refer(ReferredTo::Person(PersonId(7)), Level::Reply, "").unwrap();
        ticket.refer(ReferredTo::Team(TeamId(2)), Level::Reply, "").unwrap();
        let (dai, light) = (agent(7, Role::Agent, &[]), agent(7, Role::Light, &[]));
        assert!(
            dai.may_reply(&ticket).is_ok() && dai.may_discard(&ticket).is_err() && dai.may_direct(&ticket).is_err()
        );
        assert!(light.may_note(&ticket).is_ok() && light.may_reply(&ticket).is_err());
        let (reader, member) = (agent(8, Role::Agent, &[(2, Level::Read)]), agent(8, Role::Agent, &[(2, Level::Full)]));
        assert!(reader.may_note(&ticket).is_ok() && reader.may_reply(&ticket).is_err());
        assert!(member.may_reply(&ticket).is_ok() && member.may_discard(&ticket).is_err());
        let stranger = agent(9, Role::Supervisor, &[(3, Level::Full)]);
        assert!(matches!(stranger.may_read(&ticket), Err(crate::Error::Missing)));
        assert!(matches!(Actor::Requester(PersonId(7)).may_read(&ticket), Err(crate::Error::Missing)));
        ticket.withdraw_referral(ReferredTo::Person(PersonId(7))).unwrap();
        assert!(matches!(dai.may_read(&ticket), Err(crate::Error::Missing)));
    }

    #[test]
    fn a_referral_has_its_bounds() {
        let mut ticket = a_ticket();
        let to = |person| ReferredTo::Person(PersonId(person));
        assert_eq!(ticket.refer(to(1), Level::Full, ""), Err(Refusal::FormIncomplete));
        assert_eq!(ticket.refer(to(1), Level::None, ""), Err(Refusal::FormIncomplete));
        assert_eq!(ticket.refer(to(1), Level::Read, &"x".repeat(501)), Err(Refusal::TextTooLong));
        assert_eq!(ticket.refer(ReferredTo::Team(ticket.team), Level::Read, ""), Err(Refusal::ReferralNeedless));
        for person in 1..=20 {
            assert!(ticket.refer(to(person), Level::Read, "").unwrap().is_some());
        }
        assert_eq!(ticket.refer(to(21), Level::Read, ""), Err(Refusal::TooManyReferrals));
        assert_eq!(ticket.refer(to(3), Level::Read, ""), Ok(None));
        assert!(ticket.refer(to(3), Level::Reply, "").unwrap().is_some());
        assert_eq!(ticket.referrals.len(), 20);
        assert_eq!(ticket.withdraw_referral(to(21)), None);
    }

    #[test]
    fn a_word_reads_back() {
        for to in [ReferredTo::Person(PersonId(7)), ReferredTo::Team(TeamId(3))] {
            assert_eq!(ReferredTo::named(&to.word()), Some(to));
        }
        assert_eq!(ReferredTo::named("role-3"), None);
    }
}
