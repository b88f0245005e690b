//! What can stand in a document.

use base::Moment;
use std::sync::Arc;

pub struct Document {
    pub title: String,
    /// In whose name it is printed; also at the head of each page.
    pub house: String,
    /// A language tag (BCP 47).
    pub language: &'static str,
    pub made: Moment,
    pub size: Size,
    /// At the foot of each page, beside its number.
    pub foot: String,
    pub blocks: Vec<Block>,
    pub words: Words,
}

/// Sentences that only the printing can tell to be needed.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// The document is longer than a document may be.
    pub cut: String,
    /// Stands where a picture could not be shown.
    pub no_picture: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    A4,
    Letter,
}

impl Size {
    /// Width and height in points, 72 to the inch.
    pub(crate) const fn points(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.28, 841.89),
            Self::Letter => (612.0, 792.0),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// What the document is called, once.
    Title(String),
    /// From 2 to 6.
    Heading(u8, Vec<Run>),
    /// Begins what somebody said: a rule above, at the left who, at the right when.
    Entry(Vec<Run>, String),
    /// Each `\n` ends a line.
    Paragraph(Vec<Run>),
    /// As it was typed, on grey.
    Code(Vec<Run>),
    List {
        /// The first number; none: dots.
        first: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    /// Set apart by a bar at its left.
    Aside(Tone, Vec<Block>),
    Table(Vec<Row>),
    Picture {
        /// As [`crate::Pictures`] knows it.
        name: String,
        /// What it shows, in words.
        words: String,
        /// In pixels of the screen, if somebody said.
        width: Option<f32>,
    },
    /// Names and what they are.
    Facts(Vec<(String, String)>),
    Rule,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Quote,
    Note,
    Plain,
}

pub type Row = Vec<Cell>;

#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub runs: Vec<Run>,
    pub head: bool,
    /// How many columns it takes.
    pub span: usize,
}

/// A text of one look.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    pub text: String,
    pub style: Style,
    /// Where it leads.
    pub link: Option<Arc<str>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    pub bold: bool,
    pub italic: bool,
    pub struck: bool,
    pub code: bool,
    /// Of less weight: grey.
    pub faint: bool,
    pub small: bool,
    /// Highlighted in this colour: red, green, blue.
    pub marked: Option<[u8; 3]>,
}

impl Run {
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub fn bold(text: impl Into<String>) -> Self {
        Self { text: text.into(), style: Style { bold: true, ..Style::default() }, link: None }
    }

    /// Small and grey.
    pub fn aside(text: impl Into<String>) -> Self {
        Self { text: text.into(), style: Style { small: true, faint: true, ..Style::default() }, link: None }
    }
}
