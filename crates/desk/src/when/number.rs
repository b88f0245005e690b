//! Numbers and what they count: "3時間後", "9:30", "5日", "in 2 weeks", "2026/3/5".

use super::piece::Piece;
use jiff::Span;

#[derive(Clone, Copy, Debug)]
pub enum Number {
    Clock(i8, i8, i8),
    Count(Span),
    Workdays(i64),
    Date(Option<i16>, i8, i8),
    OfMonth(i8),
    /// Says itself alone.
    Plain(i8),
    /// The same in four figures.
    Year(i16),
}

use Number::{Clock, Count, Date, OfMonth, Plain, Workdays, Year};

type Unit = fn(i64) -> Option<Span>;

/// The longest first.
#[rustfmt::skip]
const UNITS: &[(&str, Unit)] = &[
    ("時間半後", hours_and_half), ("時間半", hours_and_half), ("hours and a half", hours_and_half), ("hour and a half", hours_and_half),
    ("時間後", hours), ("時間", hours), ("分後", minutes), ("日間後", days), ("日後", days), ("週間後", weeks), ("週後", weeks), ("週間", weeks),
    ("ヶ月後", months), ("か月後", months), ("カ月後", months), ("ケ月後", months), ("ヵ月後", months), ("年後", years),
    ("hours", hours), ("hour", hours), ("hrs", hours), ("hr", hours), ("h", hours),
    ("minutes", minutes), ("minute", minutes), ("mins", minutes), ("min", minutes),
    ("days", days), ("day", days), ("d", days), ("weeks", weeks), ("week", weeks), ("w", weeks),
    ("fortnights", fortnights), ("fortnight", fortnights), ("months", months), ("month", months),
    ("years", years), ("year", years),
];

fn hours(n: i64) -> Option<Span> {
    Span::new().try_hours(n).ok()
}

fn hours_and_half(n: i64) -> Option<Span> {
    hours(n)?.try_minutes(30).ok()
}

fn minutes(n: i64) -> Option<Span> {
    Span::new().try_minutes(n).ok()
}

fn days(n: i64) -> Option<Span> {
    Span::new().try_days(n).ok()
}

fn weeks(n: i64) -> Option<Span> {
    Span::new().try_weeks(n).ok()
}

fn fortnights(n: i64) -> Option<Span> {
    weeks(n * 2)
}

fn months(n: i64) -> Option<Span> {
    Span::new().try_months(n).ok()
}

fn years(n: i64) -> Option<Span> {
    Span::new().try_years(n).ok()
}

const WORKDAYS: &[&str] = &["営業日後", "営業日", "business days", "business day", "working days", "working day"];

/// The year before an era's first.
const ERAS: &[(&str, i64)] = &[("令和", 2018), ("平成", 1988), ("昭和", 1925), ("大正", 1911), ("明治", 1867)];

const SPELLED: &[(&str, i64)] = &[
    ("an", 1),
    ("a", 1),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
];

const RANKS: &[(&str, i8)] = &[
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
];

/// What a number at the beginning says, and what follows it; `ahead`: "in" stood before it.
pub fn first(text: &str, ahead: bool) -> Option<(Number, &str)> {
    if let Some((n, rest)) = spelled(text) {
        return workdays(n, rest).or_else(|| counted(n, rest)).or_else(|| halved(n, rest));
    }
    if let Some((day, rest)) = ranked(text) {
        return Some((OfMonth(day), rest));
    }
    if let Some((before, rest)) = era(text) {
        let (n, rest) = rest.strip_prefix('元').map(|rest| (1, rest)).or_else(|| digits(rest))?;
        return dated(before + n, rest).filter(|(said, _)| matches!(said, Date(Some(_), ..)));
    }
    let (n, rest) = digits(text)?;
    dotted(n, rest)
        .or_else(|| dated(n, rest))
        .or_else(|| clock(n, rest))
        .or_else(|| (!ahead).then(|| hour(n, rest)).flatten())
        .or_else(|| workdays(n, rest))
        .or_else(|| counted(n, rest))
        .or_else(|| halved(n, rest))
        .or_else(|| ordinal(n, rest))
        .or_else(|| Some((alone(n)?, rest)).filter(|(_, rest)| !rest.starts_with('年')))
}

