//! Japan: 国民の祝日に関する法律 (law 178 of 1948, as of 2020), with its articles 3.2 (substitute holidays) and 3.3 (days
//! between two holidays), and the days that were moved for the Olympic games.
//!
//! The equinoxes are reckoned; the government gazette fixes them each February of the year before.

use super::rule::{fixed, is_on, nth};
use super::{Day, Holiday};
use jiff::civil::Weekday::{Monday, Sunday};

pub(super) fn of_year(year: i16) -> Vec<Holiday> {
    let mut days: Vec<Holiday> = named(year).into_iter().flatten().collect();
    days.sort_unstable();
    let between = between(&days);
    let substitutes = substitutes(&days);
    days.extend(between);
    days.extend(substitutes);
    days
}

fn named(year: i16) -> Vec<Option<Holiday>> {
    let mut days = vec![
        fixed(year, 1, 1, "holiday-new-year"),
        nth(year, 1, 2, Monday, "holiday-coming-of-age"),
        fixed(year, 2, 11, "holiday-foundation"),
        fixed(year, 2, 23, "holiday-emperor"),
        fixed(year, 3, equinox(year, 20.8431), "holiday-spring-equinox"),
        fixed(year, 4, 29, "holiday-showa"),
        fixed(year, 5, 3, "holiday-constitution"),
        fixed(year, 5, 4, "holiday-greenery"),
        fixed(year, 5, 5, "holiday-children"),
        nth(year, 9, 3, Monday, "holiday-respect-for-the-aged"),
        fixed(year, 9, equinox(year, 23.2488), "holiday-autumn-equinox"),
        fixed(year, 11, 3, "holiday-culture"),
        fixed(year, 11, 23, "holiday-labour-thanksgiving"),
    ];
    days.extend(summer(year));
    days
}

/// Sea, mountain and sports: moved in 2020 and 2021 by the law on the games.
fn summer(year: i16) -> [Option<Holiday>; 3] {
    let (sea, mountain, sports) = ("holiday-sea", "holiday-mountain", "holiday-sports");
    match year {
        2020 => [fixed(year, 7, 23, sea), fixed(year, 8, 10, mountain), fixed(year, 7, 24, sports)],
        2021 => [fixed(year, 7, 22, sea), fixed(year, 8, 8, mountain), fixed(year, 7, 23, sports)],
        _ => [nth(year, 7, 3, Monday, sea), fixed(year, 8, 11, mountain), nth(year, 10, 2, Monday, sports)],
    }
}

/// The day in its month, as reckoned for 1980 to 2099.
fn equinox(year: i16, base: f64) -> i8 {
    let since = f64::from(year - 1980);
    (base + 0.242_194 * since - (since / 4.0).floor()) as i8
}

/// Article 3.3: a day whose neighbours are both holidays.
fn between(days: &[Holiday]) -> Vec<Holiday> {
    let is = |day: Day| days.iter().any(|holiday| holiday.day == day);
    let gap = |holiday: &Holiday| {
        let day = holiday.day.plus(1);
        (!is(day) && is(day.plus(1))).then_some(Holiday { day, key: "holiday-between" })
    };
    days.iter().filter_map(gap).collect()
}

/// Article 3.2: what falls on a Sunday is had on the next day that is no holiday.
fn substitutes(days: &[Holiday]) -> Vec<Holiday> {
    let is = |day: Day| days.iter().any(|holiday| holiday.day == day);
    let moved = |holiday: &Holiday| {
        let day = (1..8).map(|by| holiday.day.plus(by)).find(|day| !is(*day))?;
        Some(Holiday { day, key: "holiday-substitute" })
    };
    days.iter().filter(|holiday| is_on(holiday.day, Sunday)).filter_map(moved).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(year: i16) -> Vec<String> {
        let mut days = of_year(year);
        days.sort_unstable();
        days.iter().map(|holiday| holiday.day.to_string()[5..].to_owned()).collect()
    }

    /// As the Cabinet Office publishes them (内閣府「国民の祝日について」).
    #[test]
    fn the_holidays_are_those_of_the_gazette() {
        let table: [(i16, &str); 6] = [
            (
                2020,
                "01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-23 07-24 08-10 09-21 09-22 11-03 11-23",
            ),
            (
                2021,
                "01-01 01-11 02-11 02-23 03-20 04-29 05-03 05-04 05-05 07-22 07-23 08-08 08-09 09-20 09-23 11-03 11-23",
            ),
            (
                2024,
                "01-01 01-08 02-11 02-12 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-22 09-23 10-14 11-03 11-04 11-23",
            ),
            (
                2025,
                "01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-23 11-24",
            ),
            (
                2026,
                "01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23",
            ),
            (
                2027,
                "01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23",
            ),
        ];
        for (year, days) in table {
            assert_eq!(written(year).join(" "), days, "{year}");
        }
    }
}
