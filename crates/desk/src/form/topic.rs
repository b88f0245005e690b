//! What somebody may ask about: each topic is one of the four kinds of request, with a form, a team, a priority and a
//! text to begin with.

use super::{FormId, Label};
use crate::Refusal;
use crate::people::TeamId;
use crate::ticket::{Kind, Numbering, Priority};

base::id!(TopicId);

pub const MOST_TOPICS: usize = 200;

#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    pub id: TopicId,
    pub wish: TopicWish,
    pub position: i64,
    pub version: i64,
}

/// What somebody builds.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicWish {
    pub name: Label,
    pub help: Label,
    pub kind: Kind,
    pub form: Option<FormId>,
    /// None: as the desk chooses.
    pub team: Option<TeamId>,
    pub priority: Option<Priority>,
    /// None: as the desk's are.
    pub numbering: Option<Numbering>,
    /// What stands in the text when somebody begins.
    pub text: Label,
    /// Requesters may choose it.
    pub public: bool,
    pub active: bool,
}

impl TopicWish {
    /// Trimmed, and within limits.
    ///
    /// # Errors
    /// It has no name, or too long a one.
    pub fn sound(self) -> Result<Self, Refusal> {
        let name = self.name.line(80)?;
        if name.is_empty() {
            return Err(Refusal::NameEmpty);
        }
        let numbering = self.numbering.map(Numbering::sound).transpose()?;
        Ok(Self { name, help: self.help.line(250)?, text: self.text.text(5_000)?, numbering, ..self })
    }
}
