//! How a view marks the tickets for which something holds: a colour with a meaning, and words for who does not see it.

use super::{Audience, Shown, View, ViewId};
use crate::Refusal;
use crate::condition::Condition;
use crate::people::PersonId;
use base::Language;

base::id!(HighlightId);

/// Of one view, and of one list for one audience.
pub const MOST_HIGHLIGHTS: usize = 12;

super::kind::words! {
    /// What a colour says; the theme has it in light and in dark.
    Tone { Danger = "danger", Warning = "warning", Success = "success", Accent = "accent", Note = "note", }
}

impl Tone {
    /// The Fluent key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Danger => "tone-danger",
            Self::Warning => "tone-warning",
            Self::Success => "tone-success",
            Self::Accent => "tone-accent",
            Self::Note => "tone-note",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Highlight {
    pub id: HighlightId,
    pub of: Canvas,
    pub wish: HighlightWish,
    pub version: i64,
}

/// What it marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Canvas {
    /// A saved view, and those within it.
    View(ViewId),
    /// A list that every desk has: for its owner, their team, or everyone.
    List { list: View, audience: Audience, owner: PersonId },
}

/// What somebody wants it to be.
#[derive(Clone, Debug, PartialEq)]
pub struct HighlightWish {
    /// Empty in one language: as in the other.
    pub label_en: String,
    pub label_ja: String,
    pub tone: Tone,
    /// None: the whole row.
    pub spot: Option<Shown>,
    pub condition: Condition,
}

impl HighlightWish {
    /// # Errors
    /// It says nothing, or too much, or holds for a condition nobody could read.
    pub fn sound(mut self) -> Result<Self, Refusal> {
        for label in [&mut self.label_en, &mut self.label_ja] {
            *label = base::seen_line(label);
        }
        match self.label_en.chars().count().max(self.label_ja.chars().count()) {
            0 => return Err(Refusal::NameEmpty),
            1..=80 => {}
            _ => return Err(Refusal::NameTooLong),
        }
        self.condition = self.condition.checked()?.for_lists()?;
        Ok(self)
    }

    pub fn shown(&self, language: Language) -> &str {
        let (label, other) = match language {
            Language::English => (&self.label_en, &self.label_ja),
            Language::Japanese => (&self.label_ja, &self.label_en),
        };
        if label.is_empty() { other } else { label }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(label: &str) -> Result<String, Refusal> {
        let wish = HighlightWish {
            label_en: label.into(),
            label_ja: String::new(),
            tone: Tone::Danger,
            spot: None,
            condition: Condition::everything(),
        };
        wish.sound().map(|wish| wish.shown(Language::Japanese).to_owned())
    }

    #[test]
    fn a_colour_says_what_it_means() {
        assert_eq!(called(" Waits  too long "), Ok("Waits too long".into()));
        assert_eq!(called(" "), Err(Refusal::NameEmpty));
        assert_eq!(called(&"x".repeat(81)), Err(Refusal::NameTooLong));
    }
}
