//! Days that come again: the third Monday of each month, the last day of March.

use super::{Day, Interval};
use serde::{Deserialize, Serialize};

/// Such rules in one calendar.
pub const MOST_AGAIN: usize = 50;

/// Closed, or open at other hours, whenever such a day comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recurring {
    pub which: Which,
    /// 1 to 12; none: in every month.
    pub month: Option<i8>,
    pub name: String,
    /// None at all: closed.
    pub hours: Vec<Interval>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// The first (1) to the fifth (5) of a weekday, or the last (-1); Monday is 0.
    Weekday { nth: i8, weekday: u8 },
    /// The day of the month; beyond its end there is none.
    Date(i8),
    /// The last day of the month.
    End,
}

impl Which {
    /// `nth 3 0`, `date 20`, `end`: as a form carries it.
    pub fn written(self) -> String {
        match self {
            Self::Weekday { nth, weekday } => format!("nth {nth} {weekday}"),
            Self::Date(day) => format!("date {day}"),
            Self::End => "end".to_owned(),
        }
    }

    pub fn named(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let which = match words.as_slice() {
            ["nth", nth, weekday] => Self::Weekday { nth: nth.parse().ok()?, weekday: weekday.parse().ok()? },
            ["date", day] => Self::Date(day.parse().ok()?),
            ["end"] => Self::End,
            _ => return None,
        };
        which.is_sound().then_some(which)
    }

    pub const fn is_sound(self) -> bool {
        match self {
            Self::Weekday { nth, weekday } => (nth == -1 || (nth >= 1 && nth <= 5)) && weekday < 7,
            Self::Date(day) => day >= 1 && day <= 31,
            Self::End => true,
        }
    }
}

impl Recurring {
    pub fn is_sound(&self) -> bool {
        self.which.is_sound() && self.month.is_none_or(|month| (1..=12).contains(&month))
    }

    pub fn is_on(&self, day: Day) -> bool {
        let date = day.0;
        if self.month.is_some_and(|month| month != date.month()) {
            return false;
        }
        match self.which {
            Which::Weekday { nth, weekday } => {
                let last = date.day() + 7 > date.days_in_month();
                day.weekday() == usize::from(weekday)
                    && (if nth == -1 { last } else { (date.day() - 1) / 7 + 1 == nth })
            }
            Which::Date(of_month) => date.day() == of_month,
            Which::End => date.day() == date.days_in_month(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(which: Which, month: Option<i8>) -> Vec<String> {
        let rule = Recurring { which, month, name: String::new(), hours: Vec::new() };
        let first = Day::of(2026, 1, 1).unwrap();
        (0..365).map(|by| first.plus(by)).filter(|day| rule.is_on(*day)).map(|day| day.to_string()).collect()
    }

    #[test]
    fn a_weekday_comes_again_each_month_where_it_should() {
        let third = days(Which::Weekday { nth: 3, weekday: 0 }, None);
        assert_eq!((third.len(), third[0].as_str(), third[1].as_str()), (12, "2026-01-19", "2026-02-16"));
        let last_friday = days(Which::Weekday { nth: -1, weekday: 4 }, None);
        assert_eq!(
            (last_friday.len(), last_friday[0].as_str(), last_friday[1].as_str()),
            (12, "2026-01-30", "2026-02-27")
        );
        // Not every month has a fifth one.
        assert_eq!(days(Which::Weekday { nth: 5, weekday: 0 }, None).len(), 4);
        assert_eq!(days(Which::End, Some(2)), ["2026-02-28"]);
        assert_eq!(days(Which::Date(31), None).len(), 7);
    }

    #[test]
    fn a_rule_is_written_as_it_is_read() {
        for which in [Which::Weekday { nth: -1, weekday: 6 }, Which::Date(20), Which::End] {
            assert_eq!(Which::named(&which.written()), Some(which));
        }
        for nonsense in ["nth 6 0", "nth 0 0", "nth 1 7", "date 32", "date 0", "", "end end"] {
            assert_eq!(Which::named(nonsense), None, "{nonsense}");
        }
    }
}
