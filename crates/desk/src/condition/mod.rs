//! One language for "which tickets", and for "which messages" before there are tickets of them ([`MailFacts`]).
//!
//! A condition is a tree of groups and tests. It is written as JSON within limits ([`Condition::read`]), answered in
//! memory on one ticket's [`Facts`] ([`Condition::holds`]), and turned into SQL by `store`, which must agree with it.
//! Every field, its type and its words are in one list ([`Field`]). `docs/adr/0050-one-condition-language.md` says why.

mod change;
mod explain;
mod facts;
mod field;
mod holds;
mod json;
pub(crate) mod kept;
mod mail;
mod needs;
mod operator;
mod pattern;
mod seen;
mod selves;
mod test;
mod when;

pub use explain::{Answer, Explained};
pub use facts::{Fact, Facts, Hanging, Viewer, folded};
pub use field::{Custom, Field, Kin, Realm, Type, Whose};
#[cfg(test)]
pub(crate) use mail::a_mail;
pub use mail::{Feature, MailFacts};
pub use needs::Needs;
pub use operator::Operator;
pub use pattern::Pattern;
pub use seen::{Seen, Sight};
pub use selves::Selves;
pub use test::{MOST_VALUES, Operand, Test, Whom};
pub use when::{Span, When};

use crate::ticket::Place;

/// Groups within groups, the outermost included.
pub const DEEPEST: usize = 5;
/// Tests in one condition.
pub const MOST_TESTS: usize = 100;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// Every one of them; without any, everything.
    All(Vec<Condition>),
    /// At least one of them.
    Any(Vec<Condition>),
    /// Not one of them.
    None(Vec<Condition>),
    Test(Test),
}

impl Default for Condition {
    fn default() -> Self {
        Self::everything()
    }
}

impl Condition {
    /// What holds for every ticket.
    pub const fn everything() -> Self {
        Self::All(Vec::new())
    }

    /// Both of them; nothing is wrapped that need not be.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::All(left), right) if left.is_empty() => right,
            (left, Self::All(right)) if right.is_empty() => left,
            (Self::All(mut left), Self::All(right)) => {
                left.extend(right);
                Self::All(left)
            }
            (left, right) => Self::All(vec![left, right]),
        }
    }

    /// The places that it leaves, where it says so outright.
    pub fn places(&self) -> Option<Vec<Place>> {
        match self.outright(Field::Place) {
            Some(Operand::Words(words)) => Some(words.iter().filter_map(|word| Place::named(word)).collect()),
            Some(_) | None => None,
        }
    }

    /// What a field must have one of, where the condition says so outright; [`Operand::Nothing`]: it must be empty.
    pub fn outright(&self, field: Field) -> Option<&Operand> {
        match self {
            Self::All(parts) => parts.iter().find_map(|part| part.outright(field)),
            Self::Test(test) => {
                let says = test.field == field && matches!(test.operator, Operator::AnyOf | Operator::Unset);
                says.then_some(&test.operand)
            }
            Self::Any(_) | Self::None(_) => None,
        }
    }

    /// All tests, from left to right.
    pub fn tests(&self) -> Vec<&Test> {
        match self {
            Self::All(parts) | Self::Any(parts) | Self::None(parts) => parts.iter().flat_map(Self::tests).collect(),
            Self::Test(test) => vec![test],
        }
    }
}
