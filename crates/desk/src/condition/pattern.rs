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

    /// What its named groups `(?<order>…)` met where it is first found.
    pub fn captured(&self, text: &str) -> Vec<(String, String)> {
        let Some(found) = self.made.captures(text) else { return Vec::new() };
        let named = self.made.capture_names().flatten();
        named.filter_map(|name| Some((name.to_owned(), found.name(name)?.as_str().to_owned()))).collect()
    }

    /// Names of its groups.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.made.capture_names().flatten()
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
    fn named_groups_say_what_they_met() {
        let order = Pattern::new(r"order\s*#?(?<order>\d{4,})(?:/(?<part>\d))?").unwrap();
        assert_eq!(order.captured("About Order 12345"), [("order".to_owned(), "12345".to_owned())]);
        assert_eq!(order.captured("nothing"), []);
        assert_eq!(order.names().collect::<Vec<_>>(), ["order", "part"]);
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
