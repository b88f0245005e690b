//! Writing the set-up of a desk into a file. What names things that no other desk has (mailboxes, brands, people who ask,
//! addresses outside) stays here, and so does what names that: it is said.

use super::known::Known;
use base::{CleanHtml, Language};
use desk::conversation::{Macro, NewAttachment};
use desk::flow::FlowWish;
use desk::form::{Field, Item, ItemId, Label, Nature, is_offered};
use desk::setup::{
    ApprovalPart, CalendarPart, Called, Fate, FieldPart, FilePart, FlowPart, FormPart, Ids, LARGEST_FILE, Line,
    MOST_FILE_OCTETS, MOST_OF_A_KIND, MacroPart, ObjectTypePart, Part, PersonPart, PolicyPart, RulePart, SetUp,
    StatusPart, TagPart, TeamPart, TopicPart, VERSION, ViewPart, WorkflowPart,
};
use desk::{Done, Event, Permission, Refusal};
use std::collections::{BTreeMap, BTreeSet};
use store::{Read, Tx};

/// The file, and what stayed here. The bytes of its files are yet to be put in.
pub fn export_set_up(tx: &mut Tx, name: Label, purpose: Label) -> Done<(SetUp, Vec<Line>)> {
    tx.actor().may(Permission::Configure)?;
    let (name, purpose) = (name.line(80)?, purpose.line(400)?);
    if name.is_empty() {
        return Err(Refusal::NameEmpty.into());
    }
    let (setup, left) = look_at_export(tx)?;
    let setup = SetUp { name, purpose, ..setup };
    SetUp::read_bare(&setup.written()).map_err(|fault| fault.refusal)?;
    let parts = Part::ALL.iter().map(|part| setup.count(*part) as i64).sum();
    tx.record(Event::SetUpExported { name: setup.name.shown(Language::default()).to_owned(), parts })?;
    Ok((setup, left))
}

/// The same before it has a name.
pub fn look_at_export(read: &mut Read) -> Done<(SetUp, Vec<Line>)> {
    let known = Known::of(read)?;
    let (macros, mut left) = macros(&known);
    let mut setup = everything(&known, macros);
    let mut ids = itself(&setup, &known);
    // What names what was left out is left out as well.
    loop {
        let before = left.len();
        leave_out(&mut setup, &ids, &mut left);
        if left.len() == before {
            break;
        }
        ids = itself(&setup, &known);
    }
    let asked = ids.asked.into_inner();
    setup.people.retain(|one| asked.people.contains(&one.id));
    setup.tags.retain(|one| asked.tags.contains(&one.id));
    Ok((setup, left))
}

fn one(name: &str) -> Called {
    Called::One(name.to_owned())
}

/// With those of their files for which there is room; the same bytes need it once.
fn macros(known: &Known) -> (Vec<MacroPart>, Vec<Line>) {
    let (mut there, mut octets, mut count, mut left) = (BTreeSet::new(), 0, 0, Vec::new());
    let mut fits = |own: &Macro, file: &NewAttachment| {
        let more = if there.contains(&file.digest) { 0 } else { file.size };
        let fits = file.size <= LARGEST_FILE && octets + more <= MOST_FILE_OCTETS && count < MOST_OF_A_KIND;
        if fits {
            (octets, count) = (octets + more, count + 1);
            there.insert(file.digest.clone());
        } else {
            let name = format!("{}: {}", own.name, file.name);
            left.push(Line { part: Part::Files, name, fate: Fate::LeftOut });
        }
        fits
    };
    let mut macros = Vec::new();
    for own in &known.macros {
        let files: Vec<&NewAttachment> = own.files.iter().filter(|file| fits(own, file)).collect();
        macros.push(prepared(own, &files));
    }
    (macros, left)
}

/// Its files have numbers in place of their names.
fn prepared(own: &Macro, files: &[&NewAttachment]) -> MacroPart {
    let numbered = || (1..).zip(files);
    let number =
        |id: &str| numbered().find(|(_, file)| file.content_id.as_deref() == Some(id)).map(|(number, _)| number);
    let html = |html: &CleanHtml| {
        let html = html.map_images(|id| number(id).map(|number: i64| format!("cid:{number}")));
        html.as_str().to_owned()
    };
    let file = |(id, file): (i64, &&NewAttachment)| FilePart {
        id,
        name: file.name.clone(),
        content_type: file.content_type.clone(),
        size: file.size,
        digest: file.digest.clone(),
        inline: file.inline,
    };
    MacroPart {
        id: own.id,
        name: one(&own.name),
        shortcut: own.shortcut.clone(),
        text: Label::new(own.text_en.clone(), own.text_ja.clone()),
        html: Label::new(html(&own.html_en), html(&own.html_ja)),
        files: numbered().map(file).collect(),
        acts: own.acts.clone(),
        teams: own.teams.clone(),
        condition: own.condition.clone(),
    }
}

