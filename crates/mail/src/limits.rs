//! How much of a message is read before the reader says "enough".

/// Bounds of one parse. What lies beyond them is left out with a [`crate::Warning`]; only `bytes` refuses the message.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Octets of the whole message.
    pub bytes: usize,
    /// Octets of one header block.
    pub header_bytes: usize,
    /// Fields of one header block.
    pub fields: usize,
    /// Octets of one unfolded field value.
    pub field_bytes: usize,
    /// Multiparts and messages inside each other.
    pub depth: usize,
    /// Parts in all.
    pub parts: usize,
    /// Addresses in one of To, Cc, Bcc, Reply-To.
    pub recipients: usize,
    /// Ids in References and In-Reply-To.
    pub references: usize,
    /// Attachments kept.
    pub attachments: usize,
    /// Octets of decoded attachments in all.
    pub attachment_bytes: usize,
    /// Octets of readable text kept, plain and HTML each.
    pub text_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            header_bytes: 1 << 20,
            fields: 2_000,
            field_bytes: 256 << 10,
            depth: 32,
            parts: 10_000,
            recipients: 2_000,
            references: 500,
            attachments: 500,
            attachment_bytes: 96 << 20,
            text_bytes: 4 << 20,
        }
    }
}
