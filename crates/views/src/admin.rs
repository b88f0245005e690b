//! Pages of the administration.

mod area;
mod form;
mod order;

pub mod agents;
pub mod organization;
pub mod statuses;
pub mod tags;
pub mod teams;

pub use area::Area;
pub use form::{Choice, Form, Reason};
