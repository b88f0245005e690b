//! Sessions, one-time links, and counted tries.

pub mod links;
pub mod sessions;
pub mod tries;
