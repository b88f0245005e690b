//! A form: which fields are shown, asked for and demanded, of whom and when. One pure answer that the page draws and every
//! door obeys.

use super::{Book, Field, FieldId, ItemId, Label, Value};
use crate::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

base::id!(FormId);

/// Fields of one form.
pub const MOST_PARTS: usize = 100;
/// Rules of one field in a form.
const MOST_RULES: usize = 10;

/// What stands in the fields of one thing.
pub type Answers = BTreeMap<FieldId, Value>;

#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    pub id: FormId,
    pub name: Label,
    pub parts: Vec<Part>,
    pub version: i64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FormWish {
    pub name: Label,
    pub parts: Vec<Part>,
}

/// A field as it stands in a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub field: FieldId,
    pub requester: Ask,
    pub agent: Ask,
    /// Must be filled in before a ticket is solved or closed.
    #[serde(default)]
    pub to_close: bool,
    #[serde(default)]
    pub rules: Vec<Rule>,
}

crate::ticket_words! {
    /// What a form wants of somebody about a field.
    Ask { Hidden = "hidden", Shown = "shown", Optional = "optional", Required = "required", }
}

crate::ticket_words! {
    Audience { Requester = "requester", Agent = "agent", }
}

/// When it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    New,
    /// Somebody changes one field of what is there.
    Open,
    Close,
}

/// Where something holds of other fields, the field is shown, demanded, narrowed or filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    pub when: Clause,
    pub then: Effect,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    pub field: FieldId,
    pub is: Is,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Is {
    Set,
    Unset,
    /// One of these items, or beneath one of them.
    AnyOf(Vec<ItemId>),
    Equals(String),
    Least(i64),
    Most(i64),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Hidden unless one of its rules shows it.
    Show,
    Require,
    /// Only these items.
    Limit(Vec<ItemId>),
    /// Where nothing stands in it yet; as it would be typed.
    Fill(String),
}

/// A field of a form as one is to see it now.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    pub field: FieldId,
    pub ask: Ask,
    /// What it may hold; none: everything it offers.
    pub limited: Option<Vec<ItemId>>,
    pub filled: Option<String>,
}

impl Form {
    /// Every field of the form in its order, hidden ones included. A rule sees the fields before its own, as far as they
    /// are shown: what is hidden has no say.
    pub fn drawn(&self, book: &Book, answers: &Answers, audience: Audience, stage: Stage) -> Vec<Drawn> {
        let mut seen = Answers::new();
        let mut all = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            let Some(field) = book.field(part.field).filter(|field| field.active) else { continue };
            let drawn = part.drawn(book, &seen, audience, stage);
            let filled =
                || drawn.filled.as_ref().and_then(|typed| field.read(std::slice::from_ref(typed), "UTC").ok()?);
            if part.is_there(book, &seen)
                && let Some(value) = answers.get(&field.id).cloned().or_else(filled)
            {
                seen.insert(field.id, value);
            }
            all.push(drawn);
        }
        all
    }

    /// What is wrong with the answers, field by field: what is demanded and missing, and items that are not offered here.
    pub fn missing(&self, book: &Book, answers: &Answers, audience: Audience, stage: Stage) -> Vec<(FieldId, Refusal)> {
        let mut wrong = Vec::new();
        for drawn in self.drawn(book, answers, audience, stage) {
            let value = answers.get(&drawn.field);
            match (drawn.ask, value) {
                (Ask::Required, None) => wrong.push((drawn.field, Refusal::FieldMissing)),
                (Ask::Optional | Ask::Required, Some(Value::Items(ids))) => {
                    if drawn.limited.is_some_and(|limited| ids.iter().any(|id| !limited.contains(id))) {
                        wrong.push((drawn.field, Refusal::ItemUnknown));
                    }
                }
                (Ask::Optional | Ask::Required, _) | (Ask::Hidden | Ask::Shown, _) => {}
            }
        }
        wrong
    }

    /// The answers that somebody may give here, with what the form fills in by itself.
    pub fn kept(&self, book: &Book, answers: &Answers, audience: Audience) -> Answers {
        let mut kept = Answers::new();
        for drawn in self.drawn(book, answers, audience, Stage::New) {
            let given = answers.get(&drawn.field).filter(|_| matches!(drawn.ask, Ask::Optional | Ask::Required));
            let filled = || {
                let field = book.field(drawn.field)?;
                field.read(std::slice::from_ref(drawn.filled.as_ref()?), "UTC").ok()?
            };
            if let Some(value) = given.cloned().or_else(filled) {
                kept.insert(drawn.field, value);
            }
        }
        kept
    }

    /// Fields that rules look at.
    pub fn looked_at(&self) -> Vec<FieldId> {
        self.parts.iter().flat_map(|part| part.rules.iter().map(|rule| rule.when.field)).collect()
    }

    pub fn part(&self, field: FieldId) -> Option<&Part> {
        self.parts.iter().find(|part| part.field == field)
    }
}

