//! What is said on a ticket: messages, notes, drafts, files, and who receives what.

mod along;
mod attachment;
mod chosen;
mod compose;
mod draft;
mod marker;
mod mention;
mod message;
mod passage;
mod prepared;
mod reading;
mod recipients;
mod side;
mod side_draft;
mod signature;
pub mod template;
mod thanks;

pub use along::{Along, Quoted};
pub use attachment::{
    Attachment, AttachmentId, MOST_ATTACHED_BYTES, MOST_ATTACHMENTS, MOST_LOOSE, MostAttached, NewAttachment,
    attachable, attachable_by_agent, file_name, fits_closed, is_shown, plain_type,
};
pub use chosen::{Chosen, Lines};
pub use compose::{Compose, Dispatch, LATEST, Thread, UNDO_WINDOW, addressed, message_id};
pub(crate) use draft::comment;
pub use draft::{CarriedDrafts, Draft, DraftComment, DraftVersion, DraftVersionId, MOST_COMMENTS, Mode, Talk};
pub use marker::{Ink, LONGEST_MARKER_NOTE, LONGEST_PASSAGE, MOST_MARKERS, Marker, MarkerId, MarkerWish};
pub use mention::{MOST_MENTIONED, Mention, calls};
pub use message::{Message, MessageId, MessageKind, REMOVABLE, SideId, body, preview, said_or_shown};
pub use passage::Passage;
pub use prepared::{Acted, Acts, Assignee, Deed, MOST_OWN_MACROS, Macro, MacroId, MacroWish, Prepared, nearest};
pub use reading::{CHARSETS, Part, Reading, ReadingId};
pub use recipients::{Answered, MOST_RECIPIENTS, Reason, Recipient, Recipients, Us, recipients};
pub use side::{MOST_SIDES, Side, SideState, apart};
pub use side_draft::{SideDraft, SidePlace};
pub use signature::Signature;
pub use thanks::only_thanks;

#[cfg(test)]
pub(crate) use message::a_message;
