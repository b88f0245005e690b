//! `kippu mail inspect`: one message, as Kippu reads it.

use std::io::Read;
use std::path::Path;

/// Larger than any message a mailbox takes.
const LARGEST: u64 = 256 * 1024 * 1024;

pub fn run(json: bool, file: &Path) -> Result<(), String> {
    let raw = read(file)?;
    let report = mail::inspect::inspect(&raw).map_err(|unreadable| unreadable.to_string())?;
    let shown = if json { serde_json::to_string(&report) } else { serde_json::to_string_pretty(&report) };
    println!("{}", shown.map_err(|error| error.to_string())?);
    Ok(())
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
    let mut raw = Vec::new();
    let read = if file.as_os_str() == "-" {
        std::io::stdin().lock().take(LARGEST).read_to_end(&mut raw)
    } else {
        std::fs::File::open(file).and_then(|opened| opened.take(LARGEST).read_to_end(&mut raw))
    };
    read.map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(raw)
}
