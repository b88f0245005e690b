//! A whole set-up brought in from a file, looked at before, and written into one. Nothing that is there is changed: what
//! has a name that is taken stays as it is, and everything else is made by the verb with which a person makes it.

mod export;
mod import;
mod known;

pub use export::{export_set_up, look_at_export};
pub use import::{Imported, import_set_up, look_at_set_up};
