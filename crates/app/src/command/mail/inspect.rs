//! `kippu mail inspect`: one message, as Kippu reads it. It asks no name server unless one is named (`--dns`).

use crate::house;
use channels::trust::Examiner;
use desk::channel::{Client, Verdicts};
use mail::inspect::Auth;
use platform::config::{Config, Source};
use std::io::Read;
use std::path::Path;

/// One octet more than is read of a message: enough to see that it is too large.
const LARGEST: u64 = (64 << 20) + 1;

/// What is known of how the message travelled.
pub struct Envelope {
    pub client: Client,
    /// Empty: `<>`, or not known.
    pub sender: String,
}

pub async fn run(config: &Config, json: bool, file: &Path, envelope: &Envelope) -> Result<(), String> {
    let raw = read(file)?;
    let mut report = mail::inspect::inspect(&raw).map_err(|unreadable| unreadable.to_string())?;
    let verdicts = examiner(config)?.examine(raw.into(), &envelope.client, &envelope.sender).await;
    report.auth = auth(&verdicts);
    let shown = if json { serde_json::to_string(&report) } else { serde_json::to_string_pretty(&report) };
    println!("{}", shown.map_err(|error| error.to_string())?);
    Ok(())
}

/// The same message gives the same report on every machine, unless somebody says whom to ask.
fn examiner(config: &Config) -> Result<Examiner, String> {
    let said = config.settings().iter().any(|setting| setting.key == "dns" && setting.source != Source::Default);
    if said { house::examiner(config) } else { Ok(Examiner::silent()) }
}

fn auth(verdicts: &Verdicts) -> Auth {
    let word = |verdict: desk::channel::Verdict| verdict.name().to_owned();
    Auth { spf: word(verdicts.spf), dkim: word(verdicts.dkim), dmarc: word(verdicts.dmarc), arc: word(verdicts.arc) }
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