fn everything(known: &Known, macros: Vec<MacroPart>) -> SetUp {
    let status = |one: &desk::ticket::Status| StatusPart {
        id: one.id,
        category: one.category,
        name: Label::new(one.name_en.clone(), one.name_ja.clone()),
    };
    let mut flows: Vec<FlowPart> = Vec::new();
    // A flow stands behind those that it calls.
    let published = || known.flows.iter().filter_map(|flow| Some((flow.id, flow.wish.as_ref()?)));
    loop {
        let ready = published().find(|(id, wish)| {
            let there = |called: &desk::flow::FlowId| flows.iter().any(|flow| flow.id == *called);
            !there(id) && wish.calls().iter().all(there)
        });
        let Some((id, wish)) = ready else { break };
        flows.push(flow(id, wish));
    }
    let mut views: Vec<ViewPart> = Vec::new();
    loop {
        let there = |id| views.iter().any(|view: &ViewPart| view.id == id);
        let ready = known.views.iter().find(|view| !there(view.id) && view.parent.is_none_or(there));
        let Some(view) = ready else { break };
        views.push(ViewPart {
            id: view.id,
            parent: view.parent,
            name: Label::new(view.wish.name_en.clone(), view.wish.name_ja.clone()),
            audience: view.wish.audience,
            glyph: view.wish.glyph,
            tone: view.wish.tone,
            condition: view.wish.condition.clone(),
            layout: view.wish.layout.clone(),
            counted: view.wish.counted,
        });
    }
    SetUp {
        kippu: "setup".into(),
        version: VERSION,
        name: Label::default(),
        purpose: Label::default(),
        teams: known.teams.iter().map(|team| TeamPart { id: team.id, name: one(&team.name) }).collect(),
        tags: known.tags.iter().map(|tag| TagPart { id: tag.id, name: one(&tag.name) }).collect(),
        people: known.people.iter().map(|(id, address)| PersonPart { id: *id, address: address.clone() }).collect(),
        calendars: known
            .calendars
            .iter()
            .filter_map(|calendar| {
                let hours = calendar.now()?.hours.clone();
                Some(CalendarPart { id: calendar.id, name: one(&calendar.name), hours })
            })
            .collect(),
        statuses: known.statuses.iter().map(status).collect(),
        object_types: known
            .object_types
            .iter()
            .filter(|of| of.wish.active)
            .map(|of| ObjectTypePart {
                id: of.id,
                name: of.wish.name.clone(),
                plural: of.wish.plural.clone(),
                help: of.wish.help.clone(),
                glyph: of.wish.glyph,
                grants: of.wish.grants.clone(),
                columns: of.wish.columns.clone(),
            })
            .collect(),
        fields: known.fields.iter().filter(|field| field.active).map(field).collect(),
        forms: known
            .forms
            .iter()
            .map(|form| FormPart { id: form.id, name: form.name.clone(), parts: form.parts.clone() })
            .collect(),
        topics: known
            .topics
            .iter()
            .filter(|topic| topic.wish.active)
            .map(|topic| TopicPart {
                id: topic.id,
                name: topic.wish.name.clone(),
                help: topic.wish.help.clone(),
                kind: topic.wish.kind,
                form: topic.wish.form,
                team: topic.wish.team,
                priority: topic.wish.priority,
                text: topic.wish.text.clone(),
                public: topic.wish.public,
                numbering: topic.wish.numbering.clone(),
            })
            .collect(),
        workflows: known
            .workflows
            .iter()
            .map(|own| WorkflowPart {
                name: one(&own.wish.name),
                kinds: own.wish.kinds.clone(),
                topics: own.wish.topics.clone(),
                transitions: own.wish.transitions.clone(),
            })
            .collect(),
        approvals: known
            .procedures
            .iter()
            .map(|own| ApprovalPart {
                id: own.id,
                name: one(&own.wish.name),
                question: own.wish.question.clone(),
                approvers: own.wish.approvers.clone(),
                needed: own.wish.needed,
                remind: own.wish.remind,
                limit: own.wish.limit,
                at_limit: own.wish.at_limit,
            })
            .collect(),
        macros,
        rules: known
            .rules
            .iter()
            .map(|own| RulePart {
                name: one(&own.wish.name),
                purpose: one(&own.wish.purpose),
                kind: own.wish.kind,
                on: own.wish.on.clone(),
                condition: own.wish.condition.clone(),
                steps: own.wish.steps.clone(),
                stop: own.wish.stop,
                old: own.wish.old,
            })
            .collect(),
        flows,
        policies: known
            .policies
            .iter()
            .map(|own| PolicyPart {
                name: one(&own.wish.name),
                condition: own.wish.condition.clone(),
                terms: own.wish.terms.clone(),
            })
            .collect(),
        views,
        files: BTreeMap::new(),
    }
}

