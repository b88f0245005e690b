//! A condition as JSON: `{"all": [{"field": "priority", "operator": "any_of", "value": ["high"]}, {"none": […]}]}`.

use super::{
    Condition, DEEPEST, MOST_TESTS, MOST_VALUES, Operand, Operator, Pattern, Realm, Span, Test, Type, When, Whom,
};
use crate::Refusal;
use base::Stretch;
use serde_json::{Map, Value, json};

/// Bytes of one condition.
const LARGEST: usize = 64 * 1024;

impl Condition {
    /// # Errors
    /// It is no condition, or a larger one than anybody could read.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        Self::read_in(text, Realm::Ticket)
    }

    /// The same about what the realm has.
    ///
    /// # Errors
    /// As [`Condition::read`].
    pub fn read_in(text: &str, realm: Realm) -> Result<Self, Refusal> {
        if text.len() > LARGEST {
            return Err(Refusal::ConditionTooLarge);
        }
        let value: Value = serde_json::from_str(text).map_err(|_| Refusal::ConditionUnreadable)?;
        let condition = part(&value, 1, realm)?;
        condition.checked()
    }

    /// The same limits for a condition that was put together otherwise.
    ///
    /// # Errors
    /// It is too deep, too long, or has a group with nothing in it.
    pub fn checked(self) -> Result<Self, Refusal> {
        if self.depth() > DEEPEST || self.tests().len() > MOST_TESTS {
            Err(Refusal::ConditionTooLarge)
        } else if self.has_empty_group() {
            Err(Refusal::ConditionEmptyGroup)
        } else {
            Ok(self)
        }
    }

    pub fn written(&self) -> String {
        value(self).to_string()
    }

    fn depth(&self) -> usize {
        match self {
            Self::All(parts) | Self::Any(parts) | Self::None(parts) => {
                1 + parts.iter().map(Self::depth).max().unwrap_or_default()
            }
            Self::Test(_) => 0,
        }
    }

    /// The outermost "all" may be empty: it means everything.
    fn has_empty_group(&self) -> bool {
        let inner = |part: &Self| matches!(part, Self::All(parts) if parts.is_empty()) || part.has_empty_group();
        match self {
            Self::All(parts) => parts.iter().any(inner),
            Self::Any(parts) | Self::None(parts) => parts.is_empty() || parts.iter().any(inner),
            Self::Test(_) => false,
        }
    }
}

fn part(value: &Value, depth: usize, realm: Realm) -> Result<Condition, Refusal> {
    let object = value.as_object().ok_or(Refusal::ConditionUnreadable)?;
    if depth > DEEPEST + 1 {
        return Err(Refusal::ConditionTooLarge);
    }
    let group = |name: &str| object.get(name).and_then(Value::as_array).filter(|_| object.len() == 1);
    let parts = |parts: &Vec<Value>| match parts.len() {
        0..=MOST_TESTS => parts.iter().map(|one| part(one, depth + 1, realm)).collect::<Result<Vec<_>, _>>(),
        _ => Err(Refusal::ConditionTooLarge),
    };
    match (group("all"), group("any"), group("none")) {
        (Some(all), None, None) => parts(all).map(Condition::All),
        (None, Some(any), None) => parts(any).map(Condition::Any),
        (None, None, Some(none)) => parts(none).map(Condition::None),
        _ => test(object, realm).map(Condition::Test),
    }
}

fn test(object: &Map<String, Value>, realm: Realm) -> Result<Test, Refusal> {
    let text = |name: &str| object.get(name).and_then(Value::as_str).ok_or(Refusal::ConditionUnreadable);
    let field = realm.field(text("field")?).ok_or(Refusal::ConditionUnreadable)?;
    let operator = Operator::named(text("operator")?).ok_or(Refusal::ConditionUnreadable)?;
    let operand = match object.get("value") {
        None => Operand::Nothing,
        Some(value) if operator == Operator::Matches => {
            Operand::Pattern(Pattern::new(value.as_str().ok_or(Refusal::ConditionValue)?)?)
        }
        Some(value) => operand(field.kind(), value)?,
    };
    Test::new(field, operator, operand)
}

