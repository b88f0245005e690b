//! England and Wales: bank holidays (Banking and Financial Dealings Act 1971, and those by proclamation). What falls on a
//! weekend is had on the next working day.

use super::rule::{easter, fixed, is_on, nth};
use super::{Day, Holiday};
use jiff::civil::Weekday::{Monday, Saturday, Sunday};

pub(super) fn of_year(year: i16) -> Vec<Holiday> {
    let named = [
        fixed(year, 1, 1, "holiday-new-year"),
        easter(year, -2, "holiday-good-friday"),
        easter(year, 1, "holiday-easter-monday"),
        nth(year, 5, 1, Monday, "holiday-early-may"),
        // The coronation.
        fixed(year, 5, 8, "holiday-coronation").filter(|_| year == 2023),
        nth(year, 5, -1, Monday, "holiday-spring-bank"),
        nth(year, 8, -1, Monday, "holiday-summer-bank"),
        fixed(year, 12, 25, "holiday-christmas"),
        fixed(year, 12, 26, "holiday-boxing"),
    ];
    let mut days: Vec<Holiday> = Vec::new();
    for holiday in named.into_iter().flatten() {
        let mut day = holiday.day;
        while is_weekend(day) || days.iter().any(|other| other.day == day) {
            day = day.plus(1);
        }
        days.push(Holiday { day, ..holiday });
    }
    days
}

fn is_weekend(day: Day) -> bool {
    is_on(day, Saturday) || is_on(day, Sunday)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As gov.uk publishes them.
    #[test]
    fn the_holidays_are_those_of_the_banks() {
        let written = |year| {
            let mut days = of_year(year);
            days.sort_unstable();
            days.iter().map(|holiday| holiday.day.to_string()[5..].to_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(written(2023), "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26");
        assert_eq!(written(2026), "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28");
        assert_eq!(written(2027), "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28");
    }
}
