//! Tickets and what they are sorted by.

pub mod brands;
pub mod cells;
pub mod facts;
mod filter;
pub mod lists;
pub mod matching;
pub mod merges;
pub mod people;
pub mod stars;
pub mod statuses;
pub mod tags;
pub mod tickets;
