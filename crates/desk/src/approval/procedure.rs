//! How an approval is had: made once by those who steer, begun by a rule or by hand.

use crate::Refusal;
use crate::access::Role;
use crate::automation::Texts;
use crate::people::{PersonId, TeamId};
use serde::{Deserialize, Serialize};

base::id!(ProcedureId);

/// Procedures there may be, and ways to name approvers in each.
pub const MOST_PROCEDURES: usize = 200;
pub const MOST_APPROVERS: usize = 20;
/// Hours of a year: nobody waits longer.
const LONGEST: u32 = 366 * 24;

#[derive(Clone, Debug, PartialEq)]
pub struct Procedure {
    pub id: ProcedureId,
    pub wish: ProcedureWish,
    pub version: i64,
}

/// What somebody wants a procedure to be; as JSON in the database.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProcedureWish {
    pub name: String,
    /// What approvers are asked: a template.
    pub question: Texts,
    pub approvers: Vec<Approver>,
    pub needed: Needed,
    /// Who has not answered is reminded after so many hours, and again; 0: never.
    pub remind: u32,
    /// Hours until `at_limit`; 0: never.
    pub limit: u32,
    pub at_limit: AtLimit,
}

/// Who is asked. Never whoever made the request: nobody approves their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Approver {
    Person(PersonId),
    /// Every agent of this role.
    Role(Role),
    /// Everybody who answers in this team.
    Team(TeamId),
    /// Whoever leads the one who made the request.
    Manager,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Needed {
    /// One yes is enough.
    #[default]
    One,
    All,
    Some(u32),
}

/// What becomes of silence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AtLimit {
    #[default]
    Wait,
    Approve,
    Reject,
    /// This person is asked too, and their word alone decides.
    Escalate(PersonId),
}

impl Needed {
    /// Of so many who are asked.
    pub fn of(self, seats: usize) -> usize {
        match self {
            Self::One => 1,
            Self::All => seats,
            Self::Some(some) => (some as usize).clamp(1, seats.max(1)),
        }
    }
}

impl ProcedureWish {
    /// # Errors
    /// It asks nobody or nothing, or its texts cannot be filled in.
    pub fn sound(mut self) -> Result<Self, Refusal> {
        self.name = crate::people::person_name(&self.name)?;
        self.question = self.question.filled()?;
        let mut approvers: Vec<Approver> = Vec::new();
        self.approvers.into_iter().for_each(|one| {
            if !approvers.contains(&one) {
                approvers.push(one);
            }
        });
        self.approvers = approvers;
        if self.approvers.is_empty() || self.approvers.len() > MOST_APPROVERS {
            Err(Refusal::NoApprover)
        } else if self.needed == Needed::Some(0) {
            Err(Refusal::QuorumInvalid)
        } else if self.remind > LONGEST || self.limit > LONGEST {
            Err(Refusal::HoursNotWhole)
        } else if self.limit == 0 && self.at_limit != AtLimit::Wait {
            Err(Refusal::LimitMissing)
        } else {
            Ok(self)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish() -> ProcedureWish {
        ProcedureWish {
            name: "Purchase".into(),
            question: Texts { en: "May {{ requester.name }} buy this?".into(), ja: String::new() },
            approvers: vec![Approver::Manager, Approver::Manager],
            ..ProcedureWish::default()
        }
    }

    #[test]
    fn a_procedure_asks_somebody_something() {
        assert_eq!(wish().sound().unwrap().approvers, [Approver::Manager]);
        assert_eq!(ProcedureWish { approvers: vec![], ..wish() }.sound(), Err(Refusal::NoApprover));
        assert_eq!(ProcedureWish { question: Texts::default(), ..wish() }.sound(), Err(Refusal::StepIncomplete));
        assert_eq!(ProcedureWish { at_limit: AtLimit::Reject, ..wish() }.sound(), Err(Refusal::LimitMissing));
        assert_eq!(ProcedureWish { needed: Needed::Some(0), ..wish() }.sound(), Err(Refusal::QuorumInvalid));
        assert_eq!(ProcedureWish { remind: LONGEST + 1, ..wish() }.sound(), Err(Refusal::HoursNotWhole));
    }

    #[test]
    fn no_more_can_be_needed_than_are_asked() {
        assert_eq!([Needed::One.of(3), Needed::All.of(3), Needed::Some(2).of(3), Needed::Some(9).of(3)], [1, 3, 2, 3]);
    }
}
