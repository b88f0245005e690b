//! The doors.

mod choosing;
mod first_start;
mod signing_in;
