//! The words of which a moment is made, in both languages.

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Piece {
    /// Says nothing by itself: の, at, until.
    Filler,
    /// From now on: what counts hours is no time of day.
    In,
    InDays(i64),
    Workdays(i64),
    NextMorning,
    /// What is counted beside it are days on which people work.
    Working,
    /// Monday is 1.
    Weekday(i8),
    Weeks(i64),
    Months(i64),
    Quarters(i64),
    Years(i16),
    Month(i8),
    Hour(i8),
    HalfHour,
    HalfDay,
    HalfYear,
    NewYear,
    /// A month and the day in it.
    On(i8, i8),
    /// True: after noon. And the hour that is meant where none is said.
    Half(bool, i8),
    /// Of the day, week, month, quarter or year that is said beside it.
    End,
    EndOfWeek,
    EndOfMonth,
    EndOfYear,
}

use Piece::{
    End, EndOfMonth, EndOfWeek, EndOfYear, Filler, Half, HalfDay, HalfHour, HalfYear, Hour, In, InDays, Month, Months,
    NewYear, NextMorning, On, Quarters, Weekday, Weeks, Workdays, Working, Years,
};

#[rustfmt::skip]
const JAPANESE: &[(&str, Piece)] = &[
    ("今日", InDays(0)), ("本日", InDays(0)), ("きょう", InDays(0)), ("明日", InDays(1)), ("あした", InDays(1)), ("あす", InDays(1)),
    ("翌日", InDays(1)), ("明後日", InDays(2)), ("あさって", InDays(2)), ("しあさって", InDays(3)),
    ("翌朝", NextMorning), ("明朝", NextMorning), ("翌営業日", Workdays(1)), ("次の営業日", Workdays(1)), ("営業日", Working),
    ("半日後", HalfDay), ("半年後", HalfYear), ("年明け", NewYear), ("年末", EndOfYear), ("月初", Months(1)), ("月初め", Months(1)),
    ("昨日", InDays(-1)), ("きのう", InDays(-1)), ("一昨日", InDays(-2)), ("おととい", InDays(-2)),
    ("先週", Weeks(-1)), ("先月", Months(-1)), ("昨年", Years(-1)), ("去年", Years(-1)),
    ("今夜", Half(true, 20)), ("今晩", Half(true, 20)),
    ("今週", Weeks(0)), ("来週", Weeks(1)), ("再来週", Weeks(2)), ("今月", Months(0)), ("来月", Months(1)), ("再来月", Months(2)),
    ("週明け", Weeks(1)), ("翌週", Weeks(1)), ("翌月", Months(1)), ("今年", Years(0)), ("来年", Years(1)), ("再来年", Years(2)),
    ("連休明け", Weeks(1)), ("休み明け", Weeks(1)), ("今四半期", Quarters(0)), ("四半期", Quarters(0)), ("来四半期", Quarters(1)),
    ("次の四半期", Quarters(1)), ("クリスマス", On(12, 25)), ("元日", On(1, 1)), ("大晦日", On(12, 31)), ("年度末", On(3, 31)),
    ("月曜日", Weekday(1)), ("火曜日", Weekday(2)), ("水曜日", Weekday(3)), ("木曜日", Weekday(4)), ("金曜日", Weekday(5)),
    ("土曜日", Weekday(6)), ("日曜日", Weekday(7)),
    ("月曜", Weekday(1)), ("火曜", Weekday(2)), ("水曜", Weekday(3)), ("木曜", Weekday(4)), ("金曜", Weekday(5)), ("土曜", Weekday(6)),
    ("日曜", Weekday(7)),
    ("(月)", Weekday(1)), ("(火)", Weekday(2)), ("(水)", Weekday(3)), ("(木)", Weekday(4)), ("(金)", Weekday(5)), ("(土)", Weekday(6)),
    ("(日)", Weekday(7)),
    ("月末", EndOfMonth), ("週末", EndOfWeek), ("年内", EndOfYear), ("末", End), ("中", End),
    ("午前", Half(false, 9)), ("午前中", Half(false, 9)), ("昼過ぎ", Half(true, 13)), ("お昼過ぎ", Half(true, 13)), ("昼すぎ", Half(true, 13)),
    ("午後", Half(true, 14)), ("夕方", Half(true, 17)), ("正午", Hour(12)), ("お昼", Half(true, 12)),
    ("昼", Half(true, 12)), ("朝一", Half(false, 9)), ("朝イチ", Half(false, 9)), ("朝いち", Half(false, 9)), ("朝", Half(false, 9)),
    ("夜", Half(true, 20)), ("晩", Half(true, 20)), ("始業時", Hour(9)), ("終業時", Hour(18)), ("営業開始時", Hour(9)), ("営業終了時", Hour(18)),
    ("次の", Filler), ("初", Filler), ("初め", Filler), ("頭", Filler),
    ("の", Filler), ("に", Filler), ("まで", Filler), ("ごろ", Filler), ("頃", Filler), ("、", Filler), ("は", Filler),
];

