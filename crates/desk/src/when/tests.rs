use super::*;

/// Wednesday, 4 March 2026, 10:30 in Tokyo.
const NOW: Moment = Moment(1_772_587_800_000);

fn said(text: &str) -> Option<String> {
    let moment = read(text, NOW, "Asia/Tokyo", MORNING)?;
    Some(moment.in_zone("Asia/Tokyo").strftime("%a %F %H:%M").to_string())
}

#[track_caller]
fn all(table: &[(&str, &str)]) {
    for (text, meant) in table {
        assert_eq!(said(text).as_deref(), Some(*meant), "{text}");
    }
}

#[test]
fn the_clock_of_the_tables_is_right() {
    assert_eq!(NOW.in_zone("Asia/Tokyo").strftime("%a %F %H:%M").to_string(), "Wed 2026-03-04 10:30");
}

#[test]
fn japanese_moments_are_meant_as_people_say_them() {
    all(&[
        ("明日の朝", "Thu 2026-03-05 09:00"),
        ("明日", "Thu 2026-03-05 09:00"),
        ("あした 15時", "Thu 2026-03-05 15:00"),
        ("明後日の午後3時半", "Fri 2026-03-06 15:30"),
        ("今日の夕方", "Wed 2026-03-04 17:00"),
        ("今夜", "Wed 2026-03-04 20:00"),
        ("来週月曜9時", "Mon 2026-03-09 09:00"),
        ("来週の月曜日の午前10時まで", "Mon 2026-03-09 10:00"),
        ("再来週火曜", "Tue 2026-03-17 09:00"),
        ("今週金曜 17:30", "Fri 2026-03-06 17:30"),
        ("金曜", "Fri 2026-03-06 09:00"),
        ("水曜日", "Wed 2026-03-11 09:00"),
        ("来週", "Mon 2026-03-09 09:00"),
        ("来月", "Wed 2026-04-01 09:00"),
        ("来月5日", "Sun 2026-04-05 09:00"),
        ("月末", "Tue 2026-03-31 09:00"),
        ("来月末", "Thu 2026-04-30 09:00"),
        ("３時間後", "Wed 2026-03-04 13:30"),
        ("30分後", "Wed 2026-03-04 11:00"),
        ("三日後の朝", "Sat 2026-03-07 09:00"),
        ("1週間後", "Wed 2026-03-11 09:00"),
        ("2ヶ月後", "Mon 2026-05-04 09:00"),
        ("明日の夜8時", "Thu 2026-03-05 20:00"),
        ("金曜の朝8時半", "Fri 2026-03-06 08:30"),
        ("昼1時", "Wed 2026-03-04 13:00"),
        ("週末", "Fri 2026-03-06 09:00"),
        ("今週末", "Fri 2026-03-06 09:00"),
        ("十二時", "Wed 2026-03-04 12:00"),
        ("9時", "Thu 2026-03-05 09:00"),
        ("正午", "Wed 2026-03-04 12:00"),
        ("3月10日14時", "Tue 2026-03-10 14:00"),
        ("3/10 14:00", "Tue 2026-03-10 14:00"),
        ("1月5日", "Tue 2027-01-05 09:00"),
        ("2026年4月1日 8時15分", "Wed 2026-04-01 08:15"),
        ("2026/4/1", "Wed 2026-04-01 09:00"),
        ("20日", "Fri 2026-03-20 09:00"),
        ("2日", "Thu 2026-04-02 09:00"),
        ("金曜の25時", "Sat 2026-03-07 01:00"),
        ("週明け", "Mon 2026-03-09 09:00"),
        ("週明けの15時", "Mon 2026-03-09 15:00"),
        ("翌営業日", "Thu 2026-03-05 09:00"),
        ("翌営業日の営業開始時", "Thu 2026-03-05 09:00"),
        ("3営業日後", "Mon 2026-03-09 09:00"),
        ("翌朝", "Thu 2026-03-05 09:00"),
        ("翌朝8時", "Thu 2026-03-05 08:00"),
        ("次の月曜", "Mon 2026-03-09 09:00"),
        ("次の月曜日の午後3時", "Mon 2026-03-09 15:00"),
        ("来年1月5日", "Tue 2027-01-05 09:00"),
        ("来年の12月1日 10時", "Wed 2027-12-01 10:00"),
        ("営業開始時", "Thu 2026-03-05 09:00"),
        ("明日の営業終了時", "Thu 2026-03-05 18:00"),
        ("半日後", "Wed 2026-03-04 22:30"),
        ("令和8年12月1日", "Tue 2026-12-01 09:00"),
        ("令和九年一月五日 15時", "Tue 2027-01-05 15:00"),
        ("平成39年1月5日", "Tue 2027-01-05 09:00"),
        ("令和元年5月1日", "Wed 2019-05-01 09:00"),
        ("年末", "Thu 2026-12-31 09:00"),
        ("年末の17時", "Thu 2026-12-31 17:00"),
        ("今年末", "Thu 2026-12-31 09:00"),
        ("来年末", "Fri 2027-12-31 09:00"),
        ("年明け", "Mon 2027-01-04 09:00"),
        ("年明けの朝一", "Mon 2027-01-04 09:00"),
        ("1時間半後", "Wed 2026-03-04 12:00"),
        ("一時間半後", "Wed 2026-03-04 12:00"),
        ("１．５時間後", "Wed 2026-03-04 12:00"),
        ("2時間半", "Wed 2026-03-04 13:00"),
        ("半年後", "Fri 2026-09-04 09:00"),
        ("来月頭", "Wed 2026-04-01 09:00"),
        ("来月初め", "Wed 2026-04-01 09:00"),
        ("来月初", "Wed 2026-04-01 09:00"),
        ("月初", "Wed 2026-04-01 09:00"),
        ("月初の10時", "Wed 2026-04-01 10:00"),
        ("来週頭", "Mon 2026-03-09 09:00"),
        ("12月1日(火) 9:00", "Tue 2026-12-01 09:00"),
        ("12/1（火）9時", "Tue 2026-12-01 09:00"),
        ("12/1(火曜) 9:30", "Tue 2026-12-01 09:30"),
        ("2026年12月1日（火曜日）午後3時", "Tue 2026-12-01 15:00"),
        ("令和8年12月1日（火）", "Tue 2026-12-01 09:00"),
        ("1月5日火曜 10時", "Tue 2027-01-05 10:00"),
        ("明日（木）15時", "Thu 2026-03-05 15:00"),
        ("今日中", "Wed 2026-03-04 18:00"),
        ("本日中に", "Wed 2026-03-04 18:00"),
        ("明日中", "Thu 2026-03-05 18:00"),
        ("来週金曜中", "Fri 2026-03-13 18:00"),
        ("今週中", "Fri 2026-03-06 09:00"),
        ("来週中に", "Fri 2026-03-13 09:00"),
        ("今月中", "Tue 2026-03-31 09:00"),
        ("来月中", "Thu 2026-04-30 09:00"),
        ("今年中", "Thu 2026-12-31 09:00"),
        ("年内", "Thu 2026-12-31 09:00"),
        ("今日", "Wed 2026-03-04 18:00"),
        ("昼過ぎ", "Wed 2026-03-04 13:00"),
        ("明日のお昼過ぎ", "Thu 2026-03-05 13:00"),
        ("昼過ぎ2時", "Wed 2026-03-04 14:00"),
        ("夕方", "Wed 2026-03-04 17:00"),
        ("夜", "Wed 2026-03-04 20:00"),
        ("朝一", "Thu 2026-03-05 09:00"),
        ("月曜の朝いち", "Mon 2026-03-09 09:00"),
        ("明日の午前中", "Thu 2026-03-05 09:00"),
        ("営業日3日後", "Mon 2026-03-09 09:00"),
        ("営業日三日後の15時", "Mon 2026-03-09 15:00"),
        ("三営業日後", "Mon 2026-03-09 09:00"),
        ("連休明け", "Mon 2026-03-09 09:00"),
        ("休み明けの朝一", "Mon 2026-03-09 09:00"),
        ("来四半期", "Wed 2026-04-01 09:00"),
        ("四半期末", "Tue 2026-03-31 09:00"),
        ("年度末", "Tue 2026-03-31 09:00"),
        ("クリスマス", "Fri 2026-12-25 09:00"),
        ("元日", "Fri 2027-01-01 09:00"),
    ]);
}

