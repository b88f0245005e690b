//! Bringing a set-up in: all of it or nothing, in one transaction.

use super::known::{Items, Known};
use crate::automation::{Switch, create_rule, switch_rule};
use crate::ticket::{create_status, create_tag, create_view, create_workflow};
use crate::{approval, conversation, flow, form, object, people, sla};
use base::{CleanHtml, Language};
use desk::conversation::{Macro, MacroWish};
use desk::form::{Field, FieldWish, Holder, ItemId, Nature, key_of, outline, same_items};
use desk::people::PersonId;
use desk::setup::{Called, Fate, FieldPart, Ids, Line, MacroPart, Part, SetUp};
use desk::{Done, Error, Event, Permission, Refusal};
use std::collections::BTreeMap;
use store::{Read, Tx};

/// Keys that are tried for a field whose own is taken by another kind.
const MOST_KEYS: usize = 20;

/// What became of everything in the file, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub lines: Vec<Line>,
}

impl Imported {
    pub fn count(&self, fate: Fate) -> usize {
        self.lines.iter().filter(|line| line.fate == fate).count()
    }

    /// A macro, and each of its files: what is here already is compared by its bytes.
    fn tell_macro(&mut self, one: &MacroPart, own: Option<&Macro>, language: Language) {
        let name = one.name.of(language);
        self.tell(Part::Macros, name, own.is_some());
        for file in &one.files {
            let fate = match own {
                None => Fate::Made,
                Some(own) if own.files.iter().any(|held| held.digest == file.digest) => Fate::Kept,
                Some(_) => Fate::StaysAway,
            };
            self.lines.push(Line { part: Part::Files, name: format!("{name}: {}", file.name), fate });
        }
    }

    fn tell(&mut self, part: Part, name: &str, kept: bool) {
        let fate = if kept { Fate::Kept } else { Fate::Made };
        self.lines.push(Line { part, name: name.to_owned(), fate });
    }
}

/// What bringing it in would come to; nothing is made.
pub fn look_at_set_up(read: &mut Read, setup: &SetUp, language: Language) -> Done<Imported> {
    let known = Known::of(read)?;
    let mut seen = Imported::default();
    let called = |name: &Called| name.of(language).to_owned();
    setup.teams.iter().for_each(|one| seen.tell(Part::Teams, &called(&one.name), known.team(&one.name).is_some()));
    setup.tags.iter().for_each(|one| seen.tell(Part::Tags, &called(&one.name), known.tag(&one.name).is_some()));
    setup.people.iter().for_each(|one| seen.lines.push(person(&known, &one.address)));
    for one in &setup.calendars {
        seen.tell(Part::Calendars, &called(&one.name), known.calendar(&one.name).is_some());
    }
    for one in &setup.statuses {
        if !one.name.is_empty() {
            seen.tell(Part::Statuses, one.name.shown(language), known.status(one).is_some());
        }
    }
    let mut held = Ids::default();
    for one in &setup.object_types {
        let own = known.object_type(&one.name);
        held.object_types.extend(own.map(|own| (one.id, own)));
        seen.tell(Part::ObjectTypes, one.name.shown(language), own.is_some());
    }
    for one in &setup.fields {
        // The field of a type that is yet to be made is yet to be made.
        let holder = one.holder().and_then(|holder| held.holder(holder)).ok();
        let kept = holder.is_some_and(|holder| matches!(place(&known, one, holder), Place::Kept(_)));
        seen.tell(Part::Fields, one.label.shown(language), kept);
    }
    setup
        .forms
        .iter()
        .for_each(|one| seen.tell(Part::Forms, one.name.shown(language), known.form(&one.name).is_some()));
    setup
        .topics
        .iter()
        .for_each(|one| seen.tell(Part::Topics, one.name.shown(language), known.topic(&one.name).is_some()));
    for one in &setup.workflows {
        seen.tell(Part::Workflows, &called(&one.name), known.has_workflow(&one.name));
    }
    for one in &setup.approvals {
        seen.tell(Part::Approvals, &called(&one.name), known.procedure(&one.name).is_some());
    }
    setup.macros.iter().for_each(|one| seen.tell_macro(one, known.prepared(one), language));
    setup.flows.iter().for_each(|one| seen.tell(Part::Flows, &called(&one.name), known.flow(&one.name).is_some()));
    setup.rules.iter().for_each(|one| seen.tell(Part::Rules, &called(&one.name), known.has_rule(&one.name)));
    setup.policies.iter().for_each(|one| seen.tell(Part::Policies, &called(&one.name), known.has_policy(&one.name)));
    setup
        .views
        .iter()
        .for_each(|one| seen.tell(Part::Views, one.name.shown(language), known.view(&one.name).is_some()));
    Ok(seen)
}

