//! The demo: one believable company that grows from files and a seed, and goes on living while somebody looks.

mod act;
mod company;
mod content;
mod draw;
mod fill;
mod found;
mod grow;
mod hours;
mod life;
mod mass;
mod paper;
mod story;
