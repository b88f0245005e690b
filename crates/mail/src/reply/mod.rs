//! What the sender newly wrote, apart from what they quote and how they sign. Nothing is deleted: the text is cut.

use crate::body::Body;
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

/// A text cut into stretches.
#[derive(Clone, Debug, Default)]
pub struct Split {
    pub pieces: Vec<Piece>,
    said: String,
}

impl Split {
    /// What was newly written.
    pub fn said(&self) -> &str {
        &self.said
    }
}

pub(crate) fn split(body: &Body) -> Split {
    Split { pieces: vec![Piece { fold: Fold::Said, text: body.text.clone() }], said: body.text.trim().to_owned() }
}
