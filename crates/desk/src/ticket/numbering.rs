//! How tickets get their numbers: one after the other, by date, or hard to guess. Digits only, so that a number stays a
//! number wherever it stands: in addresses, subjects and programs.

use super::TicketNumber;
use crate::Refusal;
use base::Moment;
use serde::{Deserialize, Serialize};

/// What every program can hold exactly (ECMAScript's safe integers have almost sixteen).
pub const MOST_DIGITS: usize = 15;
/// What is shorter is not taken for a ticket's number where it stands in a subject.
pub const LEAST_DIGITS: usize = 4;
/// Digits of one's own in front at most.
pub const LONGEST_PREFIX: usize = 6;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbering {
    pub way: Succession,
    /// Digits in front, which tell desks or topics apart; perhaps empty.
    #[serde(default)]
    pub prefix: String,
    /// Of what is counted or drawn; a count that needs more has more.
    pub digits: usize,
    /// The first count of those in sequence; otherwise 1.
    #[serde(default = "one")]
    pub start: i64,
    /// A digit at the end by which most slips of the pen are found.
    #[serde(default)]
    pub check: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Succession {
    Sequence,
    /// `2026` and a count that begins anew each year.
    Year,
    /// `202611`
    Month,
    /// `20261127`
    Day,
    Random,
}

const fn one() -> i64 {
    1
}

impl Succession {
    pub const ALL: [Self; 5] = [Self::Sequence, Self::Year, Self::Month, Self::Day, Self::Random];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Sequence => "sequence",
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
            Self::Random => "random",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.name() == name)
    }

    /// The Fluent key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Sequence => "numbering-sequence",
            Self::Year => "numbering-year",
            Self::Month => "numbering-month",
            Self::Day => "numbering-day",
            Self::Random => "numbering-random",
        }
    }

    /// The digits of the date in front of the count, on the wall clock of the desk's zone.
    pub fn date(self, now: Moment, zone: &str) -> String {
        let form = match self {
            Self::Sequence | Self::Random => return String::new(),
            Self::Year => "%Y",
            Self::Month => "%Y%m",
            Self::Day => "%Y%m%d",
        };
        now.in_zone(zone).strftime(form).to_string()
    }

    const fn dated(self) -> usize {
        match self {
            Self::Sequence | Self::Random => 0,
            Self::Year => 4,
            Self::Month => 6,
            Self::Day => 8,
        }
    }

    /// Digits that the count may grow to before nothing fits any more: a hundred thousand tickets a day, a million a
    /// month, ten millions a year.
    const fn room(self) -> usize {
        match self {
            Self::Sequence => 9,
            Self::Year => 7,
            Self::Month => 6,
            Self::Day => 5,
            Self::Random => 0,
        }
    }

    /// How few and how many digits may be asked for.
    const fn limits(self) -> (usize, usize) {
        match self {
            Self::Sequence => (1, 9),
            Self::Year | Self::Month | Self::Day => (1, 7),
            Self::Random => (8, 14),
        }
    }
}

impl Default for Numbering {
    fn default() -> Self {
        Self::usual(Succession::Sequence)
    }
}

impl Numbering {
    /// What a way begins with.
    pub const fn usual(way: Succession) -> Self {
        let (digits, start) = match way {
            Succession::Sequence => (6, 100_001),
            Succession::Year => (6, 1),
            Succession::Month => (5, 1),
            Succession::Day => (4, 1),
            Succession::Random => (10, 1),
        };
        Self { way, prefix: String::new(), digits, start, check: false }
    }

    /// Within limits.
    ///
    /// # Errors
    /// What stands in front is no number, or the digits are too few or too many, or so is the first count.
    pub fn sound(self) -> Result<Self, Refusal> {
        let prefix = self.prefix.trim().to_owned();
        let digits_only = prefix.bytes().all(|byte| byte.is_ascii_digit());
        if !digits_only || prefix.starts_with('0') || prefix.len() > LONGEST_PREFIX {
            return Err(Refusal::NumberingPrefixWrong);
        }
        let (least, most) = self.way.limits();
        let around = prefix.len() + self.way.dated() + usize::from(self.check);
        if !(least..=most).contains(&self.digits) || around + self.digits < LEAST_DIGITS {
            return Err(Refusal::NumberingDigitsWrong);
        }
        if around + self.digits.max(self.way.room()) > MOST_DIGITS {
            return Err(Refusal::NumberingTooLong);
        }
        let start = match self.way {
            Succession::Sequence => self.start,
            Succession::Year | Succession::Month | Succession::Day | Succession::Random => 1,
        };
        // Zeros in front would be lost without anything before them, and there must be much left to count.
        let first = if around > usize::from(self.check) { 1 } else { power(self.digits - 1) };
        if self.way == Succession::Sequence && !(first..power(MOST_DIGITS - around - 1)).contains(&start) {
            return Err(Refusal::NumberingStartWrong);
        }
        Ok(Self { prefix, start, ..self })
    }

