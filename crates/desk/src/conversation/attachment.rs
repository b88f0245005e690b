//! A file that came or goes with a message. Its bytes are in the blob store.

use super::MessageId;
use crate::Refusal;
use base::Digest;
use serde::{Deserialize, Serialize};

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

impl Attachment {
    pub fn shown_as(&self) -> Option<&str> {
        shown_as(self.inline, self.content_id.as_deref())
    }
}

/// A file that is about to go or come with a message. Its bytes are in the blob store already.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewAttachment {
    pub digest: Digest,
    pub name: String,
    pub content_type: String,
    /// Bytes.
    pub size: i64,
    #[serde(default)]
    pub inline: bool,
    #[serde(default)]
    pub content_id: Option<String>,
}

impl NewAttachment {
    pub fn shown_as(&self) -> Option<&str> {
        shown_as(self.inline, self.content_id.as_deref())
    }
}

/// The name by which the text shows a file; none: it stands beside the text.
fn shown_as(inline: bool, content_id: Option<&str>) -> Option<&str> {
    content_id.filter(|_| inline)
}

impl From<Attachment> for NewAttachment {
    /// The same file once more, for a draft or a forward.
    fn from(file: Attachment) -> Self {
        let Attachment { digest, name, content_type, size, inline, content_id, .. } = file;
        Self { digest, name, content_type, size, inline, content_id }
    }
}

/// Most files of one message that somebody writes here, and their bytes together: what other mail systems still accept. What
/// agents may attach beyond that goes as links.
pub const MOST_ATTACHMENTS: usize = 50;
pub const MOST_ATTACHED_BYTES: i64 = 25 * 1024 * 1024;

/// What the files of one message of an agent may have together, as an administrator says: in whole megabytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MostAttached(i64);

impl MostAttached {
    /// Never less than anybody may attach.
    pub const LEAST: i64 = 25;
    pub const MOST: i64 = 1_000;

    pub fn of(megabytes: i64) -> Result<Self, Refusal> {
        let good = (Self::LEAST..=Self::MOST).contains(&megabytes);
        if good { Ok(Self(megabytes)) } else { Err(Refusal::MostAttachedInvalid) }
    }

    pub const fn megabytes(self) -> i64 {
        self.0
    }

    pub fn bytes(self) -> i64 {
        (self.0 * 1_000_000).max(MOST_ATTACHED_BYTES)
    }

    /// What all files of one agent may have together that no message has yet: ten messages, and never less than 2 GB.
    pub fn loose_bytes(self) -> i64 {
        (10 * self.bytes()).max(2_000_000_000)
    }
}

/// Most files of one agent that are kept where no draft holds them.
pub const MOST_LOOSE: i64 = 1_000;

impl Default for MostAttached {
    fn default() -> Self {
        Self(100)
    }
}

/// Whether these files may go with one message of whoever is no agent, or of something that is kept to be said often.
pub fn attachable(files: &[NewAttachment]) -> Result<(), Refusal> {
    within(files, MOST_ATTACHED_BYTES)
}

/// Whether these files may go with one message of an agent. Pictures in the text are never links, and neither is anything in a
/// letter that is closed with keys: they stay within what other mail systems accept.
pub fn attachable_by_agent(files: &[NewAttachment], most: MostAttached) -> Result<(), Refusal> {
    let pictures = bytes(files.iter().filter(|file| file.inline));
    if pictures > MOST_ATTACHED_BYTES { Err(Refusal::AttachmentTooLarge) } else { within(files, most.bytes()) }
}

/// Whether a letter that is closed with keys carries these files: it has no links.
pub fn fits_closed(files: &[NewAttachment]) -> Result<(), Refusal> {
    if bytes(files.iter()) > MOST_ATTACHED_BYTES { Err(Refusal::ClosedTooLarge) } else { Ok(()) }
}

fn within(files: &[NewAttachment], most: i64) -> Result<(), Refusal> {
    if files.len() > MOST_ATTACHMENTS {
        Err(Refusal::TooManyAttachments)
    } else if bytes(files.iter()) > most {
        Err(Refusal::AttachmentTooLarge)
    } else {
        Ok(())
    }
}

