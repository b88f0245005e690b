//! What the ids that rules speak of are called.

use desk::Done;
use desk::approval::ProcedureId;
use desk::automation::WebhookId;
use desk::condition::{Condition, Field, Kin, Operand, Whom};
use desk::conversation::Macro;
use desk::flow::FlowId;
use desk::ticket::ChecklistId;
use service::ticket::Choices;
use service::{Read, approval, automation, conversation, flow, ticket};
use views::agent::described::Called;

/// What steps may name beside what conditions may.
pub struct Offered {
    pub macros: Vec<Macro>,
    pub webhooks: Vec<(WebhookId, String)>,
    pub procedures: Vec<(ProcedureId, String)>,
    pub flows: Vec<(FlowId, String)>,
    pub checklists: Vec<(ChecklistId, String)>,
}

impl Offered {
    pub fn read(read: &mut Read) -> Done<Self> {
        Ok(Self {
            macros: conversation::shared_macros(read)?,
            webhooks: automation::webhook_names(read)?,
            procedures: approval::procedure_names(read)?,
            flows: flow::flow_names(read)?,
            checklists: ticket::checklists(read)?.into_iter().map(|one| (one.id, one.name)).collect(),
        })
    }
}

pub fn called(choices: &Choices, offered: &Offered, language: base::Language) -> Called {
    let mut called = Called::default();
    let mut put = |kin: Kin, id: i64, name: &str| drop(called.ids.insert((kin, id), name.to_owned()));
    choices.statuses.iter().for_each(|one| put(Kin::Status, one.id.0, one.shown(language)));
    choices.teams.iter().for_each(|one| put(Kin::Team, one.id.0, &one.name));
    choices.tags.iter().for_each(|one| put(Kin::Tag, one.id.0, &one.name));
    choices.agents.iter().for_each(|(id, name)| put(Kin::Agent, id.0, name));
    choices.brands.iter().for_each(|(id, name)| put(Kin::Brand, id.0, name));
    choices.mailboxes.iter().for_each(|(id, name)| put(Kin::Mailbox, id.0, name));
    choices.people.iter().for_each(|(id, name)| put(Kin::Person, id.0, name));
    choices.organizations.iter().for_each(|(id, name)| put(Kin::Organization, id.0, name));
    choices.topics.iter().for_each(|one| put(Kin::Topic, one.id.0, one.wish.name.shown(language)));
    choices.objects.iter().for_each(|one| put(Kin::ObjectType, one.id.0, one.name(language)));
    choices.calendars.iter().for_each(|(id, name)| put(Kin::Calendar, id.0, name));
    choices.things.iter().for_each(|(id, name)| put(Kin::Object, id.0, name));
    for field in choices.book.fields.iter().chain(&choices.others.fields) {
        called.fields.insert(field.id, choices.field_shown(field, base::words::of(language)));
        for item in field.nature.items() {
            let name = desk::form::spoken(field.nature.items(), item.id, language);
            called.items.insert((field.id, item.id.0), name);
        }
    }
    called.macros = offered.macros.iter().map(|one| (one.id.0, one.name.clone())).collect();
    called.procedures = offered.procedures.iter().map(|(id, name)| (id.0, name.clone())).collect();
    called.checklists = offered.checklists.iter().map(|(id, name)| (id.0, name.clone())).collect();
    called.flows = offered.flows.iter().map(|(id, name)| (id.0, name.clone())).collect();
    called.webhooks = offered.webhooks.iter().map(|(id, name)| (id.0, name.clone())).collect();
    called
}

/// Ids that a condition names.
pub fn spoken_of(condition: &Condition) -> Vec<(Field, i64)> {
    let ids = condition.tests().into_iter().filter_map(|test| match &test.operand {
        Operand::Ids(ids) => Some((test.field, ids)),
        Operand::Nothing
        | Operand::Words(_)
        | Operand::Texts(_)
        | Operand::Number(_)
        | Operand::When(_)
        | Operand::Pattern(_) => None,
    });
    let known = |(field, ids): (Field, &Vec<Whom>)| {
        let id = move |whom: &Whom| match whom {
            Whom::Id(id) => Some((field, *id)),
            Whom::Me => None,
        };
        ids.iter().filter_map(id).collect::<Vec<_>>()
    };
    ids.flat_map(known).collect()
}
