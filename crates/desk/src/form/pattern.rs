//! Regular expressions that people write: an engine without backtracking, in bounded size.

use crate::Refusal;
use regex::RegexBuilder;

const LONGEST: usize = 500;
/// Octets a compiled one may have.
const LARGEST: usize = 200_000;

fn compiled(pattern: &str, around: [&str; 2]) -> Result<regex::Regex, Refusal> {
    if pattern.is_empty() || pattern.chars().count() > LONGEST {
        return Err(Refusal::PatternInvalid);
    }
    let [before, after] = around;
    RegexBuilder::new(&format!("{before}(?:{pattern}){after}"))
        .size_limit(LARGEST)
        .dfa_size_limit(LARGEST)
        .nest_limit(50)
        .build()
        .map_err(|_| Refusal::PatternInvalid)
}

const WHOLE: [&str; 2] = ["^", "$"];
const SOMEWHERE: [&str; 2] = ["", ""];

/// Whether the expression can be used.
pub(crate) fn sound(pattern: &str) -> Result<(), Refusal> {
    compiled(pattern, WHOLE).map(drop)
}

/// The whole of a text fits. What cannot be read as an expression fits nothing.
pub fn fits(pattern: &str, text: &str) -> bool {
    compiled(pattern, WHOLE).is_ok_and(|regex| regex.is_match(text))
}

/// Something in one of these texts fits.
pub(crate) fn stands_in<'t>(pattern: &str, mut texts: impl Iterator<Item = &'t str>) -> bool {
    compiled(pattern, SOMEWHERE).is_ok_and(|regex| texts.any(|text| regex.is_match(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_of_a_value_fits() {
        assert!(fits("[A-Z]{2}-\\d{4}", "AB-0042"));
        assert!(!fits("[A-Z]{2}-\\d{4}", "xAB-0042"));
        assert!(!fits("a|b", "ab"));
        assert!(fits("\\p{Han}+", "返金"));
    }

    #[test]
    fn part_of_a_text_fits() {
        assert!(stands_in("\\b\\d{4}\\b", ["none", "the 1234 one"].into_iter()));
        assert!(!stands_in("^\\d{4}$", ["the 1234 one"].into_iter()));
        assert!(!stands_in("(", ["("].into_iter()));
    }

    #[test]
    fn an_expression_ends_in_bounded_time_and_size() {
        assert!(sound("(a{500}){500}").is_err());
        let evil = "a".repeat(5_000);
        assert!(!fits("(a+)+b", &evil));
    }
}
