//! Who gets a ticket by itself: in turns, or whoever has least to do, among those who can do it, are there and have a hand
//! free.

use super::Fit;
use super::kind::words;
use crate::people::{PersonId, TeamId};
use crate::{Refusal, Roles};
use base::Moment;
use serde::{Deserialize, Serialize};

words! {
    Way {
        Off = "off",
        /// Whoever was given one longest ago.
        Turn = "turn",
        /// Whoever has the least effort in hand.
        Load = "load",
    }
}

impl Way {
    /// The Fluent key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Off => "routing-off",
            Self::Turn => "routing-turn",
            Self::Load => "routing-load",
        }
    }
}

words! {
    /// By what a ticket of nobody comes to whoever does it.
    Taking {
        Never = "off",
        Reply = "on",
        /// Or by answering, where they were quicker.
        Opening = "opening",
    }
}

impl Taking {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Never => "claims-never",
            Self::Reply => "claims-reply",
            Self::Opening => "claims-opening",
        }
    }

    pub const fn by_reply(self) -> bool {
        match self {
            Self::Never => false,
            Self::Reply | Self::Opening => true,
        }
    }

    pub const fn by_opening(self) -> bool {
        match self {
            Self::Never | Self::Reply => false,
            Self::Opening => true,
        }
    }
}

words! {
    /// The same, as a team says it.
    Claims {
        /// As the desk does.
        AsDesk = "desk",
        Never = "never",
        Reply = "reply",
        Opening = "opening",
    }
}

impl Claims {
    pub const fn key(self) -> &'static str {
        match self {
            Self::AsDesk => "claims-desk",
            Self::Never | Self::Reply | Self::Opening => self.over(Taking::Never).key(),
        }
    }

    /// What holds. `desk`: what the desk does where a team says nothing.
    pub const fn over(self, desk: Taking) -> Taking {
        match self {
            Self::AsDesk => desk,
            Self::Never => Taking::Never,
            Self::Reply => Taking::Reply,
            Self::Opening => Taking::Opening,
        }
    }
}

words! {
    /// Who may be given a ticket of a team; never a light agent.
    Assigns {
        /// Everybody who sees it.
        Seeing = "seeing",
        /// Everybody who may answer it.
        Answering = "answering",
        /// Of those the members alone: an administrator where they have a level.
        Members = "members",
    }
}

impl Assigns {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Seeing => "assigns-seeing",
            Self::Answering => "assigns-answering",
            Self::Members => "assigns-members",
        }
    }
}

/// Somebody takes nothing from one moment until another, and who stands in meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absence {
    pub from: Moment,
    pub until: Moment,
    pub substitute: Option<PersonId>,
}

impl Absence {
    /// # Errors
    /// It is over already, or before it begins.
    pub fn sound(self, now: Moment) -> Result<Self, Refusal> {
        if self.until <= now {
            Err(Refusal::AbsenceInThePast)
        } else if self.until <= self.from {
            Err(Refusal::AbsenceEndsFirst)
        } else {
            Ok(self)
        }
    }

    pub fn has_begun(&self, now: Moment) -> bool {
        self.from <= now
    }