#[test]
fn english_moments_are_meant_as_people_say_them() {
    all(&[
        ("tomorrow", "Thu 2026-03-05 09:00"),
        ("Tomorrow morning", "Thu 2026-03-05 09:00"),
        ("tomorrow at 3pm", "Thu 2026-03-05 15:00"),
        ("day after tomorrow, noon", "Fri 2026-03-06 12:00"),
        ("next Monday 9am", "Mon 2026-03-09 09:00"),
        ("Monday at 9:30", "Mon 2026-03-09 09:30"),
        ("this Friday", "Fri 2026-03-06 09:00"),
        ("next Friday", "Fri 2026-03-13 09:00"),
        ("next week", "Mon 2026-03-09 09:00"),
        ("next month", "Wed 2026-04-01 09:00"),
        ("end of next month", "Thu 2026-04-30 09:00"),
        ("end of the month", "Tue 2026-03-31 09:00"),
        ("end of this week", "Fri 2026-03-06 09:00"),
        ("in 3 hours", "Wed 2026-03-04 13:30"),
        ("17h", "Wed 2026-03-04 17:00"),
        ("tomorrow 17h30", "Thu 2026-03-05 17:30"),
        ("in 17h", "Thu 2026-03-05 03:30"),
        ("17h later", "Thu 2026-03-05 03:30"),
        ("3 h from now", "Wed 2026-03-04 13:30"),
        ("48h", "Fri 2026-03-06 10:30"),
        ("an hour", "Wed 2026-03-04 11:30"),
        ("in one hour", "Wed 2026-03-04 11:30"),
        ("in a week", "Wed 2026-03-11 09:00"),
        ("two days later", "Fri 2026-03-06 09:00"),
        ("next business day", "Thu 2026-03-05 09:00"),
        ("in 3 business days at 10", "Mon 2026-03-09 10:00"),
        ("end of day", "Wed 2026-03-04 18:00"),
        ("tomorrow, end of day", "Thu 2026-03-05 18:00"),
        ("weekend", "Sat 2026-03-07 09:00"),
        ("this weekend", "Sat 2026-03-07 09:00"),
        ("next weekend", "Sat 2026-03-14 09:00"),
        ("3.12.2026", "Thu 2026-12-03 09:00"),
        ("3.12.2026 14:00", "Thu 2026-12-03 14:00"),
        ("2026.12.3", "Thu 2026-12-03 09:00"),
        ("January 5 next year", "Tue 2027-01-05 09:00"),
        ("in half an hour", "Wed 2026-03-04 11:00"),
        ("45 min", "Wed 2026-03-04 11:15"),
        ("in 2 days at 8 am", "Fri 2026-03-06 08:00"),
        ("2 weeks from now", "Wed 2026-03-18 09:00"),
        ("this afternoon", "Wed 2026-03-04 14:00"),
        ("tonight", "Wed 2026-03-04 20:00"),
        ("at 17", "Wed 2026-03-04 17:00"),
        ("12 am", "Thu 2026-03-05 00:00"),
        ("12pm", "Wed 2026-03-04 12:00"),
        ("March 10", "Tue 2026-03-10 09:00"),
        ("10 March 14:00", "Tue 2026-03-10 14:00"),
        ("5th of May", "Tue 2026-05-05 09:00"),
        ("2026-04-01 08:15", "Wed 2026-04-01 08:15"),
        ("2026-04-01T08:15", "Wed 2026-04-01 08:15"),
        ("end of the year", "Thu 2026-12-31 09:00"),
        ("at the end of year", "Thu 2026-12-31 09:00"),
        ("year-end, 5pm", "Thu 2026-12-31 17:00"),
        ("end of next year", "Fri 2027-12-31 09:00"),
        ("in the new year", "Mon 2027-01-04 09:00"),
        ("after the New Year", "Mon 2027-01-04 09:00"),
        ("in an hour and a half", "Wed 2026-03-04 12:00"),
        ("1.5 hours", "Wed 2026-03-04 12:00"),
        ("in 1.5h", "Wed 2026-03-04 12:00"),
        ("in two and a half hours", "Wed 2026-03-04 13:00"),
        ("in half a year", "Fri 2026-09-04 09:00"),
        ("beginning of next month", "Wed 2026-04-01 09:00"),
        ("Tue 1 Dec 9:00", "Tue 2026-12-01 09:00"),
        ("Tue 1 Dec 2026, 09:00", "Tue 2026-12-01 09:00"),
        ("1 Dec (Tue) 9:00", "Tue 2026-12-01 09:00"),
        ("Tuesday, December 1, 9am", "Tue 2026-12-01 09:00"),
        ("Tuesday, December 1, 2026 at 9", "Tue 2026-12-01 09:00"),
        ("3 Mar 2027 13:00", "Wed 2027-03-03 13:00"),
        ("Mar 3, 2027", "Wed 2027-03-03 09:00"),
        ("7 Mar 09:00:30", "Sat 2026-03-07 09:00"),
        ("Friday, March 6", "Fri 2026-03-06 09:00"),
        ("today", "Wed 2026-03-04 18:00"),
        ("by the end of today", "Wed 2026-03-04 18:00"),
        ("end of Friday", "Fri 2026-03-06 18:00"),
        ("eod", "Wed 2026-03-04 18:00"),
        ("eow", "Fri 2026-03-06 09:00"),
        ("EOM", "Tue 2026-03-31 09:00"),
        ("eoy", "Thu 2026-12-31 09:00"),
        ("after lunch", "Wed 2026-03-04 13:00"),
        ("tomorrow after lunch", "Thu 2026-03-05 13:00"),
        ("first thing on Monday", "Mon 2026-03-09 09:00"),
        ("after the weekend", "Mon 2026-03-09 09:00"),
        ("next quarter", "Wed 2026-04-01 09:00"),
        ("end of the quarter", "Tue 2026-03-31 09:00"),
        ("end of next quarter", "Tue 2026-06-30 09:00"),
        ("Christmas", "Fri 2026-12-25 09:00"),
        ("new year", "Mon 2027-01-04 09:00"),
        ("First of January", "Fri 2027-01-01 09:00"),
        ("on the third", "Fri 2026-04-03 09:00"),
        ("the first of next month", "Wed 2026-04-01 09:00"),
        ("the 5th", "Thu 2026-03-05 09:00"),
        ("in a fortnight", "Wed 2026-03-18 09:00"),
    ]);
}

