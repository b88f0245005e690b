//! What the desk has already, by its names.

use desk::approval::{Procedure, ProcedureId};
use desk::automation::Rule;
use desk::conversation::Macro;
use desk::flow::{Flow, FlowId};
use desk::form::{Field, FieldId, Form, FormId, Holder, ItemId, Label, Topic, TopicId, same_items};
use desk::object::{ObjectType, ObjectTypeId};
use desk::people::{PersonId, Team, TeamId};
use desk::setup::{Called, FieldPart, MacroPart, StatusPart};
use desk::sla::{Calendar, CalendarId, Policy};
use desk::ticket::{Audience, SavedView, Status, StatusId, Tag, TagId, ViewId, Workflow};
use desk::{Done, Permission};
use std::collections::BTreeMap;
use store::Read;
use store::approval::procedures;
use store::automation::rules;
use store::conversation::macros;
use store::flow::flows;
use store::form::{fields, forms, topics};
use store::object::types;
use store::people::{agents, teams};
use store::sla::{calendars, policies};
use store::ticket::{statuses, tags, views, workflows};

pub(super) struct Known {
    pub teams: Vec<Team>,
    pub tags: Vec<Tag>,
    /// Agents who may answer, by their address.
    pub people: Vec<(PersonId, String)>,
    pub calendars: Vec<Calendar>,
    pub statuses: Vec<Status>,
    pub object_types: Vec<ObjectType>,
    pub fields: Vec<Field>,
    pub forms: Vec<Form>,
    pub topics: Vec<Topic>,
    pub workflows: Vec<Workflow>,
    pub procedures: Vec<Procedure>,
    pub macros: Vec<Macro>,
    pub rules: Vec<Rule>,
    pub flows: Vec<Flow>,
    pub policies: Vec<Policy>,
    /// Those that several people see.
    pub views: Vec<SavedView>,
}

/// A field with which of a file's items is which of its own.
pub(super) type Items = (FieldId, BTreeMap<ItemId, ItemId>);

impl Known {
    pub fn of(read: &mut Read) -> Done<Self> {
        read.actor().may(Permission::Configure)?;
        let hired = agents::all(read)?.into_iter().filter(|(_, agent)| agent.active);
        let people =
            hired.filter_map(|(person, _)| Some((person.id, person.email.as_ref()?.as_str().to_lowercase()))).collect();
        let mut views = views::all(read)?;
        views.retain(|view| view.removed_at.is_none() && view.wish.audience != Audience::Mine);
        let mut rules = rules::all(read)?;
        rules.retain(|rule| rule.removed_at.is_none());
        let mut flows = flows::all(read)?.to_vec();
        flows.retain(|flow| flow.removed_at.is_none());
        let mut calendars = calendars::all(read)?;
        calendars.retain(|calendar| !calendar.removed);
        Ok(Self {
            teams: teams::all(read)?,
            tags: tags::all(read)?,
            people,
            calendars,
            statuses: statuses::all(read)?,
            object_types: types::all(read)?,
            fields: fields::all(read)?,
            forms: forms::all(read)?,
            topics: topics::all(read)?,
            workflows: workflows::all(read)?,
            procedures: procedures::all(read)?,
            macros: macros::of(read, None)?,
            rules,
            flows,
            policies: policies::all(read)?,
            views,
        })
    }

    pub fn team(&self, name: &Called) -> Option<TeamId> {
        self.teams.iter().find(|team| name.is(&team.name)).map(|team| team.id)
    }

    pub fn tag(&self, name: &Called) -> Option<TagId> {
        self.tags.iter().find(|tag| name.is(&tag.name)).map(|tag| tag.id)
    }

    pub fn person(&self, address: &str) -> Option<PersonId> {
        let address = address.trim().to_lowercase();
        self.people.iter().find(|(_, own)| *own == address).map(|(person, _)| *person)
    }

    pub fn calendar(&self, name: &Called) -> Option<CalendarId> {
        self.calendars.iter().find(|calendar| name.is(&calendar.name)).map(|calendar| calendar.id)
    }

    /// Without a name: the standard one of its category, which is always there.
    pub fn status(&self, part: &StatusPart) -> Option<StatusId> {
        let is = |status: &&Status| {
            let named = alike(&part.name, &status.name_en, &status.name_ja);
            status.category == part.category && if part.name.is_empty() { status.standard } else { named }
        };
        self.statuses.iter().find(is).map(|status| status.id)
    }

    pub fn object_type(&self, name: &Label) -> Option<ObjectTypeId> {
        let is = |of: &&ObjectType| alike(name, &of.wish.name.en, &of.wish.name.ja);
        self.object_types.iter().find(is).map(|of| of.id)
    }

    /// The same holder, key and kind, with every item that the file offers.
    pub fn field(&self, part: &FieldPart, holder: Holder, key: &str) -> Option<Items> {
        let own = self.keyed(holder, key).filter(|field| field.nature.kind() == part.nature.kind())?;
        let items = same_items(part.nature.items(), own.nature.items());
        let all = part.nature.items().iter().all(|item| item.inactive || items.contains_key(&item.id));
        (all && own.active && own.nature.shape() == part.nature.shape()).then_some((own.id, items))
    }

    pub fn keyed(&self, holder: Holder, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.holder == holder && field.key == key)
    }

    pub fn form(&self, name: &Label) -> Option<FormId> {
        self.forms.iter().find(|form| alike(name, &form.name.en, &form.name.ja)).map(|form| form.id)
    }

    pub fn topic(&self, name: &Label) -> Option<TopicId> {
        let is = |topic: &&Topic| alike(name, &topic.wish.name.en, &topic.wish.name.ja);
        self.topics.iter().find(is).map(|topic| topic.id)
    }

    pub fn has_workflow(&self, name: &Called) -> bool {
        self.workflows.iter().any(|one| name.is(&one.wish.name))
    }

    pub fn procedure(&self, name: &Called) -> Option<ProcedureId> {
        self.procedures.iter().find(|one| name.is(&one.wish.name)).map(|one| one.id)
    }

    /// By its name, or by what is typed for it.
    pub fn prepared(&self, part: &MacroPart) -> Option<&Macro> {
        let is = |one: &&Macro| part.name.is(&one.name) || one.shortcut == part.shortcut;
        self.macros.iter().find(is)
    }

    pub fn has_rule(&self, name: &Called) -> bool {
        self.rules.iter().any(|rule| name.is(&rule.wish.name))
    }

    pub fn flow(&self, name: &Called) -> Option<FlowId> {
        self.flows.iter().find(|flow| name.is(flow.shown())).map(|flow| flow.id)
    }

    pub fn has_policy(&self, name: &Called) -> bool {
        self.policies.iter().any(|policy| name.is(&policy.wish.name))
    }

    pub fn view(&self, name: &Label) -> Option<ViewId> {
        let is = |view: &&SavedView| alike(name, &view.wish.name_en, &view.wish.name_ja);
        self.views.iter().find(is).map(|view| view.id)
    }
}

/// The same name in a language in which both have one.
fn alike(name: &Label, en: &str, ja: &str) -> bool {
    let same = |one: &str, two: &str| !one.trim().is_empty() && one.trim().to_lowercase() == two.trim().to_lowercase();
    same(&name.en, en) || same(&name.ja, ja)
}
