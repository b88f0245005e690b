//! `/api/v1`: what programs ask of the desk, answered as JSON. `docs/api/README.md` describes it.

mod body;
mod caller;
mod notify;
pub mod objects;
mod parameters;
mod problem;
pub mod ticket;
pub mod tickets;
mod values;

pub use problem::problem;

/// Every address of it begins so.
pub const ROOT: &str = "/api/";
