//! One test: a field, an operator that fits its type, and an operand that fits both.

use super::{Field, Kin, Operator, Pattern, Selves, Type, When};
use crate::Refusal;
use std::borrow::Cow;

/// Values in one test.
pub const MOST_VALUES: usize = 50;
/// Characters of one text.
const LONGEST: usize = 200;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Test {
    pub field: Field,
    pub operator: Operator,
    pub operand: Operand,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Operand {
    Nothing,
    Words(Vec<String>),
    Ids(Vec<Whom>),
    Texts(Vec<String>),
    Number(i64),
    When(When),
    Pattern(Pattern),
}

/// An id, or whoever looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whom {
    Me,
    Id(i64),
}

impl Test {
    /// # Errors
    /// The operator does not fit the field, or the operand neither.
    pub fn new(field: Field, operator: Operator, operand: Operand) -> Result<Self, Refusal> {
        if !Operator::of_rule(field).contains(&operator) {
            return Err(Refusal::ConditionUnfit);
        }
        let fits = match (&operand, field.kind()) {
            (Operand::Nothing, _) => operator.stands_alone(),
            (Operand::Words(words), Type::Word(list) | Type::MaybeWord(list)) => {
                some(words) && words.iter().all(|word| list.contains(&word.as_str()))
            }
            (Operand::Ids(ids), Type::One(kin) | Type::MaybeOne(kin) | Type::Many(kin)) => {
                some(ids) && ids.iter().all(|id| matches!(id, Whom::Id(1..)) || kin.may_be_me())
            }
            (Operand::Texts(texts), Type::Text | Type::MaybeText) => {
                some(texts) && texts.iter().all(|text| is_text(text))
            }
            (Operand::Number(number), Type::Number) => *number >= 0,
            (Operand::Number(_), Type::Amount(_)) => true,
            (Operand::When(when), Type::Moment) => when.is_sound(),
            (Operand::Pattern(_), Type::Text) => true,
            (
                Operand::Words(_)
                | Operand::Ids(_)
                | Operand::Texts(_)
                | Operand::Number(_)
                | Operand::When(_)
                | Operand::Pattern(_),
                _,
            ) => false,
        };
        let alone = operand == Operand::Nothing;
        let pattern = matches!(operand, Operand::Pattern(_));
        if fits && pattern == (operator == Operator::Matches) && operator.stands_alone() == alone {
            Ok(Self { field, operator, operand })
        } else {
            Err(Refusal::ConditionValue)
        }
    }

    /// Those of a kin that it names.
    pub(super) fn named(&self, kin: Kin) -> &[Whom] {
        match (self.field.kind(), &self.operand) {
            (Type::One(of) | Type::MaybeOne(of) | Type::Many(of), Operand::Ids(ids)) if of == kin => ids,
            (_, _) => &[],
        }
    }

    /// What it asks now: whoever named an organization, or somebody, means all that are one with it, under whichever of their
    /// ids they stand.
    pub fn meant(&self, selves: &Selves) -> Cow<'_, Self> {
        let named = selves.named_by(self).ids();
        let Operand::Ids(ids) = &self.operand else { return Cow::Borrowed(self) };
        if named.is_empty() {
            return Cow::Borrowed(self);
        }
        let meant = if self.operator == Operator::AllOf {
            // Each of them stands there as what it is now.
            let now = |id: &Whom| named.iter().find(|all| all.contains(id)).map_or(*id, |all| all[0]);
            ids.iter().map(now).collect()
        } else {
            [ids.as_slice(), &named.concat()].concat()
        };
        Cow::Owned(Self { operand: Operand::Ids(meant), ..self.clone() })
    }
}

impl Kin {
    /// Whether "me" can be meant.
    pub const fn may_be_me(self) -> bool {
        matches!(self, Self::Agent)
    }
}

fn some<T>(values: &[T]) -> bool {
    (1..=MOST_VALUES).contains(&values.len())
}

fn is_text(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= LONGEST && !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Operand {
        Operand::Words(words.iter().map(|&word| word.to_owned()).collect())
    }

    #[test]
    fn an_operator_fits_its_field_and_an_operand_both() {
        let table = [
            (Field::Priority, Operator::AnyOf, words(&["high"]), None),
            (Field::Priority, Operator::AnyOf, words(&["hottest"]), Some(Refusal::ConditionValue)),
            (Field::Priority, Operator::AnyOf, words(&[]), Some(Refusal::ConditionValue)),
            (Field::Priority, Operator::Contains, words(&["high"]), Some(Refusal::ConditionUnfit)),
            (Field::Assignee, Operator::AnyOf, Operand::Ids(vec![Whom::Me, Whom::Id(3)]), None),
            (Field::Assignee, Operator::Unset, Operand::Nothing, None),
            (Field::Assignee, Operator::Unset, Operand::Ids(vec![Whom::Me]), Some(Refusal::ConditionValue)),
            (Field::Assignee, Operator::AnyOf, Operand::Nothing, Some(Refusal::ConditionValue)),
            (Field::Team, Operator::AnyOf, Operand::Ids(vec![Whom::Me]), Some(Refusal::ConditionValue)),
            (Field::Team, Operator::AnyOf, Operand::Ids(vec![Whom::Id(0)]), Some(Refusal::ConditionValue)),
            (Field::Subject, Operator::Contains, Operand::Texts(vec!["返金".into()]), None),
            (Field::Subject, Operator::Contains, Operand::Texts(vec![" ".into()]), Some(Refusal::ConditionValue)),
            (Field::Subject, Operator::Contains, Operand::Texts(vec!["x".repeat(201)]), Some(Refusal::ConditionValue)),
            (Field::Number, Operator::Least, Operand::Number(7), None),
            (Field::Starred, Operator::Yes, Operand::Nothing, None),
        ];
        for (field, operator, operand, refusal) in table {
            let made = Test::new(field, operator, operand.clone());
            assert_eq!(made.err(), refusal, "{field:?} {operator:?} {operand:?}");
        }
    }
}
