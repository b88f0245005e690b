//! What some tickets ask of whoever gets them: a language, a product, a licence. Which tickets, a condition says.

use super::kind::words;
use crate::Refusal;
use crate::condition::Condition;
use crate::people::PersonId;
use std::collections::BTreeMap;

base::id!(SkillId);

/// Skills of one desk, and how well somebody may have one.
pub const MOST_SKILLS: usize = 100;
pub const HIGHEST_LEVEL: i64 = 5;

words! {
    Need {
        /// Nobody without it gets the ticket.
        Required = "required",
        /// Those who have it go first, the better the sooner.
        Preferred = "preferred",
    }
}

impl Need {
    /// The Fluent key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Required => "skill-required",
            Self::Preferred => "skill-preferred",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Skill {
    pub id: SkillId,
    pub wish: SkillWish,
    pub version: i64,
}

/// What somebody wants a skill to be.
#[derive(Clone, Debug, PartialEq)]
pub struct SkillWish {
    pub name: String,
    /// Which tickets ask for it.
    pub condition: Condition,
    pub need: Need,
    /// Below this level one does not have it: 1 to [`HIGHEST_LEVEL`].
    pub least: i64,
    /// Who has it, and how well.
    pub levels: BTreeMap<PersonId, i64>,
}

impl SkillWish {
    pub fn sound(mut self) -> Result<Self, Refusal> {
        self.name = crate::people::person_name(&self.name)?;
        self.condition = self.condition.checked()?;
        // Nobody looks, and nothing happens just then.
        self.condition.for_standing()?;
        let is_level = |level: &i64| (1..=HIGHEST_LEVEL).contains(level);
        if is_level(&self.least) && self.levels.values().all(is_level) { Ok(self) } else { Err(Refusal::LevelInvalid) }
    }
}

/// How well one suits a ticket that asks for these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// Something that is required is missing.
    pub lacks: bool,
    /// Of what is preferred, all levels together.
    pub level: i64,
}

pub fn fit<'a>(asked: impl IntoIterator<Item = &'a SkillWish>, person: PersonId) -> Fit {
    asked.into_iter().fold(Fit::default(), |fit, skill| {
        let level = skill.levels.get(&person).copied().filter(|level| *level >= skill.least);
        match (skill.need, level) {
            (Need::Required, Some(_)) | (Need::Preferred, None) => fit,
            (Need::Required, None) => Fit { lacks: true, ..fit },
            (Need::Preferred, Some(level)) => Fit { level: fit.level + level, ..fit },
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skill(need: Need, least: i64, levels: &[(i64, i64)]) -> SkillWish {
        let levels = levels.iter().map(|(person, level)| (PersonId(*person), *level)).collect();
        SkillWish { name: "Espresso".into(), condition: Condition::everything(), need, least, levels }
    }

    #[test]
    fn what_is_required_is_there_well_enough_or_missing() {
        let asked = [skill(Need::Required, 3, &[(1, 3), (2, 2)]), skill(Need::Preferred, 1, &[(1, 5), (3, 4)])];
        assert_eq!(fit(&asked, PersonId(1)), Fit { lacks: false, level: 5 });
        assert_eq!(fit(&asked, PersonId(2)), Fit { lacks: true, level: 0 });
        assert_eq!(fit(&asked, PersonId(3)), Fit { lacks: true, level: 4 });
        assert_eq!(fit(&[], PersonId(3)), Fit::default());
    }

    #[test]
    fn levels_are_from_one_to_five() {
        assert!(skill(Need::Required, 1, &[(1, 5)]).sound().is_ok());
        for wrong in [skill(Need::Required, 0, &[]), skill(Need::Required, 6, &[]), skill(Need::Required, 1, &[(1, 6)])]
        {
            assert_eq!(wrong.sound(), Err(Refusal::LevelInvalid));
        }
        assert!(SkillWish { name: " ".into(), ..skill(Need::Required, 1, &[]) }.sound().is_err());
    }
}
