//! United States: the federal holidays (5 U.S.C. § 6103). One on a Saturday is had on the Friday before, one on a Sunday on
//! the Monday after.

use super::Holiday;
use super::rule::{fixed, is_on, nth};
use jiff::civil::Weekday::{Monday, Saturday, Sunday, Thursday};

pub(super) fn of_year(year: i16) -> Vec<Holiday> {
    let named = [
        fixed(year, 1, 1, "holiday-new-year"),
        nth(year, 1, 3, Monday, "holiday-martin-luther-king"),
        nth(year, 2, 3, Monday, "holiday-washington"),
        nth(year, 5, -1, Monday, "holiday-memorial"),
        fixed(year, 6, 19, "holiday-juneteenth"),
        fixed(year, 7, 4, "holiday-independence"),
        nth(year, 9, 1, Monday, "holiday-labour"),
        nth(year, 10, 2, Monday, "holiday-columbus"),
        fixed(year, 11, 11, "holiday-veterans"),
        nth(year, 11, 4, Thursday, "holiday-thanksgiving"),
        fixed(year, 12, 25, "holiday-christmas"),
    ];
    let next = fixed(year + 1, 1, 1, "holiday-new-year").filter(|day| is_on(day.day, Saturday));
    named.into_iter().chain([next]).flatten().map(observed).filter(|holiday| holiday.day.year() == year).collect()
}

fn observed(holiday: Holiday) -> Holiday {
    let by = if is_on(holiday.day, Saturday) { -1 } else { i32::from(is_on(holiday.day, Sunday)) };
    Holiday { day: holiday.day.plus(by), ..holiday }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the Office of Personnel Management publishes them.
    #[test]
    fn the_holidays_are_those_of_the_federal_offices() {
        let written = |year| {
            let mut days = of_year(year);
            days.sort_unstable();
            days.iter().map(|holiday| holiday.day.to_string()[5..].to_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(written(2026), "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25");
        assert_eq!(written(2027), "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31");
    }
}
