//! Which statuses may follow which: for tickets of some types, or about some topics.

use super::{Kind, StatusId, Ticket};
use crate::Refusal;
use crate::access::{Actor, Level, Role};
use crate::form::{FieldId, TopicId};
use crate::people::TeamId;
use serde::{Deserialize, Serialize};

base::id!(WorkflowId);

/// Workflows there may be, and transitions in each.
pub const MOST_WORKFLOWS: usize = 100;
pub const MOST_TRANSITIONS: usize = 400;

#[derive(Clone, Debug, PartialEq)]
pub struct Workflow {
    pub id: WorkflowId,
    pub wish: WorkflowWish,
    pub version: i64,
}

/// What somebody wants a workflow to be; as JSON in the database.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WorkflowWish {
    pub name: String,
    pub kinds: Vec<Kind>,
    pub topics: Vec<TopicId>,
    pub transitions: Vec<Transition>,
}

/// One status may follow another, for some people, with some fields filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transition {
    pub from: StatusId,
    pub to: StatusId,
    /// Agents of these roles, or who answer in these teams; both empty: everybody who may change the ticket.
    pub roles: Vec<Role>,
    pub teams: Vec<TeamId>,
    /// What must stand in the ticket before.
    pub fields: Vec<FieldId>,
    /// Its tasks must be done before.
    #[serde(default)]
    pub tasks: bool,
}

/// How far a ticket is, as transitions ask for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Readiness {
    /// Fields in which something stands.
    pub filled: Vec<FieldId>,
    /// A task of it is not done.
    pub unfinished: bool,
}

impl WorkflowWish {
    /// # Errors
    /// It is for no ticket, or leads nowhere.
    pub fn sound(mut self) -> Result<Self, Refusal> {
        self.name = crate::people::person_name(&self.name)?;
        self.transitions.retain(|step| step.from != step.to);
        if self.kinds.is_empty() && self.topics.is_empty() {
            Err(Refusal::WorkflowForNothing)
        } else if self.transitions.is_empty() || self.transitions.len() > MOST_TRANSITIONS {
            Err(Refusal::WorkflowLeadsNowhere)
        } else {
            Ok(self)
        }
    }
}

impl Workflow {
    /// The one that a ticket follows: that of its topic, else that of its type; of several the oldest.
    pub fn of<'w>(all: &'w [Self], ticket: &Ticket) -> Option<&'w Self> {
        let by_topic = all.iter().find(|one| ticket.topic.is_some_and(|topic| one.wish.topics.contains(&topic)));
        by_topic.or_else(|| all.iter().find(|one| one.wish.kinds.contains(&ticket.kind)))
    }

    /// # Errors
    /// The status may not follow, not by this actor, or not yet.
    pub fn admits(&self, ticket: &Ticket, to: StatusId, actor: &Actor, ready: &Readiness) -> Result<(), Refusal> {
        if ticket.status == to {
            return Ok(());
        }
        let mut known = self.wish.transitions.iter().filter(|step| step.from == ticket.status && step.to == to);
        let step = known.next().ok_or(Refusal::TransitionClosed)?;
        if !step.is_for(actor) {
            Err(Refusal::TransitionNotYours)
        } else if step.fields.iter().any(|field| !ready.filled.contains(field)) {
            Err(Refusal::TransitionFields)
        } else if step.tasks && ready.unfinished {
            Err(Refusal::TransitionTasks)
        } else {
            Ok(())
        }
    }
}

