//! Promised times: the hours that count, and what is promised within them. Pure functions over recorded facts.

mod again;
mod amount;
mod calendar;
mod clock;
#[cfg(test)]
mod clock_tests;
mod coming;
mod day;
mod door;
mod explain;
mod holidays;
mod hours;
mod ical;
mod interval;
mod log;
mod policy;
mod reckon;
#[cfg(test)]
mod simulator;
mod story;
mod wall;
mod working;

pub use again::{MOST_AGAIN, Recurring, Which};
pub use amount::{amount_read, amount_told};
pub use calendar::{Calendar, CalendarId, CalendarWish, Version, a_day};
pub use clock::{Calendars, Clock, ClockState, Run, SlaState, Standing};
pub use coming::{OddDay, YearDay};
pub use day::Day;
pub use door::Door;
pub use explain::{Piece, Why};
pub use holidays::{Holiday, HolidayList};
pub use hours::{Hours, MOST_DAYS, OwnDay};
pub use ical::closings;
pub use interval::{Interval, hours_read, hours_written};
pub use log::{Beginning, Entry, Target, What, in_order};
pub use policy::{At, MOST_STEPS, Policy, PolicyId, PolicyWish, Promise, Step, Tell, Terms};
pub use reckon::{Policies, reckon};
pub use story::{Chapter, Tells};
pub use working::begins_work;
