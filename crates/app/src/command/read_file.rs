//! `kippu read-file FORMAT`: the text of the file on the standard input. Nobody calls it but the desk itself.

use crate::reading::{BROKEN, TOO_LARGE};
use rustix::process::{Resource, Rlimit, setrlimit};
use std::io::{Read, Write};
use std::process::ExitCode;
use text::document::LARGEST;
use text::{Format, NoText};

/// Bytes of memory, and seconds of a processor.
const MEMORY: u64 = 1_500_000_000;
const SECONDS: u64 = 20;

#[derive(clap::Args)]
pub struct ReadFile {
    format: String,
}

pub fn run(wish: &ReadFile) -> ExitCode {
    bound(Resource::As, MEMORY);
    bound(Resource::Cpu, SECONDS);
    let Some(format) = Format::named(&wish.format) else { return ExitCode::from(BROKEN) };
    let mut bytes = Vec::new();
    if std::io::stdin().take(LARGEST as u64 + 1).read_to_end(&mut bytes).is_err() {
        return ExitCode::from(BROKEN);
    }
    match format.text(&bytes) {
        Ok(text) => match std::io::stdout().write_all(text.as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::from(BROKEN),
        },
        Err(NoText::TooLarge) => ExitCode::from(TOO_LARGE),
        Err(NoText::Broken(_)) => ExitCode::from(BROKEN),
    }
}

/// Beyond it the system ends this process, and only this one.
fn bound(what: Resource, most: u64) {
    let limit = Rlimit { current: Some(most), maximum: Some(most) };
    // Where a stricter limit holds already, that one stays.
    let _ = setrlimit(what, limit);
}
