//! A type of object: what such things are called, who may see and change them, and what their list shows.

use super::Grant;
use crate::Refusal;
use crate::form::{FieldId, Label, key_of};

base::id!(ObjectTypeId);

/// Types in the whole desk.
pub const MOST_TYPES: usize = 50;
/// Fields that a list shows.
pub const MOST_COLUMNS: usize = 8;

crate::ticket_words! {
    ObjectGlyph {
        Tag = "tag", File = "file", Building = "building", List = "list", Calendar = "calendar", Person = "person", People = "people",
        Key = "key", Link = "link", Chart = "chart", Flag = "flag", Star = "star", Mail = "mail", Clock = "clock",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct ObjectType {
    pub id: ObjectTypeId,
    /// What it is called in searches: `asset.serial:A-17`; it never changes.
    pub key: String,
    pub wish: ObjectTypeWish,
    pub position: i64,
    pub version: i64,
}

/// What somebody builds.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectTypeWish {
    /// One of them: `Asset`.
    pub name: Label,
    /// Many of them: `Assets`. Empty: as one is called.
    pub plural: Label,
    pub help: Label,
    pub glyph: ObjectGlyph,
    pub grants: Vec<Grant>,
    /// Fields that the list shows, in this order; those that are gone are left out.
    pub columns: Vec<FieldId>,
    /// No more are made of it; those that are there stay.
    pub active: bool,
}

impl ObjectTypeWish {
    /// Trimmed, and within limits.
    ///
    /// # Errors
    /// It has no name, or too long a one, or more than a type may have.
    pub fn sound(self) -> Result<Self, Refusal> {
        let name = self.name.line(60)?;
        if name.is_empty() {
            return Err(Refusal::NameEmpty);
        }
        if self.grants.len() > super::MOST_GRANTS || self.columns.len() > MOST_COLUMNS {
            return Err(Refusal::ObjectTypeTooLarge);
        }
        let mut columns = self.columns;
        columns.dedup();
        Ok(Self { name, plural: self.plural.line(60)?, help: self.help.line(250)?, columns, ..self })
    }

    /// The key that is made of the English name; empty where it has no Latin letter.
    pub fn key(&self) -> String {
        key_of(&self.name.en)
    }
}

impl ObjectType {
    pub fn name(&self, language: base::Language) -> &str {
        self.wish.name.shown(language)
    }

    pub fn plural(&self, language: base::Language) -> &str {
        let Label { en, ja } = &self.wish.plural;
        let own = match language {
            base::Language::English => en,
            base::Language::Japanese => ja,
        };
        if own.is_empty() { self.name(language) } else { own }
    }
}

#[cfg(test)]
pub(crate) fn a_type() -> ObjectType {
    ObjectType {
        id: ObjectTypeId(1),
        key: "asset".into(),
        wish: ObjectTypeWish {
            name: Label::new("Asset", "資産"),
            plural: Label::new("Assets", ""),
            help: Label::default(),
            glyph: ObjectGlyph::Tag,
            grants: Grant::usual(),
            columns: Vec::new(),
            active: true,
        },
        position: 1,
        version: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Language;

    #[test]
    fn many_are_called_as_one_is_where_nothing_else_is_said() {
        let assets = a_type();
        assert_eq!((assets.plural(Language::English), assets.plural(Language::Japanese)), ("Assets", "資産"));
        assert_eq!(assets.wish.key(), "asset");
    }

    #[test]
    fn a_type_has_a_name_and_bounds() {
        let nameless = ObjectTypeWish { name: Label::new(" ", ""), ..a_type().wish };
        assert_eq!(nameless.sound(), Err(Refusal::NameEmpty));
        let long = ObjectTypeWish { name: Label::new("x".repeat(61), ""), ..a_type().wish };
        assert_eq!(long.sound(), Err(Refusal::NameTooLong));
        let wide = ObjectTypeWish { columns: (1..20).map(FieldId).collect(), ..a_type().wish };
        assert_eq!(wide.sound(), Err(Refusal::ObjectTypeTooLarge));
    }
}
