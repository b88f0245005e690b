//! Whose clock tells a time, where that stands beside it: "JST", "（日本時間）", "UTC+5:45", "Asia/Tokyo".

use base::named_offset;
use jiff::tz::{Offset, TimeZone};

/// Minutes ahead of UTC.
const JAPANESE: &[(&str, i32)] = &[("日本時間", 540), ("日本標準時", 540), ("協定世界時", 0)];

/// What stands at the beginning, and what follows it.
pub fn first(text: &str) -> Option<(TimeZone, &str)> {
    match text.strip_prefix('(') {
        Some(inside) => {
            let (zone, rest) = named(inside)?;
            Some((zone, rest.strip_prefix(')')?))
        }
        None => named(text),
    }
}

fn named(text: &str) -> Option<(TimeZone, &str)> {
    let japanese = JAPANESE.iter().find_map(|(name, minutes)| Some((*minutes, text.strip_prefix(name)?)));
    if let Some((minutes, rest)) = japanese {
        return Some((fixed(minutes)?, rest));
    }
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "/_+-:".contains(c))).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    } else if name.contains('/') {
        return Some((TimeZone::get(name).ok()?, rest));
    }
    Some((fixed(named_offset(name).or_else(|| counted(name))?)?, rest))
}

/// `utc+9`, `gmt-3:30`.
fn counted(name: &str) -> Option<i32> {
    let signed = name.strip_prefix("utc").or_else(|| name.strip_prefix("gmt"))?;
    let (sign, away) = match signed.strip_prefix('-') {
        Some(away) => (-1, away),
        None => (1, signed.strip_prefix('+')?),
    };
    let (hours, minutes) = away.split_once(':').unwrap_or((away, "0"));
    let number = |text: &str, most: i32| {
        let plain = text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|n: &i32| plain && *n <= most)
    };
    Some(sign * (number(hours, 14)? * 60 + number(minutes, 59)?))
}

fn fixed(minutes: i32) -> Option<TimeZone> {
    Offset::from_seconds(minutes * 60).ok().map(TimeZone::fixed)
}