    /// It has begun, and is not over.
    pub fn holds(&self, now: Moment) -> bool {
        self.has_begun(now) && now < self.until
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Routing {
    pub team: TeamId,
    pub way: Way,
    /// Open tickets one agent may have before they get no more; 0: any number.
    pub most: i64,
    /// Whoever answered this requester last goes first.
    pub keeps: bool,
    /// Only who was at the desk lately.
    pub online: bool,
    /// Only within the working hours of each.
    pub hours: bool,
    /// Minutes after which a ticket that lay untouched goes on to somebody else; 0: never.
    pub patience: i64,
    /// By what a ticket of nobody comes to whoever does it.
    pub claims: Claims,
    /// Whoever has one of these roles gets nothing by opening it.
    pub spared: Roles,
    pub assigns: Assigns,
    /// 0: nobody has wished anything yet.
    pub version: i64,
}

/// Most open tickets that can be wished for.
pub const MOST_IN_HAND: i64 = 1_000;

/// Longest patience in minutes: a week.
pub const LONGEST_PATIENCE: i64 = 10_080;

impl Routing {
    pub const fn none(team: TeamId) -> Self {
        Self {
            team,
            way: Way::Off,
            most: 0,
            keeps: false,
            online: false,
            hours: false,
            patience: 0,
            claims: Claims::AsDesk,
            spared: Roles::NONE,
            assigns: Assigns::Answering,
            version: 0,
        }
    }
}

/// One who may be given a ticket of the team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub person: PersonId,
    pub open: i64,
    /// Effort in hand, and how much there may be; 0: any.
    pub load: i64,
    pub most: i64,
    /// The same of the ticket's channel alone.
    pub here: i64,
    pub most_here: i64,
    /// When they were last given one.
    pub turned_at: Option<Moment>,
    /// On leave, outside their hours, not at the desk, or paused for the ticket's channel.
    pub away: bool,
    pub fit: Fit,
    /// They answered this requester last.
    pub knows: bool,
}

/// Why this person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    Knows,
    Turn,
    Load,
    /// They are best at what it asks for.
    Skill,
    /// They stand in for somebody who is away.
    StandsIn,
}

impl Because {
    /// The word in sentences.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Knows => "knows",
            Self::Turn => "turn",
            Self::Load => "load",
            Self::Skill => "skill",
            Self::StandsIn => "stands_in",
        }
    }
}

/// The choice, with what it was chosen from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Routed {
    pub person: PersonId,
    pub because: Because,
    /// How many could have had it; and how many are away, lack a skill it asks for, or have enough.
    pub among: i64,
    pub away: i64,
    pub lacking: i64,
    pub full: i64,
    /// Effort they had in hand.
    pub load: i64,
}

impl Candidate {
    /// Their hands are full for a ticket of this effort. Whoever has nothing gets even one that is more than they can have.
    pub fn is_full(&self, routing: &Routing, effort: i64) -> bool {
        let over = |load: i64, most: i64| most > 0 && load > 0 && load + effort > most;
        (routing.most > 0 && self.open >= routing.most) || over(self.load, self.most) || over(self.here, self.most_here)
    }
}

