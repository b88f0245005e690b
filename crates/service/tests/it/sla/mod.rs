mod calendars;
mod clocks;
