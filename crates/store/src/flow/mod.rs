//! Flows, their runs, and what those have done.

pub mod flows;
pub mod runs;
