//! A rule: when it looks at a ticket, what must hold, and what it then does.

use super::Step;
use crate::Refusal;
use crate::condition::{Condition, Field, Type};
use crate::people::PersonId;
use base::Moment;

base::id!(RuleId);

crate::ticket_words! {
    /// When a rule looks.
    RuleKind {
        /// When something happens to a ticket.
        Event = "event",
        /// When a time has come.
        Time = "time",
        /// When a person presses its button.
        Button = "button",
    }
}

crate::ticket_words! {
    /// How much of what it would do it does.
    Stage {
        /// It only writes down that it would have acted.
        Log = "log",
        /// It proposes on the ticket, and a person says yes.
        Suggest = "suggest",
        Act = "act",
    }
}

/// Rules there may be, and steps in each.
pub const MOST_RULES: usize = 500;
pub const MOST_STEPS: usize = 20;

/// The kinds of events a rule may listen to, in the order in which a page offers them.
pub const LISTENED: &[&str] = &[
    "ticket_created",
    "message_received",
    "message_sent",
    "message_forwarded",
    "note_added",
    "side_answered",
    "person_mentioned",
    "status_changed",
    "priority_changed",
    "kind_changed",
    "tags_changed",
    "team_changed",
    "assignee_changed",
    "requester_changed",
    "organization_changed",
    "subject_changed",
    "participant_added",
    "follower_added",
    "ticket_snoozed",
    "ticket_woken",
    "ticket_trashed",
    "ticket_restored",
    "ticket_marked_spam",
    "ticket_marked_not_spam",
    "ticket_absorbed",
    "letter_sent",
    "letter_failed",
    "letter_bounced",
    "letter_uncertain",
    "webhook_failed",
    "approval_asked",
    "approval_answered",
    "approval_decided",
    "participant_removed",
    "follower_removed",
    "topic_changed",
    "field_changed",
    "deadline_changed",
    "object_linked",
    "object_unlinked",
    "ticket_linked",
    "ticket_unlinked",
    "ticket_unblocked",
    "ticket_blocked",
    "ticket_split",
    "ticket_split_off",
    "task_added",
    "task_done",
    "task_reopened",
    "checklist_applied",
    "time_logged",
    "note_edited",
    "side_begun",
    "side_done",
    "ticket_routed",
    "assignment_timed_out",
    "sla_warned",
    "sla_breached",
    "approval_withdrawn",
    "ticket_rated",
    "rating_asked",
    "flow_failed",
    "flow_done",
    "queue_crossed",
    "ticket_opened",
    "ticket_left",
];

#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    pub id: RuleId,
    pub wish: RuleWish,
    pub active: bool,
    /// When it was switched on: what happened before is none of its business.
    pub switched_at: Option<Moment>,
    /// Rules of one kind act in this order.
    pub position: i64,
    /// How often it fired, and when last; in whatever stage.
    pub fired: i64,
    pub fired_at: Option<Moment>,
    pub removed_at: Option<Moment>,
    pub version: i64,
}

/// What somebody wants a rule to be.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleWish {
    pub name: String,
    /// Why there is such a rule; may be empty.
    pub purpose: String,
    pub kind: RuleKind,
    pub stage: Stage,
    /// Kinds of events, for rules of that kind.
    pub on: Vec<String>,
    pub condition: Condition,
    pub steps: Vec<Step>,
    /// No rule after it looks at what it acted on.
    pub stop: bool,
    /// A schedule: also for tickets whose time had come before there was the rule.
    pub old: bool,
}

/// How a rule was once.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleVersion {
    pub rule: RuleId,
    pub version: i64,
    pub author: Option<PersonId>,
    pub at: Moment,
    pub wish: RuleWish,
}

impl Default for RuleWish {
    fn default() -> Self {
        Self {
            name: String::new(),
            purpose: String::new(),
            kind: RuleKind::Event,
            stage: Stage::Log,
            on: Vec::new(),
            condition: Condition::everything(),
            steps: Vec::new(),
            stop: false,
            old: false,
        }
    }
}

