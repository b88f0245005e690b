//! By which channels an agent takes tickets at the moment, and how much effort they can have in hand.

use super::kind::words;
use super::{Kind, Origin, Priority};
use crate::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// A channel as agents speak of it.
    Via {
        Mail = "mail",
        /// A form, the portal, a program.
        Form = "form",
        /// Told to an agent, who has written it down.
        Phone = "phone",
        Chat = "chat",
    }
}

/// The most effort that can be wished for, and that one type or priority can count.
pub const MOST_LOAD: i64 = 10_000;
pub const MOST_EFFORT: i64 = 100;

impl Via {
    pub const fn of(origin: Origin) -> Self {
        match origin {
            Origin::Mail => Self::Mail,
            Origin::Form | Origin::Portal | Origin::Api => Self::Form,
            Origin::Phone | Origin::Agent => Self::Phone,
            Origin::Chat => Self::Chat,
        }
    }

    /// The Fluent key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Mail => "via-mail",
            Self::Form => "via-form",
            Self::Phone => "via-phone",
            Self::Chat => "via-chat",
        }
    }
}

/// One channel of an agent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Duty {
    /// They get no tickets of it by themselves.
    pub paused: bool,
    /// They cannot change that themselves.
    pub locked: bool,
    /// Effort of it in hand; 0: any.
    pub most: i64,
}

/// All of an agent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Duties {
    /// Effort in hand, in all channels together; 0: any.
    pub most: i64,
    pub vias: BTreeMap<Via, Duty>,
}

impl Duties {
    pub fn of(&self, via: Via) -> Duty {
        self.vias.get(&via).copied().unwrap_or_default()
    }

    /// # Errors
    /// Somebody is to have less than nothing, or more than anybody can.
    pub fn sound(self) -> Result<Self, Refusal> {
        let all = self.vias.values().map(|duty| duty.most).chain([self.most]);
        if all.clone().all(|most| (0..=MOST_LOAD).contains(&most)) { Ok(self) } else { Err(Refusal::LoadInvalid) }
    }
}

/// What a ticket counts for whoever has it in hand: by its type, and more by its priority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effort {
    kinds: Vec<(Kind, i64)>,
    priorities: Vec<(Priority, i64)>,
}

impl Default for Effort {
    /// Every ticket counts one.
    fn default() -> Self {
        let kinds = Kind::ALL.iter().map(|kind| (*kind, 1)).collect();
        Self { kinds, priorities: Priority::ALL.iter().map(|priority| (*priority, 0)).collect() }
    }
}

impl Effort {
    /// # Errors
    /// A type counts nothing, or something counts too much.
    pub fn new(kind: impl Fn(Kind) -> i64, priority: impl Fn(Priority) -> i64) -> Result<Self, Refusal> {
        let kinds: Vec<_> = Kind::ALL.iter().map(|one| (*one, kind(*one))).collect();
        let priorities: Vec<_> = Priority::ALL.iter().map(|one| (*one, priority(*one))).collect();
        let fits = kinds.iter().all(|(_, points)| (1..=MOST_EFFORT).contains(points))
            && priorities.iter().all(|(_, points)| (0..=MOST_EFFORT).contains(points));
        if fits { Ok(Self { kinds, priorities }) } else { Err(Refusal::EffortInvalid) }
    }

    pub fn of_kind(&self, kind: Kind) -> i64 {
        self.kinds.iter().find(|(one, _)| *one == kind).map_or(1, |(_, points)| *points)
    }

    pub fn of_priority(&self, priority: Priority) -> i64 {
        self.priorities.iter().find(|(one, _)| *one == priority).map_or(0, |(_, points)| *points)
    }

    pub fn of(&self, kind: Kind, priority: Priority) -> i64 {
        self.of_kind(kind) + self.of_priority(priority)
    }

    /// Tickets are counted, and not weighed.
    pub fn is_plain(&self) -> bool {
        let even = Kind::ALL.iter().all(|kind| self.of_kind(*kind) == 1);
        even && Priority::ALL.iter().all(|priority| self.of_priority(*priority) == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_counts_by_its_type_and_more_by_its_priority() {
        let effort = Effort::new(|kind| if kind == Kind::Incident { 3 } else { 1 }, |one| one as i64).unwrap();
        assert_eq!(effort.of(Kind::Incident, Priority::Urgent), 8);
        assert_eq!(Effort::default().of(Kind::Incident, Priority::Urgent), 1);
        assert!(Effort::default().is_plain() && !effort.is_plain());
        assert_eq!(Effort::new(|_| 0, |_| 0), Err(Refusal::EffortInvalid));
        assert_eq!(Effort::new(|_| 1, |_| 101), Err(Refusal::EffortInvalid));
        let text = serde_json::to_string(&effort).unwrap();
        assert_eq!(serde_json::from_str::<Effort>(&text).unwrap(), effort);
    }

    #[test]
    fn every_door_is_a_channel_of_an_agent() {
        let of: Vec<Via> = Origin::ALL.iter().map(|origin| Via::of(*origin)).collect();
        assert!(Via::ALL.iter().all(|via| of.contains(via)));
        let much = Duties { most: MOST_LOAD + 1, ..Duties::default() };
        assert_eq!(much.sound(), Err(Refusal::LoadInvalid));
    }
}