#[rustfmt::skip]
const ENGLISH: &[(&str, Piece)] = &[
    ("today", InDays(0)), ("tomorrow", InDays(1)), ("the day after tomorrow", InDays(2)), ("day after tomorrow", InDays(2)),
    ("tonight", Half(true, 20)), ("next business day", Workdays(1)), ("next working day", Workdays(1)),
    ("this", Weeks(0)), ("this week", Weeks(0)), ("next", Weeks(1)), ("next week", Weeks(1)), ("the week after next", Weeks(2)),
    ("this month", Months(0)), ("next month", Months(1)), ("this year", Years(0)), ("next year", Years(1)),
    ("this quarter", Quarters(0)), ("the quarter", Quarters(0)), ("quarter", Quarters(0)), ("next quarter", Quarters(1)),
    ("christmas", On(12, 25)), ("xmas", On(12, 25)), ("after the weekend", Weeks(1)),
    ("yesterday", InDays(-1)), ("the day before yesterday", InDays(-2)), ("day before yesterday", InDays(-2)),
    ("last", Weeks(-1)), ("last week", Weeks(-1)), ("last month", Months(-1)), ("last year", Years(-1)),
    ("this afternoon", Half(true, 14)), ("this morning", Half(false, 9)),
    ("this evening", Half(true, 18)),
    ("monday", Weekday(1)), ("tuesday", Weekday(2)), ("wednesday", Weekday(3)), ("thursday", Weekday(4)), ("friday", Weekday(5)),
    ("saturday", Weekday(6)), ("sunday", Weekday(7)), ("weekend", Weekday(6)),
    ("mon", Weekday(1)), ("tue", Weekday(2)), ("wed", Weekday(3)), ("thu", Weekday(4)), ("fri", Weekday(5)), ("sat", Weekday(6)),
    ("sun", Weekday(7)),
    ("january", Month(1)), ("february", Month(2)), ("march", Month(3)), ("april", Month(4)), ("may", Month(5)), ("june", Month(6)),
    ("july", Month(7)), ("august", Month(8)), ("september", Month(9)), ("october", Month(10)), ("november", Month(11)),
    ("december", Month(12)),
    ("jan", Month(1)), ("feb", Month(2)), ("mar", Month(3)), ("apr", Month(4)), ("jun", Month(6)), ("jul", Month(7)), ("aug", Month(8)),
    ("sep", Month(9)), ("oct", Month(10)), ("nov", Month(11)), ("dec", Month(12)),
    ("end of day", Hour(18)), ("eod", Hour(18)), ("eow", EndOfWeek), ("eom", EndOfMonth), ("eoy", EndOfYear),
    ("the end of the day", Hour(18)), ("end of the day", Hour(18)),
    ("end of", End), ("the end of", End), ("the month", Months(0)), ("month", Months(0)), ("the week", Weeks(0)), ("week", Weeks(0)),
    ("the year", Years(0)), ("year", Years(0)), ("year-end", EndOfYear), ("year end", EndOfYear), ("new year", NewYear),
    ("the new year", NewYear), ("after new year", NewYear), ("after the new year", NewYear), ("beginning of", Filler), ("start of", Filler),
    ("half an hour", HalfHour), ("half a day", HalfDay), ("half a year", HalfYear),
    ("morning", Half(false, 9)), ("first thing", Half(false, 9)), ("noon", Hour(12)), ("midday", Hour(12)),
    ("after lunch", Half(true, 13)), ("afternoon", Half(true, 14)),
    ("evening", Half(true, 18)), ("night", Half(true, 20)), ("am", Half(false, 9)), ("pm", Half(true, 14)), ("a.m.", Half(false, 9)),
    ("p.m.", Half(true, 14)),
    ("in", In), ("later", Filler),
    ("at", Filler), ("on", Filler), ("by", Filler), ("until", Filler), ("the", Filler), ("of", Filler), ("from now", Filler),
    (",", Filler),
];

/// What stands at the beginning, and what follows it.
pub fn first(text: &str) -> Option<(Piece, &str)> {
    longest(text).or_else(|| bracketed(text))
}

/// That a day is a holiday, as it stands behind its day of the week.
const HOLIDAYS: &[&str] = &["祝日", "祝", "振替休日", "振休", "休"];

/// A day of the week as it stands beside its date: `(火曜日)`, `(Tue)`, `(月・祝)`; that it is a holiday, `(祝)`, says no more.
fn bracketed(text: &str) -> Option<(Piece, &str)> {
    let (inside, rest) = text.strip_prefix('(')?.split_once(')')?;
    if HOLIDAYS.contains(&inside) {
        return Some((Filler, rest));
    }
    let day = HOLIDAYS.iter().find_map(|word| inside.strip_suffix(word)).unwrap_or(inside);
    let day = day.trim_end_matches(['・', '･']);
    let short = format!("({day})");
    [day, short.as_str()].into_iter().find_map(|day| match longest(day)? {
        (Weekday(weekday), "") => Some((Weekday(weekday), rest)),
        (_, _) => None,
    })
}

/// The longest word.
fn longest(text: &str) -> Option<(Piece, &str)> {
    let ends = |word: &str, rest: &str| {
        let letter = |c: char| c.is_ascii_alphabetic();
        !(word.ends_with(letter) && rest.starts_with(letter))
    };
    let all = JAPANESE.iter().chain(ENGLISH);
    let found = all.filter_map(|(word, piece)| {
        Some((word.len(), *piece, text.strip_prefix(word).filter(|rest| ends(word, rest))?))
    });
    found.max_by_key(|(length, ..)| *length).map(|(_, piece, rest)| (piece, rest))
}
