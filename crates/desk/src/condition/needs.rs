//! What an answer rests on: whose eyes, which facts beside the ticket itself.

use super::{Condition, Custom, Field, Kin, Operand, Test, Whom, Whose};
use crate::Refusal;
use crate::form::{FieldId, Shape};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// It is another for everybody who looks: "me", stars, or days of one's own zone.
    pub viewer: bool,
    /// Participants, followers or stars.
    pub circle: bool,
    /// The requester's name or addresses, or their organisation's name.
    pub requester: bool,
    /// How much the requester matters.
    pub tier: bool,
    /// Fields that people define.
    pub fields: bool,
    /// Such fields of the requester, their organisation, or the team.
    pub owners: bool,
    /// What is known of items that stand in them.
    pub properties: bool,
    /// What is linked to it.
    pub objects: bool,
    /// Tasks, side conversations, files, times, links.
    pub hanging: bool,
    /// Which calendars are open.
    pub hours: bool,
    /// Which organizations and people were merged with those that it names.
    pub selves: bool,
    /// What was said beside its stars.
    pub rating: bool,
    /// How many open tickets its team has.
    pub queue: bool,
    /// What only rules can ask: no list of tickets has an answer to it.
    pub rules: bool,
}

impl std::iter::Sum for Needs {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |all, one| Self {
            viewer: all.viewer | one.viewer,
            circle: all.circle | one.circle,
            requester: all.requester | one.requester,
            tier: all.tier | one.tier,
            fields: all.fields | one.fields,
            owners: all.owners | one.owners,
            properties: all.properties | one.properties,
            objects: all.objects | one.objects,
            hanging: all.hanging | one.hanging,
            hours: all.hours | one.hours,
            selves: all.selves | one.selves,
            rating: all.rating | one.rating,
            queue: all.queue | one.queue,
            rules: all.rules | one.rules,
        })
    }
}

impl Condition {
    /// "Me" or stars: without somebody who looks there is no answer.
    pub fn needs_somebody(&self) -> bool {
        self.tests().iter().any(|test| {
            test.field == Field::Starred || matches!(&test.operand, Operand::Ids(ids) if ids.contains(&Whom::Me))
        })
    }

    /// # Errors
    /// Nobody looks where it is asked, and it asks for whoever does.
    pub fn for_nobody(&self) -> Result<(), Refusal> {
        if self.needs_somebody() { Err(Refusal::RuleWithoutViewer) } else { Ok(()) }
    }

    /// # Errors
    /// It asks what an event changed, and none is at hand.
    pub fn without_event(&self) -> Result<(), Refusal> {
        let beside = self.tests().iter().any(|test| test.operator.is_of_events());
        if beside { Err(Refusal::RuleWithoutEvent) } else { Ok(()) }
    }

    /// Of a ticket as it stands: nobody looks, and nothing has just happened.
    ///
    /// # Errors
    /// It asks for either.
    pub fn for_standing(&self) -> Result<(), Refusal> {
        self.for_nobody()?;
        self.without_event()
    }

    pub fn needs(&self) -> Needs {
        self.tests().into_iter().map(Test::needs).sum()
    }

    /// It asks what is known of the items of a field, and so another list of items may change whether it holds.
    pub fn asks_for_items_of(&self, id: FieldId) -> bool {
        let of = |field| matches!(field, Field::Custom(Custom { id: of, shape: Shape::Properties, .. }) if of == id);
        self.tests().into_iter().any(|test| of(test.field))
    }

    /// It names one of these, and so becoming one with another may change whether it holds.
    pub fn names(&self, kin: Kin, ids: &[Whom]) -> bool {
        self.tests().into_iter().any(|test| test.named(kin).iter().any(|one| ids.contains(one)))
    }

    /// # Errors
    /// It asks what a list of tickets cannot answer.
    pub fn for_lists(self) -> Result<Self, Refusal> {
        if self.needs().rules { Err(Refusal::ConditionUnfit) } else { Ok(self) }
    }

    /// It says itself where tickets lie.
    pub fn asks_for(&self, field: Field) -> bool {
        self.tests().into_iter().any(|test| test.field == field)
    }
}

impl Test {
    fn needs(&self) -> Needs {
        let me = matches!(&self.operand, Operand::Ids(ids) if ids.contains(&Whom::Me));
        let local = matches!(&self.operand, Operand::When(when) if when.is_local());
        let whose = if let Field::Custom(custom) = self.field { Some(custom.whose) } else { None };
        Needs {
            viewer: me || local || self.field == Field::Starred,
            fields: whose == Some(Whose::Ticket),
            properties: matches!(self.field, Field::Custom(custom) if custom.shape == Shape::Properties),
            owners: matches!(whose, Some(Whose::Requester | Whose::Organization | Whose::Team)),
            objects: self.field == Field::Objects || whose == Some(Whose::Object),
            hanging: self.field.hangs(),
            hours: self.field == Field::WorkingHours,
            selves: [Kin::Organization, Kin::Person].into_iter().any(|kin| !self.named(kin).is_empty()),
            rating: self.field == Field::RatingComment,
            queue: self.field == Field::TeamQueue,
            circle: matches!(self.field, Field::Participants | Field::Followers | Field::Starred),
            requester: matches!(self.field, Field::RequesterName | Field::RequesterAddress | Field::OrganizationName),
            tier: self.field == Field::Tier,
            rules: self.operator.is_of_rules() || self.field.is_of_rules(),
        }
    }
}