#[test]
fn a_time_is_told_by_the_clock_that_is_named_beside_it() {
    all(&[
        ("2026-12-01 09:00 JST", "Tue 2026-12-01 09:00"),
        ("2026年12月1日(火) 9:00 JST", "Tue 2026-12-01 09:00"),
        ("12月1日(火) 9:00（日本時間）", "Tue 2026-12-01 09:00"),
        ("日本時間12月1日9時まで", "Tue 2026-12-01 09:00"),
        ("Tue 1 Dec 2026, 09:00 CET", "Tue 2026-12-01 17:00"),
        ("1 Dec 2026 9am (UTC)", "Tue 2026-12-01 18:00"),
        ("9am EST", "Wed 2026-03-04 23:00"),
        ("today 9:00 gmt", "Wed 2026-03-04 18:00"),
        ("2026-12-01 09:00 UTC+5:45", "Tue 2026-12-01 12:15"),
        ("2026-12-01 09:00 UTC-3", "Tue 2026-12-01 21:00"),
        ("2026-12-01 09:00 (America/Sao_Paulo)", "Tue 2026-12-01 21:00"),
        ("2026-12-01T09:00:00Z", "Tue 2026-12-01 18:00"),
        ("2026-12-01T09:00:00+09:00", "Tue 2026-12-01 09:00"),
    ]);
}

