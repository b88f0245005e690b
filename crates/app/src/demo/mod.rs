//! The demo: one believable company that grows from files and a seed, and goes on living while somebody looks.

pub mod accounts;
mod act;
mod company;
pub mod content;
mod draw;
mod fill;
pub mod found;
pub mod grow;
mod hours;
mod life;
pub mod mass;
mod paper;
pub mod progress;
mod shelf;
pub mod simulate;
pub mod staff;
mod story;
mod tools;
