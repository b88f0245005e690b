//! Tickets and what they are sorted by.

pub mod brands;
pub mod cells;
pub mod lists;
pub mod people;
pub mod statuses;
pub mod tags;
pub mod tickets;
