//! The demo: one believable company that grows from files and a seed, and goes on living while somebody looks.

mod content;
mod draw;
mod fill;
mod hours;
mod paper;
mod story;