fn flow(id: desk::flow::FlowId, wish: &FlowWish) -> FlowPart {
    FlowPart {
        id,
        name: one(&wish.name),
        purpose: one(&wish.purpose),
        start: wish.start,
        on: wish.on.clone(),
        condition: wish.condition.clone(),
        body: wish.body.clone(),
    }
}

/// Without what is not offered any more, and without secrets.
fn field(own: &Field) -> FieldPart {
    let offered = |items: &[Item]| items.iter().filter(|item| is_offered(items, item.id)).cloned().collect::<Vec<_>>();
    let nature = match &own.nature {
        Nature::Choice { items } => Nature::Choice { items: offered(items) },
        Nature::Choices { items } => Nature::Choices { items: offered(items) },
        Nature::Tree { items } => Nature::Tree { items: offered(items) },
        Nature::External { source } => {
            Nature::External { source: desk::form::External { secret: String::new(), ..source.clone() } }
        }
        nature => nature.clone(),
    };
    FieldPart {
        id: own.id,
        holder: own.holder.written(),
        key: own.key.clone(),
        label: own.label.clone(),
        help: own.help.clone(),
        requester: own.asks.requester,
        agent: own.asks.agent,
        nature,
    }
}

/// The numbers of what is in the file, as they are.
fn itself(setup: &SetUp, known: &Known) -> Ids {
    fn same<K: Ord + Copy>(ids: impl Iterator<Item = K>) -> BTreeMap<K, K> {
        ids.map(|id| (id, id)).collect()
    }
    let items = |field: &FieldPart| -> BTreeMap<ItemId, ItemId> {
        field.nature.items().iter().map(|item| (item.id, item.id)).collect()
    };
    Ids {
        teams: same(setup.teams.iter().map(|one| one.id)),
        tags: same(known.tags.iter().map(|one| one.id)),
        people: same(known.people.iter().map(|(id, _)| *id)),
        calendars: same(setup.calendars.iter().map(|one| one.id)),
        statuses: same(setup.statuses.iter().map(|one| one.id)),
        object_types: same(setup.object_types.iter().map(|one| one.id)),
        fields: setup.fields.iter().map(|field| (field.id, (field.id, items(field)))).collect(),
        forms: same(setup.forms.iter().map(|one| one.id)),
        topics: same(setup.topics.iter().map(|one| one.id)),
        procedures: same(setup.approvals.iter().map(|one| one.id)),
        macros: same(setup.macros.iter().map(|one| one.id)),
        flows: same(setup.flows.iter().map(|one| one.id)),
        views: same(setup.views.iter().map(|one| one.id)),
        ..Ids::default()
    }
}

fn leave_out(setup: &mut SetUp, ids: &Ids, left: &mut Vec<Line>) {
    let language = Language::default();
    let mut fits = |part: Part, name: &str, fits: bool| {
        if !fits {
            left.push(Line { part, name: name.to_owned(), fate: Fate::LeftOut });
        }
        fits
    };
    for one in &mut setup.object_types {
        one.grants.retain(|grant| ids.grant(*grant).is_ok());
        one.columns.retain(|id| ids.field(*id).is_ok());
    }
    setup.fields.retain(|one| {
        let there = one.holder().and_then(|holder| ids.holder(holder)).and_then(|_| one.wish(ids)?.sound());
        fits(Part::Fields, one.label.shown(language), there.is_ok())
    });
    setup.forms.retain(|one| fits(Part::Forms, one.name.shown(language), one.wish(ids).is_ok()));
    setup.topics.retain(|one| {
        fits(Part::Topics, one.name.shown(language), one.wish(ids).and_then(|wish| wish.sound()).is_ok())
    });
    setup.workflows.retain(|one| {
        fits(Part::Workflows, one.name.of(language), one.wish(ids, language).and_then(|wish| wish.sound()).is_ok())
    });
    setup.approvals.retain(|one| {
        fits(Part::Approvals, one.name.of(language), one.wish(ids, language).and_then(|wish| wish.sound()).is_ok())
    });
    setup.macros.retain(|one| {
        fits(Part::Macros, one.name.of(language), one.wish(ids, language).and_then(|wish| wish.sound()).is_ok())
    });
    setup.rules.retain(|one| {
        fits(Part::Rules, one.name.of(language), one.wish(ids, language).and_then(|wish| wish.sound()).is_ok())
    });
    setup.flows.retain(|one| {
        fits(Part::Flows, one.name.of(language), one.wish(ids, language).and_then(|wish| wish.sound()).is_ok())
    });
    setup.policies.retain(|one| {
        fits(Part::Policies, one.name.of(language), one.wish(ids, language).and_then(|wish| wish.sound()).is_ok())
    });
    setup.views.retain(|one| {
        let there = ids.view(one.parent).and_then(|_| one.wish(ids)?.sound());
        fits(Part::Views, one.name.shown(language), there.is_ok())
    });
}
