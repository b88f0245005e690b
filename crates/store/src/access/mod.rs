//! Sessions, tokens of programs, one-time links, and counted tries.

pub mod links;
pub mod sessions;
pub mod tokens;
pub mod tries;
