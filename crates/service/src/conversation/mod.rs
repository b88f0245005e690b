//! Verbs about what is said on tickets.

mod add;
mod draft;
mod incoming;
mod look;
mod note;
mod reply;
mod take_back;

pub(crate) use add::add;
pub use desk::conversation::{Compose, NewAttachment, UNDO_WINDOW};
pub use draft::{Begun, draft, drop_draft, save_draft};
pub use incoming::{Incoming, incoming};
pub(crate) use incoming::{may_say, on_behalf, receive};
pub(crate) use look::is_public;
pub use look::{attachment, message};
pub use note::note;
pub(crate) use reply::{Way, send};
pub use reply::{forward, reply};
pub use take_back::take_back;
