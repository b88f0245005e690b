//! Verbs about what is said on tickets.

mod add;
mod draft;
mod drafts;
mod hold_back;
mod incoming;
mod look;
mod macros;
mod mention;
mod note;
mod relocate;
mod reply;
mod reread;
mod take_back;
mod values;

pub(crate) use add::add;
pub use desk::conversation::{Compose, NewAttachment, UNDO_WINDOW};
pub use draft::{Begun, add_image, draft, drop_draft, save_draft};
pub(crate) use drafts::sweep;
pub use drafts::{Drafts, drafts, restore_draft, take_over_draft};
pub use incoming::{Incoming, incoming};
pub(crate) use incoming::{may_say, on_behalf, receive};
pub(crate) use look::is_public;
pub use look::{attachment, message};
pub use macros::{act, change_macro, create_macro, macro_text, macros, macros_for, remove_macro};
pub use mention::{Called, mention, mentions, see_mentions};
pub use note::note;
pub use relocate::{may_relocate, relocate, separate};
pub(crate) use reply::{Way, send};
pub use reply::{forward, reply};
pub(crate) use reread::read_as_before;
pub use reread::{Anew, Range, anew, reading, reread, with_original};
pub use take_back::take_back;
pub use values::sample_values;
pub(crate) use values::values;