fn alone(n: i64) -> Option<Number> {
    if (1970..=2199).contains(&n) { i16::try_from(n).ok().map(Year) } else { small(n).map(Plain) }
}

/// `an`, `two`, before what is counted.
fn spelled(text: &str) -> Option<(i64, &str)> {
    SPELLED.iter().find_map(|(word, n)| Some((*n, text.strip_prefix(word).filter(|rest| rest.starts_with(' '))?)))
}

/// `first of January`.
fn ranked(text: &str) -> Option<(i8, &str)> {
    let ends = |rest: &&str| !rest.starts_with(|c: char| c.is_ascii_alphabetic()) && !counts_weekdays(rest);
    RANKS.iter().find_map(|(word, day)| Some((*day, text.strip_prefix(word).filter(ends)?)))
}

/// The second Monday is no second.
fn counts_weekdays(rest: &str) -> bool {
    let rest = rest.trim_start();
    !rest.starts_with('(') && matches!(super::piece::first(rest), Some((Piece::Weekday(_), _)))
}

fn era(text: &str) -> Option<(i64, &str)> {
    ERAS.iter().find_map(|(name, before)| Some((*before, text.strip_prefix(name)?)))
}

/// `3.12.2026`, `2026.12.3`.
fn dotted(n: i64, rest: &str) -> Option<(Number, &str)> {
    let (month, after) = rest.strip_prefix('.').and_then(digits)?;
    let (last, after) = after.strip_prefix('.').and_then(digits)?;
    let (year, day) = if n > 999 { (n, last) } else { (last, n) };
    let year = i16::try_from(year).ok().filter(|year| *year > 999)?;
    Some((Date(Some(year), small(month)?, small(day)?), after))
}

