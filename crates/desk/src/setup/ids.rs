//! Which number of a file is which number of a desk. What nobody has named cannot be named by anything else: what belongs
//! to one desk alone (its people who ask, mailboxes, brands, addresses outside) never gets into another.

use crate::Refusal;
use crate::approval::{Approver, AtLimit, ProcedureId};
use crate::automation::{Responsible, Step};
use crate::condition::{Condition, Custom, Field, Kin, Operand, Test, Type, Whom};
use crate::conversation::{Acts, Assignee, MacroId};
use crate::flow::{FlowId, Node, What};
use crate::form::{Clause, Effect, FieldId, FormId, Holder, Is, ItemId, Nature, Part, Rule, TopicId};
use crate::object::{Grant, ObjectTypeId, Party};
use crate::people::{PersonId, TeamId};
use crate::sla::{CalendarId, Tell, Terms};
use crate::ticket::{Act, Audience, Grouping, Layout, Shown, Sorting, StatusId, TagId, Transition, ViewId};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, Default)]
pub struct Ids {
    pub teams: BTreeMap<TeamId, TeamId>,
    pub tags: BTreeMap<TagId, TagId>,
    pub people: BTreeMap<PersonId, PersonId>,
    pub calendars: BTreeMap<CalendarId, CalendarId>,
    pub statuses: BTreeMap<StatusId, StatusId>,
    pub object_types: BTreeMap<ObjectTypeId, ObjectTypeId>,
    /// Each with its items.
    pub fields: BTreeMap<FieldId, (FieldId, BTreeMap<ItemId, ItemId>)>,
    pub forms: BTreeMap<FormId, FormId>,
    pub topics: BTreeMap<TopicId, TopicId>,
    pub procedures: BTreeMap<ProcedureId, ProcedureId>,
    pub macros: BTreeMap<MacroId, MacroId>,
    pub flows: BTreeMap<FlowId, FlowId>,
    pub views: BTreeMap<ViewId, ViewId>,
    /// Those of which a desk has more than anybody wants to carry along: which of them were asked for.
    pub asked: RefCell<Asked>,
}

#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub people: BTreeSet<PersonId>,
    pub tags: BTreeSet<TagId>,
}

type Found<T> = Result<T, Refusal>;

fn of<K: Ord, V: Copy>(map: &BTreeMap<K, V>, id: &K) -> Found<V> {
    map.get(id).copied().ok_or(Refusal::SetUpNames)
}

fn each<K: Ord, V: Copy>(map: &BTreeMap<K, V>, ids: &[K]) -> Found<Vec<V>> {
    ids.iter().map(|id| of(map, id)).collect()
}

impl Ids {
    pub fn team(&self, id: TeamId) -> Found<TeamId> {
        of(&self.teams, &id)
    }

    pub fn teams(&self, ids: &[TeamId]) -> Found<Vec<TeamId>> {
        each(&self.teams, ids)
    }

    fn person(&self, id: PersonId) -> Found<PersonId> {
        self.asked.borrow_mut().people.insert(id);
        of(&self.people, &id)
    }

    fn tags(&self, ids: &[TagId]) -> Found<Vec<TagId>> {
        self.asked.borrow_mut().tags.extend(ids);
        each(&self.tags, ids)
    }

    pub fn field(&self, id: FieldId) -> Found<FieldId> {
        self.fields.get(&id).map(|(field, _)| *field).ok_or(Refusal::SetUpNames)
    }

    fn item(&self, field: FieldId, id: ItemId) -> Found<ItemId> {
        self.fields.get(&field).and_then(|(_, items)| items.get(&id).copied()).ok_or(Refusal::SetUpNames)
    }

    pub fn holder(&self, holder: Holder) -> Found<Holder> {
        match holder {
            Holder::Object(id) => of(&self.object_types, &id).map(Holder::Object),
            Holder::Ticket | Holder::Person | Holder::Organization | Holder::Team => Ok(holder),
        }
    }

    pub fn condition(&self, condition: &Condition) -> Found<Condition> {
        let all = |parts: &[Condition]| parts.iter().map(|part| self.condition(part)).collect::<Found<Vec<_>>>();
        Ok(match condition {
            Condition::All(parts) => Condition::All(all(parts)?),
            Condition::Any(parts) => Condition::Any(all(parts)?),
            Condition::None(parts) => Condition::None(all(parts)?),
            Condition::Test(test) => Condition::Test(self.test(test)?),
        })
    }

