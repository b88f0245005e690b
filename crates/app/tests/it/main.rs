//! The real program among real servers and impatient people.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod browser;
mod circle;
mod customer;
mod files;
mod flood;
mod killed;
mod killed_fetching;
mod office;
mod pipe;
mod program;
mod sink;
mod speed;
