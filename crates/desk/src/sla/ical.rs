//! Closed days from an iCalendar file (RFC 5545): events of whole days, once or every year.

use super::{Day, MOST_DAYS, OwnDay};
use crate::Refusal;
use jiff::civil::Date;

/// Bytes of a file.
const LARGEST: usize = 512 * 1024;
/// What comes every year is written out for so many years from the one that is asked for.
const YEARS: i16 = 6;

/// The days a file names, from a year on: what lies before it is left out.
///
/// # Errors
/// It is no calendar, too large, or names too many days.
pub fn closings(file: &str, year: i16) -> Result<Vec<OwnDay>, Refusal> {
    if file.len() > LARGEST {
        return Err(Refusal::CalendarFileTooLarge);
    }
    if !file.trim_start_matches('\u{feff}').trim_start().to_ascii_uppercase().starts_with("BEGIN:VCALENDAR") {
        return Err(Refusal::CalendarFileUnreadable);
    }
    let mut days = Vec::new();
    let mut event: Option<Event> = None;
    for line in unfolded(file) {
        let Some((name, value)) = line.split_once(':') else { continue };
        let name = name.split(';').next().unwrap_or_default().to_ascii_uppercase();
        match (name.as_str(), value.trim()) {
            ("BEGIN", "VEVENT") => event = Some(Event::default()),
            ("END", "VEVENT") => days.extend(event.take().iter().flat_map(|event| event.days(year))),
            (name, value) => {
                if let Some(event) = &mut event {
                    event.learn(name, value);
                }
            }
        }
        if days.len() > MOST_DAYS {
            return Err(Refusal::TooManyDays);
        }
    }
    if days.is_empty() { Err(Refusal::CalendarFileEmpty) } else { Ok(days) }
}

#[derive(Default)]
struct Event {
    first: Option<Day>,
    /// The day after its last.
    end: Option<Day>,
    name: String,
    yearly: bool,
    cancelled: bool,
}

impl Event {
    fn learn(&mut self, name: &str, value: &str) {
        match name {
            "DTSTART" => self.first = date(value),
            "DTEND" => self.end = date(value),
            "SUMMARY" => self.name = plain(value),
            "RRULE" => self.yearly = value.to_ascii_uppercase().split(';').any(|part| part == "FREQ=YEARLY"),
            "STATUS" => self.cancelled = value.eq_ignore_ascii_case("CANCELLED"),
            _ => {}
        }
    }

    fn days(&self, year: i16) -> Vec<OwnDay> {
        let Some(first) = self.first.filter(|_| !self.cancelled) else { return Vec::new() };
        let last = self.end.map_or(first, |end| end.plus(-1)).max(first);
        let own = |first: Day, last: Day| OwnDay { first, last, name: self.name.clone(), hours: Vec::new() };
        if !self.yearly {
            return if last.year() < year { Vec::new() } else { vec![own(first, last)] };
        }
        let by = |day: Day, years: i16| Day::of(day.year() + years, day.0.month(), day.0.day());
        let from = (year - first.year()).max(0);
        (from..from + YEARS).filter_map(|years| Some(own(by(first, years)?, by(last, years)?))).collect()
    }
}

/// Lines that were folded are one (RFC 5545, section 3.1).
fn unfolded(file: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in file.lines() {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some(last)) => last.push_str(rest),
            (_, _) => lines.push(line.to_owned()),
        }
    }
    lines
}

fn date(value: &str) -> Option<Day> {
    let digits = value.get(..8)?;
    Date::strptime("%Y%m%d", digits).ok()?.to_string().parse().ok()
}

/// Without the backslashes of a TEXT value (RFC 5545, section 3.3.11), on one line of at most 80 characters.
fn plain(value: &str) -> String {
    let text = value.replace("\\n", " ").replace("\\N", " ").replace('\\', "");
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|c| !c.is_control()).take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_days_are_read_from_a_file() {
        let file = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261229\r\nDTEND;VALUE=DATE:20270104\r\n\
                    SUMMARY:年末年始\\, 冬\r\n  休み\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20200601\r\n\
                    RRULE:FREQ=YEARLY\r\nSUMMARY:Founders' day\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let days = closings(file, 2026).unwrap();
        assert_eq!((days[0].first.to_string(), days[0].last.to_string()), ("2026-12-29".into(), "2027-01-03".into()));
        assert_eq!(days[0].name, "年末年始, 冬 休み");
        let founders: Vec<_> = days[1..].iter().map(|day| day.first.to_string()).collect();
        assert_eq!(founders.first().map(String::as_str), Some("2026-06-01"));
        assert_eq!(founders.len(), 6);
    }

    #[test]
    fn what_is_no_calendar_is_refused() {
        assert_eq!(closings("<html>", 2026), Err(Refusal::CalendarFileUnreadable));
        assert_eq!(closings("BEGIN:VCALENDAR\nEND:VCALENDAR", 2026), Err(Refusal::CalendarFileEmpty));
        let huge = format!("BEGIN:VCALENDAR\n{}", "x".repeat(600 * 1024));
        assert_eq!(closings(&huge, 2026), Err(Refusal::CalendarFileTooLarge));
    }
}
