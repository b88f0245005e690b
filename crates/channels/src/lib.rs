//! The world outside: messages come in by listeners, mailboxes and files, letters go out by SMTP.

pub mod listen;
pub mod ports;
