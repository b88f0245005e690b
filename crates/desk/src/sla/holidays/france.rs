//! France: the holidays of the code du travail, article L3133-1.

use super::Holiday;
use super::rule::{easter, fixed};

pub(super) fn of_year(year: i16) -> Vec<Holiday> {
    let named = [
        fixed(year, 1, 1, "holiday-new-year"),
        easter(year, 1, "holiday-easter-monday"),
        fixed(year, 5, 1, "holiday-labour"),
        fixed(year, 5, 8, "holiday-victory"),
        easter(year, 39, "holiday-ascension"),
        easter(year, 50, "holiday-whit-monday"),
        fixed(year, 7, 14, "holiday-bastille"),
        fixed(year, 8, 15, "holiday-assumption"),
        fixed(year, 11, 1, "holiday-all-saints"),
        fixed(year, 11, 11, "holiday-armistice"),
        fixed(year, 12, 25, "holiday-christmas"),
    ];
    named.into_iter().flatten().collect()
}
