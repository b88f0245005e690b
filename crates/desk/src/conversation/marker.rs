//! A passage of a message that an agent has highlighted, for colleagues alone.

use super::MessageId;
use crate::Refusal;
use crate::people::PersonId;
use base::Moment;

base::id!(MarkerId);

/// Characters of a passage, and of what is noted beside it.
pub const LONGEST_PASSAGE: usize = 600;
pub const LONGEST_MARKER_NOTE: usize = 300;
/// Of one message.
pub const MOST_MARKERS: usize = 40;
/// Characters: no text on a page goes further.
const FURTHEST: i64 = 2_000_000;

crate::ticket_words! {
    /// Its colour; the theme has it in light and in dark.
    Ink { Yellow = "yellow", Green = "green", Blue = "blue", Pink = "pink", }
}

impl Ink {
    /// The Fluent key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Yellow => "ink-yellow",
            Self::Green => "ink-green",
            Self::Blue => "ink-blue",
            Self::Pink => "ink-pink",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Marker {
    pub id: MarkerId,
    pub message: MessageId,
    pub author: Option<PersonId>,
    pub at: Moment,
    pub wish: MarkerWish,
}

/// What somebody highlights. The words are kept, so that the passage is found again where it has moved, and read where it is
/// gone.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkerWish {
    pub ink: Ink,
    /// On one line, as all text counts here: each run of white space is one space.
    pub quote: String,
    /// Where it began in the message as it was shown, in UTF-16 units.
    pub start: i64,
    /// May be empty.
    pub note: String,
}

impl MarkerWish {
    /// # Errors
    /// It holds nothing, or too much.
    pub fn sound(self) -> Result<Self, Refusal> {
        let quote = line(&self.quote, LONGEST_PASSAGE)?;
        let note = line(&self.note, LONGEST_MARKER_NOTE)?;
        if quote.is_empty() {
            Err(Refusal::PassageEmpty)
        } else if (0..=FURTHEST).contains(&self.start) {
            Ok(Self { quote, note, ..self })
        } else {
            Err(Refusal::FormIncomplete)
        }
    }
}

fn line(text: &str, longest: usize) -> Result<String, Refusal> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > longest { Err(Refusal::TextTooLong) } else { Ok(line) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_one_line_that_says_something() {
        let wish =
            |quote: &str, start| MarkerWish { ink: Ink::Blue, quote: quote.into(), start, note: " a\n b ".into() };
        let sound = wish(" It\r\n leaks　here ", 4).sound().unwrap();
        assert_eq!((sound.quote.as_str(), sound.note.as_str()), ("It leaks here", "a b"));
        for (quote, start, refusal) in [
            (" \n ".to_owned(), 0, Refusal::PassageEmpty),
            ("長".repeat(601), 0, Refusal::TextTooLong),
            ("x".to_owned(), -1, Refusal::FormIncomplete),
            ("x".to_owned(), FURTHEST + 1, Refusal::FormIncomplete),
        ] {
            assert_eq!(wish(&quote, start).sound(), Err(refusal));
        }
    }
}
