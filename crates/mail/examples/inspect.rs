//! Reads one message from standard input and prints what `kippu mail inspect --json -` would.

use std::io::{Read, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut raw = Vec::new();
    if let Err(error) = std::io::stdin().read_to_end(&mut raw) {
        eprintln!("standard input: {error}");
        return ExitCode::FAILURE;
    }
    match mail::inspect::inspect(&raw) {
        Ok(report) => {
            let json = serde_json::to_string(&report).expect("a report has no maps with keys that are not text");
            let written = writeln!(std::io::stdout(), "{json}");
            if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(refusal) => {
            eprintln!("{refusal}");
            ExitCode::FAILURE
        }
    }
}
