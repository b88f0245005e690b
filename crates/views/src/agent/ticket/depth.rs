//! What hangs on a ticket beside what was said: tasks, times and links.

use crate::agent::{Row, prose::Prose};
use base::Moment;
use desk::knowledge::ArticleId;
use desk::people::{PersonId, TeamId};
use desk::ticket::{ActivityId, Asks, Checklist, Relation, Task, TaskComment, TicketNumber, Time, mentioned_numbers};
use std::collections::BTreeSet;

/// The panels beside the talk.
pub struct Depth<'a> {
    pub links: Vec<Links<'a>>,
    pub objects: Vec<ObjectLine>,
    pub articles: Vec<ArticleLine<'a>>,
    /// There is something to be linked.
    pub has_object_types: bool,
    /// Incidents of this problem that are not solved yet.
    pub unsolved: i64,
    /// Tickets that must be done before it and are not.
    pub blockers: i64,
    /// By the checklist they came with, those of none first.
    pub tasks: Vec<Tasks<'a>>,
    pub open_tasks: usize,
    /// Those that can be put on it.
    pub checklists: &'a [Checklist],
    pub times: Vec<TimeLine<'a>>,
    /// Minutes in all.
    pub worked: i64,
    /// Kinds of work that can be chosen.
    pub activities: Vec<(ActivityId, &'a str)>,
    /// Since when one's own clock has been running.
    pub running: Option<Moment>,
    /// Whether the composer asks how long one worked, and what was typed there.
    pub asks_time: Asks,
    pub worked_typed: String,
}

/// An article that answered it.
pub struct ArticleLine<'a> {
    pub id: ArticleId,
    pub title: &'a str,
    pub own: bool,
}

/// An object that the ticket has to do with.
pub struct ObjectLine {
    pub id: i64,
    pub glyph: &'static str,
    pub name: String,
    /// Its type.
    pub of: String,
    /// What stands in it, as far as lists show it.
    pub facts: String,
    pub removed: bool,
    pub own: bool,
}

pub struct TimeLine<'a> {
    pub time: &'a Time,
    pub person: &'a str,
    /// Empty: of no kind.
    pub activity: &'a str,
    /// Its kind, where that can be chosen no more.
    pub retired: Option<(ActivityId, &'a str)>,
    pub may_change: bool,
}

/// Those that came together.
pub struct Tasks<'a> {
    /// The name of their checklist; empty: of none.
    pub list: &'a str,
    /// The merged ticket on which that was put.
    pub came_from: Option<TicketNumber>,
    pub lines: Vec<TaskLine<'a>>,
}

pub struct TaskLine<'a> {
    pub task: &'a Task,
    /// Empty: nobody's.
    pub owner: &'a str,
    /// Empty: no team's.
    pub team: &'a str,
    /// The address of the message it was made of; none as well where the one who looks may not see that.
    pub origin: Option<String>,
    /// Who said what of it, and whether the one who looks may take it away.
    pub comments: Vec<(&'a TaskComment, &'a str, bool)>,
    pub overdue: bool,
    /// The one who looks may say that it is done.
    pub may_finish: bool,
    /// Tickets that are spoken of on the page and may be seen.
    pub tickets: &'a [TicketNumber],
}

impl TaskLine<'_> {
    pub fn is_of(&self, person: &PersonId) -> bool {
        self.task.what.owner == Some(*person)
    }

    /// Its owner, where somebody else could not be given a task on this ticket any more.
    pub fn owner_elsewhere(&self, assignable: &[(PersonId, String)]) -> Option<PersonId> {
        self.task.what.owner.filter(|owner| assignable.iter().all(|(person, _)| person != owner))
    }

    pub fn words(&self) -> Prose<'_> {
        Prose::among(&self.task.what.text, self.tickets)
    }

    pub fn said<'s>(&'s self, comment: &'s TaskComment) -> Prose<'s> {
        Prose::among(&comment.text, self.tickets)
    }

    /// The tickets its words speak of: where these are a button they hold no link.
    pub fn spoken_of(&self) -> BTreeSet<TicketNumber> {
        mentioned_numbers(&self.task.what.text).filter(|number| self.tickets.contains(number)).collect()
    }

    /// A task of a team that nobody has taken, for somebody who may say that it is done.
    pub fn may_take(&self) -> bool {
        self.may_finish && self.task.what.owner.is_none()
    }

    /// Of the field that asks when it is due.
    pub fn due_id(&self) -> String {
        format!("task-{}-due", self.task.id)
    }

    pub fn is_of_team(&self, team: &TeamId) -> bool {
        self.task.what.team == Some(*team)
    }
}

impl TimeLine<'_> {
    pub fn is_at(&self, activity: &ActivityId) -> bool {
        self.time.what.activity == Some(*activity)
    }

    /// `2026-03-01`
    pub fn day(&self, zone: &str) -> String {
        let what = &self.time.what;
        what.day.map_or_else(|| what.at.in_zone(zone).date().to_string(), |day| day.to_string())
    }
}

impl Tasks<'_> {
    pub fn title(&self) -> String {
        self.came_from.map_or_else(|| self.list.to_owned(), |number| format!("{} (#{number})", self.list))
    }

    pub fn done(&self) -> usize {
        self.lines.iter().filter(|line| line.task.done.is_some()).count()
    }
}

/// Those that are the same to the ticket.
pub struct Links<'a> {
    pub relation: Relation,
    /// Each with the number under which it was linked.
    pub rows: Vec<(TicketNumber, Row<'a>)>,
}

impl Depth<'_> {
    pub fn has_incidents(&self) -> bool {
        self.links.iter().any(|links| links.relation == Relation::Incident)
    }

    pub fn relations(&self) -> Vec<(&'static str, &'static str)> {
        relations()
    }
}

/// What another ticket may be to one, with the key of the sentence.
pub(crate) fn relations() -> Vec<(&'static str, &'static str)> {
    Relation::ALL.iter().map(|one| (one.name(), relation_key(*one))).collect()
}

impl Links<'_> {
    pub fn key(&self) -> &'static str {
        relation_key(self.relation)
    }
}

const fn relation_key(relation: Relation) -> &'static str {
    match relation {
        Relation::Related => "relation-related",
        Relation::Parent => "relation-parent",
        Relation::Child => "relation-child",
        Relation::Original => "relation-original",
        Relation::Duplicate => "relation-duplicate",
        Relation::Blocker => "relation-blocker",
        Relation::Blocked => "relation-blocked",
        Relation::Problem => "relation-problem",
        Relation::Incident => "relation-incident",
    }
}