#[test]
fn a_holiday_stands_beside_its_day() {
    all(&[
        ("11月23日(月・祝)", "Mon 2026-11-23 09:00"),
        ("11月23日（月・祝）15時", "Mon 2026-11-23 15:00"),
        ("11/23(月祝) 9:30", "Mon 2026-11-23 09:30"),
        ("2026年11月23日（月曜・祝日）午後3時", "Mon 2026-11-23 15:00"),
        ("11月23日(祝)", "Mon 2026-11-23 09:00"),
        ("5月6日(水・振替休日)", "Wed 2026-05-06 09:00"),
    ]);
}

#[test]
fn what_says_its_year_means_the_same_whenever_it_is_read() {
    let time = |text: &str| {
        dated_time(text, "Asia/Tokyo").map(|then| then.in_zone("Asia/Tokyo").strftime("%F %H:%M").to_string())
    };
    for text in ["2026年12月1日(火) 9:00", "Tue 1 Dec 2026, 09:00", "令和8年12月1日9時", "Tue 1 Dec 2026, 00:00 UTC"]
    {
        assert_eq!(time(text).as_deref(), Some("2026-12-01 09:00"), "{text}");
    }
    for text in ["12月1日 9:00", "2026年12月1日", "明日 9:00", "3時間後", ""] {
        assert_eq!(time(text), None, "{text}");
    }
    let day = |text: &str| dated(text).map(|noon| noon.in_zone("UTC").strftime("%F %H").to_string());
    for text in ["2026年12月1日(火)", "Tue 1 Dec 2026", "Dec 1, 2026"] {
        assert_eq!(day(text).as_deref(), Some("2026-12-01 12"), "{text}");
    }
    for text in ["12月1日", "2026年12月1日 9:00", "2026年12月1日 JST", "明日"] {
        assert_eq!(day(text), None, "{text}");
    }
}

