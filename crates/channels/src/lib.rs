//! The world outside: messages come in by listeners, mailboxes and files, letters go out by SMTP.

pub mod api;
pub mod desk;
pub mod discover;
pub mod fetch;
pub mod hook;
pub mod import;
pub mod listen;
pub mod ports;
pub mod probe;
pub mod send;
pub mod server;
pub mod trust;
