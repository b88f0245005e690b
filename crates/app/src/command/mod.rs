//! One file per command.

pub mod backup;
pub mod config;
pub mod demo;
pub mod doctor;
pub mod mail;
pub mod migrate;
pub mod read_file;
pub mod serve;
pub mod setup;
pub mod user;
pub mod version;