#[test]
fn what_has_passed_is_understood_so_that_it_can_be_said() {
    all(&[
        ("昨日", "Tue 2026-03-03 09:00"),
        ("昨日の15時", "Tue 2026-03-03 15:00"),
        ("一昨日", "Mon 2026-03-02 09:00"),
        ("先週金曜", "Fri 2026-02-27 09:00"),
        ("先月末", "Sat 2026-02-28 09:00"),
        ("去年12月1日", "Mon 2025-12-01 09:00"),
        ("yesterday", "Tue 2026-03-03 09:00"),
        ("the day before yesterday at 3pm", "Mon 2026-03-02 15:00"),
        ("last Friday", "Fri 2026-02-27 09:00"),
        ("end of last month", "Sat 2026-02-28 09:00"),
        ("2025年11月30日(日) 13:00", "Sun 2025-11-30 13:00"),
        ("Sun 30 Nov 2025, 13:00", "Sun 2025-11-30 13:00"),
    ]);
}

#[test]
fn a_day_that_is_running_out_means_what_is_left_of_it() {
    for (now, text, meant) in [
        ("2026-03-31T08:00", "月末", "Tue 2026-03-31 09:00"),
        ("2026-03-31T10:00", "月末", "Tue 2026-03-31 18:00"),
        ("2026-03-31T10:00", "今月中", "Tue 2026-03-31 18:00"),
        ("2026-03-31T10:00", "eom", "Tue 2026-03-31 18:00"),
        ("2026-03-31T10:00", "31日", "Tue 2026-03-31 18:00"),
        ("2026-03-31T10:00", "end of the quarter", "Tue 2026-03-31 18:00"),
        ("2026-12-31T10:00", "年末", "Thu 2026-12-31 18:00"),
        ("2026-03-04T08:00", "今日中", "Wed 2026-03-04 18:00"),
        ("2026-03-04T19:00", "今日中", "Wed 2026-03-04 23:59"),
        ("2026-03-04T19:00", "today", "Wed 2026-03-04 23:59"),
        ("2026-03-06T10:00", "今週中", "Fri 2026-03-06 18:00"),
        ("2026-03-06T19:00", "今週中", "Fri 2026-03-06 23:59"),
        ("2026-03-06T10:00", "eow", "Fri 2026-03-06 18:00"),
        ("2026-03-07T10:00", "今週中", "Sat 2026-03-07 18:00"),
        ("2026-03-07T10:00", "来週中", "Fri 2026-03-13 09:00"),
        ("2026-03-08T10:00", "休み明け", "Mon 2026-03-09 09:00"),
        ("2026-03-04T19:00", "今日の9時", "Wed 2026-03-04 09:00"),
    ] {
        let now = Moment::on_wall_clock(now, "Asia/Tokyo").unwrap();
        let said = read(text, now, "Asia/Tokyo", MORNING).unwrap();
        assert_eq!(said.in_zone("Asia/Tokyo").strftime("%a %F %H:%M").to_string(), meant, "{text}");
    }
}

