//! What is said on a ticket: messages, notes, drafts, files, and who receives what.

mod attachment;
mod draft;
mod message;
mod recipients;

pub use attachment::{Attachment, AttachmentId};
pub use draft::{Draft, Mode};
pub use message::{Message, MessageId, MessageKind, body, preview};
pub use recipients::{Answered, MOST_RECIPIENTS, Reason, Recipient, Recipients, recipients};
