//! `kippu mail`: look at messages, bring them in, try the way out.

mod inspect;

use platform::config::Config;
use std::path::PathBuf;

#[derive(clap::Subcommand)]
pub enum Mail {
    /// Read one message and show what Kippu makes of it
    Inspect {
        /// One JSON object instead of a page for people
        #[arg(long)]
        json: bool,
        /// The message's file; `-` is the standard input
        file: PathBuf,
    },
}

pub async fn run(_config: Config, wish: Mail) -> Result<(), String> {
    match wish {
        Mail::Inspect { json, file } => inspect::run(json, &file),
    }
}
