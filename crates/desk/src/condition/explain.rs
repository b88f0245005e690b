//! Why a condition held or did not: test by test, with the values that were seen.

use super::{Condition, Field, Seen, Sight, Test, Viewer};
use crate::Event;
use crate::people::PersonId;

/// A condition with its answer, and those of its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    pub holds: bool,
    pub answer: Answer,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    All(Vec<Explained>),
    Any(Vec<Explained>),
    None(Vec<Explained>),
    /// The test, and the value that it met; none: none was kept.
    Test(Test, Option<Seen>),
}

impl Condition {
    /// From what was seen then; `event` is the one that was looked at.
    pub fn explained(&self, sight: &Sight, event: Option<&Event>) -> Explained {
        self.explained_by(&|test| {
            let seen = sight.fields.get(&test.field.name()).cloned();
            (answered(test, seen.as_ref(), sight, event), seen)
        })
    }

    /// From what each test answers, and the value that it met.
    pub(super) fn explained_by(&self, answer: &dyn Fn(&Test) -> (bool, Option<Seen>)) -> Explained {
        let parts = |parts: &[Self]| parts.iter().map(|part| part.explained_by(answer)).collect::<Vec<_>>();
        match self {
            Self::All(all) => {
                let parts = parts(all);
                Explained { holds: parts.iter().all(|part| part.holds), answer: Answer::All(parts) }
            }
            Self::Any(any) => {
                let parts = parts(any);
                Explained { holds: parts.iter().any(|part| part.holds), answer: Answer::Any(parts) }
            }
            Self::None(none) => {
                let parts = parts(none);
                Explained { holds: !parts.iter().any(|part| part.holds), answer: Answer::None(parts) }
            }
            Self::Test(test) => {
                let (holds, seen) = answer(test);
                Explained { holds, answer: Answer::Test(test.clone(), seen) }
            }
        }
    }
}

fn answered(test: &Test, seen: Option<&Seen>, sight: &Sight, event: Option<&Event>) -> bool {
    if test.operator.is_of_events() {
        return test.is_told_by(event, &sight.selves);
    }
    let viewer = Viewer { person: PersonId(0), now: sight.at, zone: sight.zone.clone() };
    let fact = |field: Field| seen.and_then(|seen| seen.fact(field));
    fact(test.field).is_some_and(|fact| test.meant(&sight.selves).answers(&fact, &viewer))
}
