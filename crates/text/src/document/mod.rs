//! What a file says: bytes in, text out. Nothing in it is trusted; whoever calls this on strangers' files does so in a
//! process of its own, because the libraries beneath may panic or eat memory.

mod html;
mod office;
mod pdf;
mod plain;
mod sheet;

pub use sheet::{SheetLimits, sheet};

/// Bytes of a file at most.
pub const LARGEST: usize = 30_000_000;
/// Bytes of its text at most; the rest is left out.
pub const LONGEST: usize = 1_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Plain,
    Html,
    Pdf,
    /// docx
    Document,
    /// xlsx
    Sheet,
    /// pptx
    Slides,
}

/// Why there is no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoText {
    TooLarge,
    /// It is not what it says it is, or torn.
    Broken(String),
}

impl Format {
    pub const ALL: [Self; 6] = [Self::Plain, Self::Html, Self::Pdf, Self::Document, Self::Sheet, Self::Slides];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Document => "document",
            Self::Sheet => "sheet",
            Self::Slides => "slides",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// By its type, else by its name; none: nothing we can read.
    pub fn of(content_type: &str, name: &str) -> Option<Self> {
        let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        match (kind.as_str(), ending.as_str()) {
            ("application/pdf", _) | (_, "pdf") => Some(Self::Pdf),
            ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _) | (_, "docx") => {
                Some(Self::Document)
            }
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _) | (_, "xlsx") => Some(Self::Sheet),
            ("application/vnd.openxmlformats-officedocument.presentationml.presentation", _) | (_, "pptx") => {
                Some(Self::Slides)
            }
            ("text/html" | "application/xhtml+xml", _) | (_, "html" | "htm") => Some(Self::Html),
            (kind, _) if kind.starts_with("text/") => Some(Self::Plain),
            ("application/json" | "application/xml", _) => Some(Self::Plain),
            (_, "txt" | "csv" | "tsv" | "log" | "md" | "json" | "xml") => Some(Self::Plain),
            _ => None,
        }
    }

    /// The text of a file, lines and cells apart; empty where it holds none.
    pub fn text(self, bytes: &[u8]) -> Result<String, NoText> {
        if bytes.len() > LARGEST {
            return Err(NoText::TooLarge);
        }
        let text = match self {
            Self::Plain => plain::text(bytes),
            Self::Html => html::text(&plain::text(bytes)),
            Self::Pdf => pdf::text(bytes)?,
            Self::Document | Self::Sheet | Self::Slides => office::text(self, bytes)?,
        };
        Ok(tidy(&text))
    }
}

/// No control characters, no heaps of blank space, no more than [`LONGEST`].
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len().min(LONGEST));
    for line in text.lines() {
        let before = tidy.len();
        for word in line.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
            if tidy.len() + word.len() >= LONGEST {
                return tidy;
            }
            if tidy.len() > before {
                tidy.push(' ');
            }
            tidy.push_str(word);
        }
        if tidy.len() > before {
            tidy.push('\n');
        }
    }
    tidy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_known_by_type_or_name() {
        assert_eq!(Format::of("application/octet-stream", "見積書.PDF"), Some(Format::Pdf));
        assert_eq!(Format::of("text/plain; charset=utf-8", "a"), Some(Format::Plain));
        assert_eq!(Format::of("image/png", "a.png"), None);
    }

    #[test]
    fn a_text_is_tidied_and_cut_between_words() {
        assert_eq!(tidy("  a\t b \r\n\n\u{0}c "), "a b\nc\n");
        assert!(tidy(&"返金 ".repeat(400_000)).len() < LONGEST);
    }

    #[test]
    fn what_is_no_such_file_says_so() {
        for format in [Format::Pdf, Format::Document, Format::Sheet, Format::Slides] {
            assert!(matches!(format.text(b"nonsense"), Err(NoText::Broken(_))), "{format:?}");
        }
        assert_eq!(Format::Plain.text(&vec![b'a'; LARGEST + 1]), Err(NoText::TooLarge));
    }
}
