//! What can be told of rules by reading them: which could set each other off for ever.

use super::{Responsible, Rule, RuleKind, RuleWish, Stage, Step};
use crate::condition::{Condition, Field, Operand, Operator, Test, Whom};

/// A value that a step gives to a field.
#[derive(Clone, Debug, PartialEq)]
enum Given {
    Word(&'static str),
    Id(i64),
    Nothing,
}

/// Both act, each hears what the other does, and neither's condition keeps it from answering.
pub fn may_circle(one: &Rule, other: &Rule) -> bool {
    let acting = |rule: &Rule| rule.active && rule.wish.kind == RuleKind::Event && rule.wish.stage == Stage::Act;
    one.id != other.id
        && acting(one)
        && acting(other)
        && answers(&one.wish, &other.wish)
        && answers(&other.wish, &one.wish)
}

/// Whether something that `first` does makes `second` set the same field to something else.
fn answers(first: &RuleWish, second: &RuleWish) -> bool {
    first.steps.iter().filter_map(given).any(|(field, value)| {
        second.hears(told(field))
            && second.steps.iter().filter_map(given).any(|(other, to)| other == field && to != value)
            && admits(&second.condition, field, &value)
    })
}

fn given(step: &Step) -> Option<(Field, Given)> {
    match step {
        Step::SetStatus(id) => Some((Field::Status, Given::Id(id.0))),
        Step::SetPriority(priority) => Some((Field::Priority, Given::Word(priority.name()))),
        Step::SetKind(kind) => Some((Field::Kind, Given::Word(kind.name()))),
        Step::MoveToTeam(team) => Some((Field::Team, Given::Id(team.0))),
        Step::Assign(Responsible::Agent(person)) => Some((Field::Assignee, Given::Id(person.0))),
        Step::Assign(Responsible::Nobody) => Some((Field::Assignee, Given::Nothing)),
        Step::SetTopic(topic) => Some((Field::Topic, Given::Id(topic.0))),
        Step::Assign(Responsible::Doer)
        | Step::SetField { .. }
        | Step::SetDeadline(_)
        | Step::AddTask { .. }
        | Step::ApplyChecklist(_)
        | Step::ClearDeadline
        | Step::Link { .. }
        | Step::Unlink(_)
        | Step::LinkObject { .. }
        | Step::UnlinkObject { .. }
        | Step::AddParticipant(_)
        | Step::RemoveParticipant(_)
        | Step::LogTime { .. }
        | Step::Star(_)
        | Step::StartFlow(_)
        | Step::AskRating
        | Step::AddTags(_)
        | Step::RemoveTags(_)
        | Step::Follow(_)
        | Step::Unfollow(_)
        | Step::Rename(_)
        | Step::SetOrganization(_)
        | Step::Snooze(_)
        | Step::SnoozeUntilReply
        | Step::Wake
        | Step::MarkSpam
        | Step::MarkNotSpam
        | Step::Trash
        | Step::Restore
        | Step::Note(_)
        | Step::Write { .. }
        | Step::ApplyMacro(_)
        | Step::CreateTicket { .. }
        | Step::Webhook(_)
        | Step::AskApproval(_) => None,
    }
}

/// The event that tells of a change of the field.
fn told(field: Field) -> &'static str {
    if field == Field::Status {
        "status_changed"
    } else if field == Field::Priority {
        "priority_changed"
    } else if field == Field::Kind {
        "kind_changed"
    } else if field == Field::Topic {
        "topic_changed"
    } else if field == Field::Team {
        "team_changed"
    } else {
        "assignee_changed"
    }
}

/// Unless it clearly asks for another value, it may hold.
fn admits(condition: &Condition, field: Field, value: &Given) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().all(|part| admits(part, field, value)),
        Condition::Any(parts) => parts.is_empty() || parts.iter().any(|part| admits(part, field, value)),
        Condition::None(_) => true,
        Condition::Test(test) => test.field != field || fits(test, value),
    }
}

fn fits(test: &Test, value: &Given) -> bool {
    let named = match (&test.operand, value) {
        (Operand::Words(words), Given::Word(word)) => words.iter().any(|one| one == word),
        (Operand::Ids(ids), Given::Id(id)) => ids.contains(&Whom::Id(*id)),
        (_, _) => false,
    };
    let is = |operators: &[Operator]| operators.contains(&test.operator);
    if is(&[Operator::AnyOf, Operator::Became]) {
        named
    } else if is(&[Operator::NoneOf]) {
        !named
    } else if is(&[Operator::Set]) {
        *value != Given::Nothing
    } else if is(&[Operator::Unset]) {
        *value == Given::Nothing
    } else {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::RuleId;
    use super::*;
    use crate::ticket::Priority;

    fn rule(id: i64, condition: &str, to: Priority) -> Rule {
        let wish = RuleWish {
            name: "x".into(),
            stage: Stage::Act,
            on: vec!["priority_changed".into()],
            condition: Condition::read(condition).unwrap(),
            steps: vec![Step::SetPriority(to)],
            ..RuleWish::default()
        };
        Rule {
            id: RuleId(id),
            wish,
            active: true,
            switched_at: None,
            position: id,
            fired: 0,
            fired_at: None,
            removed_at: None,
            version: 1,
        }
    }

    #[test]
    fn rules_that_answer_each_other_are_found_and_others_are_not() {
        let became =
            |word: &str| format!(r#"{{"all":[{{"field":"priority","operator":"became","value":["{word}"]}}]}}"#);
        let (up, down) = (rule(1, &became("low"), Priority::High), rule(2, &became("high"), Priority::Low));
        assert!(may_circle(&up, &down));
        assert!(!may_circle(&up, &rule(3, &became("urgent"), Priority::Low)));
        assert!(!may_circle(&up, &Rule { active: false, ..down }));
        assert!(may_circle(&rule(4, r#"{"all":[]}"#, Priority::High), &rule(5, r#"{"all":[]}"#, Priority::Low)));
    }
}
