//! Paper: a document of headings, paragraphs, lists, tables and pictures becomes the bytes of a PDF.
//!
//! It knows nothing of tickets, asks nobody and reads no file: texts, fonts and pictures are handed in. Texts are set in
//! the first font that holds them, broken into lines by the rules of Unicode (with those of Japanese), and can be
//! selected and searched.

mod color;
mod document;
mod draw;
mod flow;
mod fonts;
mod html;
mod line;
mod page;
mod picture;
mod plain;
mod row;
mod table;
mod tags;

pub use document::{Block, Cell, Document, Row, Run, Size, Style, Tone, Words};
pub use fonts::Fonts;
pub use html::blocks as from_html;
pub use picture::Pictures;
pub use plain::blocks as from_text;

/// Pages of one document at most; what does not fit is named at its end.
pub const PAGES: usize = 500;

/// Why there is no PDF.
#[derive(Debug)]
pub struct Unprintable(pub String);

impl std::fmt::Display for Unprintable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the document cannot be printed: {}", self.0)
    }
}

impl std::error::Error for Unprintable {}

/// The PDF. Takes the time it takes, so not on a thread that others wait for.
pub fn print(document: &Document, fonts: &Fonts, pictures: Pictures) -> Result<Vec<u8>, Unprintable> {
    if fonts.is_empty() {
        return Err(Unprintable("there is no font".to_owned()));
    }
    draw::draw(document, fonts, flow::lay(document, fonts, pictures))
}

/// What each page says, line by line, as it would be read aloud: for tests.
#[doc(hidden)]
pub fn pages(document: &Document, fonts: &Fonts, pictures: Pictures) -> Vec<Vec<String>> {
    flow::lay(document, fonts, pictures).spoken()
}
