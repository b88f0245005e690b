//! What has fields of its own that stand in no form: a person, an organisation, a team, an object.

use super::{Answers, Ask, Audience, Book, Field, FieldId};
use crate::Refusal;
use crate::object::ObjectId;
use crate::people::{OrganizationId, PersonId, TeamId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    Person(PersonId),
    Organization(OrganizationId),
    Team(TeamId),
    Object(ObjectId),
}

impl Owner {
    pub const fn id(self) -> i64 {
        match self {
            Self::Person(id) => id.0,
            Self::Organization(id) => id.0,
            Self::Team(id) => id.0,
            Self::Object(id) => id.0,
        }
    }
}

impl Field {
    /// What is wanted of somebody about it, where it stands in no form. What is computed can be read.
    pub const fn ask(&self, audience: Audience) -> Ask {
        let ask = match audience {
            Audience::Requester => self.asks.requester,
            Audience::Agent => self.asks.agent,
        };
        match ask {
            Ask::Hidden => Ask::Hidden,
            Ask::Shown | Ask::Optional | Ask::Required if self.nature.is_computed() => Ask::Shown,
            ask => ask,
        }
    }
}

/// What must be filled in and is not.
pub fn lacking(book: &Book, answers: &Answers, audience: Audience) -> Vec<(FieldId, Refusal)> {
    let demanded = book.fields.iter().filter(|field| field.active && field.ask(audience) == Ask::Required);
    demanded.filter(|field| !answers.contains_key(&field.id)).map(|field| (field.id, Refusal::FieldMissing)).collect()
}
