//! Tickets that somebody speaks of by their number: `#100042`.

use super::TicketNumber;
use std::ops::Range;

/// Digits of a number: fewer are a place in some list, more are somebody else's.
const DIGITS: std::ops::RangeInclusive<usize> = 3..=18;

/// Where the first one stands, with its sign, and which it is.
pub fn first_mentioned(text: &str) -> Option<(Range<usize>, TicketNumber)> {
    for (at, sign) in text.match_indices(['#', '＃']) {
        let digits = &text[at + sign.len()..];
        let length = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let before = text[..at].chars().next_back();
        let after = digits[length..].chars().next();
        // Part of a word, an address or a colour.
        let parts =
            |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '&' | '_' | '-'));
        if DIGITS.contains(&length)
            && !parts(before)
            && !parts(after)
            && let Ok(number) = digits[..length].parse()
        {
            return Some((at..at + sign.len() + length, TicketNumber(number)));
        }
    }
    None
}

/// All of them, in order, some perhaps twice.
pub fn mentioned_numbers(text: &str) -> impl Iterator<Item = TicketNumber> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (place, number) = first_mentioned(rest)?;
        rest = &rest[place.end..];
        Some(number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_told_from_what_only_looks_like_one() {
        for (text, expected) in [
            ("see #100042, or ＃100043。", vec![100_042, 100_043]),
            ("#100042と#7", vec![100_042]),
            ("&#12354; a#100042 #100042a /#100042 #123-456", vec![]),
            ("#1234567890123456789", vec![]),
            ("##100042", vec![100_042]),
        ] {
            assert_eq!(mentioned_numbers(text).map(|number| number.0).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
