//! The doors of the world, tried from outside: by honest clients, by hostile ones, and by real servers.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod desk;
mod fetch;
mod import;
mod letter;
mod listen;
mod peers;
mod premises;
mod scripted;
mod sealed;
mod send;
mod trust;
mod world;
