//! Objects, their types, what they are found by, and the tickets they are linked to.

pub mod keys;
pub mod links;
pub mod lists;
pub mod objects;
pub mod types;