fn operand(kind: Type, value: &Value) -> Result<Operand, Refusal> {
    let unfit = Refusal::ConditionValue;
    let texts = || -> Result<Vec<String>, Refusal> {
        let list = value.as_array().filter(|list| list.len() <= MOST_VALUES).ok_or(unfit)?;
        list.iter().map(|one| one.as_str().map(str::to_owned).ok_or(unfit)).collect()
    };
    match kind {
        Type::Word(_) | Type::MaybeWord(_) => texts().map(Operand::Words),
        Type::Text | Type::MaybeText => texts().map(Operand::Texts),
        Type::One(_) | Type::MaybeOne(_) | Type::Many(_) => {
            let list = value.as_array().filter(|list| list.len() <= MOST_VALUES).ok_or(unfit)?;
            let whom = |one: &Value| match (one.as_str(), one.as_i64()) {
                (Some("me"), _) => Ok(Whom::Me),
                (_, Some(id)) => Ok(Whom::Id(id)),
                (_, None) => Err(unfit),
            };
            list.iter().map(whom).collect::<Result<Vec<_>, _>>().map(Operand::Ids)
        }
        Type::Number | Type::Amount(_) => value.as_i64().map(Operand::Number).ok_or(unfit),
        Type::Moment => value.as_str().and_then(When::named).map(Operand::When).ok_or(unfit),
        Type::Flag => Err(unfit),
    }
}

pub(super) fn value(condition: &Condition) -> Value {
    let list = |parts: &[Condition]| parts.iter().map(value).collect::<Vec<_>>();
    match condition {
        Condition::All(parts) => json!({ "all": list(parts) }),
        Condition::Any(parts) => json!({ "any": list(parts) }),
        Condition::None(parts) => json!({ "none": list(parts) }),
        Condition::Test(Test { field, operator, operand }) => {
            let mut object = Map::new();
            object.insert("field".into(), field.name().into());
            object.insert("operator".into(), operator.name().into());
            let value = match operand {
                Operand::Nothing => return Value::Object(object),
                Operand::Words(words) => json!(words),
                Operand::Texts(texts) => json!(texts),
                Operand::Number(number) => json!(number),
                Operand::When(when) => json!(when.name()),
                Operand::Pattern(pattern) => json!(pattern.text()),
                Operand::Ids(ids) => ids
                    .iter()
                    .map(|whom| match whom {
                        Whom::Me => json!("me"),
                        Whom::Id(id) => json!(id),
                    })
                    .collect(),
            };
            object.insert("value".into(), value);
            Value::Object(object)
        }
    }
}

impl When {
    /// `within 3 days`, `in week -1`, `before 2026-03-01`.
    pub fn name(&self) -> String {
        match self {
            Self::Within(span) => format!("within {}", span.name()),
            Self::Older(span) => format!("older {}", span.name()),
            Self::Coming(span) => format!("coming {}", span.name()),
            Self::In(Stretch::Day, by) => format!("in day {by}"),
            Self::In(Stretch::Week, by) => format!("in week {by}"),
            Self::In(Stretch::Month, by) => format!("in month {by}"),
            Self::In(Stretch::Year, by) => format!("in year {by}"),
            Self::On(day) => format!("on {day}"),
            Self::Before(day) => format!("before {day}"),
            Self::After(day) => format!("after {day}"),
            Self::Between(first, last) => format!("between {first} {last}"),
        }
    }

    pub fn named(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let (how, first, second) = (words.next()?, words.next()?, words.next());
        match (how, second) {
            ("within", Some(unit)) => Span::named(first, unit).map(Self::Within),
            ("older", Some(unit)) => Span::named(first, unit).map(Self::Older),
            ("coming", Some(unit)) => Span::named(first, unit).map(Self::Coming),
            ("in", Some(by)) => {
                let stretch = match first {
                    "day" => Stretch::Day,
                    "week" => Stretch::Week,
                    "month" => Stretch::Month,
                    "year" => Stretch::Year,
                    _ => return None,
                };
                Some(Self::In(stretch, by.parse().ok()?))
            }
            ("between", Some(last)) => Some(Self::Between(first.into(), last.into())),
            ("on", None) => Some(Self::On(first.into())),
            ("before", None) => Some(Self::Before(first.into())),
            ("after", None) => Some(Self::After(first.into())),
            _ => None,
        }
    }
}

