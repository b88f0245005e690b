//! What is said on a ticket: messages, notes, drafts, files, and who receives what.

mod attachment;
mod compose;
mod draft;
mod message;
mod recipients;

pub use attachment::{
    Attachment, AttachmentId, MOST_ATTACHED_BYTES, MOST_ATTACHMENTS, NewAttachment, attachable, file_name,
};
pub use compose::{Compose, Thread, UNDO_WINDOW, addressed, message_id};
pub use draft::{Draft, Mode};
pub use message::{Message, MessageId, MessageKind, body, preview};
pub use recipients::{Answered, MOST_RECIPIENTS, Reason, Recipient, Recipients, recipients};

#[cfg(test)]
pub(crate) use message::a_message;
