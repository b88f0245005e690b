//! Tickets and what they are sorted by.

pub mod brands;
pub mod cells;
pub mod duties;
pub mod facts;
mod filter;
pub mod folds;
pub mod highlights;
pub mod layouts;
pub mod links;
pub mod lists;
pub mod locks;
pub mod matching;
pub mod merges;
pub mod people;
pub mod routings;
pub mod runs;
pub mod seats;
pub mod skills;
pub mod stars;
pub mod statuses;
pub mod tags;
pub mod tasks;
pub mod tickets;
pub mod times;
pub mod traces;
pub mod views;
pub mod workflows;
