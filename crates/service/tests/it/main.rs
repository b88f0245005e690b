//! The verbs, on both databases.

mod access;
mod people;
mod smoke;
