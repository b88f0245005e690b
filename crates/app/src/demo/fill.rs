//! Placeholders in texts: `{model}`, `{customer_call}`, `{date+3d}`, and what is drawn inside slots: `{digits:7}`.

use super::draw::Draw;
use base::{Language, Moment};
use std::collections::BTreeMap;
use std::time::Duration;

/// What the words in braces stand for.
pub struct Blanks<'t> {
    pub language: Language,
    /// From which days are counted, and where.
    pub start: Moment,
    pub zone: &'t str,
    pub words: BTreeMap<&'t str, String>,
}

impl Blanks<'_> {
    /// The text with everything filled in. What is unknown stays as it is, braces and all, so that a test finds it.
    pub fn fill(&self, text: &str) -> String {
        replace(text.trim(), |word| self.words.get(word).cloned().or_else(|| self.date(word)))
    }

    fn date(&self, word: &str) -> Option<String> {
        let shift = word.strip_prefix("date")?;
        let days: i64 = if shift.is_empty() { 0 } else { shift.strip_suffix('d')?.parse().ok()? };
        let span = Duration::from_secs(days.unsigned_abs() * 86_400);
        let day = if days < 0 { self.start.minus(span) } else { self.start.plus(span) }.in_zone(self.zone);
        Some(match self.language {
            Language::Japanese => format!("{}月{}日", day.month(), day.day()),
            Language::English => day.strftime("%-d %B").to_string(),
        })
    }
}

/// One value for each slot. Lists of equal length are drawn together: the second model has the second price.
pub fn slots<'t>(lists: &'t BTreeMap<String, Vec<String>>, draw: &mut Draw) -> BTreeMap<&'t str, String> {
    let mut chosen: BTreeMap<usize, usize> = BTreeMap::new();
    let mut words = BTreeMap::new();
    for (name, values) in lists {
        let index = *chosen.entry(values.len()).or_insert_with(|| draw.below(values.len()));
        let value = values.get(index).map_or("", String::as_str);
        words.insert(name.as_str(), replace(value, |word| characters(word, draw)));
    }
    words
}

/// `digits:7` and `letters:2`; letters that nobody mistakes for digits.
fn characters(word: &str, draw: &mut Draw) -> Option<String> {
    let (kind, length) = word.split_once(':')?;
    let alphabet: &[u8] = match kind {
        "digits" => b"0123456789",
        "letters" => b"ABCDEFGHJKLMNPRSTUVWXYZ",
        _ => return None,
    };
    Some(
        (0..length.parse::<usize>().ok()?.min(40))
            .filter_map(|_| draw.pick(alphabet))
            .map(|byte| char::from(*byte))
            .collect(),
    )
}

fn replace(text: &str, mut word: impl FnMut(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        match after.split_once('}').and_then(|(name, after)| Some((word(name)?, after))) {
            Some((value, after)) => {
                filled.push_str(&value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blanks(language: Language) -> Blanks<'static> {
        let words = [("model", "TK-200".to_owned())].into();
        // 1 March 2026, 18:30 in Tokyo
        Blanks { language, start: Moment(1_772_357_400_000), zone: "Asia/Tokyo", words }
    }

    #[test]
    fn days_are_counted_from_the_beginning_and_written_as_the_language_does() {
        assert_eq!(
            blanks(Language::English).fill(" {model}: {date-1d}, {date+30d}\n"),
            "TK-200: 28 February, 31 March"
        );
        assert_eq!(blanks(Language::Japanese).fill("{date}に"), "3月1日に");
    }

    #[test]
    fn what_nobody_knows_stays_visible() {
        assert_eq!(blanks(Language::English).fill("{nobody} {model} {"), "{nobody} TK-200 {");
    }

    #[test]
    fn lists_of_equal_length_are_drawn_together() {
        let list = |values: [&str; 2]| values.map(str::to_owned).to_vec();
        let lists = [("model".to_owned(), list(["a", "b"])), ("price".to_owned(), list(["1", "2"]))].into();
        for seed in 0..20 {
            let drawn = slots(&lists, &mut Draw::seeded(seed));
            assert_eq!(drawn["model"] == "a", drawn["price"] == "1");
        }
    }

    #[test]
    fn digits_and_letters_are_drawn() {
        let lists = [("serial".to_owned(), vec!["X-{letters:2}{digits:4}".to_owned()])].into();
        let serial = slots(&lists, &mut Draw::seeded(5))["serial"].clone();
        assert_eq!(serial.len(), 8);
        assert!(serial[4..].bytes().all(|byte| byte.is_ascii_digit()), "{serial}");
    }
}
