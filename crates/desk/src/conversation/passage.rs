//! A few words of a message that must not be kept.

use crate::Refusal;
use base::CleanHtml;
use regex::Regex;
use std::ops::Range;

/// Characters at most: more is a message's affair.
const LONGEST: usize = 1000;

/// The words as somebody marked them on the screen, where lines may break elsewhere than in the message.
#[derive(Clone, Debug)]
pub struct Passage(Regex);

impl Passage {
    pub fn of(text: &str) -> Result<Self, Refusal> {
        let words: Vec<String> = text.split_whitespace().map(regex::escape).collect();
        if words.is_empty() {
            return Err(Refusal::NothingChosen);
        }
        if text.chars().count() > LONGEST {
            return Err(Refusal::MessageTooLong);
        }
        Regex::new(&words.join(r"\s+")).map(Self).map_err(|_| Refusal::MessageTooLong)
    }

    pub fn stands_in(&self, text: &str) -> bool {
        self.0.is_match(text)
    }

    /// Bars in its place, as long as it was: what stands behind stays where it is.
    pub fn blacken(&self, text: &str) -> String {
        let bars = |found: &regex::Captures| {
            found[0].chars().map(|c| if c.is_whitespace() { c } else { '█' }).collect::<String>()
        };
        self.0.replace_all(text, bars).into_owned()
    }

    /// Where its form hides the words, so that bars would not cover them, nothing of it stays: the text is shown instead.
    pub fn blacken_html(&self, html: &CleanHtml) -> CleanHtml {
        let find = |text: &str| self.0.find_iter(text).map(|found| found.range()).collect::<Vec<Range<usize>>>();
        let black = html.blackened(find);
        if self.stands_in(&black.to_text()) { CleanHtml::default() } else { black }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_found_wherever_its_lines_break() {
        let card = Passage::of(" 4111 1111\n2222 ").unwrap();
        assert_eq!(card.blacken("Card: 4111\n1111  2222 (mine)"), "Card: ████\n████  ████ (mine)");
        let html = CleanHtml::clean("<p>Card: 4111 <b>1111</b> 2222</p>");
        assert_eq!(card.blacken_html(&html).to_text(), "Card: ████ ████ ████");
        assert!(!card.stands_in("4111 1111 222"));
    }

    #[test]
    fn nothing_and_too_much_are_no_passages() {
        assert_eq!(Passage::of(" \n").err(), Some(Refusal::NothingChosen));
        assert_eq!(Passage::of(&"あ".repeat(LONGEST + 1)).err(), Some(Refusal::MessageTooLong));
        assert!(Passage::of(&"あ".repeat(LONGEST)).is_ok());
        assert!(Passage::of(&".*+?()[]{}".repeat(90)).is_ok());
    }
}