impl Transition {
    /// Rules act for whoever made them.
    fn is_for(&self, actor: &Actor) -> bool {
        match actor {
            Actor::Agent { role, levels, .. } => {
                let answers = |team: &TeamId| levels.get(team).is_some_and(|level| *level >= Level::Reply);
                (self.roles.is_empty() && self.teams.is_empty())
                    || self.roles.contains(role)
                    || self.teams.iter().any(answers)
            }
            Actor::System | Actor::Rule(_) | Actor::Flow(_) | Actor::Requester(_) | Actor::Anonymous => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::PersonId;
    use crate::ticket::a_ticket;

    fn step(from: i64, to: i64) -> Transition {
        Transition {
            from: StatusId(from),
            to: StatusId(to),
            roles: vec![],
            teams: vec![],
            fields: vec![],
            tasks: false,
        }
    }

    fn workflow(transitions: Vec<Transition>) -> Workflow {
        let wish =
            WorkflowWish { name: "Purchases".into(), kinds: vec![Kind::Task], transitions, ..WorkflowWish::default() };
        Workflow { id: WorkflowId(1), wish, version: 1 }
    }

    fn agent(role: Role, level: Level) -> Actor {
        Actor::Agent { person: PersonId(7), role, levels: [(TeamId(3), level)].into() }
    }

    #[test]
    fn only_what_is_drawn_may_follow() {
        let ticket = Ticket { status: StatusId(1), ..a_ticket() };
        let flow = workflow(vec![step(1, 2)]);
        let anybody = agent(Role::Agent, Level::Reply);
        assert_eq!(flow.admits(&ticket, StatusId(2), &anybody, &Readiness::default()), Ok(()));
        assert_eq!(flow.admits(&ticket, StatusId(1), &anybody, &Readiness::default()), Ok(()), "nothing changes");
        assert_eq!(flow.admits(&ticket, StatusId(3), &anybody, &Readiness::default()), Err(Refusal::TransitionClosed));
        assert_eq!(
            flow.admits(&ticket, StatusId(3), &Actor::System, &Readiness::default()),
            Err(Refusal::TransitionClosed)
        );
    }

    #[test]
    fn some_wait_until_every_task_is_done() {
        let ticket = Ticket { status: StatusId(1), ..a_ticket() };
        let flow = workflow(vec![Transition { tasks: true, ..step(1, 2) }, step(1, 3)]);
        let ask = |to, unfinished| {
            let ready = Readiness { unfinished, ..Readiness::default() };
            flow.admits(&ticket, StatusId(to), &agent(Role::Agent, Level::Reply), &ready)
        };
        assert_eq!(ask(2, true), Err(Refusal::TransitionTasks));
        assert_eq!([ask(2, false), ask(3, true)], [Ok(()); 2]);
    }

    #[test]
    fn some_lead_on_only_some_people_and_with_everything_filled_in() {
        let ticket = Ticket { status: StatusId(1), ..a_ticket() };
        let by = Transition {
            roles: vec![Role::Supervisor],
            teams: vec![TeamId(3)],
            fields: vec![FieldId(5)],
            ..step(1, 2)
        };
        let flow = workflow(vec![by]);
        let ask = |actor: &Actor, filled: &[FieldId]| {
            flow.admits(&ticket, StatusId(2), actor, &Readiness { filled: filled.to_vec(), unfinished: true })
        };
        assert_eq!(ask(&agent(Role::Agent, Level::Read), &[]), Err(Refusal::TransitionNotYours));
        assert_eq!(ask(&agent(Role::Agent, Level::Reply), &[]), Err(Refusal::TransitionFields));
        assert_eq!(ask(&agent(Role::Agent, Level::Reply), &[FieldId(5)]), Ok(()));
        assert_eq!(ask(&agent(Role::Supervisor, Level::None), &[FieldId(5)]), Ok(()));
    }

    #[test]
    fn a_topic_goes_before_a_type() {
        let by_kind = workflow(vec![step(1, 2)]);
        let by_topic = Workflow {
            id: WorkflowId(2),
            wish: WorkflowWish { kinds: vec![], topics: vec![TopicId(4)], ..by_kind.wish.clone() },
            version: 1,
        };
        let all = [by_kind, by_topic];
        let of = |kind, topic| Workflow::of(&all, &Ticket { kind, topic, ..a_ticket() }).map(|one| one.id.0);
        assert_eq!(of(Kind::Task, Some(TopicId(4))), Some(2));
        assert_eq!(of(Kind::Task, None), Some(1));
        assert_eq!(of(Kind::Question, None), None);
    }

    #[test]
    fn a_workflow_is_for_something_and_leads_somewhere() {
        let wish = || workflow(vec![step(1, 2)]).wish;
        assert!(wish().sound().is_ok());
        assert_eq!(WorkflowWish { kinds: vec![], ..wish() }.sound(), Err(Refusal::WorkflowForNothing));
        assert_eq!(
            WorkflowWish { transitions: vec![step(2, 2)], ..wish() }.sound(),
            Err(Refusal::WorkflowLeadsNowhere)
        );
    }
}
