//! Objects from a table: what its columns hold.

use crate::form::{Book, FieldId};

/// Lines that are taken at once.
pub const MOST_IMPORTED: usize = 5_000;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Nothing,
    Name,
    Field(FieldId),
}

impl Holds {
    pub fn name(self) -> String {
        match self {
            Self::Nothing => "nothing".to_owned(),
            Self::Name => "name".to_owned(),
            Self::Field(id) => format!("field-{id}"),
        }
    }

    pub fn named(text: &str) -> Option<Self> {
        match text {
            "nothing" => Some(Self::Nothing),
            "name" => Some(Self::Name),
            other => other.strip_prefix("field-")?.parse().ok().map(FieldId).map(Self::Field),
        }
    }

    /// What a column probably holds, by its name in the head: a field that is called so, or the name.
    pub fn guess(head: &str, book: &Book) -> Self {
        let head = head.trim().to_lowercase();
        let called = |text: &str| !text.is_empty() && text.to_lowercase() == head;
        let field = book.fields.iter().find(|field| {
            field.nature.is_of_tables() && (called(&field.key) || called(&field.label.en) || called(&field.label.ja))
        });
        match field {
            Some(field) => Self::Field(field.id),
            None if ["name", "名前", "名称", "件名", "title"].contains(&head.as_str()) => Self::Name,
            None => Self::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_written_as_it_is_read() {
        for holds in [Holds::Nothing, Holds::Name, Holds::Field(FieldId(7))] {
            assert_eq!(Holds::named(&holds.name()), Some(holds));
        }
        assert_eq!(Holds::named("field-x"), None);
        assert_eq!(Holds::guess("名称", &Book::default()), Holds::Name);
    }
}
