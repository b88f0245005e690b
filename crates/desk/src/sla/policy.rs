//! What is promised: within which time something happens, for which tickets, and what follows when it does not.

use super::hours::line;
use super::{CalendarId, Target};
use crate::Refusal;
use crate::condition::Condition;
use crate::people::PersonId;
use crate::ticket::{Act, Category, Priority};
use base::Moment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Duration;

base::id!(PolicyId);

/// Steps of one policy.
pub const MOST_STEPS: usize = 12;
/// People that one step writes to.
const MOST_TOLD: usize = 20;

#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    pub id: PolicyId,
    /// The first one whose condition holds counts.
    pub position: i64,
    pub wish: PolicyWish,
    pub version: i64,
    /// When this version was made: nothing before it counts.
    pub since: Moment,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PolicyWish {
    pub name: String,
    pub condition: Condition,
    pub terms: Terms,
}

/// What a clock needs to know of a policy; each version is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// None: every minute counts.
    pub calendar: Option<CalendarId>,
    pub promises: Vec<Promise>,
    /// Statuses in which nothing counts.
    pub pauses: Vec<Category>,
    pub pauses_snoozed: bool,
    /// A note answers as well: somebody has called.
    pub notes_answer: bool,
    pub steps: Vec<Step>,
}

/// How long something may take, by priority, in minutes that count; nothing is promised where that is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    pub target: Target,
    #[serde(flatten)]
    times: BTreeMap<Priority, Option<u32>>,
}

/// What happens on the way to a due time or after it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// None: for each of them.
    pub target: Option<Target>,
    pub at: At,
    pub tell: Vec<Tell>,
    pub act: Option<Act>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum At {
    /// When so much of the time is used up; more than 100: after it.
    Percent(u32),
    /// Minutes that count.
    Before(u32),
    After(u32),
}

/// Who gets a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tell {
    Assignee,
    /// Everybody who may answer in the ticket's team.
    Team,
    /// The supervisors of the ticket's team.
    Leads,
    Person(PersonId),
}

impl Terms {
    pub fn minutes(&self, target: Target, priority: Priority) -> Option<u32> {
        self.promises.iter().find(|promise| promise.target == target)?.minutes(priority)
    }

    /// How long it may take at most.
    pub(super) fn long(&self, target: Target, priority: Priority) -> Option<Duration> {
        self.minutes(target, priority).map(|minutes| Duration::from_secs(u64::from(minutes) * 60))
    }
}

impl Promise {
    /// A level that nothing was said about has the promise of its neighbour on the way to normal.
    pub fn minutes(&self, priority: Priority) -> Option<u32> {
        let said = match priority {
            Priority::Lowest | Priority::Low => self.times.range(priority..=Priority::Normal).next(),
            _ => self.times.range(Priority::Normal..=priority).next_back(),
        };
        said.and_then(|(_, minutes)| *minutes)
    }

    /// There is a time for this level itself.
    pub fn says(&self, priority: Priority) -> bool {
        self.times.get(&priority).is_some_and(Option::is_some)
    }

    pub fn set(&mut self, priority: Priority, minutes: Option<u32>) {
        self.times.insert(priority, minutes);
    }

    pub const fn nothing(target: Target) -> Self {
        Self { target, times: BTreeMap::new() }
    }

    /// The same with a time for one priority more.
    #[must_use]
    pub fn with(mut self, priority: Priority, minutes: u32) -> Self {
        self.set(priority, Some(minutes));
        self
    }

    pub fn is_empty(&self) -> bool {
        self.times.values().all(Option::is_none)
    }
}

impl At {
    /// How much must have counted of a promised time.
    pub fn threshold(self, promised: Duration) -> Duration {
        let minutes = |minutes: u32| Duration::from_secs(u64::from(minutes) * 60);
        match self {
            Self::Percent(percent) => promised * percent / 100,
            Self::Before(before) => promised.saturating_sub(minutes(before)),
            Self::After(after) => promised + minutes(after),
        }
    }

    /// The word by which it is remembered that it was done.
    pub fn key(self) -> String {
        match self {
            Self::Percent(percent) => format!("percent:{percent}"),
            Self::Before(minutes) => format!("before:{minutes}"),
            Self::After(minutes) => format!("after:{minutes}"),
        }
    }
}

impl PolicyWish {
    /// # Errors
    /// It has no name, promises nothing, or its steps are too many or say nothing.
    pub fn sound(mut self) -> Result<Self, Refusal> {
        self.name = line(&self.name)?;
        if self.name.is_empty() {
            return Err(Refusal::NameEmpty);
        }
        self.condition = self.condition.checked()?;
        let terms = &mut self.terms;
        terms.promises.retain(|promise| !promise.is_empty());
        if terms.promises.is_empty() {
            return Err(Refusal::PromisesNone);
        }
        if terms.steps.len() > MOST_STEPS {
            return Err(Refusal::PolicyTooLong);
        }
        let wrong = |step: &Step| {
            let idle = step.tell.is_empty() && step.act.is_none();
            let odd = matches!(step.at, At::Percent(0 | 1001..));
            idle || odd || step.tell.len() > MOST_TOLD
        };
        if terms.steps.iter().any(wrong) {
            return Err(Refusal::StepWrong);
        }
        // What is done ends a clock; what nobody has looked at yet never stands.
        terms.pauses.retain(|category| matches!(category, Category::Pending | Category::OnHold));
        terms.pauses.sort_unstable();
        terms.pauses.dedup();
        Ok(self)
    }
}