    /// The number of a count; none where it has become too long.
    pub fn counted(&self, date: &str, count: i64) -> Option<TicketNumber> {
        self.of(&format!("{date}{count:0width$}", width = self.digits))
    }

    /// The number that 64 random bits draw.
    pub fn drawn(&self, random: u64) -> Option<TicketNumber> {
        let (least, most) = match self.prefix.is_empty() {
            true => (power(self.digits.saturating_sub(1)), power(self.digits)),
            false => (0, power(self.digits)),
        };
        // The upper half of the product: every number as probable as the next, to one part in 2⁶⁴/10¹⁴.
        let span = u128::from(most.abs_diff(least));
        let drawn = (u128::from(random) * span) >> 64;
        let drawn = least + i64::try_from(drawn).unwrap_or_default();
        self.of(&format!("{drawn:0width$}", width = self.digits))
    }

    fn of(&self, body: &str) -> Option<TicketNumber> {
        let mut digits = format!("{}{body}", self.prefix);
        if self.check {
            digits.push(char::from(b'0' + check_digit(&digits)));
        }
        let number = digits.parse().ok().filter(|_| digits.len() <= MOST_DIGITS)?;
        Some(TicketNumber(number))
    }
}

const fn power(digits: usize) -> i64 {
    10_i64.pow(if digits > 18 { 18 } else { digits as u32 })
}

