//! Pure language: texts made comparable, cut into what an index keeps, and looked through for what somebody asks.
//!
//! [`fold`] makes spellings of one thing the same, [`tokens`] cuts for the index, [`pieces`] reads a question in the
//! same way, [`excerpt`] shows where an answer lies.

mod detect;
pub mod document;
mod excerpt;
mod fold;
mod kana;
mod kanji;
mod latin;
mod loosen;
mod needle;
mod okurigana;
mod pieces;
mod run;
mod script;
mod stem;
mod tokens;

pub use detect::{Tongue, tongue};
pub use document::{Format, NoText};
pub use excerpt::{Excerpt, Part, excerpt};
pub use fold::{Glyph, fold, folded};
pub use loosen::loosened;
pub use needle::Needle;
pub use okurigana::spellings;
pub use pieces::{Piece, pieces};
pub use script::Script;
pub use stem::{forms, stem};
pub use tokens::{Token, Tokens, tokens};

/// Grows whenever the same text is folded or cut in another way: an index of another number is built again.
pub const VERSION: u32 = 1;
