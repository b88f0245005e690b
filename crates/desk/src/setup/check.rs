//! A file is read whole or not at all: everything in it must be a wish that a person could have as well, and must name only
//! what stands before it in the file.

use super::file::{Called, FieldPart, SetUp};
use super::{Ids, LARGEST, LARGEST_WITH_FILES, MOST_OF_A_KIND, MOST_PEOPLE, MOST_TAGS, Part, VERSION};
use crate::Refusal;
use crate::approval::MOST_PROCEDURES;
use crate::automation::MOST_RULES;
use crate::flow::MOST_FLOWS;
use crate::form::{
    Book, Field, FieldWish, Holder, Item, ItemId, MOST_FIELDS, MOST_ITEMS, MOST_TOPICS, Nature, items_of, outline,
    same_items,
};
use crate::object::MOST_TYPES;
use crate::people::person_name;
use crate::ticket::{MOST_SHARED, MOST_WORKFLOWS, status_name, tag_name};
use base::{Email, Language};
use std::collections::BTreeMap;

/// Why a file is none, and what in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetUpFault {
    pub part: Option<Part>,
    pub name: String,
    pub refusal: Refusal,
}

impl From<Refusal> for SetUpFault {
    fn from(refusal: Refusal) -> Self {
        Self { part: None, name: String::new(), refusal }
    }
}

impl SetUp {
    /// # Errors
    /// It is no set-up of a version we know, too large, or something in it could not be made, with what that is.
    pub fn read(text: &str) -> Result<Self, SetUpFault> {
        let setup = Self::read_bare(text)?;
        setup.has_its_files()?;
        Ok(setup)
    }

    /// The same, though the bytes of its files may be yet to be put in.
    ///
    /// # Errors
    /// The same.
    pub fn read_bare(text: &str) -> Result<Self, SetUpFault> {
        if text.len() > LARGEST_WITH_FILES {
            return Err(Refusal::SetUpTooLarge.into());
        }
        let head: Head = serde_json::from_str(text).map_err(|_| Refusal::SetUpUnreadable)?;
        if head.kippu != "setup" || head.version < 1 {
            return Err(Refusal::SetUpUnreadable.into());
        } else if head.version > VERSION {
            return Err(Refusal::SetUpNewer.into());
        }
        let setup: Self = serde_json::from_str(text).map_err(|_| Refusal::SetUpUnreadable)?;
        if text.len().saturating_sub(setup.octets_of_files()) > LARGEST {
            return Err(Refusal::SetUpTooLarge.into());
        }
        setup.bounded()?;
        setup.checked()?;
        Ok(setup)
    }

    /// How many things of a kind it holds.
    pub fn count(&self, part: Part) -> usize {
        match part {
            Part::Teams => self.teams.len(),
            Part::Tags => self.tags.len(),
            Part::People => self.people.len(),
            Part::Calendars => self.calendars.len(),
            Part::Statuses => self.statuses.len(),
            Part::ObjectTypes => self.object_types.len(),
            Part::Fields => self.fields.len(),
            Part::Forms => self.forms.len(),
            Part::Topics => self.topics.len(),
            Part::Workflows => self.workflows.len(),
            Part::Approvals => self.approvals.len(),
            Part::Macros => self.macros.len(),
            Part::Files => self.macros.iter().map(|one| one.files.len()).sum(),
            Part::Rules => self.rules.len(),
            Part::Flows => self.flows.len(),
            Part::Policies => self.policies.len(),
            Part::Views => self.views.len(),
        }
    }

    fn bounded(&self) -> Result<(), Refusal> {
        let most = |part: Part| match part {
            Part::Tags => MOST_TAGS,
            Part::People => MOST_PEOPLE,
            Part::ObjectTypes => MOST_TYPES,
            Part::Fields => MOST_FIELDS,
            Part::Topics => MOST_TOPICS,
            Part::Workflows => MOST_WORKFLOWS,
            Part::Approvals => MOST_PROCEDURES,
            Part::Rules => MOST_RULES,
            Part::Flows => MOST_FLOWS,
            Part::Views => MOST_SHARED,
            Part::Teams
            | Part::Calendars
            | Part::Statuses
            | Part::Forms
            | Part::Macros
            | Part::Files
            | Part::Policies => MOST_OF_A_KIND,
        };
        if Part::ALL.iter().any(|part| self.count(*part) > most(*part)) {
            return Err(Refusal::SetUpTooLarge);
        }
        self.name.clone().line(80)?;
        self.purpose.clone().line(400)?;
        if self.name.is_empty() { Err(Refusal::NameEmpty) } else { Ok(()) }
    }

