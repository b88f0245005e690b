//! Which parts are read, which are attached, and what they say.

mod calendar;
mod collect;
mod enriched;
mod entities;
mod flowed;
pub(crate) mod html;
mod part;
mod tnef;
mod uuencode;

pub(crate) use collect::{Body, collect};
pub use part::Part;
