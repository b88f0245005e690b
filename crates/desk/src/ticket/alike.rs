//! Whether two subjects may speak of one matter, in any script: by the pairs of letters they share.

use std::collections::BTreeSet;

/// So many of a hundred pairs must be common.
const ENOUGH: usize = 50;

pub fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (pairs(one), pairs(other));
    let common = one.intersection(&other).count();
    common > 0 && 200 * common >= ENOUGH * (one.len() + other.len())
}

/// In small narrow letters, without what only separates them.
fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    };
    let letters: Vec<char> =
        text.chars().map(narrow).flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).take(300).collect();
    letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nearly_the_same_is_alike() {
        for (one, other) in [
            ("The kettle leaks", "Kettle leaks!"),
            ("請求書が届かない", "請求書が届きません"),
            ("ＡＢＣ-100 の不具合", "abc-100の不具合について"),
        ] {
            assert!(alike(one, other), "{one} / {other}");
        }
    }

    #[test]
    fn what_speaks_of_something_else_is_not() {
        for (one, other) in [("The kettle leaks", "Invoice for May"), ("返金", "請求書"), ("", ""), ("a", "a")] {
            assert!(!alike(one, other), "{one} / {other}");
        }
    }
}