/// Makes what is not there yet; the bytes of its files are kept already. `rules`: how far the rules that are made may go; the
/// flows are on where they may act.
pub fn import_set_up(tx: &mut Tx, setup: &SetUp, language: Language, rules: Switch) -> Done<Imported> {
    tx.actor().may(Permission::Configure)?;
    let known = Known::of(tx)?;
    // Whoever stands in for others, and whose the views are.
    let doer = tx.actor().person().ok_or(Error::Missing)?;
    let zone = crate::house::load(tx)?.time_zone;
    let mut bringing = Bringing { setup, language, known: &known, ids: Ids::default(), made: Imported::default() };
    bringing.words(tx, doer, &zone)?;
    bringing.things(tx)?;
    bringing.work(tx, rules)?;
    let made = bringing.made;
    let name = setup.name.shown(language).to_owned();
    let (new, kept) = (made.count(Fate::Made) as i64, made.count(Fate::Kept) as i64);
    tx.record(Event::SetUpImported { name, made: new, kept })?;
    Ok(made)
}

/// A file on its way in: what has come of it so far.
struct Bringing<'s> {
    setup: &'s SetUp,
    language: Language,
    known: &'s Known,
    ids: Ids,
    made: Imported,
}

impl Bringing<'_> {
    /// What everything else is said with.
    fn words(&mut self, tx: &mut Tx, doer: PersonId, zone: &str) -> Done<()> {
        let Self { setup, language, known, ids, made } = self;
        let language = *language;
        for one in &setup.teams {
            let own = known.team(&one.name);
            made.tell(Part::Teams, one.name.of(language), own.is_some());
            let own = own.map_or_else(|| people::create_team(tx, one.name.of(language)).map(|team| team.id), Ok)?;
            ids.teams.insert(one.id, own);
        }
        for one in &setup.tags {
            let own = known.tag(&one.name);
            made.tell(Part::Tags, one.name.of(language), own.is_some());
            ids.tags.insert(one.id, own.map_or_else(|| create_tag(tx, one.name.of(language)), Ok)?);
        }
        for one in &setup.people {
            made.lines.push(person(known, &one.address));
            ids.people.insert(one.id, known.person(&one.address).unwrap_or(doer));
        }
        for one in &setup.calendars {
            let own = known.calendar(&one.name);
            made.tell(Part::Calendars, one.name.of(language), own.is_some());
            ids.calendars.insert(one.id, own.map_or_else(|| sla::create_calendar(tx, one.wish(language, zone)), Ok)?);
        }
        for one in &setup.statuses {
            let own = known.status(one);
            if !one.name.is_empty() {
                made.tell(Part::Statuses, one.name.shown(language), own.is_some());
            }
            let create = || create_status(tx, one.category, &one.name.en, &one.name.ja).map(|status| status.id);
            ids.statuses.insert(one.id, own.map_or_else(create, Ok)?);
        }
        Ok(())
    }

    /// What requests are made of.
    fn things(&mut self, tx: &mut Tx) -> Done<()> {
        let Self { setup, language, known, ids, made } = self;
        let language = *language;
        for one in &setup.object_types {
            let own = known.object_type(&one.name);
            made.tell(Part::ObjectTypes, one.name.shown(language), own.is_some());
            let wish = one.wish(ids)?;
            ids.object_types.insert(one.id, own.map_or_else(|| object::create_object_type(tx, wish), Ok)?);
        }
        // Links may name fields that come after them, so that all are made at once.
        let (mut fresh, mut wishes) = (Vec::new(), Vec::new());
        for one in &setup.fields {
            let holder = ids.holder(one.holder()?)?;
            let place = place(known, one, holder);
            made.tell(Part::Fields, one.label.shown(language), matches!(place, Place::Kept(_)));
            match place {
                Place::Kept(own) => drop(ids.fields.insert(one.id, own)),
                Place::New(key) => {
                    let wish = FieldWish { key, ..one.wish(ids)? };
                    let list = outline(wish.nature.items());
                    wishes.push((holder, wish, list));
                    fresh.push(one);
                }
            }
        }
        for (one, field) in fresh.into_iter().zip(form::create_fields(tx, wishes)?) {
            ids.fields.insert(one.id, (field.id, items(one, &field)?));
        }
        // Types that were just made show their fields.
        let fresh = setup.object_types.iter().filter(|one| known.object_type(&one.name).is_none());
        for one in fresh.filter(|one| !one.columns.is_empty()) {
            let id = ids.object_types[&one.id];
            let (own, _) = object::object_type(tx, id)?;
            object::change_object_type(tx, id, own.version, one.wish(ids)?)?;
        }
        for one in &setup.forms {
            let own = known.form(&one.name);
            made.tell(Part::Forms, one.name.shown(language), own.is_some());
            let wish = one.wish(ids)?;
            ids.forms.insert(one.id, own.map_or_else(|| form::create_form(tx, wish), Ok)?);
        }
        for one in &setup.topics {
            let own = known.topic(&one.name);
            made.tell(Part::Topics, one.name.shown(language), own.is_some());
            let wish = one.wish(ids)?;
            ids.topics.insert(one.id, own.map_or_else(|| form::create_topic(tx, wish), Ok)?);
        }
        Ok(())
    }

    /// What happens to them.
    fn work(&mut self, tx: &mut Tx, rules: Switch) -> Done<()> {
        let Self { setup, language, known, ids, made } = self;
        let language = *language;
        for one in &setup.workflows {
            let kept = known.has_workflow(&one.name);
            made.tell(Part::Workflows, one.name.of(language), kept);
            if !kept {
                create_workflow(tx, one.wish(ids, language)?)?;
            }
        }
        for one in &setup.approvals {
            let own = known.procedure(&one.name);
            made.tell(Part::Approvals, one.name.of(language), own.is_some());
            let wish = one.wish(ids, language)?;
            let create = || approval::create_procedure(tx, wish).map(|procedure| procedure.id);
            ids.procedures.insert(one.id, own.map_or_else(create, Ok)?);
        }
        for one in &setup.macros {
            let own = known.prepared(one);
            made.tell_macro(one, own, language);
            let wish = renamed(one.wish(ids, language)?);
            let create = || conversation::create_macro(tx, wish).map(|prepared| prepared.id);
            ids.macros.insert(one.id, own.map_or_else(create, |own| Ok(own.id))?);
        }
        for one in &setup.flows {
            let own = known.flow(&one.name);
            made.tell(Part::Flows, one.name.of(language), own.is_some());
            let own = match own {
                Some(own) => own,
                None => run(tx, one.wish(ids, language)?, rules)?,
            };
            ids.flows.insert(one.id, own);
        }
        for one in &setup.rules {
            let kept = known.has_rule(&one.name);
            made.tell(Part::Rules, one.name.of(language), kept);
            if !kept {
                let rule = create_rule(tx, one.wish(ids, language)?)?;
                switch_rule(tx, rule.id, rules)?;
            }
        }
        for one in &setup.policies {
            let kept = known.has_policy(&one.name);
            made.tell(Part::Policies, one.name.of(language), kept);
            if !kept {
                sla::create_policy(tx, one.wish(ids, language)?)?;
            }
        }
        for one in &setup.views {
            let own = known.view(&one.name);
            made.tell(Part::Views, one.name.shown(language), own.is_some());
            let (parent, wish) = (ids.view(one.parent)?, one.wish(ids)?);
            ids.views.insert(one.id, own.map_or_else(|| create_view(tx, parent, wish).map(|view| view.id), Ok)?);
        }
        Ok(())
    }
}