/// None: it is switched off, or nobody is there who can do it and has a hand free. `effort`: of the ticket.
pub fn route(routing: &Routing, candidates: &[Candidate], effort: i64) -> Option<Routed> {
    let full = |one: &&Candidate| one.is_full(routing, effort);
    let (away, there): (Vec<&Candidate>, Vec<&Candidate>) = candidates.iter().partition(|one| one.away);
    let (lacking, able): (Vec<&Candidate>, Vec<&Candidate>) = there.into_iter().partition(|one| one.fit.lacks);
    let free: Vec<&Candidate> = able.iter().copied().filter(|one| !full(one)).collect();
    let best = free.iter().map(|one| one.fit.level).max()?;
    let fittest: Vec<&Candidate> = free.iter().copied().filter(|one| one.fit.level == best).collect();
    let known = free.iter().find(|one| one.knows && routing.keeps);
    let (one, because) = match (routing.way, known) {
        (Way::Off, _) => return None,
        (Way::Turn | Way::Load, Some(one)) => (*one, Because::Knows),
        (Way::Turn, None) => (*fittest.iter().min_by_key(|one| (one.turned_at, one.person))?, Because::Turn),
        (Way::Load, None) => {
            (*fittest.iter().min_by_key(|one| (one.load, one.open, one.turned_at, one.person))?, Because::Load)
        }
    };
    let because = match because {
        Because::Turn | Because::Load if fittest.len() < free.len() => Because::Skill,
        because => because,
    };
    let (among, away, lacking) = (free.len() as i64, away.len() as i64, lacking.len() as i64);
    let full = able.len() as i64 - among;
    Some(Routed { person: one.person, because, among, away, lacking, full, load: one.load })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(person: i64, open: i64, turned_at: Option<i64>) -> Candidate {
        Candidate {
            person: PersonId(person),
            open,
            load: open,
            most: 0,
            here: open,
            most_here: 0,
            turned_at: turned_at.map(Moment),
            away: false,
            fit: Fit::default(),
            knows: false,
        }
    }

    fn by(way: Way) -> Routing {
        Routing { way, keeps: true, ..Routing::none(TeamId(1)) }
    }

    #[test]
    fn turns_go_round() {
        let candidates = [one(1, 9, Some(5)), one(2, 0, Some(3)), one(3, 4, None)];
        let routed = route(&by(Way::Turn), &candidates, 1).unwrap();
        assert_eq!((routed.person, routed.because, routed.among), (PersonId(3), Because::Turn, 3));
        assert_eq!(route(&by(Way::Load), &candidates, 1).unwrap().person, PersonId(2));
        assert_eq!(route(&by(Way::Off), &candidates, 1), None);
    }

    #[test]
    fn who_is_away_or_has_enough_gets_no_more() {
        let mut candidates = [one(1, 5, None), one(2, 4, None), one(3, 0, None)];
        candidates[2].away = true;
        let routing = Routing { most: 5, ..by(Way::Load) };
        let routed = route(&routing, &candidates, 1).unwrap();
        assert_eq!((routed.person, routed.among, routed.away, routed.full), (PersonId(2), 1, 1, 1));
        candidates[1].open = 5;
        assert_eq!(route(&routing, &candidates, 1), None);
    }

    #[test]
    fn effort_counts_and_not_the_number_of_tickets() {
        let mut candidates = [one(1, 2, None), one(2, 5, None), one(3, 6, None)];
        candidates[0].load = 9;
        let routed = route(&by(Way::Load), &candidates, 3).unwrap();
        assert_eq!((routed.person, routed.load), (PersonId(2), 5));
        candidates[1].most = 7;
        assert_eq!(route(&by(Way::Load), &candidates, 2).unwrap().person, PersonId(2));
        let routed = route(&by(Way::Load), &candidates, 3).unwrap();
        assert_eq!((routed.person, routed.full), (PersonId(3), 1));
        candidates[2].most_here = 8;
        assert_eq!(route(&by(Way::Load), &candidates, 3).unwrap().person, PersonId(1));
        // What is more than somebody can ever have goes to whoever has nothing.
        candidates[2] = Candidate { load: 0, here: 0, most: 2, most_here: 2, ..candidates[2] };
        assert_eq!(route(&by(Way::Load), &candidates, 50).unwrap().person, PersonId(3));
    }

    #[test]
    fn who_can_do_it_goes_first_and_who_cannot_gets_none() {
        let mut candidates = [one(1, 0, None), one(2, 7, Some(9)), one(3, 1, Some(1))];
        candidates[0].fit.lacks = true;
        candidates[1].fit.level = 4;
        let routed = route(&by(Way::Load), &candidates, 1).unwrap();
        assert_eq!((routed.person, routed.because, routed.among, routed.lacking), (PersonId(2), Because::Skill, 2, 1));
        let routed = route(&Routing { most: 7, ..by(Way::Load) }, &candidates, 1).unwrap();
        assert_eq!((routed.person, routed.because, routed.full), (PersonId(3), Because::Load, 1));
        candidates[2].knows = true;
        assert_eq!(route(&by(Way::Turn), &candidates, 1).unwrap().because, Because::Knows);
        assert_eq!(route(&by(Way::Turn), &candidates[..1], 1), None);
    }

    #[test]
    fn whoever_knows_the_requester_goes_first_while_they_have_a_hand_free() {
        let mut candidates = [one(1, 0, None), one(2, 3, Some(9))];
        candidates[1].knows = true;
        assert_eq!(route(&by(Way::Turn), &candidates, 1).unwrap().because, Because::Knows);
        assert_eq!(route(&Routing { keeps: false, ..by(Way::Turn) }, &candidates, 1).unwrap().person, PersonId(1));
        assert_eq!(route(&Routing { most: 3, ..by(Way::Turn) }, &candidates, 1).unwrap().person, PersonId(1));
    }
}
