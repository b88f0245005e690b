//! What the process says of itself: the log on standard error, panics with a number, and figures for `/metrics`.
//!
//! A log line names the request and the ticket, and never a mail's text or a secret. Figures are counted with
//! [`counter`], [`gauge`] and [`histogram`] from any crate; their names begin with `kippu_`, durations end in
//! `_seconds`, sizes in `_bytes`, counters in `_total`.

mod fault;
mod figures;

pub use fault::FaultId;
pub use figures::metrics;
pub use metrics::{counter, gauge, histogram};

use crate::config::LogFormat;
use std::io::{IsTerminal, stderr};
use tracing_subscriber::EnvFilter;

/// Starts log, panic hook and figures. The first call of a process counts; later ones change nothing.
pub fn init(format: LogFormat, level: &str) {
    let filter = EnvFilter::try_new(level).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr).with_ansi(stderr().is_terminal());
    // What cannot be written, on a disk that is full, is lost: said with `eprintln!` it would end the thread.
    let log = log.log_internal_errors(false);
    let started = match format {
        LogFormat::Text => log.with_target(false).try_init(),
        LogFormat::Json => log.json().flatten_event(true).try_init(),
    };
    if started.is_ok() {
        fault::hook_panics();
    }
    figures::start();
}
