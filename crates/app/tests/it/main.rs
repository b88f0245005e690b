//! The real program among real servers and impatient people.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod browser;
mod circle;
mod customer;
mod database;
mod files;
mod fleet;
mod flood;
mod full;
mod idle;
mod killed;
mod killed_fetching;
mod killed_flows;
mod office;
mod pipe;
mod program;
mod servers;
mod sink;
mod slow;
mod speed;
