//! What is to be done on a ticket: by whom, until when, and whether it is done.

use super::TicketId;
use crate::conversation::{MessageId, comment};
use crate::people::{PersonId, TeamId};
use crate::{Actor, Event, Refusal};
use base::Moment;
use serde::{Deserialize, Serialize};

base::id!(TaskId);
base::id!(ChecklistId);
base::id!(TaskCommentId);

/// Tasks one ticket has at most, and letters of one.
pub const MOST_TASKS: usize = 200;
const LONGEST: usize = 500;
/// Lines of a checklist, and letters of its name.
const MOST_ITEMS: usize = 50;
const LONGEST_NAME: usize = 100;

#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    pub id: TaskId,
    pub ticket: TicketId,
    pub what: TaskFacts,
    /// The checklist it came with; empty: none.
    pub list: String,
    /// The message it was made of.
    pub message: Option<MessageId>,
    pub done: Option<(PersonId, Moment)>,
    pub removed: bool,
    /// When it was changed last.
    pub changed: Moment,
    pub version: i64,
}

/// What people say of a task.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TaskFacts {
    pub text: String,
    pub owner: Option<PersonId>,
    /// Whoever of it has time, as long as nobody owns it.
    #[serde(default)]
    pub team: Option<TeamId>,
    pub due: Option<Moment>,
}

impl TaskFacts {
    pub fn sound(self) -> Result<Self, Refusal> {
        let text = base::seen_line(&self.text);
        match text.chars().count() {
            0 => Err(Refusal::TaskEmpty),
            long if long > LONGEST => Err(Refusal::TaskTooLong),
            _ => Ok(Self { text, ..self }),
        }
    }
}

impl Task {
    pub fn new(ticket: TicketId, what: TaskFacts, list: &str, now: Moment) -> Self {
        Self {
            id: TaskId(0),
            ticket,
            what,
            list: list.to_owned(),
            message: None,
            done: None,
            removed: false,
            changed: now,
            version: 1,
        }
    }

    pub const fn is_open(&self) -> bool {
        self.done.is_none() && !self.removed
    }

    pub fn is_overdue(&self, now: Moment) -> bool {
        self.is_open() && self.what.due.is_some_and(|due| due <= now)
    }

    /// One's own, or one of a team of theirs that nobody has taken.
    pub fn is_for(&self, actor: &Actor) -> bool {
        match (self.what.owner, self.what.team) {
            (Some(owner), _) => actor.person() == Some(owner),
            (None, Some(team)) => actor.own_teams().contains(&team),
            (None, None) => false,
        }
    }

    /// None: it says that already.
    pub fn change(&mut self, to: TaskFacts) -> Option<Event> {
        if to == self.what {
            return None;
        }
        let from = std::mem::replace(&mut self.what, to.clone());
        Some(Event::TaskChanged { ticket: self.ticket, task: self.id, from, to })
    }

    pub fn finish(&mut self, who: PersonId, now: Moment) -> Option<Event> {
        if self.done.is_some() {
            return None;
        }
        self.done = Some((who, now));
        Some(Event::TaskDone { ticket: self.ticket, task: self.id, text: self.what.text.clone() })
    }

    pub fn reopen(&mut self) -> Option<Event> {
        self.done.take()?;
        Some(Event::TaskReopened { ticket: self.ticket, task: self.id, text: self.what.text.clone() })
    }

    pub fn remove(&mut self) -> Option<Event> {
        if std::mem::replace(&mut self.removed, true) {
            return None;
        }
        Some(Event::TaskRemoved { ticket: self.ticket, task: self.id, text: self.what.text.clone() })
    }

    pub fn restore(&mut self) -> Option<Event> {
        if !std::mem::replace(&mut self.removed, false) {
            return None;
        }
        Some(Event::TaskRestored { ticket: self.ticket, task: self.id, text: self.what.text.clone() })
    }
}

