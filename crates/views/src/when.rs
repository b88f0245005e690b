//! Moments as people read them, in their zone and language.

use base::words::Words;
use base::{Language, Moment};
use std::fmt;

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
            then.strftime("%H:%M").to_string()
        } else if then.year() == today.year() {
            day(&then, words, false)
        } else {
            day(&then, words, true)
        };
        let exact = format!("{} {}", day(&then, words, then.year() != today.year()), then.strftime("%H:%M"));
        let long = format!("{} {}", day(&then, words, true), then.strftime("%H:%M %Z"));
        let clock = format!("{} {}", day(&then, words, then.year() != today.year()), then.strftime("%H:%M:%S"));
        Self { clock, machine: moment.rfc3339(), short, exact, long }
    }

    pub fn short(&self) -> &str {
        &self.short
    }

    /// The same moment, with its time always.
    pub fn exactly(self) -> Self {
        Self { short: self.exact.clone(), ..self }
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

/// `3 Mar` or `3 Mar 2025`; `3月3日` or `2025年3月3日`.
fn day(then: &jiff::Zoned, words: &Words, year: bool) -> String {
    match words.language() {
        Language::Japanese if year => then.strftime("%Y年%-m月%-d日").to_string(),
        Language::Japanese => then.strftime("%-m月%-d日").to_string(),
        Language::English if year => then.strftime("%-d %b %Y").to_string(),
        Language::English => then.strftime("%-d %b").to_string(),
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, r#"<time datetime="{}" title="{}">{}</time>"#, self.machine, self.long, self.short)
    }
}

impl askama::filters::HtmlSafe for When {}
