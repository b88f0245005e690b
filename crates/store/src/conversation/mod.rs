//! What is said on tickets.

pub mod attachments;
pub mod drafts;
pub mod graph;
pub mod messages;
pub mod senders;
