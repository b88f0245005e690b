//! What is said on tickets.

pub mod attachments;
pub mod draft_comments;
pub mod drafts;
pub mod graph;
pub mod loose_files;
pub mod macros;
pub mod markers;
pub mod mentions;
pub mod messages;
pub mod readings;
pub mod redactions;
pub mod senders;
pub mod sent_drafts;
pub mod side_drafts;
pub mod sides;
pub mod signatures;
pub mod unsent;
pub mod versions;