fn bytes<'f>(files: impl Iterator<Item = &'f NewAttachment>) -> i64 {
    files.map(|file| file.size.max(0)).sum()
}

/// A file's name as it may stand in a header and on a disk: no folders, no control or direction characters, at most 200
/// characters with the ending kept; `file` when nothing is left.
pub fn file_name(text: &str) -> String {
    let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '"'))
        .collect();
    let name = plain.trim().trim_start_matches('.');
    let length = name.chars().count();
    match name.rsplit_once('.') {
        _ if name.is_empty() => "file".to_owned(),
        _ if length <= 200 => name.to_owned(),
        Some((stem, ending)) if ending.chars().count() <= 20 => {
            format!("{}.{ending}", stem.chars().take(179).collect::<String>())
        }
        Some(_) | None => name.chars().take(200).collect(),
    }
}

/// Without what stands behind it; what is no type is any.
pub fn plain_type(kind: &str) -> String {
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let sound = kind.contains('/') && kind.len() <= 100 && kind.chars().all(|c| c.is_ascii_graphic() && c != '|');
    if sound { kind.to_owned() } else { "application/octet-stream".to_owned() }
}

/// Types a browser may show by itself; all of them are only pixels.
const SHOWN: [&str; 6] = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"];

/// A browser shows it by itself.
pub fn is_shown(content_type: &str) -> bool {
    SHOWN.contains(&plain_type(content_type).to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_has_no_folders_and_keeps_its_ending() {
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name("C:\\temp\\請求書.pdf"), "請求書.pdf");
        assert_eq!(file_name("a\u{202e}fdp.exe\r\n"), "afdp.exe");
        assert_eq!(file_name(" .. "), "file");
        let long = file_name(&format!("{}.pdf", "x".repeat(500)));
        assert!(long.ends_with(".pdf") && long.len() <= 200, "{long}");
    }

    #[test]
    fn a_message_carries_a_bounded_load() {
        let file = |size| NewAttachment {
            digest: Digest::of(b"x"),
            name: "x".into(),
            content_type: "text/plain".into(),
            size,
            inline: false,
            content_id: None,
        };
        assert_eq!(attachable(&vec![file(1); 50]), Ok(()));
        assert_eq!(attachable(&vec![file(1); 51]), Err(Refusal::TooManyAttachments));
        assert_eq!(attachable(&[file(MOST_ATTACHED_BYTES), file(1)]), Err(Refusal::AttachmentTooLarge));
        let most = MostAttached::default();
        assert_eq!(attachable_by_agent(&[file(60_000_000), file(40_000_000)], most), Ok(()));
        assert_eq!(attachable_by_agent(&[file(60_000_000), file(40_000_001)], most), Err(Refusal::AttachmentTooLarge));
        assert_eq!(attachable_by_agent(&vec![file(1); 51], most), Err(Refusal::TooManyAttachments));
        let picture = NewAttachment { inline: true, ..file(MOST_ATTACHED_BYTES + 1) };
        assert_eq!(attachable_by_agent(&[picture], most), Err(Refusal::AttachmentTooLarge));
        assert_eq!(fits_closed(&[file(MOST_ATTACHED_BYTES)]), Ok(()));
        assert_eq!(fits_closed(&[file(MOST_ATTACHED_BYTES), file(1)]), Err(Refusal::ClosedTooLarge));
    }

    #[test]
    fn agents_attach_as_much_as_was_said_and_never_less_than_anybody() {
        assert_eq!(MostAttached::of(25).map(MostAttached::bytes), Ok(MOST_ATTACHED_BYTES));
        assert_eq!(MostAttached::of(1_000).map(MostAttached::bytes), Ok(1_000_000_000));
        for wrong in [i64::MIN, 0, 24, 1_001, i64::MAX] {
            assert_eq!(MostAttached::of(wrong), Err(Refusal::MostAttachedInvalid));
        }
    }

    #[test]
    fn ten_messages_are_begun_whatever_one_may_carry() {
        assert_eq!(MostAttached::default().loose_bytes(), 2_000_000_000);
        assert_eq!(MostAttached::of(1_000).map(MostAttached::loose_bytes), Ok(10_000_000_000));
    }
}
