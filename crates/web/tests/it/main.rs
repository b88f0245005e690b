//! The pages, as browsers meet them, on both databases.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod access;
mod admin;
mod agent;
mod api;
mod api_changes;
mod articles;
mod browser;
mod hostile;
mod mail_doors;
mod plans;
mod portal;
mod roles;
mod security;
