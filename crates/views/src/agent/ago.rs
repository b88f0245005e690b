//! How long ago something was. The browser goes on telling it in the same words (`ui/island/time.ts`).

use crate::Shell;
use crate::when::{time, weekday, whole};
use base::{Language, Moment};
use std::fmt;

/// Writes a `<time>` element.
pub struct Ago<'a> {
    machine: String,
    text: String,
    kind: &'a str,
}

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

impl Shell<'_> {
    /// `5m ago`, `3h ago`, `2d ago`; a date when it was more than a week ago.
    pub fn ago(&self, moment: &Moment) -> Ago<'static> {
        Ago { machine: moment.rfc3339(), text: self.tell(*moment), kind: "relative" }
    }

    /// A word with something in it, many times on a page: `{0}` is replaced, which Fluent would take its time for.
    pub fn put(&self, key: &str, what: impl fmt::Display) -> String {
        self.words.say(key).replace("{0}", &what.to_string())
    }

    /// The same for what is to come: `in 3h`.
    pub fn until(&self, moment: &Moment) -> Ago<'static> {
        Ago { kind: "due", ..self.ago(moment) }
    }

    /// `away until 9 Mar`
    pub fn away(&self, until: &Moment) -> String {
        self.with("away-until", self.when(until).short())
    }

    /// A name in a list, with a word where its bearer is away.
    pub fn named(&self, name: &str, away: Option<&Moment>) -> String {
        away.map_or_else(|| name.to_owned(), |until| format!("{name} ({})", self.away(until)))
    }

    /// `09:00` today, `Mon 09:00` while that can only be one day, from six days on `7 Dec 09:00`; `12月7日(月) 9:00`.
    pub fn ahead(&self, moment: &Moment) -> String {
        let (then, today) = (moment.in_zone(&self.zone), self.now.in_zone(&self.zone).date());
        let (date, weekday) = (self.when(moment).day().to_owned(), weekday(then.date(), self.words));
        let time = time(&then, self.words);
        match ((then.date() - today).get_days(), self.words.language()) {
            (0, _) => time,
            (1..6, Language::English) => format!("{weekday} {time}"),
            (_, Language::English) => format!("{date} {time}"),
            (_, Language::Japanese) => format!("{date}({weekday}) {time}"),
        }
    }

    /// `Mon 30 Nov 2026, 09:00`: in a sentence that stands by itself.
    pub fn whole(&self, moment: &Moment) -> String {
        whole(*moment, &self.zone, self.words)
    }

    /// A day such as `2026-11-26`: `Today`, `Tomorrow`, `Yesterday`, else the date.
    pub fn calendar_day(&self, day: &str) -> String {
        let Ok(date) = day.parse::<jiff::civil::Date>() else { return day.to_owned() };
        let today = self.now.in_zone(&self.zone).date();
        let named = |key: &str| self.words.say(key).to_owned();
        match (date - today).get_days() {
            0 if date == today => named("group-today"),
            1 if Some(date) == today.tomorrow().ok() => named("group-tomorrow"),
            -1 if Some(date) == today.yesterday().ok() => named("group-yesterday"),
            _ => self.date(date, today),
        }
    }

    /// A month such as `2026-11`: `November 2026`, `2026年11月`.
    pub fn month(&self, month: &str) -> String {
        let Ok(first) = format!("{month}-01").parse::<jiff::civil::Date>() else { return month.to_owned() };
        let format = match self.words.language() {
            Language::English => "%B %Y",
            Language::Japanese => "%Y年%-m月",
        };
        first.strftime(format).to_string()
    }

    fn tell(&self, moment: Moment) -> String {
        let seconds = (moment.millis() - self.now.millis()) / 1000;
        if seconds.abs() < MINUTE {
            return self.words.say("ago-now").to_owned();
        } else if seconds < -7 * DAY {
            return self.day(moment);
        }
        let (size, past, future) = match seconds.abs() {
            0..HOUR => (MINUTE, "ago-minutes", "until-minutes"),
            HOUR..DAY => (HOUR, "ago-hours", "until-hours"),
            _ => (DAY, "ago-days", "until-days"),
        };
        let key = if seconds <= 0 { past } else { future };
        self.put(key, seconds.abs() / size)
    }

    /// `Mar 3`, `3月3日`; with the year when it is another one.
    fn day(&self, moment: Moment) -> String {
        self.date(moment.in_zone(&self.zone).date(), self.now.in_zone(&self.zone).date())
    }

    fn date(&self, then: jiff::civil::Date, today: jiff::civil::Date) -> String {
        let this_year = then.year() == today.year();
        let format = match self.words.language() {
            Language::English if this_year => "%b %-d",
            Language::English => "%b %-d, %Y",
            Language::Japanese if this_year => "%-m月%-d日",
            Language::Japanese => "%Y年%-m月%-d日",
        };
        then.strftime(format).to_string()
    }
}

impl fmt::Display for Ago<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, r#"<time datetime="{}" data-time="{}">{}</time>"#, self.machine, self.kind, self.text)
    }
}

impl askama::filters::HtmlSafe for Ago<'_> {}
