//! A text that administrators write in each language.

use crate::Refusal;
use base::Language;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    #[serde(default)]
    pub en: String,
    #[serde(default)]
    pub ja: String,
}

impl Label {
    pub fn new(en: impl Into<String>, ja: impl Into<String>) -> Self {
        Self { en: en.into(), ja: ja.into() }
    }

    /// In a language, or in the other one where it is empty.
    pub fn shown(&self, language: Language) -> &str {
        let (text, other) = match language {
            Language::English => (&self.en, &self.ja),
            Language::Japanese => (&self.ja, &self.en),
        };
        if text.is_empty() { other } else { text }
    }

    pub fn is_empty(&self) -> bool {
        self.en.is_empty() && self.ja.is_empty()
    }

    /// One line in each language, trimmed.
    ///
    /// # Errors
    /// Longer than `most` characters.
    pub fn line(self, most: usize) -> Result<Self, Refusal> {
        let one = |text: &str| base::seen_line(text);
        Self { en: one(&self.en), ja: one(&self.ja) }.within(most)
    }

    /// The same of several lines.
    ///
    /// # Errors
    /// Longer than `most` characters.
    pub fn text(self, most: usize) -> Result<Self, Refusal> {
        let one = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
        Self { en: one(&self.en), ja: one(&self.ja) }.within(most)
    }

    fn within(self, most: usize) -> Result<Self, Refusal> {
        let longest = self.en.chars().count().max(self.ja.chars().count());
        if longest > most { Err(Refusal::NameTooLong) } else { Ok(self) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_in_one_language_is_said_in_the_other() {
        let label = Label::new(" Order  number ", "").line(80).unwrap();
        assert_eq!((label.shown(Language::English), label.shown(Language::Japanese)), ("Order number", "Order number"));
        assert_eq!(Label::new("x".repeat(81), "").line(80), Err(Refusal::NameTooLong));
    }
}
