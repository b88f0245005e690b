//! What somebody asks for, cut as the index is cut.

use crate::fold::{Glyph, fold};
use crate::run::{self, Run};
use std::ops::Range;

/// A part of a question and where it stands, counted as in [`crate::Token::position`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Letters without spaces, one or more.
    Dense {
        text: String,
        position: usize,
    },
    Word {
        text: String,
        position: usize,
    },
    /// Words joined by signs: found in parts, or written as one.
    Compound {
        words: Vec<String>,
        joined: Option<String>,
        position: usize,
    },
}

/// The pieces of a question, in order.
pub fn pieces(text: &str) -> Vec<Piece> {
    let glyphs = fold(text);
    let (mut at, mut position, mut pieces) = (0, 0, Vec::new());
    while let Some((run, end)) = run::next(&glyphs, at) {
        at = end;
        let piece = piece(&glyphs, run, position);
        position += piece.length();
        pieces.push(piece);
    }
    pieces
}

fn piece(glyphs: &[Glyph], run: Run, position: usize) -> Piece {
    match run {
        Run::Dense(range) => Piece::Dense { text: text_of(glyphs, range), position },
        Run::Compound(mut chunks) if chunks.len() == 1 => {
            Piece::Word { text: text_of(glyphs, chunks.remove(0)), position }
        }
        Run::Compound(chunks) => {
            let joined = run::joined(glyphs, &chunks);
            let words = chunks.into_iter().map(|chunk| text_of(glyphs, chunk)).collect();
            Piece::Compound { joined, words, position }
        }
    }
}

impl Piece {
    /// How many positions it takes.
    pub fn length(&self) -> usize {
        match self {
            Self::Dense { text, .. } => text.chars().count(),
            Self::Word { .. } => 1,
            Self::Compound { words, .. } => words.len(),
        }
    }
}

fn text_of(glyphs: &[Glyph], range: Range<usize>) -> String {
    glyphs[range].iter().map(|glyph| glyph.c).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_cut_like_a_text() {
        let dense = |text: &str, position| Piece::Dense { text: text.into(), position };
        assert_eq!(pieces("Ａ４用紙"), [Piece::Word { text: "a4".into(), position: 0 }, dense("用紙", 1)]);
        let part =
            Piece::Compound { words: vec!["a".into(), "20931".into()], joined: Some("a20931".into()), position: 2 };
        assert_eq!(pieces("注文A-20931"), [dense("注文", 0), part]);
        assert_eq!(pieces(" … "), []);
    }
}
