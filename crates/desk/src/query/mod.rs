//! What somebody searches for, as a value: words, phrases, `-not`, `OR`, brackets and fields.
//!
//! [`parse`] reads what was typed and says where it does not understand; [`complete`] proposes how to go on. What a word
//! means to an index, and which tag has a name, is nobody's affair here.

mod complaint;
mod complete;
mod dates;
mod field;
mod lex;
mod parse;

pub use complaint::{Complaint, Why};
pub use complete::{Proposal, complete};
pub use dates::{Dates, Unit, When};
pub use field::{Field, State, Thing, Whom};
pub use lex::unvalued;
pub use parse::parse;

use crate::people::Tier;
use crate::ticket::{Category, Origin, Place, Priority, StarRange};

/// A question without names looked up.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    /// Nothing was asked: all there is.
    Everything,
    All(Vec<Query>),
    Any(Vec<Query>),
    Not(Box<Query>),
    /// Anywhere in a ticket.
    Words(Words),
    Where(Condition),
}

/// A text to look for.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    pub text: String,
    pub how: How,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    Word,
    /// Exactly these words in this order.
    Phrase,
    /// Words that begin like this.
    Beginning,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Whoever wrote any of it.
    From(Words),
    To(Words),
    Subject(Words),
    Tag(String),
    /// A status by its name, or a category by its word.
    Status(String),
    Assignee(Whom),
    Team(String),
    Organization(String),
    Tier(Tier),
    Priority(Priority),
    Channel(Origin),
    Has(Thing),
    Is(State),
    Category(Category),
    Created(Dates),
    Updated(Dates),
    /// When it is to be done.
    Due(Dates),
    Rating(StarRange),
}

impl Query {
    /// While somebody types, the last word may go on.
    #[must_use]
    pub fn begun(self) -> Self {
        match self {
            Self::Words(Words { text, how: How::Word }) => Self::Words(Words { text, how: How::Beginning }),
            Self::All(mut parts) => {
                let last = parts.pop().map(Self::begun);
                parts.extend(last);
                Self::All(parts)
            }
            Self::Everything | Self::Any(_) | Self::Not(_) | Self::Words(_) | Self::Where(_) => self,
        }
    }

    /// The texts that are asked for, not those that are excluded.
    pub fn words(&self) -> Vec<&Words> {
        match self {
            Self::Everything | Self::Not(_) => Vec::new(),
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::words).collect(),
            Self::Words(words) => vec![words],
            Self::Where(Condition::From(words) | Condition::To(words) | Condition::Subject(words)) => vec![words],
            Self::Where(
                Condition::Tag(_)
                | Condition::Status(_)
                | Condition::Assignee(_)
                | Condition::Team(_)
                | Condition::Organization(_)
                | Condition::Tier(_)
                | Condition::Priority(_)
                | Condition::Channel(_)
                | Condition::Has(_)
                | Condition::Is(_)
                | Condition::Category(_)
                | Condition::Created(_)
                | Condition::Updated(_)
                | Condition::Due(_)
                | Condition::Rating(_),
            ) => Vec::new(),
        }
    }

    /// The place in which all that it asks for lies; none: it leaves that open.
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::All(parts) => parts.iter().find_map(Self::place),
            Self::Where(Condition::Is(state)) => state.place(),
            Self::Everything | Self::Any(_) | Self::Not(_) | Self::Words(_) | Self::Where(_) => None,
        }
    }

    /// Whether it asks for tickets in a place that is left out otherwise: spam, trash.
    pub fn asks_for(&self, state: State) -> bool {
        match self {
            Self::Everything | Self::Words(_) => false,
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|part| part.asks_for(state)),
            Self::Not(part) => part.asks_for(state),
            Self::Where(condition) => *condition == Condition::Is(state),
        }
    }
}