impl RuleWish {
    /// # Errors
    /// It does nothing, listens to nothing, or asks what cannot be asked where it looks.
    pub fn sound(mut self) -> Result<Self, Refusal> {
        self.name = crate::people::person_name(&self.name)?;
        self.purpose = self.purpose.trim().chars().take(1_000).collect();
        self.condition = self.condition.checked()?;
        if self.kind == RuleKind::Event {
            self.on =
                LISTENED.iter().filter(|kind| self.on.iter().any(|on| on == *kind)).map(ToString::to_string).collect();
        } else {
            self.on.clear();
        }
        if self.steps.is_empty() {
            return Err(Refusal::RuleEmpty);
        } else if self.steps.len() > MOST_STEPS {
            return Err(Refusal::TooManySteps);
        } else if self.kind == RuleKind::Event && self.on.is_empty() {
            return Err(Refusal::RuleDeaf);
        }
        self.askable()?;
        self.steps = self.steps.into_iter().map(Step::sound).collect::<Result<_, _>>()?;
        Ok(self)
    }

    fn askable(&self) -> Result<(), Refusal> {
        self.condition.for_nobody()?;
        if self.hears("queue_crossed") && !self.condition.tests().iter().any(|test| test.field == Field::TeamQueue) {
            return Err(Refusal::RuleBoundless);
        }
        if self.kind != RuleKind::Event {
            self.condition.without_event()?;
        }
        let timed = self.condition.tests().iter().any(|test| test.field.kind() == Type::Moment);
        if self.kind == RuleKind::Time && !timed { Err(Refusal::RuleTimeless) } else { Ok(()) }
    }

    /// It listens to this kind of event.
    pub fn hears(&self, kind: &str) -> bool {
        self.kind == RuleKind::Event && self.on.iter().any(|on| on == kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ticket::Priority;

    pub(crate) fn urgent() -> RuleWish {
        RuleWish {
            name: " Urgent ".into(),
            on: vec!["status_changed".into(), "ticket_created".into(), "signed_in".into()],
            steps: vec![Step::SetPriority(Priority::Urgent)],
            ..RuleWish::default()
        }
    }

    fn asking(text: &str, kind: RuleKind) -> Result<RuleWish, Refusal> {
        RuleWish { condition: Condition::read(text).unwrap(), kind, ..urgent() }.sound()
    }

    #[test]
    fn a_rule_has_a_name_something_to_hear_and_something_to_do() {
        let sound = urgent().sound().unwrap();
        assert_eq!(
            (sound.name.as_str(), sound.on),
            ("Urgent", vec!["ticket_created".to_owned(), "status_changed".into()])
        );
        assert_eq!(RuleWish { steps: vec![], ..urgent() }.sound(), Err(Refusal::RuleEmpty));
        assert_eq!(RuleWish { on: vec!["signed_in".into()], ..urgent() }.sound(), Err(Refusal::RuleDeaf));
        assert_eq!(RuleWish { name: " ".into(), ..urgent() }.sound(), Err(Refusal::NameEmpty));
        let many = vec![Step::Wake; MOST_STEPS + 1];
        assert_eq!(RuleWish { steps: many, ..urgent() }.sound(), Err(Refusal::TooManySteps));
    }

    #[test]
    fn a_rule_asks_only_what_can_be_answered_where_it_looks() {
        let mine = r#"{"all":[{"field":"assignee","operator":"any_of","value":["me"]}]}"#;
        assert_eq!(asking(mine, RuleKind::Event), Err(Refusal::RuleWithoutViewer));
        let became = r#"{"all":[{"field":"priority","operator":"became","value":["high"]}]}"#;
        assert!(asking(became, RuleKind::Event).is_ok());
        assert_eq!(asking(became, RuleKind::Button), Err(Refusal::RuleWithoutEvent));
        let old = r#"{"all":[{"field":"received_at","operator":"when","value":"older 2 days"}]}"#;
        assert!(asking(old, RuleKind::Time).is_ok());
        assert_eq!(asking(r#"{"all":[]}"#, RuleKind::Time), Err(Refusal::RuleTimeless));
        let boundless = RuleWish { on: vec!["queue_crossed".into()], ..urgent() };
        assert_eq!(boundless.sound(), Err(Refusal::RuleBoundless));
    }
}
