//! The pages, as browsers meet them, on both databases.

mod admin;
mod browser;
mod roles;
