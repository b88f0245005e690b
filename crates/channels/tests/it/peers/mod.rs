//! The doors and real servers, each started for one test.

mod circle;
mod fetching;
mod sending;
