//! The pages, as browsers meet them, on both databases.

mod admin;
mod agent;
mod browser;
mod hostile;
mod roles;
mod security;