#[test]
fn a_year_is_new_until_its_first_day_of_work() {
    let in_january = Moment::on_wall_clock("2026-01-02T10:00", "Asia/Tokyo").unwrap();
    let said = read("年明け", in_january, "Asia/Tokyo", MORNING).unwrap();
    assert_eq!(said.in_zone("Asia/Tokyo").strftime("%a %F").to_string(), "Mon 2026-01-05");
}

#[test]
fn what_is_not_understood_to_the_end_is_not_guessed() {
    for text in [
        "",
        "  ",
        "soon",
        "いつか",
        "明日かも",
        "tomorrow or so",
        "午前15時",
        "夜1時",
        "明日 明後日",
        "32日",
        "2月30日",
        "25:61",
        "monday tuesday",
        "in",
        "の",
        "3",
        "99999時間後",
        "next next",
        "明日3時間後",
        "3.12.26",
        "31.2.2026",
        "令和8",
        "令和8年13月1日",
        "来年 2027年1月5日",
        "来年明日",
        "an",
        "a tomorrow",
        "17hx",
        "in 17h30",
        "1.5日後",
        "1時間半半後",
        "年末年始",
        "来年1月5日末",
        "頭",
        "last next",
        "12月1日(水)",
        "12/1（月曜日）9時",
        "2026年12月1日(月) 9:00",
        "明日(金)",
        "火曜 12月",
        "来年金曜",
        "12月1日(火",
        "Wed 1 Dec 9:00",
        "Monday, December 1, 2026",
        "1 Dec 2026 2027",
        "2027",
        "9:00:61",
        "営業日",
        "営業日3時間後",
        "営業日9時",
        "3日中",
        "今日中中",
        "1年内",
        "3年末",
        "the second Monday of June",
        "2nd Monday of June",
        "first next",
        "next quarter next month",
        "quarter past nine",
        "9:00 XYZ",
        "9:00 JST CET",
        "9:00 UTC+15",
        "9:00 UTC++9",
        "9:00 Tokyo/Asia",
        "9:00 (JST",
        "JST",
        "明日 JST",
        "3時間後 JST",
        "11月23日(火・祝)",
        "11月23日(・祝)",
        &"明日".repeat(60),
    ] {
        let meant = if text == "3" { Some("Thu 2026-03-05 03:00".to_owned()) } else { None };
        assert_eq!(said(text), meant, "{text}");
    }
}

#[test]
fn a_day_without_a_time_ends_in_the_evening_where_it_is_a_term() {
    let meant = read("金曜", NOW, "Asia/Tokyo", EVENING).unwrap();
    assert_eq!(meant.in_zone("Asia/Tokyo").hour(), 18);
}

#[test]
fn a_clock_change_neither_loses_nor_stops_anything() {
    // Saturday, 28 March 2026, 12:00 in Berlin; the night loses 02:30.
    let now = Moment::on_wall_clock("2026-03-28T12:00", "Europe/Berlin").unwrap();
    let meant = read("tomorrow 2:30", now, "Europe/Berlin", MORNING).unwrap();
    assert_eq!(meant.in_zone("Europe/Berlin").strftime("%a %H:%M").to_string(), "Sun 03:30");
}

#[test]
fn whatever_is_put_together_is_read_or_left() {
    let parts = [
        "明日",
        "来週",
        "月曜",
        "9時",
        "午後",
        "3",
        "日",
        "/",
        ":",
        "後",
        "in",
        "next",
        "5th",
        "march",
        "99",
        "週間後",
        "末",
        " ",
    ];
    for one in parts {
        for two in parts {
            for three in parts {
                let _ = said(&format!("{one}{two}{three}"));
            }
        }
    }
}
