//! Conversations at the front doors.

mod content;
mod envelope;
mod hostile;
mod speed;
mod stop;
pub mod talk;
mod tls;
