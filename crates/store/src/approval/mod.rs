//! Approvals: how they are had, and the questions that were put to people.

pub mod approvals;
pub mod procedures;
