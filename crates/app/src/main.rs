//! The `kippu` command.

mod command;
mod demo;
mod forgetting;
mod house;
mod reading;

use clap::{Parser, Subcommand};
use command::{backup, config, doctor, mail, migrate, read_file, serve, setup, user, version};
use platform::config::{Config, Flags};
use std::process::ExitCode;

/// Building the search index and reading large mails leave holes behind, in which the system's allocator keeps hundreds
/// of megabytes that nobody uses.
#[global_allocator]
static MEMORY: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// A self-hosted helpdesk: every request becomes one ticket.
#[derive(Parser)]
#[command(name = "kippu", version, about, max_term_width = 100, arg_required_else_help = true)]
struct Kippu {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

/// Settings that every command understands. Each can also stand in the environment (KIPPU_LISTEN) or in kippu.toml.
#[derive(clap::Args)]
#[command(next_help_heading = "Settings")]
struct Settings {
    /// The file to read settings from [default: kippu.toml in the data folder]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<String>,
    /// The folder in which everything lives
    #[arg(long, global = true, value_name = "FOLDER")]
    data: Option<String>,
    /// Where pages are served, for example 0.0.0.0:8080
    #[arg(long, global = true, value_name = "ADDRESS")]
    listen: Option<String>,
    /// How people reach it, for example https://help.example.com
    #[arg(long, global = true, value_name = "URL")]
    public_url: Option<String>,
    /// postgres://… instead of the built-in SQLite
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
    /// A PostgreSQL replica that answers what people look at
    #[arg(long, global = true, value_name = "URL")]
    database_read: Option<String>,
    /// Take mail in by LMTP here: an address or a socket's path
    #[arg(long, global = true, value_name = "ADDRESS")]
    lmtp: Option<String>,
    /// Take mail in by SMTP here
    #[arg(long, global = true, value_name = "ADDRESS")]
    smtp: Option<String>,
    /// Where files are kept: a folder or s3://…
    #[arg(long, global = true, value_name = "PLACE")]
    blobs: Option<String>,
    /// What is logged: error, warn, info, debug, or directives
    #[arg(long, global = true, value_name = "LEVEL")]
    log: Option<String>,
    /// text or json
    #[arg(long, global = true, value_name = "FORMAT")]
    log_format: Option<String>,
    /// How many jobs run at once
    #[arg(long, global = true, value_name = "NUMBER")]
    workers: Option<String>,
    /// Whom to ask about the senders of mail: system, off, or addresses of name servers
    #[arg(long, global = true, value_name = "SERVERS")]
    dns: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Run the desk
    Serve,
    /// Show a desk full of invented people and tickets
    Demo(command::demo::Demo),
    /// Bring the database up to date, or move everything into another one
    Migrate(migrate::Migrate),
    /// Invite agents, list them, let them in again
    #[command(subcommand)]
    User(user::User),
    /// Bring whole set-ups in, or save this desk's as a file
    #[command(subcommand)]
    Setup(setup::Setup),
    /// Look at messages, bring them in, try the way out
    #[command(subcommand)]
    Mail(mail::Mail),
    /// Write database, files and key into one file, while the desk runs
    Backup(backup::Backup),
    /// Bring a backup back, or rehearse it
    Restore(backup::Restore),
    /// Say whether this installation is well, and what to do if not
    Doctor,
    /// Show the settings in force, and where each comes from
    Config,
    /// Say which version this is
    Version,
    /// Write the text of a file from the standard input
    #[command(hide = true, name = reading::COMMAND)]
    ReadFile(read_file::ReadFile),
}

impl From<Settings> for Flags {
    fn from(s: Settings) -> Self {
        Self {
            config: s.config,
            data: s.data,
            listen: s.listen,
            public_url: s.public_url,
            database: s.database,
            database_read: s.database_read,
            lmtp: s.lmtp,
            smtp: s.smtp,
            blobs: s.blobs,
            log: s.log,
            log_format: s.log_format,
            workers: s.workers,
            dns: s.dns,
        }
    }
}

fn main() -> ExitCode {
    let Kippu { settings, command } = Kippu::parse();
    if let Command::ReadFile(wish) = &command {
        return read_file::run(wish);
    }
    match run(settings.into(), command) {
        Ok(code) => code,
        Err(sentence) => {
            eprintln!("kippu: {sentence}");
            ExitCode::FAILURE
        }
    }
}

/// What went wrong, as a sentence for a terminal.
type Sentence = String;

fn run(flags: Flags, command: Command) -> Result<ExitCode, Sentence> {
    let config = || Config::load(&flags).map_err(|refusal| refusal.to_string());
    let done = match command {
        // It was run before anything was opened.
        Command::ReadFile(_) => Ok(()),
        Command::Version => version::run(),
        Command::Config => config::run(&config()?),
        Command::Serve => in_runtime(serve::run(config()?)),
        Command::Demo(wish) => in_runtime(command::demo::run(flags, wish)),
        Command::Migrate(wish) => migrate::run(&config()?, &wish),
        Command::Setup(wish) => in_runtime(setup::run(config()?, wish)),
        Command::User(wish) => in_runtime(user::run(config()?, wish)),
        Command::Mail(wish) => return in_runtime(mail::run(config(), wish)),
        Command::Backup(wish) => in_runtime(backup::backup(config()?, &wish)),
        Command::Restore(wish) => in_runtime(backup::restore(config()?, &wish)),
        Command::Doctor => in_runtime(doctor::run(config()?)),
    };
    done.map(|()| ExitCode::SUCCESS)
}

/// Runs what waits for the world.
fn in_runtime<T>(work: impl Future<Output = Result<T, Sentence>>) -> Result<T, Sentence> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| error.to_string())?.block_on(work)
}
