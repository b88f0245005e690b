//! How long somebody worked on a ticket, and at what.

use super::TicketId;
use crate::people::PersonId;
use crate::sla::{Day, amount_read};
use crate::{Event, Refusal};
use base::{Language, Moment};
use serde::{Deserialize, Serialize};

base::id!(TimeId);
base::id!(ActivityId);

/// One entry is at most a day, and its note so many letters.
const MOST_MINUTES: i64 = 24 * 60;
const LONGEST_NOTE: usize = 500;
const LONGEST_NAME: usize = 60;
/// A day of work, for whoever counts in days.
const DAY: u32 = 8 * 60;
/// Minutes after which nobody is believed to be at it still.
const LONG: i64 = 12 * 60;

#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    pub id: TimeId,
    pub ticket: TicketId,
    pub person: PersonId,
    pub what: TimeFacts,
    pub removed: bool,
    pub version: i64,
}

/// What people say of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimeFacts {
    pub minutes: i64,
    pub activity: Option<ActivityId>,
    /// When the work was.
    pub at: Moment,
    /// The day it was, the same for everybody; none: as it was at that moment where whoever worked lives.
    #[serde(default)]
    pub day: Option<Day>,
    pub note: String,
}

/// What a report of time sums up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkedBy {
    Person,
    Activity,
    Organization,
    Requester,
    Team,
    Ticket,
    Month,
}

impl WorkedBy {
    pub const ALL: [Self; 7] =
        [Self::Person, Self::Activity, Self::Organization, Self::Requester, Self::Team, Self::Ticket, Self::Month];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Activity => "activity",
            Self::Organization => "organization",
            Self::Requester => "requester",
            Self::Team => "team",
            Self::Ticket => "ticket",
            Self::Month => "month",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.name() == name)
    }

    /// Not the entry says it, but its ticket.
    pub const fn asks_tickets(self) -> bool {
        match self {
            Self::Organization | Self::Requester | Self::Team | Self::Ticket => true,
            Self::Person | Self::Activity | Self::Month => false,
        }
    }
}

impl TimeFacts {
    pub fn sound(self, now: Moment) -> Result<Self, Refusal> {
        let note = self.note.split_whitespace().collect::<Vec<_>>().join(" ");
        if !(1..=MOST_MINUTES).contains(&self.minutes) {
            Err(Refusal::MinutesInvalid)
        } else if self.at > now {
            Err(Refusal::TimeAhead)
        } else if note.chars().count() > LONGEST_NOTE {
            Err(Refusal::NoteTooLong)
        } else {
            Ok(Self { note, ..self })
        }
    }
}

impl Time {
    /// None: it says that already.
    pub fn change(&mut self, to: TimeFacts) -> Option<Event> {
        if to == self.what {
            return None;
        }
        let from = std::mem::replace(&mut self.what, to.clone());
        Some(Event::TimeChanged { ticket: self.ticket, time: self.id, person: self.person, from, to })
    }

    pub fn remove(&mut self) -> Option<Event> {
        let (ticket, time, person, minutes) = (self.ticket, self.id, self.person, self.what.minutes);
        (!std::mem::replace(&mut self.removed, true)).then_some(Event::TimeRemoved { ticket, time, person, minutes })
    }

    pub fn restore(&mut self) -> Option<Event> {
        let (ticket, time, person, minutes) = (self.ticket, self.id, self.person, self.what.minutes);
        std::mem::replace(&mut self.removed, false).then_some(Event::TimeRestored { ticket, time, person, minutes })
    }
}

/// Minutes as people write them: what is an amount of time anywhere, and a bare number at its end, `90`, `1h30`.
pub fn minutes(text: &str) -> Option<i64> {
    let amount = amount_read(text, DAY).or_else(|_| amount_read(&format!("{text}m"), DAY));
    amount.ok().map(i64::from)
}

/// Minutes for which a clock ran: begun ones count, none is nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ran(pub i64);

impl Ran {
    pub fn between(from: Moment, to: Moment) -> Self {
        let seconds = to.since(from).as_secs() as i64;
        Self(((seconds + 59) / 60).max(1))
    }

    /// What of it is entered.
    pub fn entered(self) -> i64 {
        self.0.min(MOST_MINUTES)
    }

    /// It was probably forgotten.
    pub const fn is_long(self) -> bool {
        self.0 > LONG
    }
}

/// A kind of work.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    pub id: ActivityId,
    pub name_en: String,
    pub name_ja: String,
    /// Can be chosen.
    pub active: bool,
    pub version: i64,
}

impl Activity {
    /// One name does for both languages.
    pub fn sound(self) -> Result<Self, Refusal> {
        let [en, ja] = [&self.name_en, &self.name_ja].map(|name| base::seen(name).replace(char::is_control, ""));
        let (en, ja) = (en.trim(), ja.trim());
        let (en, ja) = (if en.is_empty() { ja } else { en }, if ja.is_empty() { en } else { ja });
        if en.is_empty() {
            Err(Refusal::NameEmpty)
        } else if en.chars().count() > LONGEST_NAME || ja.chars().count() > LONGEST_NAME {
            Err(Refusal::NameTooLong)
        } else {
            Ok(Self { name_en: en.to_owned(), name_ja: ja.to_owned(), ..self })
        }
    }

    pub fn shown(&self, language: Language) -> &str {
        match language {
            Language::English => &self.name_en,
            Language::Japanese => &self.name_ja,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_read_as_people_write_them() {
        for (text, meant) in [
            ("90", 90),
            ("1:30", 90),
            ("1h30", 90),
            ("1.5h", 90),
            ("1h", 60),
            ("45m", 45),
            ("45 min", 45),
            ("0.25h", 15),
            ("1時間30分", 90),
            ("２０分", 20),
            ("2時間", 120),
            ("1 hour 5 minutes", 65),
            ("９０", 90),
            ("1時間半", 90),
            ("2時間半", 150),
            ("half an hour", 30),
            ("半日", 240),
            ("1日", 480),
        ] {
            assert_eq!(minutes(text), Some(meant), "{text}");
        }
        for text in ["", "x", "0", "1:75", "-5h", "1.5h20", "h", "1:", "long", "半", "30分半"] {
            assert_eq!(minutes(text), None, "{text}");
        }
    }

    #[test]
    fn an_entry_is_at_most_a_day_and_not_ahead() {
        let facts =
            |minutes, at| TimeFacts { minutes, activity: None, at: Moment(at), day: None, note: " a\nb ".into() };
        assert_eq!(facts(5, 5).sound(Moment(9)).unwrap().note, "a b");
        for minutes in [0, -5, 1441] {
            assert_eq!(facts(minutes, 5).sound(Moment(9)), Err(Refusal::MinutesInvalid));
        }
        assert_eq!(facts(5, 10).sound(Moment(9)), Err(Refusal::TimeAhead));
    }

    #[test]
    fn a_begun_minute_counts() {
        assert_eq!(Ran::between(Moment(0), Moment(0)), Ran(1));
        assert_eq!(Ran::between(Moment(0), Moment(61_000)), Ran(2));
        assert_eq!(Ran::between(Moment(0), Moment(i64::MAX)).entered(), MOST_MINUTES);
    }

    #[test]
    fn a_clock_that_was_forgotten_counts_a_day_at_most() {
        assert_eq!((Ran(720).is_long(), Ran(721).is_long()), (false, true));
        assert_eq!((Ran(721).entered(), Ran(72 * 60).entered()), (721, MOST_MINUTES));
    }
}