/// In place of the numbers of a file's own, its files get names that nobody can guess, as those of any macro.
fn renamed(mut wish: MacroWish) -> MacroWish {
    let mut names = BTreeMap::new();
    for file in &mut wish.files {
        let name = conversation::content_id();
        names.extend(file.content_id.replace(name.clone()).map(|number| (number, name)));
    }
    let named = |html: &CleanHtml| html.map_images(|number| names.get(number).map(|name| format!("cid:{name}")));
    let (html_en, html_ja) = (named(&wish.html_en), named(&wish.html_ja));
    MacroWish { html_en, html_ja, ..wish }
}

/// A flow as a whole: a draft that is published at once.
fn run(tx: &mut Tx, wish: desk::flow::FlowWish, rules: Switch) -> Done<desk::flow::FlowId> {
    let draft = flow::create_flow(tx, wish)?;
    let flow = flow::publish_flow(tx, draft.id, draft.edition)?;
    if rules == Switch::On(desk::automation::Stage::Act) {
        flow::switch_flow(tx, flow.id, rules)?;
    }
    Ok(flow.id)
}

fn person(known: &Known, address: &str) -> Line {
    let fate = if known.person(address).is_some() { Fate::Kept } else { Fate::StandsIn };
    Line { part: Part::People, name: address.to_owned(), fate }
}

enum Place {
    Kept(Items),
    New(String),
}

/// The field that is there already, or a key that is free.
fn place(known: &Known, part: &FieldPart, holder: Holder) -> Place {
    let key = if part.key.is_empty() { key_of(&part.label.en) } else { part.key.clone() };
    if key.is_empty() {
        return Place::New(key);
    }
    let keys = (1..=MOST_KEYS).map(|n| if n == 1 { key.clone() } else { format!("{key:.36}_{n}") });
    for key in keys {
        if let Some(own) = known.field(part, holder, &key) {
            return Place::Kept(own);
        } else if known.keyed(holder, &key).is_none() {
            return Place::New(key);
        }
    }
    Place::New(String::new())
}

/// Which of a file's items is which of the field that was made.
fn items(part: &FieldPart, field: &Field) -> Result<BTreeMap<ItemId, ItemId>, Refusal> {
    let items = same_items(part.nature.items(), field.nature.items());
    let listed = matches!(part.nature, Nature::Choice { .. } | Nature::Choices { .. } | Nature::Tree { .. });
    if listed && part.nature.items().iter().any(|item| !item.inactive && !items.contains_key(&item.id)) {
        return Err(Refusal::ItemUnknown);
    }
    Ok(items)
}
