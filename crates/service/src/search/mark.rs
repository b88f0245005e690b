//! How far the index is: kept inside it, so that the two never disagree.

use desk::event::Place;
use serde::{Deserialize, Serialize};

/// What every commit of the index is marked with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Mark {
    /// Everything until here is in it.
    pub place: Place,
    /// When the event at that place happened: another database has another one there.
    pub at: i64,
    /// While everything older is put in.
    pub walk: Option<Walk>,
}

/// A walk through all there is, from the newest to the oldest, one kind after the other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Walk {
    pub part: Part,
    /// The next ones are below this id.
    pub below: i64,
    pub done: i64,
    pub total: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Part {
    Tickets,
    People,
    Organizations,
}

impl Walk {
    pub fn start(total: i64) -> Self {
        Self { part: Part::Tickets, below: i64::MAX, done: 0, total }
    }

    /// Whether the walk will still come by: then nobody need put it in before.
    pub fn will_meet(&self, part: Part, id: i64) -> bool {
        match (self.part, part) {
            (Part::Tickets, Part::Tickets)
            | (Part::People, Part::People)
            | (Part::Organizations, Part::Organizations) => id < self.below,
            (Part::Tickets, Part::People | Part::Organizations) | (Part::People, Part::Organizations) => true,
            (Part::People | Part::Organizations, Part::Tickets) | (Part::Organizations, Part::People) => false,
        }
    }
}

/// How the index stands, for those who ask it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Nobody feeds it yet.
    #[default]
    Absent,
    /// So many of so many are in it; what is, is found.
    Building {
        done: i64,
        total: i64,
    },
    Current,
}

impl Standing {
    /// In hundredths, while it is being built.
    pub fn percent(self) -> Option<i64> {
        match self {
            Self::Absent => Some(0),
            Self::Building { done, total } => Some((done * 100 / total.max(1)).clamp(0, 99)),
            Self::Current => None,
        }
    }
}
