//! Moments as people read them, in their zone and language.

use base::words::Words;
use base::{Language, Moment};
use jiff::civil::Date;
use std::fmt;

/// The words for the days of a week, Monday first.
pub(crate) const WEEKDAYS: [&str; 7] = [
    "weekday-monday",
    "weekday-tuesday",
    "weekday-wednesday",
    "weekday-thursday",
    "weekday-friday",
    "weekday-saturday",
    "weekday-sunday",
];

/// Writes a `<time>` element.
pub struct When {
    machine: String,
    short: String,
    /// The day and the time.
    exact: String,
    long: String,
    /// The day and the time to the second.
    clock: String,
}

impl When {
    pub fn new(moment: Moment, now: Moment, zone: &str, words: &Words) -> Self {
        let (then, today) = (moment.in_zone(zone), now.in_zone(zone));
        let short = if then.date() == today.date() {
            time(&then, words)
        } else if then.year() == today.year() {
            day(&then, words, false)
        } else {
            day(&then, words, true)
        };
        let exact = format!("{} {}", day(&then, words, then.year() != today.year()), time(&then, words));
        let long = whole(moment, zone, words);
        let clock = format!("{exact}{}", then.strftime(":%S"));
        Self { clock, machine: moment.rfc3339(), short, exact, long }
    }

    pub fn short(&self) -> &str {
        &self.short
    }

    /// The same moment, with its time always.
    pub fn exactly(self) -> Self {
        Self { short: self.exact.clone(), ..self }
    }

    /// Its day alone, also where that is today.
    pub fn dated(self) -> Self {
        Self { short: self.day().to_owned(), ..self }
    }

    /// To the second, where seconds matter.
    pub fn clock(&self) -> &str {
        &self.clock
    }

    /// `3 Mar`
    pub fn day(&self) -> &str {
        self.exact.rsplit_once(' ').map_or(&self.exact, |(day, _)| day)
    }

    pub fn long(&self) -> &str {
        &self.long
    }
}

/// `09:05`, `9:05`.
pub(crate) fn time(then: &jiff::Zoned, words: &Words) -> String {
    let format = match words.language() {
        Language::Japanese => "%-H:%M",
        Language::English => "%H:%M",
    };
    then.strftime(format).to_string()
}

/// `3 Mar` or `3 Mar 2025`; `3月3日` or `2025年3月3日`.
fn day(then: &jiff::Zoned, words: &Words, year: bool) -> String {
    match words.language() {
        Language::Japanese if year => then.strftime("%Y年%-m月%-d日").to_string(),
        Language::Japanese => then.strftime("%-m月%-d日").to_string(),
        Language::English if year => then.strftime("%-d %b %Y").to_string(),
        Language::English => then.strftime("%-d %b").to_string(),
    }
}

pub(crate) fn weekday(date: Date, words: &Words) -> &str {
    let place = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
    words.say(WEEKDAYS[place])
}

/// `Mon 30 Nov 2026`, `2026年11月30日(月)`.
pub(crate) fn whole_day(date: Date, words: &Words) -> String {
    let weekday = weekday(date, words);
    match words.language() {
        Language::Japanese => format!("{}({weekday})", date.strftime("%Y年%-m月%-d日")),
        Language::English => format!("{weekday} {}", date.strftime("%-d %b %Y")),
    }
}

/// `Mon 30 Nov 2026, 13:00`, `2026年11月30日(月) 13:00`: a moment that stands by itself, on the clock of a zone.
pub(crate) fn whole(moment: Moment, zone: &str, words: &Words) -> String {
    let then = moment.in_zone(zone);
    let (day, time) = (whole_day(then.date(), words), time(&then, words));
    match words.language() {
        Language::Japanese => format!("{day} {time}"),
        Language::English => format!("{day}, {time}"),
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, r#"<time datetime="{}" title="{}">{}</time>"#, self.machine, self.long, self.short)
    }
}

impl askama::filters::HtmlSafe for When {}

#[cfg(test)]
mod tests {
    use super::*;
    use base::words;

    /// Monday, 30 November 2026, 13:00 in Tokyo.
    const THEN: Moment = Moment(1_796_011_200_000);

    #[test]
    fn a_whole_moment_says_its_weekday_and_no_zone_to_who_is_in_it() {
        let when = |language| When::new(THEN, THEN, "Asia/Tokyo", words::of(language));
        assert_eq!(when(Language::Japanese).long(), "2026年11月30日(月) 13:00");
        assert_eq!(when(Language::English).long(), "Mon 30 Nov 2026, 13:00");
    }

    #[test]
    fn a_language_tells_the_clock_in_one_way() {
        let nine = Moment(THEN.0 - 4 * 3_600_000);
        let when = |language| When::new(nine, THEN, "Asia/Tokyo", words::of(language));
        let (ja, en) = (when(Language::Japanese), when(Language::English));
        assert_eq!([ja.short(), ja.clock(), ja.long()], ["9:00", "11月30日 9:00:00", "2026年11月30日(月) 9:00"]);
        assert_eq!([en.short(), en.clock(), en.long()], ["09:00", "30 Nov 09:00:00", "Mon 30 Nov 2026, 09:00"]);
    }

    #[test]
    fn what_is_shown_is_read_where_it_is_pasted_back() {
        let day = 24 * 3_600_000;
        let zones = ["Asia/Tokyo", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Australia/Sydney", "UTC"];
        for (language, zone) in Language::ALL.into_iter().flat_map(|language| zones.map(|zone| (language, zone))) {
            for now in [THEN.0 - 1_000, THEN.0 - 10 * day, THEN.0 - 300 * day, THEN.0 - 400 * day, THEN.0 + 400 * day] {
                let when = When::new(THEN, Moment(now), zone, words::of(language));
                let data = [THEN.in_zone(zone).strftime("%F %H:%M").to_string(), THEN.rfc3339()];
                let shown = [when.short(), when.exact.as_str(), when.day(), when.long(), when.clock()];
                for shown in shown.into_iter().chain(data.iter().map(String::as_str)) {
                    let read = desk::when::read(shown, Moment(now), zone, THEN.in_zone(zone).hour());
                    assert_eq!(read, Some(THEN), "{shown} in {zone}");
                }
            }
        }
    }

    #[test]
    fn the_day_of_today_is_told_where_a_day_is_asked_for() {
        let when = |language| When::new(THEN, THEN, "Asia/Tokyo", words::of(language));
        assert_eq!((when(Language::Japanese).short(), when(Language::Japanese).dated().short()), ("13:00", "11月30日"));
        assert_eq!(when(Language::English).dated().short(), "30 Nov");
    }
}
