//! The only room that speaks Tantivy: one index per process over tickets, people and organisations.
//!
//! A ticket is one document with everything that was said on it, so that counts are exact and words of several messages
//! meet. Nothing is stored in it but keys: what is shown of a find is read from the database.

mod ask;
mod compile;
mod entry;
mod facets;
mod feeder;
mod find;
mod folder;
mod fuzzy;
mod index;
mod room;
mod schema;
mod similar;
mod tokenizer;

pub use ask::{Ask, Number, Span, Text};
pub use entry::{
    Entry, Key, TicketEntry, category, channel, detail, place, priority, rating, referred, state, thing, tier,
};
pub use facets::Facets;
pub use feeder::Feeder;
pub use find::{Found, Kind, Order, Request, Strictness, Wanted};
pub use index::{Index, Size};
pub use schema::VERSION;

/// Why the index did not answer. The words are Tantivy's own, for the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken(pub String);

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Broken {}

impl From<tantivy::TantivyError> for Broken {
    fn from(error: tantivy::TantivyError) -> Self {
        Self(error.to_string())
    }
}

impl From<std::io::Error> for Broken {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}
