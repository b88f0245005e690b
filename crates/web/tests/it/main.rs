//! The pages, as browsers meet them, on both databases.

mod access;
mod admin;
mod agent;
mod browser;
mod hostile;
mod portal;
mod roles;
mod security;
