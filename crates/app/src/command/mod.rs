//! One file per command.

pub mod config;
pub mod demo;
pub mod serve;
pub mod version;
pub mod backup;
pub mod doctor;
pub mod mail;
pub mod migrate;
pub mod user;
