//! Files as pages speak of them.

use crate::Shell;
use desk::conversation::Attachment;

impl Shell<'_> {
    /// `412 kB`.
    pub fn file_size(&self, bytes: &i64) -> String {
        size(*bytes)
    }

    pub fn file_path(&self, file: &Attachment) -> String {
        file_path(file)
    }

    pub fn is_picture(&self, file: &Attachment) -> bool {
        is_picture(file)
    }

    pub fn is_document(&self, file: &Attachment) -> bool {
        is_document(file)
    }
}

/// In steps of a thousand, two digits: `412 kB`, `1.3 MB`.
pub fn size(bytes: i64) -> String {
    match bytes {
        ..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", (bytes + 500) / 1_000),
        1_000_000..10_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{} MB", (bytes + 500_000) / 1_000_000),
    }
}

/// Where a file is served; its name stands at the end for those who save it.
pub fn file_path(file: &Attachment) -> String {
    format!("/attachments/{}/{}", file.id, encoded(&file.name))
}

/// A name as a part of a path.
pub fn encoded(name: &str) -> String {
    let mut path = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => path.push(char::from(byte)),
            _ => path.push_str(&format!("%{byte:02X}")),
        }
    }
    path
}

/// Only pixels: a browser may show it by itself.
pub fn is_picture(file: &Attachment) -> bool {
    ["image/png", "image/jpeg", "image/gif", "image/webp"]
        .iter()
        .any(|kind| file.content_type.eq_ignore_ascii_case(kind))
}

/// A browser shows it with a reader of its own.
pub fn is_document(file: &Attachment) -> bool {
    file.content_type.eq_ignore_ascii_case("application/pdf")
}
