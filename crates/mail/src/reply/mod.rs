//! What the sender newly wrote, apart from what they quote and how they sign. Nothing is deleted: the text is cut.

mod attribution;
mod forward;
mod header_block;
mod label;
mod line;
mod separator;
mod signature;

pub use forward::forwarded_author;

use crate::body::{Body, html};
use base::CleanHtml;
use line::Line;
use serde::{Deserialize, Serialize};

/// A stretch of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    pub fold: Fold,
    pub text: String,
}

/// Whether a page shows a stretch or folds it, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fold {
    Said,
    Quoted,
    Signature,
}

/// A text cut into stretches; put together they are the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    pub pieces: Vec<Piece>,
}

impl Split {
    /// What was newly written.
    pub fn said(&self) -> String {
        let said = self.pieces.iter().filter(|piece| piece.fold == Fold::Said).map(|piece| piece.text.as_str());
        said.collect::<String>().trim().to_owned()
    }
}

/// Cuts a plain text. `forwarded`: what stands below a header block is what the sender wants to be read.
pub fn split(text: &str, forwarded: bool) -> Split {
    cut(&line::of_text(text), forwarded)
}

/// Cuts the letter, by its plain form where it has one.
pub(crate) fn split_body(body: &Body, forwarded: bool, most: usize) -> Split {
    if body.has_plain || body.raw_html.is_empty() {
        split(&body.text, forwarded)
    } else {
        cut(&line::of_html(&body.raw_html, most), forwarded)
    }
}

/// Octets of a page in which what was newly written is looked for with its form: people write less, newsletters more.
const LARGEST_PAGE: usize = 256 << 10;

/// What was newly written with its form, of a letter that came as a page: empty unless its words are those that [`split`]
/// finds newly written in the page.
pub(crate) fn said_html(body: &Body, forwarded: bool, most: usize) -> CleanHtml {
    if body.raw_html.is_empty() || body.raw_html.len() > LARGEST_PAGE {
        return CleanHtml::default();
    }
    let said = html::said(&body.raw_html);
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let words = cut(&line::of_html(&body.raw_html, most), forwarded).said();
    if letters(&html::text(&said, most)) == letters(&words) { CleanHtml::clean(&said) } else { CleanHtml::default() }
}

fn cut(lines: &[Line], forwarded: bool) -> Split {
    let mut pieces: Vec<Piece> = Vec::new();
    for (line, fold) in lines.iter().zip(label::labels(lines, forwarded)) {
        match pieces.last_mut() {
            Some(piece) if piece.fold == fold => piece.text.push_str(&line.raw),
            Some(_) | None => pieces.push(Piece { fold, text: line.raw.clone() }),
        }
        if let Some(piece) = pieces.last_mut() {
            piece.text.push('\n');
        }
    }
    Split { pieces }
}
