//! The languages Kippu speaks on screen and in letters.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    #[default]
    #[serde(rename = "en")]
    English,
    #[serde(rename = "ja")]
    Japanese,
}

/// So many letters tell.
const SAMPLE: usize = 2_000;

impl Language {
    pub const ALL: [Self; 2] = [Self::English, Self::Japanese];

    /// BCP 47 tag, as in `lang="ja"`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Japanese => "ja",
        }
    }

    /// The language's own name for itself.
    pub const fn endonym(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Japanese => "日本語",
        }
    }

    /// Reads a BCP 47 tag by its first subtag: `ja-JP` is Japanese.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// In which of ours a text is that stands in something `said` to be in one. Kana say more than that; and what has no letter of a
    /// language is not in it.
    pub fn of(text: &str, said: Option<Self>) -> Option<Self> {
        if Self::shows_kana(text) {
            return Some(Self::Japanese);
        }
        said.filter(|language| text.chars().take(SAMPLE).any(|letter| language.writes(letter)))
    }

    /// Written in Japanese for sure: with more kana than a name in a foreign text has.
    pub fn shows_kana(text: &str) -> bool {
        let count = |is: fn(char) -> bool| text.chars().take(SAMPLE).filter(|letter| is(*letter)).count();
        let kana = count(is_kana);
        kana > 0 && kana * 20 >= count(char::is_alphabetic)
    }

    fn writes(self, letter: char) -> bool {
        match self {
            Self::English => letter.is_ascii_alphabetic(),
            Self::Japanese => is_kana(letter) || ('\u{4e00}'..='\u{9fff}').contains(&letter),
        }
    }

    /// The best of an `Accept-Language` header (RFC 9110 §12.5.4) that we speak.
    pub fn accepted(header: &str) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for item in header.split(',').take(32) {
            let mut parts = item.split(';');
            let Some(language) = parts.next().and_then(|tag| Self::from_tag(tag.trim())) else { continue };
            let quality =
                parts.find_map(|part| part.trim().strip_prefix("q=")).and_then(|q| q.parse().ok()).unwrap_or(1.0);
            if quality > 0.0 && best.is_none_or(|(top, _)| quality > top) {
                best = Some((quality, language));
            }
        }
        best.map(|(_, language)| language)
    }
}

fn is_kana(letter: char) -> bool {
    ('\u{3041}'..='\u{30ff}').contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_in_the_language_its_letters_show() {
        use Language::{English, Japanese};
        for (text, said, is) in [
            ("ログインできません", Some(English), Some(Japanese)),
            ("ログインできません", None, Some(Japanese)),
            ("請求書", Some(Japanese), Some(Japanese)),
            ("請求書", Some(English), None),
            ("Invoice 42", Some(English), Some(English)),
            ("Invoice 42", Some(Japanese), None),
            ("The teapot of the の series leaks at the handle", Some(English), Some(English)),
            ("42", Some(English), None),
            ("Rechnung", None, None),
        ] {
            assert_eq!(Language::of(text, said), is, "{text}");
        }
    }

    #[test]
    fn the_browser_gets_the_language_it_prefers() {
        assert_eq!(Language::accepted("fr, en;q=0.5, ja-JP;q=0.8"), Some(Language::Japanese));
        assert_eq!(Language::accepted("fr, de"), None);
        assert_eq!(Language::accepted("ja;q=0, en;q=0.1"), Some(Language::English));
    }
}
