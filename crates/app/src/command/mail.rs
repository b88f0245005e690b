//! `kippu mail`: look at messages, bring them in, replay conversations.

mod import;
mod inspect;
mod pipe;
mod reparse;
mod send_test;
mod thread;

use base::Email;
use platform::config::Config;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Subcommand)]
pub enum Mail {
    /// Read one message and show what Kippu makes of it
    Inspect {
        /// One JSON object on one line
        #[arg(long)]
        json: bool,
        /// The address that handed it over, for SPF
        #[arg(long, value_name = "ADDRESS")]
        client: Option<std::net::IpAddr>,
        /// What the client called itself
        #[arg(long, value_name = "NAME")]
        helo: Option<String>,
        /// The envelope sender
        #[arg(long, value_name = "ADDRESS", default_value = "")]
        mail_from: String,
        /// The message's file; `-` is the standard input
        file: PathBuf,
    },
    /// Bring in messages: .eml files, mbox files, Maildir folders
    Import(import::Import),
    /// Take one message from a mail system, on the standard input (exit codes as in sysexits.h)
    Pipe(pipe::Pipe),
    /// Send a test letter from a mailbox, and show what its server says
    SendTest(send_test::SendTest),
    /// Read stored messages again with today's reader, and show what would change; nothing is changed without --apply
    Reparse(reparse::Reparse),
    /// Replay a folder with a scenario in a throw-away store, and show which messages form which ticket
    Thread {
        #[arg(long)]
        json: bool,
        folder: PathBuf,
    },
}

pub async fn run(config: Result<Config, String>, wish: Mail) -> Result<ExitCode, String> {
    let done = match wish {
        // Each of its noes has a code, also one about the settings.
        Mail::Pipe(wish) => return Ok(pipe::run(config, wish).await),
        Mail::Inspect { json, client, helo, mail_from, file } => {
            let client = desk::channel::Client { remote: client, helo };
            inspect::run(&config?, json, &file, &inspect::Envelope { client, sender: mail_from }).await
        }
        Mail::Import(wish) => import::run(config?, &wish).await,
        Mail::SendTest(wish) => send_test::run(config?, &wish).await,
        Mail::Reparse(wish) => reparse::run(config?, &wish).await,
        Mail::Thread { folder, .. } => thread::run(&folder).await,
    };
    done.map(|()| ExitCode::SUCCESS)
}

/// The addresses a message names, for whoever has no envelope.
fn addressed(raw: &[u8]) -> Vec<Email> {
    let parsed = mail::parse(raw, &mail::Limits::default());
    let shown = |parsed: mail::Parsed| {
        let listed = parsed.to.into_iter().chain(parsed.cc).map(|address| address.email);
        parsed.delivered_to.into_iter().chain(listed).collect()
    };
    parsed.map(shown).unwrap_or_default()
}
