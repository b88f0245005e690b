//! What a desk calls the levels of urgency, and which of them it uses. Their order is fixed: orders, promises and conditions
//! stand on it.

use super::{Color, Priority};
use crate::Refusal;
use crate::form::Label;
use base::Language;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

const LONGEST_NAME: usize = 30;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// Empty: what Kippu calls it.
    pub name: Label,
    /// None: Kippu's.
    pub color: Option<Color>,
    /// It can be chosen. Tickets that have one which is not used any more keep it.
    pub used: bool,
    /// Requesters see it on their requests.
    pub public: bool,
}

/// All levels, whether they are used or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "BTreeMap<Priority, Level>", into = "BTreeMap<Priority, Level>")]
pub struct Priorities(BTreeMap<Priority, Level>);

impl Level {
    fn usual(priority: Priority) -> Self {
        let used = matches!(priority, Priority::Low | Priority::Normal | Priority::High | Priority::Urgent);
        Self { name: Label::default(), color: None, used, public: false }
    }
}

impl Default for Priorities {
    /// Four levels, as Kippu calls them.
    fn default() -> Self {
        BTreeMap::new().into()
    }
}

impl From<BTreeMap<Priority, Level>> for Priorities {
    /// A level that nothing is said about is as usual.
    fn from(mut said: BTreeMap<Priority, Level>) -> Self {
        for priority in Priority::ALL {
            said.entry(*priority).or_insert_with(|| Level::usual(*priority));
        }
        Self(said)
    }
}

impl From<Priorities> for BTreeMap<Priority, Level> {
    fn from(priorities: Priorities) -> Self {
        priorities.0
    }
}

impl Priorities {
    pub fn level(&self, priority: Priority) -> &Level {
        &self.0[&priority]
    }

    /// The desk's own word for it; none: Kippu's.
    pub fn name(&self, priority: Priority, language: Language) -> Option<&str> {
        Some(self.level(priority).name.shown(language)).filter(|name| !name.is_empty())
    }

    /// The most urgent first.
    pub fn used(&self) -> impl Iterator<Item = Priority> {
        self.to_choose(|_| false)
    }

    /// Those to choose from, the most urgent first; what is chosen already stays.
    pub fn to_choose(&self, chosen: impl Fn(Priority) -> bool) -> impl Iterator<Item = Priority> {
        self.0.iter().rev().map(|(priority, _)| *priority).filter(move |one| self.level(*one).used || chosen(*one))
    }

    /// What a requester may know of it.
    pub fn shown_to_requesters(&self, priority: Priority) -> Option<Priority> {
        Some(priority).filter(|one| self.level(*one).public)
    }

    /// What a requester may choose from, the most urgent first; nothing where there would be no choice.
    pub fn for_requesters(&self) -> Vec<Priority> {
        let offered: Vec<_> = self.used().filter(|one| self.level(*one).public).collect();
        if offered.len() > 1 { offered } else { Vec::new() }
    }

    /// # Errors
    /// Normal, which every new ticket has, is not used; a name is too long, or two levels that are used have the same.
    pub fn sound(self) -> Result<Self, Refusal> {
        let mut levels = BTreeMap::new();
        for (priority, level) in self.0 {
            levels.insert(priority, Level { name: level.name.line(LONGEST_NAME)?, ..level });
        }
        if !levels[&Priority::Normal].used {
            return Err(Refusal::PriorityNormalNeeded);
        }
        for language in Language::ALL {
            let mut names = BTreeSet::new();
            let said = levels.values().filter(|level| level.used && !level.name.is_empty());
            for level in said {
                if !names.insert(level.name.shown(language).to_lowercase()) {
                    return Err(Refusal::PriorityTwice);
                }
            }
        }
        Ok(Self(levels))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(changes: &[(Priority, Level)]) -> Priorities {
        changes.iter().cloned().collect::<BTreeMap<_, _>>().into()
    }

    fn named(name: &str) -> Level {
        Level { name: Label::new(name, ""), color: None, used: true, public: false }
    }

    #[test]
    fn a_desk_begins_with_four_and_adds_its_own() {
        assert_eq!(
            Priorities::default().used().collect::<Vec<_>>(),
            [Priority::Urgent, Priority::High, Priority::Normal, Priority::Low]
        );
        let own = with(&[(Priority::Critical, named(" Line  down "))]).sound().unwrap();
        assert_eq!(own.name(Priority::Critical, Language::Japanese), Some("Line down"));
        assert_eq!(own.name(Priority::High, Language::English), None);
        assert_eq!(own.used().next(), Some(Priority::Critical));
        let kept: Priorities = serde_json::from_str(&serde_json::to_string(&own).unwrap()).unwrap();
        assert_eq!(kept, own);
        assert_eq!(serde_json::from_str::<Priorities>("{}").unwrap(), Priorities::default());
    }

    #[test]
    fn what_one_has_can_be_chosen_though_it_is_not_used() {
        let chosen: Vec<_> = Priorities::default().to_choose(|one| one == Priority::Lowest).collect();
        assert_eq!(chosen.last(), Some(&Priority::Lowest));
    }

    #[test]
    fn requesters_meet_what_is_public_and_choose_where_there_is_a_choice() {
        let public = |used| Level { public: true, used, ..named("") };
        let one = with(&[(Priority::High, public(true)), (Priority::Urgent, public(false))]);
        assert_eq!(one.shown_to_requesters(Priority::Urgent), Some(Priority::Urgent));
        assert_eq!(one.shown_to_requesters(Priority::Low), None);
        assert!(one.for_requesters().is_empty());
        let two = with(&[(Priority::High, public(true)), (Priority::Normal, public(true))]);
        assert_eq!(two.for_requesters(), [Priority::High, Priority::Normal]);
    }

    #[test]
    fn two_levels_are_told_apart_and_normal_stays() {
        let twice = with(&[(Priority::High, named("Soon")), (Priority::Raised, named("soon"))]);
        assert_eq!(twice.sound(), Err(Refusal::PriorityTwice));
        let without = with(&[(Priority::Normal, Level { used: false, ..named("") })]);
        assert_eq!(without.sound(), Err(Refusal::PriorityNormalNeeded));
        assert_eq!(with(&[(Priority::Low, named(&"x".repeat(31)))]).sound(), Err(Refusal::NameTooLong));
    }
}
