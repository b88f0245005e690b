//! The knowledge base.

pub mod articles;
pub mod categories;
pub mod links;
pub mod lists;
pub mod versions;
