//! Numbers that are exact: whole numbers with a fixed number of digits behind the point.

use crate::Refusal;

/// Beyond this no number is taken: sums of many still fit.
const LARGEST: i64 = 1_000_000_000_000_000;

/// Reads `1,234.50` (full-width as well) scaled by `digits`: 123450.
///
/// # Errors
/// No number, more digits behind the point than there may be, or beyond all measure.
pub fn decimal(text: &str, digits: u8) -> Result<i64, Refusal> {
    let plain: String = text.trim().chars().filter_map(narrow).collect();
    let (negative, plain) = match plain.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, plain.strip_prefix('+').unwrap_or(&plain)),
    };
    let (whole, rest) = plain.split_once('.').unwrap_or((plain, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && rest.is_empty()) || !all_digits(whole) || !all_digits(rest) || whole.len() > 16 {
        return Err(Refusal::NumberInvalid);
    }
    let rest = rest.trim_end_matches('0');
    if rest.len() > usize::from(digits) {
        return Err(Refusal::TooManyDigits);
    }
    let scaled = format!("{whole}{rest:0<width$}", width = usize::from(digits));
    let number: i64 = if scaled.is_empty() { 0 } else { scaled.parse().map_err(|_| Refusal::NumberTooLarge)? };
    if number > LARGEST { Err(Refusal::NumberTooLarge) } else { Ok(if negative { -number } else { number }) }
}

/// `123450` with two digits is `1,234.50`.
pub fn written(number: i64, digits: u8) -> String {
    let plain = plain(number, digits);
    let (sign, rest) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{grouped}{point}{fraction}")
}

/// As a form's field carries it: `1234.50`.
pub fn plain(number: i64, digits: u8) -> String {
    let (sign, size) = (if number < 0 { "-" } else { "" }, number.unsigned_abs());
    let scale = 10_u64.pow(u32::from(digits.min(18)));
    match digits {
        0 => format!("{sign}{size}"),
        _ => format!("{sign}{}.{:0width$}", size / scale, size % scale, width = usize::from(digits)),
    }
}

/// Full-width signs as narrow ones; thousands' commas and spaces go.
fn narrow(c: char) -> Option<char> {
    match c {
        ',' | '，' | ' ' | '\u{a0}' | '\u{202f}' | '　' | '_' | '\'' => None,
        '\u{FF10}'..='\u{FF19}' => char::from_u32(c as u32 - 0xFEE0),
        '．' => Some('.'),
        '－' | '−' | '‐' => Some('-'),
        '＋' => Some('+'),
        _ => Some(c),
    }
}

crate::ticket_words! {
    /// ISO 4217.
    Currency {
        Jpy = "JPY", Usd = "USD", Eur = "EUR", Gbp = "GBP", Cny = "CNY", Krw = "KRW", Twd = "TWD", Hkd = "HKD", Sgd = "SGD",
        Aud = "AUD", Cad = "CAD", Chf = "CHF", Inr = "INR", Thb = "THB", Vnd = "VND", Sek = "SEK", Nok = "NOK", Dkk = "DKK",
        Pln = "PLN", Brl = "BRL", Mxn = "MXN", Kwd = "KWD",
    }
}

impl Currency {
    /// Digits of its smallest unit.
    pub const fn digits(self) -> u8 {
        match self {
            Self::Jpy | Self::Krw | Self::Vnd => 0,
            Self::Kwd => 3,
            Self::Usd
            | Self::Eur
            | Self::Gbp
            | Self::Cny
            | Self::Twd
            | Self::Hkd
            | Self::Sgd
            | Self::Aud
            | Self::Cad => 2,
            Self::Chf
            | Self::Inr
            | Self::Thb
            | Self::Sek
            | Self::Nok
            | Self::Dkk
            | Self::Pln
            | Self::Brl
            | Self::Mxn => 2,
        }
    }

    /// `¥1,200`, `$12.50`, `CHF 12.50`.
    pub fn written(self, minor: i64) -> String {
        let sign = match self {
            Self::Jpy => "¥",
            Self::Usd => "$",
            Self::Eur => "€",
            Self::Gbp => "£",
            Self::Krw => "₩",
            Self::Inr => "₹",
            Self::Cny
            | Self::Twd
            | Self::Hkd
            | Self::Sgd
            | Self::Aud
            | Self::Cad
            | Self::Chf
            | Self::Thb
            | Self::Vnd => "",
            Self::Sek | Self::Nok | Self::Dkk | Self::Pln | Self::Brl | Self::Mxn | Self::Kwd => "",
        };
        let number = written(minor, self.digits());
        match (sign, number.strip_prefix('-')) {
            ("", _) => format!("{} {number}", self.name()),
            (sign, Some(number)) => format!("-{sign}{number}"),
            (sign, None) => format!("{sign}{number}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_exact() {
        assert_eq!(decimal("1,234.5", 2), Ok(123_450));
        assert_eq!(decimal("－１２３４", 0), Ok(-1_234));
        assert_eq!(decimal("0.1", 1), Ok(1));
        assert_eq!(decimal("1.50", 1), Ok(15));
        assert_eq!(decimal("1.55", 1), Err(Refusal::TooManyDigits));
        for nonsense in ["", "1e9", "0x1", "--1", "1.2.3", "千"] {
            assert_eq!(decimal(nonsense, 2), Err(Refusal::NumberInvalid), "{nonsense}");
        }
        assert_eq!(decimal("9999999999999999", 2), Err(Refusal::NumberTooLarge));
    }

    #[test]
    fn money_is_counted_in_its_smallest_unit() {
        assert_eq!(Currency::Jpy.written(120_000), "¥120,000");
        assert_eq!(Currency::Usd.written(-1_250), "-$12.50");
        assert_eq!(Currency::Chf.written(5), "CHF 0.05");
        assert_eq!(plain(-5, 2), "-0.05");
    }
}
