//! The only room that speaks Tantivy.