    /// Everything as it would be made, in the numbers of the file itself.
    fn checked(&self) -> Result<(), SetUpFault> {
        Language::ALL.into_iter().try_for_each(|language| self.made_of(Ids::default(), language))
    }

    fn made_of(&self, mut ids: Ids, language: Language) -> Result<(), SetUpFault> {
        let said = |part: Part, name: &str, done: Result<(), Refusal>| {
            done.map_err(|refusal| SetUpFault { part: Some(part), name: name.to_owned(), refusal })
        };
        let called = |part: Part, name: &Called, done: Result<(), Refusal>| said(part, name.of(language), done);
        for one in &self.teams {
            called(Part::Teams, &one.name, person_name(one.name.of(language)).map(drop))?;
            called(Part::Teams, &one.name, fresh(&mut ids.teams, one.id, one.id.0))?;
        }
        for one in &self.tags {
            called(Part::Tags, &one.name, tag_name(one.name.of(language)).map(drop))?;
            called(Part::Tags, &one.name, fresh(&mut ids.tags, one.id, one.id.0))?;
        }
        for one in &self.people {
            let known = Email::parse(&one.address).map(drop).ok_or(Refusal::AddressInvalid);
            said(Part::People, &one.address, known)?;
            said(Part::People, &one.address, fresh(&mut ids.people, one.id, one.id.0))?;
        }
        for one in &self.calendars {
            called(Part::Calendars, &one.name, one.wish(language, "UTC").sound().map(drop))?;
            called(Part::Calendars, &one.name, fresh(&mut ids.calendars, one.id, one.id.0))?;
        }
        for one in &self.statuses {
            let name = one.name.shown(language);
            let sound = status_name(&one.name.en).and_then(|_| status_name(&one.name.ja)).map(drop);
            said(Part::Statuses, name, sound)?;
            said(Part::Statuses, name, fresh(&mut ids.statuses, one.id, one.id.0))?;
        }
        for one in &self.object_types {
            let name = one.name.shown(language);
            said(Part::ObjectTypes, name, one.wish(&ids).and_then(|wish| wish.sound()).map(drop))?;
            said(Part::ObjectTypes, name, fresh(&mut ids.object_types, one.id, one.id.0))?;
        }
        let mut books: BTreeMap<String, Book> = BTreeMap::new();
        for one in &self.fields {
            let name = one.label.shown(language);
            let wrong = |refusal| SetUpFault { part: Some(Part::Fields), name: name.to_owned(), refusal };
            let field = field_of(one, &ids).map_err(wrong)?;
            let items = field.nature.items().iter().map(|item| (item.id, item.id)).collect();
            if one.id.0 < 1 || ids.fields.insert(one.id, (one.id, items)).is_some() {
                return Err(wrong(Refusal::SetUpTwice));
            }
            books.entry(one.holder.clone()).or_default().fields.push(field);
        }
        let book = books.remove("ticket").unwrap_or_default();
        for one in &self.forms {
            let name = one.name.shown(language);
            said(Part::Forms, name, one.wish(&ids).and_then(|wish| wish.sound(&book)).map(drop))?;
            said(Part::Forms, name, fresh(&mut ids.forms, one.id, one.id.0))?;
        }
        for one in &self.topics {
            let name = one.name.shown(language);
            said(Part::Topics, name, one.wish(&ids).and_then(|wish| wish.sound()).map(drop))?;
            said(Part::Topics, name, fresh(&mut ids.topics, one.id, one.id.0))?;
        }
        for one in &self.workflows {
            let sound = one.wish(&ids, language).and_then(|wish| wish.sound()).map(drop);
            called(Part::Workflows, &one.name, sound)?;
        }
        for one in &self.approvals {
            let sound = one.wish(&ids, language).and_then(|wish| wish.sound()).map(drop);
            called(Part::Approvals, &one.name, sound)?;
            called(Part::Approvals, &one.name, fresh(&mut ids.procedures, one.id, one.id.0))?;
        }
        for one in &self.macros {
            called(Part::Macros, &one.name, one.wish(&ids, language).and_then(|wish| wish.sound()).map(drop))?;
            called(Part::Macros, &one.name, fresh(&mut ids.macros, one.id, one.id.0))?;
        }
        for one in &self.flows {
            called(Part::Flows, &one.name, one.wish(&ids, language).and_then(|wish| wish.sound()).map(drop))?;
            called(Part::Flows, &one.name, fresh(&mut ids.flows, one.id, one.id.0))?;
        }
        for one in &self.rules {
            called(Part::Rules, &one.name, one.wish(&ids, language).and_then(|wish| wish.sound()).map(drop))?;
        }
        for one in &self.policies {
            called(Part::Policies, &one.name, one.wish(&ids, language).and_then(|wish| wish.sound()).map(drop))?;
        }
        for one in &self.views {
            let name = one.name.shown(language);
            let sound = ids.view(one.parent).and_then(|_| one.wish(&ids)?.sound()).map(drop);
            said(Part::Views, name, sound)?;
            said(Part::Views, name, fresh(&mut ids.views, one.id, one.id.0))?;
        }
        Ok(())
    }
}