/// Damm's check digit (H. M. Damm, *Total anti-symmetrische Quasigruppen*, Marburg 2004): it finds every wrong digit and
/// every two neighbours that have changed places. A number with its check digit at the end has the check digit 0.
pub fn check_digit(digits: &str) -> u8 {
    const QUASIGROUP: [[u8; 10]; 10] = [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
        [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
        [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
        [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
        [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
        [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
        [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
        [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
        [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ];
    let digits = digits.bytes().filter(u8::is_ascii_digit);
    digits.fold(0, |interim, digit| QUASIGROUP[usize::from(interim)][usize::from(digit - b'0')])
}

#[cfg(test)]
mod tests {
    use super::*;
    use Refusal::{NumberingDigitsWrong, NumberingPrefixWrong, NumberingStartWrong, NumberingTooLong};
    use Succession::{Day, Month, Random, Sequence, Year};
    use proptest::prelude::*;

    fn made(way: Succession, prefix: &str, digits: usize, start: i64, check: bool) -> Numbering {
        Numbering { way, prefix: prefix.into(), digits, start, check }
    }

    #[test]
    fn numbers_are_what_the_scheme_says() {
        let table = [
            (Numbering::default(), "", 100_001, 100_001),
            (made(Sequence, "7", 6, 1, false), "", 1, 7_000_001),
            (made(Sequence, "7", 6, 1, false), "", 1_000_000, 71_000_000),
            (made(Sequence, "", 6, 100_001, true), "", 100_001, 1000015),
            (made(Month, "", 5, 1, false), "202611", 42, 20_261_100_042),
            (made(Month, "", 5, 1, false), "202611", 123_456, 202_611_123_456),
            (made(Day, "3", 4, 1, false), "20261127", 7, 3_202_611_270_007),
            (made(Year, "", 6, 1, false), "2026", 1, 2_026_000_001),
        ];
        for (numbering, date, count, number) in table {
            let numbering = numbering.sound().unwrap();
            assert_eq!(numbering.counted(date, count), Some(TicketNumber(number)), "{numbering:?}");
        }
    }

    #[test]
    fn a_day_begins_where_the_desk_is() {
        // 27 November 2026, 23:30 in Tokyo.
        let late = Moment(1_795_789_800_000);
        assert_eq!([Year, Month, Day].map(|way| way.date(late, "Asia/Tokyo")), ["2026", "202611", "20261127"]);
        assert_eq!(Day.date(Moment(late.0 + 3_600_000), "Asia/Tokyo"), "20261128");
        assert_eq!(Day.date(Moment(late.0 + 3_600_000), "America/New_York"), "20261127");
        assert_eq!([Sequence, Random].map(|way| way.date(late, "UTC")), ["", ""]);
    }

    #[test]
    fn what_would_not_fit_or_not_be_found_is_refused() {
        let table = [
            (made(Sequence, "07", 6, 1, false), NumberingPrefixWrong),
            (made(Sequence, "7a", 6, 1, false), NumberingPrefixWrong),
            (made(Sequence, "٣", 6, 1, false), NumberingPrefixWrong),
            (made(Sequence, "1234567", 6, 1, false), NumberingPrefixWrong),
            (made(Sequence, "", 3, 100, false), NumberingDigitsWrong),
            (made(Sequence, "", 0, 1, false), NumberingDigitsWrong),
            (made(Sequence, "", 10, 1_000_000_000, false), NumberingDigitsWrong),
            (made(Random, "", 7, 1, false), NumberingDigitsWrong),
            (made(Random, "", 15, 1, false), NumberingDigitsWrong),
            (made(Random, "12", 14, 1, false), NumberingTooLong),
            (made(Random, "1", 14, 1, true), NumberingTooLong),
            (made(Day, "123", 4, 1, false), NumberingTooLong),
            (made(Month, "123", 5, 1, true), NumberingTooLong),
            (made(Sequence, "123456", 6, 1, true), NumberingTooLong),
            (made(Sequence, "", 6, 99_999, false), NumberingStartWrong),
            (made(Sequence, "", 6, 0, true), NumberingStartWrong),
            (made(Sequence, "7", 6, 0, false), NumberingStartWrong),
            (made(Sequence, "7", 6, -5, false), NumberingStartWrong),
            (made(Sequence, "", 6, 100_000_000_000_000, false), NumberingStartWrong),
        ];
        for (numbering, why) in table {
            assert_eq!(numbering.clone().sound(), Err(why), "{numbering:?}");
        }
        for way in Succession::ALL {
            assert!(Numbering::usual(way).sound().is_ok());
            assert_eq!(Succession::named(way.name()), Some(way));
        }
    }

    #[test]
    fn a_count_that_has_outgrown_its_digits_gives_none() {
        let daily = made(Day, "12", 4, 1, false).sound().unwrap();
        assert_eq!(daily.counted("20261127", 99_999), Some(TicketNumber(122_026_112_799_999)));
        assert_eq!(daily.counted("20261127", 100_000), None);
    }

    #[test]
    fn a_check_digit_is_damms() {
        assert_eq!(check_digit("572"), 4);
        assert_eq!(check_digit("5724"), 0);
    }

    #[test]
    fn a_scheme_reads_back_as_it_was_written_and_says_only_what_it_must() {
        let kept = serde_json::to_string(&made(Month, "7", 5, 1, true)).unwrap();
        assert_eq!(kept, r#"{"way":"month","prefix":"7","digits":5,"start":1,"check":true}"#);
        assert_eq!(serde_json::from_str::<Numbering>(&kept).unwrap(), made(Month, "7", 5, 1, true));
        let short: Numbering = serde_json::from_str(r#"{"way":"random","digits":8}"#).unwrap();
        assert_eq!(short, made(Random, "", 8, 1, false));
    }

    proptest! {
        #[test]
        fn a_drawn_number_has_its_digits_and_no_zero_in_front(random: u64, digits in 8usize..=13, check: bool, own: bool) {
            let prefix = if own { "7" } else { "" };
            let numbering = made(Random, prefix, digits, 1, check).sound().unwrap();
            let number = numbering.drawn(random).unwrap().to_string();
            prop_assert_eq!(number.len(), prefix.len() + digits + usize::from(check));
            prop_assert!(number.starts_with(prefix) && !number.starts_with('0'));
            prop_assert!(!check || check_digit(&number) == 0);
        }

        #[test]
        fn a_slip_of_the_pen_is_found(count in 100_001i64..999_999_999, place: prop::sample::Index, other in 1u8..10) {
            let numbering = made(Sequence, "", 6, 100_001, true);
            let number = numbering.counted("", count).unwrap().to_string();
            prop_assert_eq!(check_digit(&number), 0);
            let mut wrong = number.clone().into_bytes();
            let at = place.index(wrong.len());
            wrong[at] = b'0' + (wrong[at] - b'0' + other) % 10;
            prop_assert_ne!(check_digit(std::str::from_utf8(&wrong).unwrap()), 0);
            let mut swapped = number.clone().into_bytes();
            let at = place.index(swapped.len() - 1);
            swapped.swap(at, at + 1);
            let swapped = String::from_utf8(swapped).unwrap();
            prop_assert!(swapped == number || check_digit(&swapped) != 0);
        }

        #[test]
        fn whatever_is_sound_fits(way in 0usize..5, prefix in "[1-9][0-9]{0,5}|", digits in 0usize..20, start: i64, check: bool) {
            let numbering = made(Succession::ALL[way], &prefix, digits, start, check);
            if let Ok(sound) = numbering.sound() {
                let date = sound.way.date(Moment(1_795_789_800_000), "UTC");
                let first = match sound.way {
                    Random => sound.drawn(start.unsigned_abs()),
                    Sequence | Year | Month | Day => sound.counted(&date, sound.start),
                };
                let length = first.unwrap().to_string().len();
                prop_assert!((LEAST_DIGITS..=MOST_DIGITS).contains(&length), "{sound:?}");
            }
        }
    }
}
