//! Business calendars and what is promised within them.

pub mod calendars;
pub mod clocks;
pub mod history;
pub mod policies;
