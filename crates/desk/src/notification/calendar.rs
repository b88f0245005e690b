//! A calendar as other programs read it: iCalendar (RFC 5545), with the properties of RFC 7986.

use crate::conversation::MessageId;
use crate::ticket::TicketNumber;
use base::Moment;
use base::words::{Args, Words};

/// Octets of a line without its end (RFC 5545 §3.1).
const LINE: usize = 75;
/// What is due is shown for so many minutes before.
const MINUTES: i64 = 15;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    Deadline,
    Promise,
    Task,
    Snooze,
}

impl EntryKind {
    const fn name(self) -> &'static str {
        match self {
            Self::Deadline => "deadline",
            Self::Promise => "promise",
            Self::Task => "task",
            Self::Snooze => "snooze",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Deadline => "calendar-deadline",
            Self::Promise => "calendar-promise",
            Self::Task => "calendar-task",
            Self::Snooze => "calendar-snooze",
        }
    }
}

/// Something that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub kind: EntryKind,
    /// With the kind, for ever the same.
    pub id: i64,
    /// Grows with each change.
    pub version: i64,
    pub at: Moment,
    pub changed: Moment,
    pub number: TicketNumber,
    pub subject: String,
    /// A task's own words.
    pub what: String,
    /// The message it was made of, with the ticket on which that stands.
    pub message: Option<(TicketNumber, MessageId)>,
}

/// The whole calendar. `url` is the house's own, without a slash at its end.
pub fn written(entries: &[Entry], name: &str, url: &str, words: &Words) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Kippu//Calendar//EN".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        format!("NAME:{}", text(name)),
        format!("X-WR-CALNAME:{}", text(name)),
        "REFRESH-INTERVAL;VALUE=DURATION:PT15M".to_owned(),
        "X-PUBLISHED-TTL:PT15M".to_owned(),
    ];
    entries.iter().for_each(|entry| lines.extend(event(entry, url, words)));
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

fn event(entry: &Entry, url: &str, words: &Words) -> Vec<String> {
    let host = url.split("://").last().unwrap_or_default().split(['/', ':']).next().unwrap_or_default();
    let mut args = Args::new();
    args.set("number", entry.number.to_string());
    args.set("subject", entry.subject.as_str());
    args.set("what", entry.what.as_str());
    let place = match entry.message {
        Some((number, message)) => format!("{number}#message-{message}"),
        None => entry.number.to_string(),
    };
    let ticket = format!("{url}/tickets/{place}");
    vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}-{}@{}", entry.kind.name(), entry.id, if host.is_empty() { "kippu" } else { host }),
        format!("DTSTAMP:{}", utc(entry.changed)),
        format!("LAST-MODIFIED:{}", utc(entry.changed)),
        format!("SEQUENCE:{}", entry.version.max(0)),
        format!("DTSTART:{}", utc(Moment(entry.at.0 - MINUTES * 60_000))),
        format!("DTEND:{}", utc(entry.at)),
        format!("SUMMARY:{}", text(&words.tell(entry.kind.key(), &args))),
        format!("DESCRIPTION:{}", text(&format!("#{} {}\n{ticket}", entry.number, entry.subject))),
        format!("URL:{ticket}"),
        // It takes nobody's time.
        "TRANSP:TRANSPARENT".to_owned(),
        "END:VEVENT".to_owned(),
    ]
}

fn utc(at: Moment) -> String {
    at.timestamp().strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// RFC 5545 §3.3.11: what has a meaning of its own is escaped; control characters have no place.
fn text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// With its end; longer lines go on after a blank, never within a character.
fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + 4);
    let mut room = LINE;
    for c in line.chars() {
        if c.len_utf8() > room {
            folded.push_str("\r\n ");
            room = LINE - 1;
        }
        room -= c.len_utf8();
        folded.push(c);
    }
    folded + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{Language, words};

    fn entry(subject: &str) -> Entry {
        Entry {
            kind: EntryKind::Deadline,
            id: 100_042,
            version: 3,
            at: Moment(1_772_360_000_000),
            changed: Moment(1_772_357_400_000),
            number: TicketNumber(100_042),
            subject: subject.into(),
            what: String::new(),
            message: None,
        }
    }

    fn calendar(subject: &str) -> String {
        let english = words::of(Language::English);
        written(&[entry(subject)], "Kippu, due", "https://desk.example", english)
    }

    #[test]
    fn every_line_ends_as_it_must_and_none_is_too_long() {
        let written = calendar(&"返金のお願い; ".repeat(30));
        assert!(written.ends_with("END:VCALENDAR\r\n") && !written.replace("\r\n", "").contains('\n'));
        assert!(written.split("\r\n").all(|line| line.len() <= LINE), "{written}");
        let unfolded = written.replace("\r\n ", "");
        assert!(unfolded.contains(r"返金のお願い\; 返金のお願い\; "), "{unfolded}");
    }

    #[test]
    fn a_task_leads_to_the_message_it_was_made_of() {
        let task =
            Entry { kind: EntryKind::Task, message: Some((TicketNumber(100_043), MessageId(7))), ..entry("Lids") };
        let written = written(&[task], "Kippu, due", "https://desk.example", words::of(Language::English));
        assert!(written.contains("URL:https://desk.example/tickets/100043#message-7\r\n"), "{written}");
    }

    #[test]
    fn what_has_a_meaning_of_its_own_is_escaped() {
        let written = calendar("Cups, lids; \\ and\r\nBEGIN:VEVENT\u{7}").replace("\r\n ", "");
        assert!(written.contains(r"Cups\, lids\; \\ and\nBEGIN:VEVENT"), "{written}");
        assert_eq!(written.matches("\r\nBEGIN:VEVENT").count(), 1);
        assert!(written.contains("NAME:Kippu\\, due\r\n"));
    }

    #[test]
    fn it_is_the_same_until_something_changes() {
        assert_eq!(calendar("Lids"), calendar("Lids"));
        let written = calendar("Lids");
        assert!(
            written.contains("UID:deadline-100042@desk.example\r\n") && written.contains("SEQUENCE:3\r\n"),
            "{written}"
        );
        assert!(written.contains("DTSTAMP:20260301T093000Z\r\n") && written.contains("DTEND:20260301T101320Z\r\n"));
        assert!(written.contains("DTSTART:20260301T095820Z\r\n"));
    }
}
