//! Germany: the holidays that all sixteen states have; others can be added as days of one's own.

use super::Holiday;
use super::rule::{easter, fixed};

pub(super) fn of_year(year: i16) -> Vec<Holiday> {
    let named = [
        fixed(year, 1, 1, "holiday-new-year"),
        easter(year, -2, "holiday-good-friday"),
        easter(year, 1, "holiday-easter-monday"),
        fixed(year, 5, 1, "holiday-labour"),
        easter(year, 39, "holiday-ascension"),
        easter(year, 50, "holiday-whit-monday"),
        fixed(year, 10, 3, "holiday-german-unity"),
        fixed(year, 10, 31, "holiday-reformation").filter(|_| year == 2017),
        fixed(year, 12, 25, "holiday-christmas"),
        fixed(year, 12, 26, "holiday-boxing"),
    ];
    named.into_iter().flatten().collect()
}
