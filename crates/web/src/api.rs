//! `/api/v1`: what programs ask of the desk, answered as JSON. `docs/api/README.md` describes it.

mod caller;
mod problem;
pub mod tickets;

pub use problem::problem;

/// Every address of it begins so.
pub const ROOT: &str = "/api/";