/// What is looked at before anything else, so that a file of a later version says so instead of being nonsense.
#[derive(serde::Deserialize)]
struct Head {
    #[serde(default)]
    kippu: String,
    #[serde(default)]
    version: u32,
}

/// A number that nothing of its kind has yet.
fn fresh<K: Ord + Copy>(known: &mut BTreeMap<K, K>, id: K, number: i64) -> Result<(), Refusal> {
    if number < 1 || known.insert(id, id).is_some() { Err(Refusal::SetUpTwice) } else { Ok(()) }
}

fn field_of(part: &FieldPart, ids: &Ids) -> Result<Field, Refusal> {
    let holder = ids.holder(part.holder()?)?;
    let FieldWish { key, nature, label, help, asks, active } = part.wish(ids)?.sound()?;
    let listed = matches!(nature, Nature::Choice { .. } | Nature::Choices { .. } | Nature::Tree { .. });
    let mut items: Vec<ItemId> = nature.items().iter().map(|item| item.id).collect();
    items.sort_unstable();
    let count = items.len();
    items.dedup();
    let below = |item: &Item| item.parent.is_none_or(|parent| items.binary_search(&parent).is_ok());
    if count > MOST_ITEMS {
        return Err(Refusal::TooManyItems);
    } else if listed && count == 0 {
        return Err(Refusal::ItemsEmpty);
    } else if items.len() != count || !nature.items().iter().all(below) {
        return Err(Refusal::SetUpTwice);
    }
    // A list is written and read again as a person writes one: what that would lose cannot be in it.
    if listed {
        let tree = matches!(nature, Nature::Tree { .. });
        let again = items_of(&outline(nature.items()), &[], tree, |_| false)?;
        let same = same_items(nature.items(), &again);
        let kept = |item: &Item| {
            let again = same.get(&item.id).and_then(|id| again.iter().find(|one| one.id == *id));
            again.is_some_and(|again| again.properties == item.properties)
        };
        if nature.items().iter().any(|item| !item.inactive && !kept(item)) {
            return Err(Refusal::ItemUnknown);
        }
    }
    let sequence = matches!(nature, Nature::Sequence { .. });
    if sequence && matches!(holder, Holder::Person | Holder::Organization | Holder::Team) {
        return Err(Refusal::FormIncomplete);
    }
    Ok(Field { id: part.id, holder, key, nature, label, help, asks, active, position: 0, version: 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<SetUp, SetUpFault> {
        SetUp::read(&format!(r#"{{"kippu":"setup","version":1,"name":{{"en":"Test"}},{body}}}"#))
    }

    fn refused(body: &str) -> (Option<Part>, Refusal) {
        let fault = read(body).unwrap_err();
        (fault.part, fault.refusal)
    }

    #[test]
    fn what_is_no_set_up_is_refused() {
        let of = |text: &str| SetUp::read(text).map(drop).map_err(|fault| fault.refusal);
        for nonsense in ["", "[]", "{}", "null", r#"{"kippu":"flow","version":1}"#, r#"{"kippu":"setup"}"#] {
            assert_eq!(of(nonsense), Err(Refusal::SetUpUnreadable), "{nonsense}");
        }
        assert_eq!(of(r#"{"kippu":"setup","version":2,"new":[]}"#), Err(Refusal::SetUpNewer));
        assert_eq!(of(r#"{"kippu":"setup","version":1}"#), Err(Refusal::NameEmpty));
        assert_eq!(of(r#"{"kippu":"setup","version":1,"name":{"en":"a"},"x":1}"#), Err(Refusal::SetUpUnreadable));
        assert_eq!(of(&"[".repeat(LARGEST)), Err(Refusal::SetUpUnreadable));
        assert_eq!(of(&" ".repeat(LARGEST_WITH_FILES + 1)), Err(Refusal::SetUpTooLarge));
        assert_eq!(of(r#"{"kippu":"setup","version":1,"name":{"en":"a"}}"#), Ok(()));
    }

    #[test]
    fn what_it_names_stands_in_it() {
        let rule = |steps: &str| format!(r#""rules":[{{"name":"a","kind":"button","steps":[{steps}]}}]"#);
        assert!(read(&rule(r#""wake""#)).is_ok());
        assert_eq!(refused(&rule(r#"{"move_to_team":1}"#)), (Some(Part::Rules), Refusal::SetUpNames));
        assert_eq!(refused(&rule(r#"{"webhook":1}"#)), (Some(Part::Rules), Refusal::SetUpNames));
        let team = r#""teams":[{"id":1,"name":{"en":"Facilities","ja":"総務"}}]"#;
        assert!(read(&format!("{team},{}", rule(r#"{"move_to_team":1}"#))).is_ok());
        let mailbox = r#""rules":[{"name":"a","kind":"button","condition":{"all":[{"field":"mailbox","operator":"any_of","value":[1]}]},"steps":["wake"]}]"#;
        assert_eq!(refused(mailbox), (Some(Part::Rules), Refusal::SetUpNames));
        let mine = r#""views":[{"id":1,"name":{"en":"Mine"},"audience":"mine"}]"#;
        assert_eq!(refused(mine), (Some(Part::Views), Refusal::SetUpNames));
    }

    #[test]
    fn a_number_is_given_once() {
        let teams = r#""teams":[{"id":1,"name":"a"},{"id":1,"name":"b"}]"#;
        assert_eq!(refused(teams), (Some(Part::Teams), Refusal::SetUpTwice));
        assert_eq!(refused(r#""teams":[{"id":0,"name":"a"}]"#), (Some(Part::Teams), Refusal::SetUpTwice));
        let items = |items: &str| {
            format!(r#""fields":[{{"id":1,"label":{{"en":"Floor"}},"nature":{{"kind":"choice","items":[{items}]}}}}]"#)
        };
        assert!(read(&items(r#"{"id":4,"label":{"en":"First"}}"#)).is_ok());
        let carries =
            |property: &str| items(&format!(r#"{{"id":4,"label":{{"en":"First"}},"properties":{{{property}}}}}"#));
        assert!(read(&carries(r#""cost_centre":"4711""#)).is_ok());
        for wrong in [r#""Cost":"1""#, r#""a":"1; b=2""#, r#""a b":"1""#] {
            assert!(read(&carries(wrong)).is_err(), "{wrong}");
        }
        let twice = items(r#"{"id":4,"label":{"en":"First"}},{"id":4,"label":{"en":"Second"}}"#);
        assert_eq!(refused(&twice), (Some(Part::Fields), Refusal::SetUpTwice));
        let circle = items(r#"{"id":4,"label":{"en":"First"},"parent":5},{"id":5,"label":{"en":"Second"},"parent":4}"#);
        assert!(read(&circle).is_err());
        assert_eq!(refused(&items("")), (Some(Part::Fields), Refusal::ItemsEmpty));
    }

    #[test]
    fn a_fault_says_where_it_is() {
        let flow = r#""flows":[{"id":1,"name":{"en":"Escalate","ja":"昇格"},"start":"button","body":[{"id":1,"what":{"act":null}}]}]"#;
        let fault = read(flow).unwrap_err();
        assert_eq!((fault.part, fault.name.as_str()), (Some(Part::Flows), "Escalate"));
        assert_eq!(fault.refusal, Refusal::FlowUnfinished);
        let itself = r#""flows":[{"id":1,"name":"a","start":"button","body":[{"id":1,"what":{"call":1}}]}]"#;
        assert_eq!(refused(itself), (Some(Part::Flows), Refusal::SetUpNames));
    }
}
