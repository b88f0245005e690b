//! The machine we stand on: configuration, blobs, secrets, passwords, telemetry, the guarded way out, and the end of the process.

pub mod blobs;
pub mod config;
pub mod files;
pub mod http;
pub mod passwords;
pub mod push;
pub mod secrets;
pub mod shutdown;
pub mod telemetry;

mod hidden;
mod tls;

pub use hidden::Hidden;
