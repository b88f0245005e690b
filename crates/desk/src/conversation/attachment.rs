//! A file that came or goes with a message. Its bytes are in the blob store.

use super::MessageId;
use base::Digest;

base::id!(AttachmentId);

#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    pub id: AttachmentId,
    pub message: MessageId,
    pub digest: Digest,
    /// As the sender called it, without separators and control characters.
    pub name: String,
    pub content_type: String,
    /// Bytes.
    pub size: i64,
    /// Shown within the text by `cid:`.
    pub inline: bool,
    /// Without angle brackets.
    pub content_id: Option<String>,
}
