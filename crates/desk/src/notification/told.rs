//! What somebody is told, in facts: whoever shows it has the words.

use super::Occasion;
use crate::sla::{At, Target};
use base::Moment;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    pub occasion: Occasion,
    /// Who did it; empty: the desk itself.
    pub who: String,
    pub detail: Detail,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    Nothing,
    /// Of a status, a question, a side conversation, an address.
    Named(String),
    Due {
        target: Target,
        /// None: it is over.
        at: Option<At>,
    },
    /// Until when.
    Until(Moment),
    /// It is about what they have begun to write.
    Draft,
    /// It is about a task, in its own words.
    Task(String),
    /// It came to this team from another one.
    Moved(String),
}

impl Told {
    /// Without what anybody wrote.
    pub fn discreet(self) -> Self {
        use Occasion::{Approval, Release, Returned, Side};
        let written = matches!(self.occasion, Side | Approval | Release | Returned);
        let detail = match self.detail {
            Detail::Named(_) if written => Detail::Nothing,
            Detail::Task(_) => Detail::Task(String::new()),
            detail @ (Detail::Nothing
            | Detail::Named(_)
            | Detail::Due { .. }
            | Detail::Until(_)
            | Detail::Draft
            | Detail::Moved(_)) => detail,
        };
        Self { detail, ..self }
    }
}

impl Detail {
    pub fn name(&self) -> &str {
        match self {
            Self::Named(name) | Self::Task(name) | Self::Moved(name) => name,
            Self::Nothing | Self::Due { .. } | Self::Until(_) | Self::Draft => "",
        }
    }
}
