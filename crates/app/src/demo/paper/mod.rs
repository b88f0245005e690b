//! Files that come with messages: small, real, and the same for the same name.

mod pdf;
mod picture;
mod table;

use super::content::{File, Paper};
use super::draw::Draw;
use base::Digest;

/// A file's bytes and what they are.
pub struct Made {
    pub bytes: Vec<u8>,
    pub content_type: &'static str,
}

pub fn make(file: &File) -> Made {
    let mut draw = Draw::seeded(seed(&file.name));
    match file.kind {
        Paper::Photo if file.name.ends_with(".png") => {
            Made { bytes: picture::screenshot(&mut draw), content_type: "image/png" }
        }
        Paper::Photo => Made { bytes: picture::photo(&mut draw), content_type: "image/jpeg" },
        Paper::Pdf => Made { bytes: pdf::page(&file.name, &mut draw), content_type: "application/pdf" },
        Paper::Csv => Made { bytes: table::csv(&mut draw), content_type: "text/csv" },
        Paper::Log => Made { bytes: table::log(&mut draw), content_type: "text/plain" },
    }
}

fn seed(name: &str) -> u64 {
    u64::from_str_radix(&Digest::of(name.as_bytes()).as_str()[..16], 16).expect("a digest is hexadecimal")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(name: &str, kind: Paper) -> Made {
        make(&File { name: name.into(), kind })
    }

    #[test]
    fn each_file_is_what_its_name_says() {
        let table: [(&str, Paper, &[u8], &str); 5] = [
            ("puddle.jpg", Paper::Photo, &[0xff, 0xd8, 0xff], "image/jpeg"),
            ("エラー画面.png", Paper::Photo, b"\x89PNG\r\n\x1a\n", "image/png"),
            ("請求書.pdf", Paper::Pdf, b"%PDF-1.", "application/pdf"),
            ("取引明細.csv", Paper::Csv, b"\xef\xbb\xbfdate,", "text/csv"),
            ("vpn.log", Paper::Log, b"2026-", "text/plain"),
        ];
        for (name, kind, beginning, content_type) in table {
            let made = made(name, kind);
            assert!(made.bytes.starts_with(beginning), "{name}");
            assert_eq!(made.content_type, content_type);
            assert!((200..60_000).contains(&made.bytes.len()), "{name}: {}", made.bytes.len());
        }
    }

    #[test]
    fn the_same_name_is_the_same_file_and_another_name_another() {
        let bytes = |name| made(name, Paper::Photo).bytes;
        assert_eq!(bytes("a.jpg"), bytes("a.jpg"));
        assert_ne!(bytes("a.jpg"), bytes("b.jpg"));
    }
}
