//! A rule as JSON, as the database and its versions keep it.

use super::{RuleKind, RuleWish, Stage, Step};
use crate::Refusal;
use crate::condition::Condition;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Written {
    name: String,
    purpose: String,
    kind: RuleKind,
    stage: Stage,
    on: Vec<String>,
    /// JSON of its own.
    condition: String,
    steps: Vec<Step>,
    stop: bool,
    old: bool,
}

impl RuleWish {
    pub fn written(&self) -> String {
        let Self { name, purpose, kind, stage, on, condition, steps, stop, old } = self.clone();
        let written = Written { name, purpose, kind, stage, on, condition: condition.written(), steps, stop, old };
        serde_json::to_string(&written).unwrap_or_default()
    }

    /// # Errors
    /// It is no rule.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let written: Written = serde_json::from_str(text).map_err(|_| Refusal::ConditionUnreadable)?;
        let Written { name, purpose, kind, stage, on, condition, steps, stop, old } = written;
        Ok(Self { name, purpose, kind, stage, on, condition: Condition::read(&condition)?, steps, stop, old })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ticket::Priority;

    #[test]
    fn a_rule_reads_back_as_it_was_written() {
        let condition = Condition::read(r#"{"all":[{"field":"subject","operator":"matches","value":"refund|返金"}]}"#);
        let wish = RuleWish {
            name: "Refunds".into(),
            condition: condition.unwrap(),
            steps: vec![Step::SetPriority(Priority::High), Step::Wake],
            ..RuleWish::default()
        };
        assert_eq!(RuleWish::read(&wish.written()), Ok(wish));
        assert_eq!(RuleWish::read("{}"), Err(Refusal::ConditionUnreadable));
    }
}
