//! A regular expression that ends: matched in a time that grows with the text alone, and no larger than it may be.

use crate::Refusal;
use regex::{Regex, RegexBuilder};
use std::hash::{Hash, Hasher};

/// Characters of one expression, and bytes of what it is made into.
const LONGEST: usize = 200;
const LARGEST: usize = 1024 * 1024;

/// Made once, when its rule is read.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    made: Regex,
}

impl Pattern {
    /// Upper and lower case are the same, in every script.
    ///
    /// # Errors
    /// It is empty, too long, or no expression; or a small text that unfolds into a monster.
    pub fn new(text: &str) -> Result<Self, Refusal> {
        let text = text.trim().to_owned();
        if !(1..=LONGEST).contains(&text.chars().count()) {
            return Err(Refusal::PatternWrong);
        }
        let made = RegexBuilder::new(&text).case_insensitive(true).size_limit(LARGEST).dfa_size_limit(LARGEST).build();
        made.map(|made| Self { text, made }).map_err(|_| Refusal::PatternWrong)
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn is_in(&self, text: &str) -> bool {
        self.made.is_match(text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Pattern {}

impl Hash for Pattern {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_found_in_any_script_and_case() {
        let order = Pattern::new(r"(order|注文)\s*#?\d{4,}").unwrap();
        assert!(order.is_in("About ORDER #12345") && order.is_in("注文 98765 について") && !order.is_in("order 12"));
    }

    #[test]
    fn what_does_not_end_or_fit_is_refused() {
        for text in ["", "(", "[a-", "(a{1000}){1000}", &"x".repeat(201)] {
            assert_eq!(Pattern::new(text), Err(Refusal::PatternWrong), "{text}");
        }
        // Exponential for engines that go back; here it takes a moment.
        assert!(!Pattern::new("^(a+)+$").unwrap().is_in(&format!("{}b", "a".repeat(50_000))));
    }
}
