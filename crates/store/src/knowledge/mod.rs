//! The knowledge base.

pub mod articles;
pub mod categories;
pub mod lists;
pub mod versions;
