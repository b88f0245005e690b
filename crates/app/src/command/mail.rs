//! `kippu mail`: look at messages, bring them in, replay conversations.

mod import;
mod inspect;
mod send_test;
mod thread;

use platform::config::Config;
use std::path::PathBuf;

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
    /// Send a test letter from a mailbox, and show what its server says
    SendTest(send_test::SendTest),
    /// Replay a folder with a scenario in a throw-away store, and show which messages form which ticket
    Thread {
        #[arg(long)]
        json: bool,
        folder: PathBuf,
    },
}

pub async fn run(config: Config, wish: Mail) -> Result<(), String> {
    match wish {
        Mail::Inspect { json, client, helo, mail_from, file } => {
            let client = desk::channel::Client { remote: client, helo };
            inspect::run(&config, json, &file, &inspect::Envelope { client, sender: mail_from }).await
        }
        Mail::Import(wish) => import::run(config, &wish).await,
        Mail::SendTest(wish) => send_test::run(config, &wish).await,
        Mail::Thread { folder, .. } => thread::run(&folder).await,
    }
}