impl Span {
    pub fn name(self) -> String {
        match self {
            Self::Minutes(count) => format!("{count} minutes"),
            Self::Hours(count) => format!("{count} hours"),
            Self::Days(count) => format!("{count} days"),
            Self::Weeks(count) => format!("{count} weeks"),
        }
    }

    pub fn named(count: &str, unit: &str) -> Option<Self> {
        let count = count.parse().ok()?;
        match unit {
            "minutes" => Some(Self::Minutes(count)),
            "hours" => Some(Self::Hours(count)),
            "days" => Some(Self::Days(count)),
            "weeks" => Some(Self::Weeks(count)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EACH: &str = r#"{"all":[{"field":"priority","operator":"any_of","value":["high","urgent"]},
        {"any":[{"field":"assignee","operator":"any_of","value":["me",7]},{"field":"assignee","operator":"unset"}]},
        {"none":[{"field":"subject","operator":"contains","value":["返金"]},{"field":"messages","operator":"least","value":4}]},
        {"field":"created_at","operator":"when","value":"within 3 days"},{"field":"solved_at","operator":"when","value":"in week -1"},
        {"field":"updated_at","operator":"when","value":"before 2026-03-01"},
        {"field":"due_at","operator":"when","value":"between 2026-03-01 2026-03-05"},{"field":"wakes_at","operator":"when","value":"in year 0"},
        {"field":"received_at","operator":"when","value":"older 2 weeks"},{"field":"starred","operator":"yes"}]}"#;

    #[test]
    fn a_condition_reads_back_as_it_was_written() {
        let condition = Condition::read(EACH).unwrap();
        assert_eq!(condition.tests().len(), 12);
        assert_eq!(Condition::read(&condition.written()), Ok(condition));
        assert_eq!(Condition::read(r#"{"all":[]}"#), Ok(Condition::everything()));
    }

    #[test]
    fn what_is_none_is_refused() {
        let nested = |depth: usize| {
            format!(
                "{}{}{}",
                r#"{"all":["#.repeat(depth),
                r#"{"field":"starred","operator":"yes"}"#,
                "]}".repeat(depth)
            )
        };
        let many = format!(r#"{{"all":[{}]}}"#, vec![r#"{"field":"starred","operator":"yes"}"#; 101].join(","));
        let table = [
            ("", Refusal::ConditionUnreadable),
            ("[]", Refusal::ConditionUnreadable),
            (r#"{"all":[],"any":[]}"#, Refusal::ConditionUnreadable),
            (r#"{"field":"colour","operator":"any_of","value":["red"]}"#, Refusal::ConditionUnreadable),
            (r#"{"field":"priority","operator":"contains","value":["high"]}"#, Refusal::ConditionUnfit),
            (r#"{"field":"priority","operator":"any_of","value":"high"}"#, Refusal::ConditionValue),
            (r#"{"field":"priority","operator":"any_of"}"#, Refusal::ConditionValue),
            (r#"{"field":"created_at","operator":"when","value":"within 9999999 days"}"#, Refusal::ConditionValue),
            (r#"{"field":"created_at","operator":"when","value":"soon"}"#, Refusal::ConditionValue),
            (r#"{"any":[]}"#, Refusal::ConditionEmptyGroup),
            (r#"{"all":[{"all":[]}]}"#, Refusal::ConditionEmptyGroup),
            (&nested(6), Refusal::ConditionTooLarge),
            (&nested(50), Refusal::ConditionTooLarge),
            (&many, Refusal::ConditionTooLarge),
            (&"x".repeat(70_000), Refusal::ConditionTooLarge),
        ];
        for (text, refusal) in table {
            assert_eq!(Condition::read(text), Err(refusal), "{}", text.chars().take(80).collect::<String>());
        }
        assert!(Condition::read(&nested(5)).is_ok());
    }
}
