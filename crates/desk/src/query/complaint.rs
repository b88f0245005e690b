//! Why a question was not understood, and where.

use super::Field;
use std::ops::Range;

#[derive(Clone, Debug, PartialEq)]
pub struct Complaint {
    /// Bytes of what was typed, on boundaries of characters.
    pub at: Range<usize>,
    pub why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Almost the name of a field: which one.
    UnknownField(Field),
    /// The field takes other values.
    UnknownValue(Field),
    EmptyValue(Field),
    /// The same of a field that people define, whose key stands there.
    EmptyOwn,
    /// No date of any form we read.
    NoDate(Field),
    OpenQuote,
    OpenBracket,
    StrayBracket,
    /// Nothing stands beside it that it could join or exclude.
    StrayOperator,
    TooLong,
    TooManyParts,
    TooDeep,
}

impl Complaint {
    /// What the field it is about is called; empty: it is about none.
    pub fn field<'t>(&self, typed: &'t str) -> &'t str {
        let own = typed.get(self.at.clone()).filter(|_| self.why == Why::EmptyOwn);
        let own = own.map(|key| key.trim_end_matches([':', '：']));
        self.why.field().map(Field::name).or(own).unwrap_or_default()
    }
}

impl Why {
    /// The key of its sentence.
    pub const fn key(self) -> &'static str {
        match self {
            Self::UnknownField(_) => "query-unknown-field",
            Self::UnknownValue(_) => "query-unknown-value",
            Self::EmptyValue(_) | Self::EmptyOwn => "query-empty-value",
            Self::NoDate(_) => "query-no-date",
            Self::OpenQuote => "query-open-quote",
            Self::OpenBracket => "query-open-bracket",
            Self::StrayBracket => "query-stray-bracket",
            Self::StrayOperator => "query-stray-operator",
            Self::TooLong => "query-too-long",
            Self::TooManyParts => "query-too-many-parts",
            Self::TooDeep => "query-too-deep",
        }
    }

    /// The field of the language it is about.
    pub const fn field(self) -> Option<Field> {
        match self {
            Self::UnknownField(field) | Self::UnknownValue(field) | Self::EmptyValue(field) | Self::NoDate(field) => {
                Some(field)
            }
            Self::EmptyOwn
            | Self::OpenQuote
            | Self::OpenBracket
            | Self::StrayBracket
            | Self::StrayOperator
            | Self::TooLong
            | Self::TooManyParts
            | Self::TooDeep => None,
        }
    }
}