impl Part {
    fn is_there(&self, book: &Book, seen: &Answers) -> bool {
        let shows: Vec<&Rule> = self.rules.iter().filter(|rule| rule.then == Effect::Show).collect();
        shows.is_empty() || shows.iter().any(|rule| rule.when.holds(book, seen))
    }

    fn drawn(&self, book: &Book, seen: &Answers, audience: Audience, stage: Stage) -> Drawn {
        let mut drawn = Drawn {
            field: self.field,
            ask: match audience {
                Audience::Requester => self.requester,
                Audience::Agent => self.agent,
            },
            limited: None,
            filled: None,
        };
        if !self.is_there(book, seen) {
            drawn.ask = Ask::Hidden;
            return drawn;
        }
        if book.field(self.field).is_some_and(|field| field.nature.is_computed()) && drawn.ask != Ask::Hidden {
            drawn.ask = Ask::Shown;
            return drawn;
        }
        for rule in self.rules.iter().filter(|rule| rule.when.holds(book, seen)) {
            match &rule.then {
                Effect::Show => {}
                Effect::Require if drawn.ask == Ask::Optional => drawn.ask = Ask::Required,
                Effect::Require => {}
                Effect::Limit(items) => drawn.limited = Some(items.clone()),
                Effect::Fill(typed) => drawn.filled = Some(typed.clone()),
            }
        }
        drawn.ask = match (drawn.ask, stage) {
            (Ask::Optional | Ask::Shown, Stage::Close) if self.to_close && audience == Audience::Agent => Ask::Required,
            // What an opening must have, an old ticket may lack.
            (Ask::Required, Stage::Open) => Ask::Optional,
            (Ask::Required, Stage::Close) if !self.to_close => Ask::Optional,
            (ask, _) => ask,
        };
        drawn
    }
}

impl Clause {
    pub fn holds(&self, book: &Book, answers: &Answers) -> bool {
        let value = answers.get(&self.field);
        let numbers = || {
            let field = book.field(self.field);
            field.zip(value).map(|(field, value)| field.cells(value)).unwrap_or_default()
        };
        match &self.is {
            Is::Set => value.is_some(),
            Is::Unset => value.is_none(),
            Is::AnyOf(ids) => numbers().iter().any(|cell| cell.number.is_some_and(|id| ids.contains(&ItemId(id)))),
            Is::Equals(text) => {
                numbers().iter().any(|cell| cell.text.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(text)))
            }
            Is::Least(least) => numbers().iter().any(|cell| cell.number.is_some_and(|number| number >= *least)),
            Is::Most(most) => numbers().iter().any(|cell| cell.number.is_some_and(|number| number <= *most)),
        }
    }
}

impl FormWish {
    /// Within limits, each field once, and every rule looking back.
    ///
    /// # Errors
    /// It has no name, or is larger than a form may be, or a rule looks at what comes later.
    pub fn sound(self, book: &Book) -> Result<Self, Refusal> {
        let name = self.name.line(80)?;
        if name.is_empty() {
            return Err(Refusal::NameEmpty);
        }
        if self.parts.len() > MOST_PARTS || self.parts.iter().any(|part| part.rules.len() > MOST_RULES) {
            return Err(Refusal::FormTooLarge);
        }
        let mut before: Vec<FieldId> = Vec::new();
        for part in &self.parts {
            let field = book.field(part.field).ok_or(Refusal::FieldUnknown)?;
            if before.contains(&part.field) {
                return Err(Refusal::FieldTwice);
            }
            for rule in &part.rules {
                if !before.contains(&rule.when.field) {
                    return Err(Refusal::RuleLooksAhead);
                }
                rule.sound(field, book)?;
            }
            before.push(part.field);
        }
        Ok(Self { name, parts: self.parts })
    }
}

impl Rule {
    fn sound(&self, field: &Field, book: &Book) -> Result<(), Refusal> {
        let known = |field: Option<&Field>, ids: &[ItemId]| {
            let items = field.map_or(&[][..], |field| field.nature.items());
            !ids.is_empty() && ids.iter().all(|id| items.iter().any(|item| item.id == *id))
        };
        let looks = match &self.when.is {
            Is::AnyOf(ids) => known(book.field(self.when.field), ids),
            Is::Equals(text) => !text.trim().is_empty() && text.chars().count() <= 250,
            Is::Set | Is::Unset | Is::Least(_) | Is::Most(_) => true,
        };
        let acts = match &self.then {
            Effect::Show | Effect::Require => true,
            Effect::Limit(ids) => known(Some(field), ids),
            Effect::Fill(typed) => field.read(std::slice::from_ref(typed), "UTC")?.is_some(),
        };
        if looks && acts { Ok(()) } else { Err(Refusal::RuleIncomplete) }
    }
}

#[cfg(test)]
#[path = "form_tests.rs"]
mod tests;