    fn test(&self, test: &Test) -> Found<Test> {
        let field = match test.field {
            Field::Custom(custom) => Field::Custom(Custom { id: self.field(custom.id)?, ..custom }),
            Field::Mail(_) => return Err(Refusal::SetUpNames),
            field => field,
        };
        let operand = match &test.operand {
            Operand::Ids(ids) => {
                Operand::Ids(ids.iter().map(|whom| self.whom(test.field, *whom)).collect::<Found<_>>()?)
            }
            operand => operand.clone(),
        };
        Ok(Test { field, operator: test.operator, operand })
    }

    fn whom(&self, field: Field, whom: Whom) -> Found<Whom> {
        let (Whom::Id(id), Type::One(kin) | Type::MaybeOne(kin) | Type::Many(kin)) = (whom, field.kind()) else {
            return Ok(whom);
        };
        let id = match kin {
            Kin::Status => of(&self.statuses, &StatusId(id))?.0,
            Kin::Team => self.team(TeamId(id))?.0,
            Kin::Tag => self.tags(&[TagId(id)])?[0].0,
            Kin::Agent => self.person(PersonId(id))?.0,
            Kin::Topic => of(&self.topics, &TopicId(id))?.0,
            Kin::ObjectType => of(&self.object_types, &ObjectTypeId(id))?.0,
            Kin::Calendar => of(&self.calendars, &CalendarId(id))?.0,
            Kin::Item => match field {
                Field::Custom(custom) => self.item(custom.id, ItemId(id))?.0,
                _ => return Err(Refusal::SetUpNames),
            },
            Kin::Person | Kin::Organization | Kin::Brand | Kin::Mailbox | Kin::Object => {
                return Err(Refusal::SetUpNames);
            }
        };
        Ok(Whom::Id(id))
    }

    pub fn steps(&self, steps: &[Step]) -> Found<Vec<Step>> {
        steps.iter().map(|step| self.step(step)).collect()
    }

    fn step(&self, step: &Step) -> Found<Step> {
        Ok(match step {
            Step::SetStatus(id) => Step::SetStatus(of(&self.statuses, id)?),
            Step::AddTags(ids) => Step::AddTags(self.tags(ids)?),
            Step::RemoveTags(ids) => Step::RemoveTags(self.tags(ids)?),
            Step::MoveToTeam(id) => Step::MoveToTeam(self.team(*id)?),
            Step::Assign(Responsible::Agent(id)) => Step::Assign(Responsible::Agent(self.person(*id)?)),
            Step::Follow(id) => Step::Follow(self.person(*id)?),
            Step::Unfollow(id) => Step::Unfollow(self.person(*id)?),
            Step::ApplyMacro(id) => Step::ApplyMacro(of(&self.macros, id)?),
            Step::CreateTicket { team, subject, text } => {
                Step::CreateTicket { team: self.team(*team)?, subject: subject.clone(), text: text.clone() }
            }
            Step::AskApproval(id) => Step::AskApproval(of(&self.procedures, id)?),
            Step::SetTopic(id) => Step::SetTopic(of(&self.topics, id)?),
            Step::SetField { field, text } => Step::SetField { field: self.field(*field)?, text: text.clone() },
            Step::LinkObject { of: id, name } => {
                Step::LinkObject { of: of(&self.object_types, id)?, name: name.clone() }
            }
            Step::UnlinkObject { of: id, name } => {
                Step::UnlinkObject { of: of(&self.object_types, id)?, name: name.clone() }
            }
            Step::LogTime { person: Some(id), minutes, note } => {
                Step::LogTime { person: Some(self.person(*id)?), minutes: *minutes, note: note.clone() }
            }
            Step::Star(id) => Step::Star(self.person(*id)?),
            Step::StartFlow(id) => Step::StartFlow(of(&self.flows, id)?),
            // A number is that of one desk.
            Step::Link { other, .. } | Step::Unlink(other) if !other.contains('{') => return Err(Refusal::SetUpNames),
            Step::Webhook(_) | Step::ApplyChecklist(_) => return Err(Refusal::SetUpNames),
            Step::SetPriority(_)
            | Step::SetKind(_)
            | Step::Assign(Responsible::Nobody | Responsible::Doer)
            | Step::Rename(_)
            | Step::SetOrganization(_)
            | Step::Snooze(_)
            | Step::SetDeadline(_)
            | Step::AddTask { .. }
            | Step::ClearDeadline
            | Step::AskRating
            | Step::Link { .. }
            | Step::Unlink(_)
            | Step::AddParticipant(_)
            | Step::RemoveParticipant(_)
            | Step::LogTime { person: None, .. }
            | Step::SnoozeUntilReply
            | Step::Wake
            | Step::MarkSpam
            | Step::MarkNotSpam
            | Step::Trash
            | Step::Restore
            | Step::Note(_)
            | Step::Write { .. } => step.clone(),
        })
    }

