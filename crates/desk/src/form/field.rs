//! A field that people define: what it is called, what it takes, what it belongs to.

use super::{Ask, Label, Nature};
use crate::Refusal;
use crate::object::ObjectTypeId;
use crate::query::Field as Word;

base::id!(FieldId);

/// Fields in the whole desk.
pub const MOST_FIELDS: usize = 200;

/// What has the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    Ticket,
    Person,
    Organization,
    Team,
    /// Every object of one type.
    Object(ObjectTypeId),
}

/// What is wanted of whom about a field that stands in no form: one of a person, an organisation, a team or an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asks {
    pub requester: Ask,
    pub agent: Ask,
}

impl Default for Asks {
    fn default() -> Self {
        Self { requester: Ask::Hidden, agent: Ask::Optional }
    }
}

impl Holder {
    /// Those that are there in every house.
    pub const ALL: [Self; 4] = [Self::Ticket, Self::Person, Self::Organization, Self::Team];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Ticket => "ticket",
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Team => "team",
            Self::Object(_) => "object",
        }
    }

    /// 0: no type of object.
    pub const fn type_id(self) -> i64 {
        match self {
            Self::Object(id) => id.0,
            Self::Ticket | Self::Person | Self::Organization | Self::Team => 0,
        }
    }

    /// As it stands in columns.
    pub fn known(name: &str, type_id: i64) -> Option<Self> {
        match name {
            "object" => Some(Self::Object(ObjectTypeId(type_id))),
            name => Self::ALL.into_iter().find(|holder| holder.name() == name),
        }
    }

    /// As it stands in addresses: `person`, `object-3`.
    pub fn written(self) -> String {
        match self {
            Self::Object(id) => format!("object-{id}"),
            Self::Ticket | Self::Person | Self::Organization | Self::Team => self.name().to_owned(),
        }
    }

    pub fn named(text: &str) -> Option<Self> {
        match text.strip_prefix("object-") {
            Some(id) => id.parse().ok().map(ObjectTypeId).map(Self::Object),
            None => Self::ALL.into_iter().find(|holder| holder.name() == text),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub id: FieldId,
    pub holder: Holder,
    /// What it is called in addresses, formulas, files and searches; it never changes.
    pub key: String,
    pub nature: Nature,
    pub label: Label,
    pub help: Label,
    pub asks: Asks,
    /// Not offered any more; what was filled in stays.
    pub active: bool,
    pub position: i64,
    pub version: i64,
}

/// What somebody builds.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldWish {
    /// Empty: made of the English name.
    pub key: String,
    pub nature: Nature,
    pub label: Label,
    pub help: Label,
    pub asks: Asks,
    pub active: bool,
}

impl FieldWish {
    /// Trimmed, and within limits.
    ///
    /// # Errors
    /// It has no name, or too long a one, or a nature that cannot be.
    pub fn sound(self) -> Result<Self, Refusal> {
        let label = self.label.line(80)?;
        if label.is_empty() {
            return Err(Refusal::NameEmpty);
        }
        let key = if self.key.trim().is_empty() { key_of(&label.en) } else { self.key.trim().to_owned() };
        if !key.is_empty() && !is_key(&key) {
            return Err(Refusal::FieldKeyInvalid);
        }
        Ok(Self { key, label, help: self.help.line(250)?, nature: self.nature.sound()?, ..self })
    }
}

/// `Order number` → `order_number`; empty where a name has no Latin letter to begin with.
pub fn key_of(name: &str) -> String {
    let mut key = String::new();
    for c in name.chars() {
        match c.to_ascii_lowercase() {
            c @ 'a'..='z' => key.push(c),
            c @ '0'..='9' if !key.is_empty() => key.push(c),
            _ if key.is_empty() || key.ends_with('_') => {}
            _ => key.push('_'),
        }
    }
    key.truncate(40);
    key.trim_end_matches('_').to_owned()
}

fn is_key(key: &str) -> bool {
    key.len() <= 40
        && key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        // Tiers and ratings came later than fields that are called so: those of people are asked for as `requester.tier`.
        && Word::named(key).is_none_or(|word| matches!(word, Word::Tier | Word::Rating))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(key: &str, en: &str) -> FieldWish {
        FieldWish {
            key: key.into(),
            nature: Nature::Text,
            label: Label::new(en, ""),
            help: Label::default(),
            asks: Asks::default(),
            active: true,
        }
    }

    #[test]
    fn a_holder_is_read_as_it_is_written() {
        for holder in Holder::ALL.into_iter().chain([Holder::Object(ObjectTypeId(3))]) {
            assert_eq!(Holder::named(&holder.written()), Some(holder));
            assert_eq!(Holder::known(holder.name(), holder.type_id()), Some(holder));
        }
        assert_eq!(Holder::named("object-x"), None);
    }

    #[test]
    fn a_key_is_made_of_the_name() {
        assert_eq!(wish("", "Order number (shop)").sound().unwrap().key, "order_number_shop");
        assert_eq!(key_of("注文番号"), "");
        assert_eq!(key_of("2nd line"), "nd_line");
    }

    #[test]
    fn a_key_is_no_word_of_the_search() {
        assert_eq!(wish("status", "x").sound(), Err(Refusal::FieldKeyInvalid));
        assert_eq!(wish("Order", "x").sound(), Err(Refusal::FieldKeyInvalid));
        assert_eq!(wish("a", " ").sound(), Err(Refusal::NameEmpty));
    }
}
