//! Telephone numbers as they are dialled from everywhere (E.164), however somebody typed them.

use crate::Refusal;
use serde::{Deserialize, Serialize};

/// A person has at most so many.
pub const MOST_PHONES: usize = 20;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneKind {
    Work,
    Mobile,
    Home,
    #[default]
    Other,
}

impl PhoneKind {
    pub const ALL: [Self; 4] = [Self::Work, Self::Mobile, Self::Home, Self::Other];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::Mobile => "mobile",
            Self::Home => "home",
            Self::Other => "other",
        }
    }

    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == word)
    }

    /// The Fluent key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Work => "phone-work",
            Self::Mobile => "phone-mobile",
            Self::Home => "phone-home",
            Self::Other => "phone-other",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Phone {
    /// `+81312345678`
    pub number: String,
    pub kind: PhoneKind,
}

/// Countries whose own way of writing is read: time zone, calling code. In all of them a leading 0 stands for the code,
/// and is not dialled from abroad.
const HOMES: &[(&str, &str)] = &[
    ("Asia/Tokyo", "81"),
    ("Asia/Seoul", "82"),
    ("Asia/Taipei", "886"),
    ("Asia/Bangkok", "66"),
    ("Australia/Sydney", "61"),
    ("Australia/Melbourne", "61"),
    ("Europe/Berlin", "49"),
    ("Europe/Vienna", "43"),
    ("Europe/Zurich", "41"),
    ("Europe/Paris", "33"),
    ("Europe/London", "44"),
    ("Europe/Amsterdam", "31"),
    ("Europe/Stockholm", "46"),
];

/// The number in its one spelling. Without `+` or a code to dial abroad it is read as one of the country whose time zone
/// `zone` is; where that is not known, it is refused, because a guess would call somebody else.
pub fn phone(text: &str, zone: &str) -> Result<String, Refusal> {
    let typed = narrowed(text.trim());
    let typed = typed.strip_prefix("tel:").unwrap_or(&typed);
    let plus = typed.starts_with('+');
    let digits = digits(typed.trim_start_matches('+')).ok_or(Refusal::PhoneInvalid)?;
    let home = HOMES.iter().find(|(name, _)| *name == zone).map(|(_, code)| *code);
    let whole = match (plus, digits.strip_prefix("00"), digits.strip_prefix("010"), digits.strip_prefix('0'), home) {
        (true, ..) => digits.clone(),
        (false, _, Some(abroad), _, Some("81")) => abroad.to_owned(),
        (false, Some(abroad), ..) => abroad.to_owned(),
        (false, None, _, Some(national), Some(code)) => format!("{code}{national}"),
        (false, ..) => return Err(Refusal::PhoneInvalid),
    };
    let sound = (7..=15).contains(&whole.len()) && !whole.starts_with('0');
    let fits = match whole.strip_prefix("81") {
        Some(national) => (9..=10).contains(&national.len()) && !national.starts_with('0'),
        None => true,
    };
    if sound && fits { Ok(format!("+{whole}")) } else { Err(Refusal::PhoneInvalid) }
}

/// Digits alone, where nothing but digits and what usually stands between them was typed; `(0)` after a code is no digit.
fn digits(text: &str) -> Option<String> {
    let text = text.replace("(0)", "");
    let between = |c: char| matches!(c, ' ' | '-' | '(' | ')' | '.' | '/' | '\u{a0}');
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let only = text.chars().all(|c| c.is_ascii_digit() || between(c));
    (only && text.len() <= 60).then_some(digits)
}

/// Full-width digits and marks, and the many dashes, as the plain ones.
fn narrowed(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' | '\u{ff70}' => '-',
        '\u{3000}' => ' ',
        _ => c,
    };
    text.chars().map(narrow).collect()
}

/// What a person with this number is found by, from its beginning: as it is dialled from abroad, and at home.
pub fn spellings(number: &str) -> Vec<String> {
    let own = number.trim_start_matches('+');
    let mut codes: Vec<&str> = HOMES.iter().map(|(_, code)| *code).filter(|code| own.starts_with(code)).collect();
    codes.dedup();
    let national = codes.first().map(|code| format!("0{}", &own[code.len()..]));
    [number.to_owned(), own.to_owned()].into_iter().chain(national).collect()
}

/// What somebody who types (the beginning of) a number means by it; none: it is none.
pub fn dialled(text: &str) -> Option<String> {
    let typed = narrowed(text.trim());
    let plus = if typed.starts_with('+') { "+" } else { "" };
    let digits = digits(typed.trim_start_matches('+')).filter(|digits| digits.len() >= 4)?;
    Some(format!("{plus}{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_spelling_however_it_was_typed() {
        for typed in [
            "03-1234-5678",
            "０３－１２３４－５６７８",
            "03ー1234ー5678",
            "(03) 1234 5678",
            "+81 3 1234 5678",
            "+81 (0)3-1234-5678",
            "010 81 3 1234 5678",
            "0081-3-1234-5678",
            "tel:+81312345678",
        ] {
            assert_eq!(phone(typed, "Asia/Tokyo"), Ok("+81312345678".into()), "{typed}");
        }
        assert_eq!(phone("090-1234-5678", "Asia/Tokyo"), Ok("+819012345678".into()));
        assert_eq!(phone("030 901820", "Europe/Berlin"), Ok("+4930901820".into()));
        assert_eq!(phone("00 49 30 901820", "UTC"), Ok("+4930901820".into()));
    }

    #[test]
    fn what_is_no_number_or_of_no_known_country_is_refused() {
        for (typed, zone) in [
            ("", "Asia/Tokyo"),
            ("03-1234", "Asia/Tokyo"),
            ("03-1234-5678", "UTC"),
            ("1234567", "Asia/Tokyo"),
            ("03-1234-5678 ext 12", "Asia/Tokyo"),
            ("+1234567890123456", "UTC"),
            ("+0312345678", "UTC"),
            ("call me", "Asia/Tokyo"),
            ("+81 3 1234 567 890", "UTC"),
        ] {
            assert_eq!(phone(typed, zone), Err(Refusal::PhoneInvalid), "{typed}");
        }
        assert_eq!(phone(&"1".repeat(10_000), "Asia/Tokyo"), Err(Refusal::PhoneInvalid));
    }

    #[test]
    fn a_number_is_found_as_it_is_dialled_at_home_and_from_abroad() {
        assert_eq!(spellings("+81312345678"), ["+81312345678", "81312345678", "0312345678"]);
        assert_eq!(spellings("+12025550123"), ["+12025550123", "12025550123"]);
        assert_eq!(dialled("03-12"), Some("0312".into()));
        assert_eq!(dialled("＋81 3"), None);
        assert_eq!(dialled("03-1234 Tanaka"), None);
    }
}