    pub fn nodes(&self, nodes: &[Node]) -> Found<Vec<Node>> {
        nodes.iter().map(|node| Ok(Node { id: node.id, what: self.what(&node.what)? })).collect()
    }

    fn what(&self, what: &What) -> Found<What> {
        Ok(match what {
            What::Act(step) => What::Act(step.as_ref().map(|step| self.step(step)).transpose()?),
            What::Branch { condition, yes, no } => {
                What::Branch { condition: self.condition(condition)?, yes: self.nodes(yes)?, no: self.nodes(no)? }
            }
            What::Parallel { lanes } => {
                What::Parallel { lanes: lanes.iter().map(|lane| self.nodes(lane)).collect::<Found<_>>()? }
            }
            What::Wait { minutes, calendar } => What::Wait { minutes: *minutes, calendar: self.calendar(*calendar)? },
            What::Await { on, condition, minutes, came, late } => What::Await {
                on: on.clone(),
                condition: self.condition(condition)?,
                minutes: *minutes,
                came: self.nodes(came)?,
                late: self.nodes(late)?,
            },
            What::Loop { until, times, body } => {
                What::Loop { until: self.condition(until)?, times: *times, body: self.nodes(body)? }
            }
            What::Approve { procedure, yes, no } => What::Approve {
                procedure: procedure.as_ref().map(|id| of(&self.procedures, id)).transpose()?,
                yes: self.nodes(yes)?,
                no: self.nodes(no)?,
            },
            What::Call(flow) => What::Call(flow.as_ref().map(|id| of(&self.flows, id)).transpose()?),
            What::Stop => What::Stop,
        })
    }

    pub fn calendar(&self, id: Option<CalendarId>) -> Found<Option<CalendarId>> {
        id.as_ref().map(|id| of(&self.calendars, id)).transpose()
    }

    /// What another desk could not know stays here: the secret with which a source is asked.
    pub fn nature(&self, nature: &Nature) -> Found<Nature> {
        Ok(match nature {
            Nature::Object { of: id } => Nature::Object { of: of(&self.object_types, id)? },
            Nature::External { source } => {
                let mut source = source.clone();
                source.secret.clear();
                Nature::External { source }
            }
            nature => nature.clone(),
        })
    }

    pub fn part(&self, part: &Part) -> Found<Part> {
        let rules = part.rules.iter().map(|rule| self.rule(part.field, rule)).collect::<Found<_>>()?;
        Ok(Part { field: self.field(part.field)?, rules, ..part.clone() })
    }

    fn rule(&self, own: FieldId, rule: &Rule) -> Found<Rule> {
        let items = |field: FieldId, ids: &[ItemId]| ids.iter().map(|id| self.item(field, *id)).collect::<Found<_>>();
        let is = match &rule.when.is {
            Is::AnyOf(ids) => Is::AnyOf(items(rule.when.field, ids)?),
            is => is.clone(),
        };
        let then = match &rule.then {
            Effect::Limit(ids) => Effect::Limit(items(own, ids)?),
            // What is typed for an item may be its number.
            Effect::Fill(typed) => {
                let id = typed.trim().parse().ok().and_then(|id| self.item(own, ItemId(id)).ok());
                Effect::Fill(id.map_or_else(|| typed.clone(), |id| id.to_string()))
            }
            Effect::Show | Effect::Require => rule.then.clone(),
        };
        Ok(Rule { when: Clause { field: self.field(rule.when.field)?, is }, then })
    }

    pub fn form(&self, id: Option<FormId>) -> Found<Option<FormId>> {
        id.as_ref().map(|id| of(&self.forms, id)).transpose()
    }

    pub fn topics(&self, ids: &[TopicId]) -> Found<Vec<TopicId>> {
        each(&self.topics, ids)
    }

    pub fn transition(&self, step: &Transition) -> Found<Transition> {
        Ok(Transition {
            from: of(&self.statuses, &step.from)?,
            to: of(&self.statuses, &step.to)?,
            roles: step.roles.clone(),
            teams: self.teams(&step.teams)?,
            fields: step.fields.iter().map(|id| self.field(*id)).collect::<Found<_>>()?,
            tasks: step.tasks,
        })
    }

    pub fn approver(&self, approver: Approver) -> Found<Approver> {
        Ok(match approver {
            Approver::Person(id) => Approver::Person(self.person(id)?),
            Approver::Team(id) => Approver::Team(self.team(id)?),
            Approver::Role(_) | Approver::Manager => approver,
        })
    }