/// `17h`, `17h30`: a time of day to readers of French and German, unless it says that it counts hours.
fn hour(n: i64, rest: &str) -> Option<(Number, &str)> {
    let hour = small(n).filter(|hour| (0..24).contains(hour))?;
    let after =
        rest.trim_start().strip_prefix('h').filter(|after| !after.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    if ["later", "from now"].iter().any(|word| after.trim_start().starts_with(word)) {
        return None;
    }
    match digits(after) {
        Some((minute, after)) => sixty(minute).map(|minute| (Clock(hour, minute, 0), after)),
        None => Some((Clock(hour, 0, 0), after)),
    }
}

fn workdays(n: i64, rest: &str) -> Option<(Number, &str)> {
    let unit = rest.trim_start();
    let after = WORKDAYS.iter().find_map(|word| unit.strip_prefix(word))?;
    (1..=999).contains(&n).then_some((Workdays(n), after))
}

/// `2026-03-05`, `3/5`, `2026年3月5日`, `3月5日`, `5日`.
fn dated(n: i64, rest: &str) -> Option<(Number, &str)> {
    for sign in ["-", "/", "年"] {
        if let Some((month, after)) = rest.strip_prefix(sign).and_then(digits)
            && let Some((day, after)) = after.strip_prefix(['-', '/', '月']).and_then(digits)
        {
            let after = after.strip_prefix('日').unwrap_or(after);
            return Some((Date(Some(n.try_into().ok()?), small(month)?, small(day)?), after));
        }
    }
    if let Some((day, after)) = rest.strip_prefix(['/', '月']).and_then(digits) {
        let after = after.strip_prefix('日').unwrap_or(after);
        return Some((Date(None, small(n)?, small(day)?), after));
    }
    let after = rest.strip_prefix('日').filter(|after| !after.starts_with(['後', '間']))?;
    Some((OfMonth(small(n)?), after))
}

/// `9:30`, `9:30:05`, `9時`, `9時半`, `9時30分`, `9am`, `9.30pm`.
fn clock(n: i64, rest: &str) -> Option<(Number, &str)> {
    let hour = small(n).filter(|hour| (0..=28).contains(hour))?;
    let ends = |rest: &str| {
        let after = rest.trim_start();
        after.starts_with("am") || after.starts_with("pm")
    };
    if let Some((minute, after)) = rest.strip_prefix(':').and_then(digits) {
        let (second, after) = after.strip_prefix(':').and_then(digits).unwrap_or((0, after));
        return Some((Clock(hour, sixty(minute)?, sixty(second)?), after));
    }
    if let Some(after) = rest.strip_prefix('時').filter(|after| !after.starts_with('間')) {
        return match (after.strip_prefix('半'), digits(after)) {
            (Some(after), _) => Some((Clock(hour, 30, 0), after)),
            (None, Some((minute, after))) => {
                let after = after.strip_prefix('分')?;
                sixty(minute).map(|minute| (Clock(hour, minute, 0), after))
            }
            (None, None) => Some((Clock(hour, 0, 0), after)),
        };
    }
    if let Some((minute, after)) = rest.strip_prefix('.').and_then(digits).filter(|(_, after)| ends(after)) {
        return sixty(minute).map(|minute| (Clock(hour, minute, 0), after));
    }
    ends(rest).then_some((Clock(hour, 0, 0), rest))
}

fn counted(n: i64, rest: &str) -> Option<(Number, &str)> {
    let unit = rest.trim_start();
    let letter = |c: char| c.is_ascii_alphabetic();
    UNITS.iter().find_map(|(word, span)| {
        let after = unit.strip_prefix(word)?;
        let ends = !(word.ends_with(letter) && after.starts_with(letter));
        Some((Count(span(n)?), after)).filter(|_| ends && (1..=9_999).contains(&n))
    })
}

/// `1.5 hours`, `two and a half hours`, `1.5時間後`.
fn halved(n: i64, rest: &str) -> Option<(Number, &str)> {
    let unit = rest.strip_prefix(".5").or_else(|| rest.trim_start().strip_prefix("and a half"))?;
    match counted(n, unit)? {
        (Count(span), after) if span.get_hours() != 0 && span.get_minutes() == 0 => {
            Some((Count(span.try_minutes(30).ok()?), after))
        }
        (_, _) => None,
    }
}

/// `5th`, or `5` before the name of a month.
fn ordinal(n: i64, rest: &str) -> Option<(Number, &str)> {
    if let Some((Piece::Month(_), _)) = super::piece::first(rest.trim_start()) {
        return Some((OfMonth(small(n)?), rest));
    }
    let after = ["st", "nd", "rd", "th"].iter().find_map(|end| rest.strip_prefix(end))?;
    if counts_weekdays(after) { None } else { Some((OfMonth(small(n)?), after)) }
}

fn small(n: i64) -> Option<i8> {
    n.try_into().ok()
}

fn sixty(n: i64) -> Option<i8> {
    small(n).filter(|n| (0..60).contains(n))
}

/// `12`, `十二`, `三`; four digits at most.
fn digits(text: &str) -> Option<(i64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end > 0 {
        return Some((text[..end].parse().ok().filter(|_| end <= 4)?, &text[end..]));
    }
    kanji(text)
}

/// To ninety-nine.
fn kanji(text: &str) -> Option<(i64, &str)> {
    const ONES: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let one = |c: char| ONES.iter().position(|other| *other == c).map(|place| place as i64 + 1);
    let mut letters = text.chars();
    let (first, second, third) = (letters.next()?, letters.next(), letters.next());
    let (n, length) = match (one(first), second, third.and_then(one)) {
        (Some(tens), Some('十'), Some(ones)) => (tens * 10 + ones, 3),
        (Some(tens), Some('十'), None) => (tens * 10, 2),
        (Some(ones), _, _) => (ones, 1),
        (None, second, _) if first == '十' => match second.and_then(one) {
            Some(ones) => (10 + ones, 2),
            None => (10, 1),
        },
        (None, _, _) => return None,
    };
    let rest = text.char_indices().nth(length).map_or("", |(at, _)| &text[at..]);
    Some((n, rest))
}