/// What a colleague says of a task.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskComment {
    pub id: TaskCommentId,
    pub task: TaskId,
    pub by: PersonId,
    pub text: String,
    pub at: Moment,
}

impl TaskComment {
    pub fn new(task: TaskId, by: PersonId, text: &str, at: Moment) -> Result<Self, Refusal> {
        Ok(Self { id: TaskCommentId(0), task, by, text: comment(text)?, at })
    }
}

/// Steps that come up again and again, put on a ticket as its tasks.
#[derive(Clone, Debug, PartialEq)]
pub struct Checklist {
    pub id: ChecklistId,
    pub name: String,
    pub items: Vec<String>,
    /// Empty: for all.
    pub teams: Vec<TeamId>,
    pub version: i64,
}

impl Checklist {
    pub fn is_for(&self, team: TeamId) -> bool {
        self.teams.is_empty() || self.teams.contains(&team)
    }

    /// One step a line.
    pub fn sound(self) -> Result<Self, Refusal> {
        let name = base::seen(&self.name).replace(char::is_control, "").trim().to_owned();
        if name.is_empty() {
            return Err(Refusal::NameEmpty);
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(Refusal::NameTooLong);
        }
        let lines = self.items.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
        let fact =
            |line: &str| TaskFacts { text: line.to_owned(), ..TaskFacts::default() }.sound().map(|fact| fact.text);
        let items = lines.map(fact).collect::<Result<Vec<_>, _>>()?;
        if items.is_empty() {
            return Err(Refusal::TaskEmpty);
        }
        if items.len() > MOST_ITEMS { Err(Refusal::TooManyTasks) } else { Ok(Self { name, items, ..self }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(text: &str) -> TaskFacts {
        TaskFacts { text: text.into(), ..TaskFacts::default() }
    }

    #[test]
    fn a_task_says_something_on_one_line() {
        assert_eq!(facts("  call\n Kei ").sound().map(|facts| facts.text).as_deref(), Ok("call Kei"));
        assert_eq!(facts(" \n").sound(), Err(Refusal::TaskEmpty));
        assert_eq!(facts(&"a".repeat(501)).sound(), Err(Refusal::TaskTooLong));
    }

    #[test]
    fn what_is_so_already_is_no_event() {
        let mut task = Task::new(TicketId(1), facts("call Kei"), "", Moment(0));
        assert!(task.finish(PersonId(1), Moment(5)).is_some());
        assert_eq!(task.finish(PersonId(2), Moment(6)), None);
        assert_eq!(task.done, Some((PersonId(1), Moment(5))));
        assert!(task.reopen().is_some());
        assert_eq!((task.reopen(), task.change(facts("call Kei")), task.restore()), (None, None, None));
    }

    #[test]
    fn an_open_task_is_overdue_when_its_moment_has_come() {
        let what = TaskFacts { due: Some(Moment(10)), ..facts("call Kei") };
        let mut task = Task::new(TicketId(1), what, "", Moment(0));
        assert!(!task.is_overdue(Moment(9)) && task.is_overdue(Moment(10)));
        task.finish(PersonId(1), Moment(11));
        assert!(!task.is_overdue(Moment(12)));
    }

    #[test]
    fn a_checklist_has_a_name_and_steps() {
        let list = |name: &str, items: &[&str]| Checklist {
            id: ChecklistId(0),
            name: name.into(),
            items: items.iter().map(|item| (*item).into()).collect(),
            teams: Vec::new(),
            version: 1,
        };
        assert_eq!(list(" Return ", &["ask", "", " send "]).sound().unwrap().items, ["ask", "send"]);
        assert_eq!(list("", &["ask"]).sound(), Err(Refusal::NameEmpty));
        assert_eq!(list("Return", &[" "]).sound(), Err(Refusal::TaskEmpty));
        assert_eq!(list("Return", &["x"; 51]).sound(), Err(Refusal::TooManyTasks));
    }
}