    pub fn at_limit(&self, at_limit: AtLimit) -> Found<AtLimit> {
        Ok(match at_limit {
            AtLimit::Escalate(id) => AtLimit::Escalate(self.person(id)?),
            AtLimit::Wait | AtLimit::Approve | AtLimit::Reject => at_limit,
        })
    }

    pub fn acts(&self, acts: &Acts) -> Found<Acts> {
        Ok(Acts {
            status: acts.status.as_ref().map(|id| of(&self.statuses, id)).transpose()?,
            priority: acts.priority,
            tags: self.tags(&acts.tags)?,
            // Flows come after macros, which they may use.
            steps: match acts.steps.iter().any(|step| matches!(step, Step::StartFlow(_))) {
                true => return Err(Refusal::SetUpNames),
                false => self.steps(&acts.steps)?,
            },
            assignee: match acts.assignee {
                Assignee::Agent(id) => Assignee::Agent(self.person(id)?),
                other => other,
            },
        })
    }

    pub fn grant(&self, grant: Grant) -> Found<Grant> {
        Ok(match grant.party {
            Party::Team(id) => Grant { party: Party::Team(self.team(id)?), ..grant },
            Party::Role(_) => grant,
        })
    }

    pub fn terms(&self, terms: &Terms) -> Found<Terms> {
        let mut terms = terms.clone();
        terms.calendar = self.calendar(terms.calendar)?;
        for step in &mut terms.steps {
            for tell in &mut step.tell {
                if let Tell::Person(id) = tell {
                    *tell = Tell::Person(self.person(*id)?);
                }
            }
            step.act = step.act.as_ref().map(|act| self.act(act)).transpose()?;
        }
        Ok(terms)
    }

    fn act(&self, act: &Act) -> Found<Act> {
        Ok(match act {
            Act::Assign(person) => Act::Assign(person.map(|id| self.person(id)).transpose()?),
            Act::SetStatus(id) => Act::SetStatus(of(&self.statuses, id)?),
            Act::SetTopic(id) => Act::SetTopic(id.as_ref().map(|id| of(&self.topics, id)).transpose()?),
            Act::MoveToTeam(id) => Act::MoveToTeam(self.team(*id)?),
            Act::Macro(id) => Act::Macro(of(&self.macros, id)?),
            Act::Answer(id) => Act::Answer(of(&self.macros, id)?),
            Act::AnswerChecked { id, warned } => {
                Act::AnswerChecked { id: of(&self.macros, id)?, warned: warned.clone() }
            }
            Act::AddTags(ids) => Act::AddTags(self.tags(ids)?),
            Act::RemoveTags(ids) => Act::RemoveTags(self.tags(ids)?),
            // As it was typed in one desk says nothing in another.
            Act::SetField { .. } => return Err(Refusal::SetUpNames),
            // Nothing that happens by itself deletes for ever.
            Act::Erase => return Err(Refusal::SetUpNames),
            Act::SetPriority(_)
            | Act::SetKind(_)
            | Act::SnoozeUntil(_)
            | Act::SnoozeUntilReply
            | Act::Wake
            | Act::SetDeadline(_)
            | Act::Follow
            | Act::Unfollow
            | Act::MergeInto(_)
            | Act::Link { .. }
            | Act::MarkSpam
            | Act::MarkNotSpam
            | Act::Trash
            | Act::Restore => act.clone(),
        })
    }

    pub fn audience(&self, audience: Audience) -> Found<Audience> {
        match audience {
            Audience::Team(id) => self.team(id).map(Audience::Team),
            Audience::Roles(_) | Audience::Everyone => Ok(audience),
            // What is somebody's own is nobody else's.
            Audience::Mine => Err(Refusal::SetUpNames),
        }
    }

    pub fn layout(&self, layout: &Layout) -> Found<Layout> {
        let mut layout = layout.clone();
        let known = |shown: &Shown| match shown {
            Shown::Field(id) => self.field(*id).map(Shown::Field),
            Shown::Column(_) => Ok(*shown),
        };
        layout.columns = layout.columns.iter().map(known).collect::<Found<_>>()?;
        layout.grouping = match layout.grouping {
            Some(Grouping::Field(id)) => Some(Grouping::Field(self.field(id)?)),
            other => other,
        };
        layout.order = match layout.order {
            Sorting::Field { id, falling } => Sorting::Field { id: self.field(id)?, falling },
            Sorting::By(order) => Sorting::By(order),
        };
        Ok(layout)
    }

    pub fn view(&self, id: Option<ViewId>) -> Found<Option<ViewId>> {
        id.as_ref().map(|id| of(&self.views, id)).transpose()
    }
}
