//! The pages, as browsers meet them, on both databases.

mod browser;
mod roles;
