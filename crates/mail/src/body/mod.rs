//! Which parts are read, which are attached, and what they say.

mod calendar;
mod collect;
mod enriched;
mod flowed;
pub(crate) mod html;
mod letter;
mod part;
mod rtf;
mod tnef;
mod uuencode;
mod yenc;

pub(crate) use collect::{Charsets, collect};
pub(crate) use letter::Body;
pub use part::Part;
